"""What coaches do with a talk: corrected scores, comments, exemplary turns, having read it.

It stands below coaching, because the trainee's own pages show it.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from trainer.extensions import Model
from trainer.practice.models import partial_index
from trainer.web.clock import now


class Correction(Model):
    """A coach's points for one dimension of one turn. At most one counts; those taken back or replaced are history."""

    __tablename__ = "correction"
    __table_args__ = (
        UniqueConstraint("key", "dimension", name="uq_correction_key_dimension"),
        partial_index(
            "uq_correction_current",
            "attempt_id",
            "number",
            "dimension",
            where="withdrawn_at is null",
            unique=True,
        ),
        Index("ix_correction_attempt_id", "attempt_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(32))
    """Of the form that sent it, which may correct several dimensions at once."""
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"))
    number: Mapped[int]
    dimension: Mapped[str] = mapped_column(String(20))
    points: Mapped[int]
    """On the anchors, -2 to 2."""
    reason: Mapped[str] = mapped_column(Text)
    coach_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"), index=True)
    who: Mapped[str] = mapped_column(String(80))
    """The coach's name at the time; it stays when the account goes."""
    at: Mapped[datetime] = mapped_column(default=now)
    before: Mapped[float]
    """The points at that time of the scorer, or of the author if the reply was a written one."""
    scorer: Mapped[str | None] = mapped_column(String(40))
    """The scorer's version at that time; None: the author's points."""
    withdrawn_at: Mapped[datetime | None]
    """When it was taken back or replaced by another; None: it counts."""


class TurnComment(Model):
    """Words of a coach, or the trainee's answer to them, about a turn or some characters of what was said."""

    __tablename__ = "turn_comment"

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    """Made by the form, so that sending it twice stores it once."""
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    start: Mapped[int | None]
    """First character of the words it is about; None: the whole turn."""
    end: Mapped[int | None]
    """The character behind the last one."""
    by_coach: Mapped[bool]
    """False: the owner of the talk, with an account or without."""
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"), index=True)
    who: Mapped[str] = mapped_column(String(80))
    """The name at the time; empty for a guest."""
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(default=now)
    deleted_at: Mapped[datetime | None]


class Exemplary(Model):
    """A turn that others can learn from, and for which skill."""

    __tablename__ = "exemplary"
    __table_args__ = (Index("ix_exemplary_skill_attempt_id", "skill", "attempt_id"),)

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    skill: Mapped[str] = mapped_column(String(40))
    coach_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"), index=True)
    who: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(default=now)


class Reviewed(Model):
    """A coach has read a talk. What it settled is kept, so that it can be taken back."""

    __tablename__ = "reviewed"

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    """Made by the form, so that sending it twice counts once."""
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"), index=True)
    coach_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"), index=True)
    who: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(default=now)
    answered_at: Mapped[datetime | None]
    """The answer of the trainee that waited then."""


class Assignment(Model):
    """A talk that a coach is to read."""

    __tablename__ = "assignment"
    __table_args__ = (partial_index("ix_assignment_open", "coach_id", "attempt_id", where="done_at is null"),)

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"), primary_key=True)
    coach_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(default=now)
    done_at: Mapped[datetime | None]


class SkillRating(Model):
    """A coach's points for one skill in a whole talk. At most one of each coach counts; the others are history."""

    __tablename__ = "skill_rating"
    __table_args__ = (
        UniqueConstraint("key", "skill", name="uq_skill_rating_key_skill"),
        partial_index(
            "uq_skill_rating_current", "attempt_id", "coach_id", "skill", where="withdrawn_at is null", unique=True
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(32))
    """Of the form that sent it, which may rate several skills at once."""
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"), index=True)
    skill: Mapped[str] = mapped_column(String(40))
    points: Mapped[int]
    """On the anchors of the skill, -2 to 2."""
    coach_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"), index=True)
    who: Mapped[str] = mapped_column(String(80))
    """The coach's name at the time; it stays when the account goes."""
    at: Mapped[datetime] = mapped_column(default=now)
    withdrawn_at: Mapped[datetime | None]
    """When it was taken back or replaced by another; None: it counts."""


class BlindShare(Model):
    """How many of the turns in own words are rated blind. One row, or none: then as many as by default."""

    __tablename__ = "blind_share"

    id: Mapped[int] = mapped_column(primary_key=True)
    percent: Mapped[int]


class BlindTurn(Model):
    """A turn that two coaches are to rate, neither knowing the other's or the scorer's points."""

    __tablename__ = "blind_turn"
    __table_args__ = (partial_index("ix_blind_turn_open", "rated", "attempt_id", "number", where="rated < 2"),)

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    rated: Mapped[int] = mapped_column(default=0)
    """How many coaches have rated it, 0 to 2."""


class BlindRating(Model):
    """A coach's points for a drawn turn, given before seeing anybody else's. Never changed: what was seen after it
    would change it.
    """

    __tablename__ = "blind_rating"
    __table_args__ = (
        UniqueConstraint("attempt_id", "number", "coach_id", name="uq_blind_rating_coach"),
        UniqueConstraint("attempt_id", "number", "place", name="uq_blind_rating_place"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"))
    number: Mapped[int]
    place: Mapped[int]
    """1 for the first of the two, 2 for the second."""
    coach_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"), index=True)
    empathy: Mapped[int]
    de_escalation: Mapped[int]
    clarity: Mapped[int]
    """On the anchors, -2 to 2."""
    machine: Mapped[dict[str, float]] = mapped_column(JSON)
    """The scorer's points at that time, by dimension."""
    scorer: Mapped[str] = mapped_column(String(40))
    """The scorer's version at that time."""
    at: Mapped[datetime] = mapped_column(default=now, index=True)


class NotBlind(Model):
    """A coach who is not asked to rate turns of a talk blind: all of them (number 0, for whoever has seen the scores),
    or one that was skipped.
    """

    __tablename__ = "not_blind"

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    coach_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True, index=True)
