"""What colleagues suggest, and what becomes of typed replies that fitted nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from trainer.extensions import Model
from trainer.web.clock import now

WORDING, REPLY, SCENARIO = "wording", "reply", "scenario"
"""Better words for a reply, a reply that is missing, a whole scenario."""

HELD, WRITING, OPEN, CHANGES = "held", "writing", "open", "changes"
ACCEPTED, DECLINED, WITHDRAWN = "accepted", "declined", "withdrawn"


class Suggestion(Model):
    """What somebody without the right to publish would like to see in a scenario, and what came of it."""

    __tablename__ = "suggestion"
    __table_args__ = (
        CheckConstraint("(user_id is null) <> (guest_key is null)", name="one_person"),
        Index("ix_suggestion_status_at", "status", "at"),
        Index("ix_suggestion_user_id_at", "user_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(32), unique=True)
    """Made by the form, so that sending it twice stores it once."""
    kind: Mapped[str] = mapped_column(String(10))
    status: Mapped[str] = mapped_column(String(10), default=OPEN)
    """``held``: a guest's, sent when they sign in; ``writing``: a scenario that was not sent in yet."""
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    guest_key: Mapped[str | None] = mapped_column(String(32), index=True)
    language: Mapped[str] = mapped_column(String(2))
    slug: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(120))
    """Of the scenario, at the time."""
    digest: Mapped[str | None] = mapped_column(ForeignKey("revision.digest"))
    """The revision that was played; None for a whole scenario."""
    scene: Mapped[str | None] = mapped_column(String(40))
    reply: Mapped[str | None] = mapped_column(String(40))
    """The reply that was said there, by its id."""
    heard: Mapped[list[list[str]]] = mapped_column(JSON, default=list)
    """What was heard before it: pairs of a name (empty: the narrator) and words."""
    text: Mapped[str] = mapped_column(Text)
    leads: Mapped[str | None] = mapped_column(Text)
    """Where a missing reply should lead, in words; what a scenario is good for."""
    assessment: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """The scorer's view of ``text``."""
    credited: Mapped[bool] = mapped_column(default=True)
    """Whether the person agrees to be named in the scenario."""
    draft_key: Mapped[str | None] = mapped_column(String(32))
    """The draft it is (a whole scenario), or the one it was put into."""
    word: Mapped[str | None] = mapped_column(Text)
    """What the coach said to it."""
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    decided_at: Mapped[datetime | None]
    rounds: Mapped[int] = mapped_column(default=1)
    """Grows by one each time it is opened again; each round puts it into a draft at most once."""
    at: Mapped[datetime] = mapped_column(default=now)


class ReplyVector(Model):
    """What a typed reply means, as the encoder sees it: kept, so that putting replies together need not encode them."""

    __tablename__ = "reply_vector"

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    encoder: Mapped[str] = mapped_column(String(40))
    """Which encoder, in which version: vectors of two cannot be compared."""
    vector: Mapped[bytes] = mapped_column(LargeBinary)
    """Little-endian 32-bit floats."""
    digest: Mapped[str] = mapped_column(String(64))
    """The revision for which ``understood`` was found out."""
    understood: Mapped[bool] = mapped_column(default=False)
    """Whether the words would be taken for one of its replies."""


AS_REPLY, AS_EXAMPLE, ASIDE = "reply", "example", "aside"


class ClusterDeed(Model):
    """What a coach made of a group of typed replies. Reopened ones stay, so that an old form cannot do it again."""

    __tablename__ = "cluster_deed"
    __table_args__ = (Index("ix_cluster_deed_language_slug_at", "language", "slug", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(32), unique=True)
    """Made by the form, so that sending it twice does it once."""
    language: Mapped[str] = mapped_column(String(2))
    slug: Mapped[str] = mapped_column(String(80))
    scene: Mapped[str] = mapped_column(String(40))
    words: Mapped[str] = mapped_column(Text)
    """The wording in the middle."""
    people: Mapped[int]
    what: Mapped[str] = mapped_column(String(10))
    """``reply``: a new reply, ``example``: other words of a reply, ``aside``: nothing."""
    draft_key: Mapped[str | None] = mapped_column(String(32))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(default=now)
    reopened_at: Mapped[datetime | None]


class DealtReply(Model):
    """A typed reply that a coach has dealt with: it is not shown among the new ones any more."""

    __tablename__ = "dealt_reply"

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    deed_id: Mapped[int] = mapped_column(ForeignKey("cluster_deed.id", ondelete="CASCADE"), index=True)
