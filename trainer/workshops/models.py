"""Workshops: the room, its rounds and teams, who takes part, which talks count, and the wall."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from trainer.extensions import Model
from trainer.web.clock import now

PLANNED, OPEN, CLOSED = "planned", "open", "closed"
GIVEN, DRAWN, CHOSEN = "given", "drawn", "chosen"
NOW, AFTER_ROUND, AT_END = "now", "round", "end"
BEFORE, PRACTICE, WALL, AFTER = "before", "practice", "wall", "after"
WAITING, RUNNING, PAUSED, OVER = "waiting", "running", "paused", "over"
ANSWER, VOTE, SHOW = "answer", "vote", "show"
HELD, SHOWN, HIDDEN = "held", "shown", "hidden"


class Workshop(Model):
    """One meeting of 5 to 500 people with a coach."""

    __tablename__ = "workshop"
    __table_args__ = (Index("ix_workshop_coach_id_created_at", "coach_id", "created_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(32), unique=True)
    """Its address for the coach. Made by the form that creates it, so that sending the form twice creates it once."""
    code: Mapped[str] = mapped_column(String(6), unique=True)
    """What people type to join; see ``codes``."""
    title: Mapped[str] = mapped_column(String(120))
    language: Mapped[str] = mapped_column(String(2))
    coach_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    """Who runs it. None: the account is gone, administrators see it."""
    status: Mapped[str] = mapped_column(String(10), default=PLANNED)
    """``planned``, ``open`` (people may join), ``closed`` (nobody may; rooms can still be read)."""
    occasion: Mapped[str] = mapped_column(String(160), default="")
    """When and where, in the coach's words, for the page that is sent round."""
    invited: Mapped[int] = mapped_column(default=0)
    """How many were invited; 0: nobody counted."""
    team_choice: Mapped[str] = mapped_column(String(10), default=DRAWN)
    """``given`` by the coach, ``drawn`` at random when joining, ``chosen`` by the people."""
    feedback: Mapped[str] = mapped_column(String(10), default=NOW)
    """When people see the feedback on their talks: ``now``, after the ``round``, at the ``end`` of the workshop."""
    show_board: Mapped[bool] = mapped_column(default=True)
    """The projector shows how the teams stand. Never single people."""
    names_shown: Mapped[bool] = mapped_column(default=False)
    """The projector greets by name those who agreed to it (``Participant.consent``)."""
    hold_answers: Mapped[bool] = mapped_column(default=False)
    """What is written on the wall waits for the coach."""
    stage: Mapped[int] = mapped_column(default=1)
    """Grows with everything the whole room must see; pages ask for it and are told "nothing new" until it does."""
    created_at: Mapped[datetime] = mapped_column(default=now)
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]
    """Deleted, but it can still be brought back. Figures leave it out."""


class Round(Model):
    """A part of a workshop. ``before`` and ``after`` are played on parallel scenarios, half the people each first."""

    __tablename__ = "workshop_round"
    __table_args__ = (UniqueConstraint("workshop_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    number: Mapped[int]
    """From 1, in the order they are held."""
    kind: Mapped[str] = mapped_column(String(10))
    """``before``, ``practice``, ``wall``, ``after``."""
    scenarios: Mapped[list[list[str]]] = mapped_column(JSON, default=list)
    """``[language, slug]`` each. Before and after: the parallel forms A and B; see ``rounds.scenarios_for``."""
    minutes: Mapped[int] = mapped_column(default=10)
    status: Mapped[str] = mapped_column(String(10), default=WAITING)
    started_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    """When the time is up, while running. The coach ends the round; what comes later still counts."""
    left_seconds: Mapped[int | None]
    """How much time was left when it was paused."""
    line: Mapped[str | None] = mapped_column(Text)
    """Wall: what the angry person says."""
    context: Mapped[str | None] = mapped_column(Text)
    """Wall: what one must know to answer."""
    scene: Mapped[str | None] = mapped_column(String(40))
    """Wall: the scene of ``scenarios[0]`` the line is from, where suggestions go."""
    phase: Mapped[str] = mapped_column(String(10), default=ANSWER)
    """Wall: ``answer``, ``vote``, then ``show`` the scorer's evidence."""


class WorkshopTeam(Model):
    """A team that takes part."""

    __tablename__ = "workshop_team"
    __table_args__ = (UniqueConstraint("workshop_id", "number"),)

    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"), primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id", ondelete="CASCADE"), primary_key=True, index=True)
    number: Mapped[int]
    """From 1, the order in lists."""
    colour: Mapped[int] = mapped_column(default=0)
    """Which colour of the style sheet, from 0."""


