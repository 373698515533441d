"""The audit log: who published, overrode a score or changed a role, and when. Rows are only ever added."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import has_request_context
from flask_login import current_user
from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from trainer.extensions import Model, db
from trainer.web.clock import now


class AuditEntry(Model):
    """One deed. ``who`` is the name at the time; it stays when the account goes."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_at", "at"), Index("ix_audit_entry_action_at", "action", "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=now)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"), index=True)
    """None: the command line, or an account that is gone."""
    who: Mapped[str] = mapped_column(String(80))
    action: Mapped[str] = mapped_column(String(40))
    """As in ``ACTIONS`` of ``accounts.audit_wording``, for example ``scenario.published``."""
    subject: Mapped[str] = mapped_column(String(200))
    """What it was done to, in words that stay true: ``en/late-parcel``, an address."""
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


def record(action: str, subject: str, **details: Any) -> None:
    """Note that the person of this request (without a request: the command line) did ``action``. The caller commits."""
    person = current_user if has_request_context() and current_user.is_authenticated else None
    entry = AuditEntry(action=action, subject=subject[:200], details=details)
    entry.user_id, entry.who = (person.id, person.name) if person else (None, "command line")
    db.session.add(entry)
