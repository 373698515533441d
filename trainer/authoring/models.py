"""Drafts and what was published from them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from trainer.extensions import Model
from trainer.web.clock import now

DRAFT, REVIEW, PUBLISHED, DISCARDED, DECLINED = "draft", "review", "published", "discarded", "declined"


class Draft(Model):
    """A scenario that is being written: the YAML text as it stands, readable or not."""

    __tablename__ = "draft"
    __table_args__ = (Index("ix_draft_status_updated_at", "status", "updated_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(32), unique=True)
    """Its address. Made by the form that creates it, so that sending the form twice creates it once."""
    slug: Mapped[str] = mapped_column(String(80))
    language: Mapped[str] = mapped_column(String(2))
    title: Mapped[str] = mapped_column(String(120))
    """For lists: the title in the text when it could last be read."""
    text: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(default=1)
    """Grows by one with each save; a save says from which version it started."""
    base_digest: Mapped[str | None] = mapped_column(ForeignKey("revision.digest"))
    """The published revision it was started from; None for a new scenario."""
    status: Mapped[str] = mapped_column(String(10), default=DRAFT)
    proposal: Mapped[bool] = mapped_column(default=False)
    """Written by somebody who may not publish: coaches accept or decline it."""
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"), index=True)
    word: Mapped[str | None] = mapped_column(Text)
    """What the coach said when asking for changes or declining."""
    created_at: Mapped[datetime] = mapped_column(default=now)
    updated_at: Mapped[datetime] = mapped_column(default=now)


class DraftVersion(Model):
    """The text of one save, so that nothing that was ever saved is lost and saves can be merged."""

    __tablename__ = "draft_version"

    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(default=now)
    page: Mapped[str | None] = mapped_column(String(32))
    """The open page that sent it, and which of its saves this was: one that is sent again, or late, changes nothing."""
    number: Mapped[int] = mapped_column(default=0)
    merged: Mapped[bool] = mapped_column(default=False)
    """Joined with somebody else's save, and so not the text that the page sent."""


class DraftAside(Model):
    """A text that could not be joined with the draft: kept until its writer has chosen, so that neither is lost."""

    __tablename__ = "draft_aside"
    __table_args__ = (UniqueConstraint("draft_id", "user_id", "page", name="uq_draft_aside_page"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    page: Mapped[str] = mapped_column(String(32))
    text: Mapped[str] = mapped_column(Text)
    based_on: Mapped[int]
    """The version that the writer started from."""
    at: Mapped[datetime] = mapped_column(default=now)
    settled_at: Mapped[datetime | None]
    """When the writer chose; the text is kept for a while after that."""


class Publication(Model):
    """One change of what the shelf offers: the history of a scenario. Rows are only ever added."""

    __tablename__ = "publication"
    __table_args__ = (
        Index("ix_publication_language_slug_at", "language", "slug", "at"),
        UniqueConstraint("draft_id", "draft_version", name="uq_publication_draft"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(String(2))
    slug: Mapped[str] = mapped_column(String(80))
    digest: Mapped[str] = mapped_column(ForeignKey("revision.digest"), index=True)
    text: Mapped[str] = mapped_column(Text)
    """The YAML as written, comments included."""
    action: Mapped[str] = mapped_column(String(10))
    """``publish``, ``rollback``, ``retire``, ``restore``, ``push`` (from a folder), ``shipped`` (with the software)."""
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("draft.id", ondelete="SET NULL"))
    draft_version: Mapped[int | None]
    """What was published: each version of a draft once, however often the form is sent."""
    note: Mapped[str | None] = mapped_column(Text)
    """What changed and why, in the coach's words."""
    credits: Mapped[list[str]] = mapped_column(JSON, default=list)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    who: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(default=now)
