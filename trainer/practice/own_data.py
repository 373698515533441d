"""All that is stored about somebody, for themselves; and for a guest, deleting it.

Features above add what they store: ``add_source`` takes a function from a player to plain rows.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from flask import Flask, current_app
from sqlalchemy import delete, select
from sqlalchemy import inspect as columns_of

from trainer.accounts.models import User
from trainer.accounts.notice_models import Notice
from trainer.accounts.players import Player
from trainer.accounts.signals import guest_deleted
from trainer.accounts.teams import Team, TeamMember
from trainer.extensions import db
from trainer.practice.attempts import owned_by
from trainer.practice.models import Attempt, Rehearsal, ReviewRequest, StoredStep
from trainer.practice.review_models import BlindRating, Correction, SkillRating, TurnComment
from trainer.web.cells import csv_lines

Rows = list[dict[str, Any]]
Source = Callable[[Player], Rows]

PROFILE = (
    "email",
    "name",
    "created_at",
    "confirmed_at",
    "locale",
    "show_timers",
    "practice_hints",
    "answer_by",
    "predict_first",
)
SECRET = {"user_id", "guest_key", "coach_id", "given_by", "rejoin_code"}
"""Columns that open doors, or that are about others."""


def add_source(app: Flask, name: str, source: Source) -> None:
    """Let the export hold what ``source`` gives, in ``data.json`` under ``name`` and in ``name.csv``."""
    app.extensions.setdefault("own_data", {})[name] = source


def init_own_data(app: Flask) -> None:
    """What accounts and practice store."""
    sources: Mapping[str, Source] = {
        "account": _account,
        "teams": _teams,
        "notices": _notices,
        "talks": lambda player: plain(db.session.scalars(select(Attempt).where(owned_by(player)))),
        "answers": lambda player: _of_talks(player, StoredStep),
        "other_words_tried": lambda player: _of_talks(player, Rehearsal),
        "sent_to_coaches": lambda player: _of_talks(player, ReviewRequest),
        "corrections_by_coaches": lambda player: _of_talks(player, Correction),
        "comments": lambda player: _of_talks(player, TurnComment),
        "skills_by_coaches": lambda player: _of_talks(player, SkillRating),
        "blind_ratings": lambda player: _of_talks(player, BlindRating),
    }
    for name, source in sources.items():
        add_source(app, name, source)


def _account(player: Player) -> Rows:
    user = db.session.get(User, player.user_id) if player.user_id is not None else None
    return [{name: getattr(user, name) for name in PROFILE}] if user is not None else []


def _teams(player: Player) -> Rows:
    mine = TeamMember.user_id == player.user_id if not player.is_guest else TeamMember.guest_key == player.guest_key
    query = select(Team.name, TeamMember.joined_at).join(TeamMember, TeamMember.team_id == Team.id).where(mine)
    return [{"team": name, "joined_at": at} for name, at in db.session.execute(query)]


def _notices(player: Player) -> Rows:
    if player.is_guest:
        return []
    return plain(db.session.scalars(select(Notice).where(Notice.user_id == player.user_id).order_by(Notice.id)))


def _of_talks(player: Player, model: Any) -> Rows:
    query = select(model).join(Attempt, Attempt.id == model.attempt_id).where(owned_by(player))
    return plain(db.session.scalars(query.order_by(model.attempt_id)))


def plain(rows: Iterable[Any]) -> Rows:
    """Stored rows as they are, without ``SECRET`` columns."""
    return [
        {
            column.key: getattr(row, column.key)
            for column in columns_of(row).mapper.column_attrs
            if column.key not in SECRET
        }
        for row in rows
    ]


def collected(player: Player) -> dict[str, Rows]:
    """Source -> rows. Somebody of whom nothing is stored gets none."""
    if player.user_id is None and player.guest_key is None:
        return {}
    sources: Mapping[str, Source] = current_app.extensions["own_data"]
    return {name: source(player) for name, source in sources.items()}


def zipped(player: Player) -> bytes:
    """A zip with everything as ``data.json``, and each kind of rows as a CSV file."""
    found = collected(player)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", json.dumps(found, ensure_ascii=False, indent=2, default=_text))
        for name, rows in found.items():
            if rows:
                archive.writestr(f"{name}.csv", "".join(csv_lines(_table(rows))))
    return file.getvalue()


def _table(rows: Rows) -> Iterable[list[object]]:
    yield list(rows[0])
    for row in rows:
        yield [_cell(value) for value in row.values()]


def _cell(value: object) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else _text(value)


def _text(value: object) -> object:
    return value.isoformat(sep=" ") if isinstance(value, datetime) else value


def delete_guest(guest_key: str) -> None:
    """Delete all that a guest did, everywhere; one commit. Figures of teams follow in the same transaction."""
    guest_deleted.send(current_app._get_current_object(), guest_key=guest_key)  # type: ignore[attr-defined]
    db.session.execute(delete(TeamMember).where(TeamMember.guest_key == guest_key))
    db.session.execute(delete(Attempt).where(Attempt.guest_key == guest_key))
    db.session.commit()
