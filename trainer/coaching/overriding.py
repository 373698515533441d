"""A coach's points in place of the machine's or the author's: given with a reason, taken back, never lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from trainer.accounts.audit import record
from trainer.accounts.models import User
from trainer.coaching.rights import readable_by
from trainer.coaching.telling import tell_trainee
from trainer.dialogue.engine import Turn
from trainer.extensions import db
from trainer.practice.attempts import KEY, Loaded, NoSuchAttempt
from trainer.practice.corrections import Unusable, checked, holding, refigure
from trainer.practice.review_models import Correction
from trainer.scoring.dimensions import DIMENSION_IDS, POINTS
from trainer.web.clock import now


class NothingChosen(Unusable):
    """No score was changed."""


class NoReason(Unusable):
    """Scores are only corrected with a reason."""


def override(user: User, key: str, number: int, points: Mapping[str, int], reason: str, form_key: str) -> None:
    """Give one turn other points in some dimensions; one commit, once per ``form_key``.

    What stands already with the same points stays as it is. Raises ``NoSuchAttempt``, ``NothingChosen``, ``NoReason``.
    """
    with holding(key, readable_by(user)) as loaded:
        turn = turn_of(loaded, number)
        if not KEY.fullmatch(form_key) or not points.keys() <= set(DIMENSION_IDS):
            raise NothingChosen
        if db.session.scalar(select(Correction.id).where(Correction.key == form_key).limit(1)) is not None:
            return
        current = _current(loaded, number)
        changed = {name: given for name, given in points.items() if _differs(current.get(name), given)}
        if not changed:
            raise NothingChosen
        reason = _reason(reason)
        for name in changed.keys() & current.keys():
            current[name].withdrawn_at = now()
        db.session.flush()  # before the new ones come: only one may count
        for name, given in changed.items():
            row = Correction(key=form_key, attempt_id=loaded.attempt.id, number=number, dimension=name, points=given)
            row.reason, row.coach_id, row.who = reason, user.id, user.name
            row.before, row.scorer = turn.scores[name], _scorer(turn)
            db.session.add(row)
            _record("score.overridden", loaded, row, reason=reason)
        tell_trainee(loaded.attempt, user.name)
        refigure(loaded)


def _differs(current: Correction | None, given: int) -> bool:
    if given not in POINTS:
        raise NothingChosen
    return current is None or current.points != given


def withdraw(user: User, key: str, correction: int) -> None:
    """Let the machine's or the author's points count again; doing it again changes nothing. One commit.

    Raises ``NoSuchAttempt``.
    """
    with holding(key, readable_by(user)) as loaded:
        row = db.session.get(Correction, correction)
        if row is None or row.attempt_id != loaded.attempt.id:
            raise NoSuchAttempt(key)
        if row.withdrawn_at is not None:
            return
        row.withdrawn_at = now()
        _record("score.restored", loaded, row)
        tell_trainee(loaded.attempt, user.name)
        refigure(loaded)


def turn_of(loaded: Loaded, number: int) -> Turn:
    """The turn of that number. Raises ``NoSuchAttempt``."""
    if not 1 <= number <= len(loaded.playthrough.turns):
        raise NoSuchAttempt(loaded.attempt.key)
    return loaded.playthrough.turns[number - 1]


def _reason(text: str) -> str:
    try:
        return checked(text)
    except Unusable as error:
        raise NoReason from error


def _current(loaded: Loaded, number: int) -> dict[str, Correction]:
    """Dimension -> the correction that counts at that turn."""
    here = Correction.attempt_id == loaded.attempt.id, Correction.number == number, Correction.withdrawn_at.is_(None)
    return {row.dimension: row for row in db.session.scalars(select(Correction).where(*here))}


def _scorer(turn: Turn) -> str | None:
    typed = turn.step.typed
    return None if typed is None else str((typed.assessment or {}).get("version", ""))


def _record(action: str, loaded: Loaded, row: Correction, **more: Any) -> None:
    subject = f"{loaded.attempt.language}/{loaded.attempt.slug}"
    figures = {"turn": row.number, "dimension": row.dimension, "points": row.points, "before": row.before}
    record(action, subject, talk=loaded.attempt.key, **figures, **more)
