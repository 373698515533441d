"""What workshops and authoring store about somebody: for the export of their own data, and for its deletion."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask
from sqlalchemy import delete, select

from trainer.accounts.players import Player
from trainer.accounts.signals import guest_deleted
from trainer.authoring.models import Draft
from trainer.authoring.suggestion_models import Suggestion
from trainer.extensions import db
from trainer.practice.own_data import Rows, Source, plain
from trainer.workshops.models import Participant, WallAnswer, Workshop
from trainer.workshops.result_models import Recognition


def _mine(model: Any, player: Player) -> Any:
    return model.user_id == player.user_id if not player.is_guest else model.guest_key == player.guest_key


def _workshops(player: Player) -> Rows:
    query = select(Workshop.title, Participant).join(Participant).where(_mine(Participant, player))
    return [{"workshop": title, **plain([row])[0]} for title, row in db.session.execute(query)]


def _wall(player: Player) -> Rows:
    query = select(WallAnswer).join(Participant, Participant.id == WallAnswer.participant_id)
    return plain(db.session.scalars(query.where(_mine(Participant, player))))


def _recognitions(player: Player) -> Rows:
    return plain(db.session.scalars(select(Recognition).where(_mine(Recognition, player))))


def _suggestions(player: Player) -> Rows:
    return plain(db.session.scalars(select(Suggestion).where(_mine(Suggestion, player))))


def _drafts(player: Player) -> Rows:
    if player.is_guest:
        return []
    return plain(db.session.scalars(select(Draft).where(Draft.owner_id == player.user_id)))


SOURCES: Mapping[str, Source] = {
    "workshops": _workshops,
    "words_on_walls": _wall,
    "recognitions": _recognitions,
    "suggestions": _suggestions,
    "drafts": _drafts,
}


def init_guest_deletion(app: Flask) -> None:
    """Listen to guests who delete what they did."""
    guest_deleted.connect(_forget, app)


def _forget(_app: Flask, guest_key: str, **_more: Any) -> None:
    """Figures, words on walls and recognitions go with their participant and their talks."""
    for model in (Participant, Suggestion):
        db.session.execute(delete(model).where(model.guest_key == guest_key))
