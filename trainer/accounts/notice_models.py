"""The table of notices."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from trainer.extensions import Model
from trainer.web.clock import now
from trainer.words import Words


class Notice(Model):
    """One sentence for one person, in whatever language they read it."""

    __tablename__ = "notice"
    __table_args__ = (Index("ix_notice_user_id_read_at", "user_id", "read_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    template: Mapped[str] = mapped_column(Text)
    values: Mapped[Mapping[str, str | int]] = mapped_column(JSON, default=dict)
    url: Mapped[str] = mapped_column(String(300))
    """Where it leads: a path on this site."""
    at: Mapped[datetime] = mapped_column(default=now)
    read_at: Mapped[datetime | None]

    @property
    def words(self) -> Words:
        return Words(self.template, self.values)