class Participant(Model):
    """Somebody in a workshop: an account, or a guest known by the key of their attempts."""

    __tablename__ = "participant"
    __table_args__ = (
        CheckConstraint("(user_id is null) <> (guest_key is null)", name="one_person"),
        UniqueConstraint("workshop_id", "user_id", name="uq_participant_user"),
        UniqueConstraint("workshop_id", "guest_key", name="uq_participant_guest"),
        UniqueConstraint("workshop_id", "name", name="uq_participant_name"),
        Index("ix_participant_user_id", "user_id"),
        Index("ix_participant_guest_key", "guest_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(32), unique=True)
    """The address of their room. Made by the form that joins, so that sending it twice joins once."""
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    guest_key: Mapped[str | None] = mapped_column(String(32))
    name: Mapped[str] = mapped_column(String(40))
    """As given when joining; the second of a name has a number."""
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id", ondelete="SET NULL"), index=True)
    form: Mapped[int] = mapped_column(default=0)
    """0: parallel scenario A before and B after; 1: the other way round."""
    rejoin_code: Mapped[str] = mapped_column(String(64), unique=True)
    """The hash of the code that brings them back on another device."""
    consent: Mapped[bool] = mapped_column(default=False)
    """Their name may be shown to the room."""
    hidden: Mapped[bool] = mapped_column(default=False)
    """The coach took their name off the projector."""
    version: Mapped[int] = mapped_column(default=1)
    """Grows with everything only they must see: their own talks, answers, votes."""
    joined_at: Mapped[datetime] = mapped_column(default=now)
    last_seen_at: Mapped[datetime] = mapped_column(default=now)


class RoundTalk(Model):
    """A talk that counts for a round: made when a participant begins the round's scenario. Replays do not count."""

    __tablename__ = "round_talk"
    __table_args__ = (
        UniqueConstraint("participant_id", "round_id", "place", name="uq_round_talk_place"),
        Index("ix_round_talk_round_id_team_id", "round_id", "team_id"),
        Index("ix_round_talk_workshop_id", "workshop_id"),
        Index("ix_round_talk_team_id", "team_id"),
    )

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"), primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    round_id: Mapped[int] = mapped_column(ForeignKey("workshop_round.id", ondelete="CASCADE"))
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id", ondelete="SET NULL"))
    """The participant's team; follows them when the coach moves them (signal ``participant_moved``)."""
    place: Mapped[int] = mapped_column(default=0)
    """Which of the round's scenarios for this person, from 0."""


class WallAnswer(Model):
    """What somebody says to the angry line, shown without a name."""

    __tablename__ = "wall_answer"
    __table_args__ = (UniqueConstraint("round_id", "participant_id", name="uq_wall_answer_person"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(32), unique=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("workshop_round.id", ondelete="CASCADE"))
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(10), default=WAITING)
    """``waiting`` for the coach, ``held`` as an insult, ``shown``, ``hidden`` by the coach."""
    assessment: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """The scorer's assessment (``scoring.assessment.to_json``); None if it broke."""
    suggested: Mapped[bool] = mapped_column(default=False)
    """Sent to the suggestions for the scenario."""
    at: Mapped[datetime] = mapped_column(default=now)


class WallVote(Model):
    """A vote for an answer. Each person has a few, none for their own."""

    __tablename__ = "wall_vote"

    answer_id: Mapped[int] = mapped_column(ForeignKey("wall_answer.id", ondelete="CASCADE"), primary_key=True)
    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True, index=True
    )
