"""The shelf: scenarios, and the revisions of their content, which never change."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.extensions import Model
from trainer.web.clock import now

FILE, EDITED = "file", "edited"


class Revision(Model):
    """The content of a scenario at one time, named by its hash. Written once; attempts point to it for ever."""

    __tablename__ = "revision"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    content: Mapped[str] = mapped_column(Text)
    """The scenario as canonical JSON (``scenario.reader.to_json``)."""
    created_at: Mapped[datetime] = mapped_column(default=now)


class Shelved(Model):
    """A scenario on the shelf: which revision is current, and the fields by which the library filters."""

    __tablename__ = "shelved"
    __table_args__ = (UniqueConstraint("language", "slug"), Index("ix_shelved_language_retired", "language", "retired"))

    id: Mapped[int] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(String(2))
    slug: Mapped[str] = mapped_column(String(80))
    digest: Mapped[str] = mapped_column(ForeignKey("revision.digest"))
    title: Mapped[str] = mapped_column(String(120))
    summary: Mapped[str] = mapped_column(String(240))
    kind: Mapped[str] = mapped_column(String(20))
    channel: Mapped[str] = mapped_column(String(20))
    difficulty: Mapped[int]
    minutes: Mapped[int]
    skills: Mapped[list[str]] = mapped_column(JSON)
    retired: Mapped[bool] = mapped_column(default=False)
    """Not offered any more, because its file is gone or a coach said so; attempts on its revisions go on."""
    origin: Mapped[str] = mapped_column(String(10), default=FILE, server_default=FILE)
    """``file``: follows the folder of scenarios; ``edited``: a coach has published it here, the folder is not asked."""
    text: Mapped[str | None] = mapped_column(Text)
    """The YAML as written, comments included; None where only the revision is known."""
    shipped: Mapped[str | None] = mapped_column(String(64))
    """Of an edited one: the digest of the file it was begun from, or of the one a coach has left aside."""
    offered: Mapped[str | None] = mapped_column(ForeignKey("revision.digest"))
    """Of an edited one: a newer revision that came with the software and waits for a coach to take it or leave it."""
    offered_text: Mapped[str | None] = mapped_column(Text)
    updated_at: Mapped[datetime] = mapped_column(default=now)

    revision: Mapped[Revision] = relationship(foreign_keys=digest)
