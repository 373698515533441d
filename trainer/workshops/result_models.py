"""What comparisons read in place of a million talks: a few figures per person, kept true by ``results``.

The person is the unit, so a row is a person's: nobody waits for a row that a whole team writes, and what a mean over
people needs is one short look by an index. Teams are not in these tables: who moves, moves with all figures.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from trainer.extensions import Model
from trainer.web.clock import now


class Figures:
    """Means over ``n`` ended talks of one person, in percent; ``skills``: skill -> number of talks and mean."""

    n: Mapped[int]
    overall: Mapped[float]
    empathy: Mapped[float]
    de_escalation: Mapped[float]
    clarity: Mapped[float]
    skills: Mapped[dict[str, list[float]]] = mapped_column(JSON)


class WorkshopTally(Figures, Model):
    """One participant's talks of one kind of round."""

    __tablename__ = "workshop_tally"

    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    """As in ``Round``: ``before``, ``practice``, ``after``."""


class MemberTally(Figures, Model):
    """One member's talks of one month, of those begun since they joined the team."""

    __tablename__ = "member_tally"

    member_id: Mapped[int] = mapped_column(ForeignKey("team_member.id", ondelete="CASCADE"), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    """``2026-11``, of the beginning, in UTC."""


class TalkTurn(Model):
    """One turn of an ended talk of a workshop: what was reached, and the best that was on offer, in percent."""

    __tablename__ = "talk_turn"

    attempt_id: Mapped[int] = mapped_column(ForeignKey("round_talk.attempt_id", ondelete="CASCADE"), primary_key=True)
    """The talk as it counts for a round: a talk that counts no longer has no turns here."""
    number: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(ForeignKey("revision.digest"))
    scene: Mapped[str] = mapped_column(String(40))
    percent: Mapped[float]
    best: Mapped[float]
    """Not below ``percent``: words of one's own can be better than all that was on offer."""


class Recognition(Model):
    """Something somebody did well: seen by rule, or said by a coach."""

    __tablename__ = "recognition"
    __table_args__ = (
        CheckConstraint("(user_id is null) <> (guest_key is null)", name="one_person"),
        UniqueConstraint("attempt_id", "kind", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    guest_key: Mapped[str | None] = mapped_column(String(32), index=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20))
    """As in ``feedback.recognition.KINDS``."""
    number: Mapped[int]
    """The turn; 0: the talk as a whole."""
    given_by: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"), index=True)
    """The coach; None: a rule, or a coach whose account is gone."""
    who: Mapped[str] = mapped_column(String(80), default="")
    """The coach's name at the time; empty: a rule."""
    words: Mapped[str] = mapped_column(Text, default="")
    """What the coach said to it."""
    at: Mapped[datetime] = mapped_column(default=now)
    shown: Mapped[bool] = mapped_column(default=False)
    """The person wants their team to see it."""
