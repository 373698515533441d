"""What nearly every page asks about the account that is signed in, in one statement per request."""

from __future__ import annotations

from dataclasses import dataclass

from flask import g
from sqlalchemy import exists, func, select

from trainer.accounts.notice_models import Notice
from trainer.accounts.teams import TeamCoach
from trainer.extensions import db


@dataclass(frozen=True, slots=True)
class Glance:
    """``unread``: how many notices wait."""

    coaches_a_team: bool
    unread: int


def glance(user_id: int) -> Glance:
    """What holds for the account; looked up once per request."""
    known: dict[int, Glance] = g.setdefault("glances", {})
    if user_id not in known:
        coaches = select(exists().where(TeamCoach.user_id == user_id)).scalar_subquery()
        unread = select(func.count()).where(Notice.user_id == user_id, Notice.read_at.is_(None)).scalar_subquery()
        row = db.session.execute(select(coaches, unread)).one()
        known[user_id] = Glance(bool(row[0]), row[1])
    return known[user_id]
