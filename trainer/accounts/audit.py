"""The audit log: who published, overrode a score or changed a role, and when. Rows are only ever added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import has_request_context
from flask_login import current_user
from sqlalchemy import JSON, ColumnElement, ForeignKey, Index, String, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column

from trainer.extensions import Model, db
from trainer.web.clock import now

COMMAND_LINE = "command line"
PER_PAGE = 50
LARGEST = 2**31
"""Numbers of entries are below this; PostgreSQL refuses to compare with larger ones."""


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
    entry.user_id, entry.who = (person.id, person.name) if person else (None, COMMAND_LINE)
    db.session.add(entry)


@dataclass(frozen=True, slots=True)
class LogPage:
    """Some entries, the newest first. ``older``: what the next page begins before; none on the last page."""

    entries: Sequence[AuditEntry]
    older: int | None


def log_page(action: str = "", who: str = "", before: int = 0) -> LogPage:
    """The entries before the one of that number (0: from the newest), of one kind, of people so named."""
    query = select(AuditEntry).order_by(AuditEntry.id.desc()).limit(PER_PAGE + 1)
    if action:
        query = query.where(AuditEntry.action == action)
    if who:
        query = query.where(contains(AuditEntry.who, who))
    if 0 < before < LARGEST:
        query = query.where(AuditEntry.id < before)
    found = db.session.scalars(query).all()
    return LogPage(found[:PER_PAGE], found[PER_PAGE - 1].id if len(found) > PER_PAGE else None)


def known_actions() -> list[str]:
    """All kinds of deeds that are in the log."""
    return list(db.session.scalars(select(AuditEntry.action).distinct().order_by(AuditEntry.action)))


def contains(column: InstrumentedAttribute[str], typed: str) -> ColumnElement[bool]:
    """Whether the text has what was typed in it, in small or large letters. SQLite folds the letters of ASCII only."""
    spellings = {typed, typed.lower(), typed.upper(), typed.title()}
    return or_(*(column.contains(spelling, autoescape=True) for spelling in sorted(spellings)))
