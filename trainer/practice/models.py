"""Attempts: the path somebody took through one revision of a scenario. Everything else is computed from it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.extensions import Model
from trainer.web.clock import now

RUNNING, ENDED, ABANDONED = "running", "ended", "abandoned"

UNREAD = "ending is not null and reviewed_at is null"
"""In SQL: a talk that came to its end and that no coach has read."""


def partial_index(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """An index of those rows only that ``where`` (SQL without values) holds for."""
    return Index(name, *columns, unique=unique, sqlite_where=text(where), postgresql_where=text(where))


class Attempt(Model):
    """One way through a scenario by one person, pinned to a revision.

    The figures at the end (``ending``, ``empathy`` ..., percent) repeat what the path gives, so that lists and
    comparisons need not replay it.
    """

    __tablename__ = "attempt"
    __table_args__ = (
        CheckConstraint("(user_id is null) <> (guest_key is null)", name="one_owner"),
        Index("ix_attempt_user_id_started_at", "user_id", "started_at"),
        Index("ix_attempt_guest_key_started_at", "guest_key", "started_at"),
        # The last talks of a scenario, and of one of its revisions: lists count these.
        Index("ix_attempt_language_slug_id", "language", "slug", "id"),
        Index("ix_attempt_digest_id", "digest", "id"),
        # The queues of coaches read these alone, however many talks there are. No values in the conditions: a bound
        # parameter would keep SQLite and PostgreSQL from seeing that an index fits.
        partial_index("ix_attempt_unread", "id", where=UNREAD),
        partial_index("ix_attempt_unread_scenario", "language", "slug", "id", where=UNREAD),
        # Deleting a talk asks which were begun from it.
        partial_index("ix_attempt_again_from", "again_from", where="again_from is not null"),
        partial_index("ix_attempt_answered", "id", where="answered_at is not null"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(32), unique=True)
    """Its address. Made by the form that starts it, so that sending the form twice starts it once."""
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    guest_key: Mapped[str | None] = mapped_column(String(32))
    digest: Mapped[str] = mapped_column(ForeignKey("revision.digest"))
    language: Mapped[str] = mapped_column(String(2))
    slug: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(120))
    hints: Mapped[bool]
    """Practice mode: hints and a word after each turn. Otherwise test mode: nothing until the end."""
    timed: Mapped[bool]
    """Timed scenes run out. Can be switched off."""
    answer_by: Mapped[str] = mapped_column(String(10), default="both")
    """``choose`` written replies, ``type`` own words, or ``both``."""
    seed: Mapped[int]
    """Shuffles the replies, the same way each time."""
    again_from: Mapped[int | None] = mapped_column(ForeignKey("attempt.id", ondelete="SET NULL"))
    status: Mapped[str] = mapped_column(String(10), default=RUNNING)
    turns: Mapped[int] = mapped_column(default=0)
    typed: Mapped[int] = mapped_column(default=0)
    """How many of the turns were answered in own words."""
    started_at: Mapped[datetime] = mapped_column(default=now)
    last_at: Mapped[datetime] = mapped_column(default=now)
    ending: Mapped[str | None] = mapped_column(String(10))
    overall: Mapped[float | None]
    empathy: Mapped[float | None]
    de_escalation: Mapped[float | None]
    clarity: Mapped[float | None]
    skills: Mapped[dict[str, float] | None] = mapped_column(JSON)
    guess: Mapped[dict[str, float] | None] = mapped_column(JSON(none_as_null=True))
    """What the trainee guessed before the scores were shown: dimension -> percent. Empty: did not want to guess."""
    corrected: Mapped[int] = mapped_column(default=0, server_default="0")
    """How many scores of its turns are a coach's; they count in the figures."""
    reviewed_at: Mapped[datetime | None]
    """When a coach last called it read; None: never."""
    answered_at: Mapped[datetime | None]
    """When the trainee last answered a coach; None: nothing waits for an answer."""
    news_at: Mapped[datetime | None]
    """When a coach last wrote, corrected or praised something here."""
    seen_at: Mapped[datetime | None]
    """When the trainee last looked at what coaches did here."""

    steps: Mapped[list[StoredStep]] = relationship(
        back_populates="attempt", order_by="StoredStep.number", cascade="all, delete-orphan", passive_deletes=True
    )

    @property
    def has_news(self) -> bool:
        """Whether a coach did something that the trainee has not looked at yet."""
        return self.news_at is not None and (self.seen_at is None or self.seen_at < self.news_at)


class StoredStep(Model):
    """One answer. The primary key is what makes an answer that is sent twice count once."""

    __tablename__ = "step"

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    """1 for the first answer."""
    scene: Mapped[str] = mapped_column(String(40))
    reply: Mapped[str] = mapped_column(String(40))
    text: Mapped[str | None] = mapped_column(Text)
    typed: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """For typed words: scores, how they were matched, and the assessment."""
    at: Mapped[datetime] = mapped_column(default=now)

    attempt: Mapped[Attempt] = relationship(back_populates="steps")


class Rehearsal(Model):
    """Other words tried at a turn, beside those that were said. They change nothing in the talk."""

    __tablename__ = "rehearsal"

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    """Made by the form, so that sending it twice stores it once."""
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    assessment: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(default=now)


UNSURE, DISAGREED = "unsure", "disagreed"


class ReviewRequest(Model):
    """A turn that waits for a coach: the scorer was not sure of it, or the trainee disagrees."""

    __tablename__ = "review_request"
    __table_args__ = (
        UniqueConstraint("attempt_id", "number", "reason"),
        partial_index("ix_review_request_open", "reason", "attempt_id", where="done_at is null"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"))
    number: Mapped[int]
    reason: Mapped[str] = mapped_column(String(10))
    comment: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(default=now)
    done_at: Mapped[datetime | None]
    """When a coach had looked."""
