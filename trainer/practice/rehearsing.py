"""After an answer: other words tried at a turn, a turn sent to the coach, a guess of one's own scores."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from trainer.accounts.players import Player
from trainer.accounts.preferences import wants_to_guess
from trainer.dialogue.engine import rewind
from trainer.dialogue.hearing import judge
from trainer.extensions import db
from trainer.practice.attempts import KEY, Loaded, NoSuchAttempt, load
from trainer.practice.judging import judging
from trainer.practice.models import DISAGREED, ENDED, Attempt, Rehearsal, ReviewRequest

MOST_REHEARSALS = 30
"""Per turn: enough to practise, too few to fill a disk."""


class TooMany(Exception):
    """More rehearsals of one turn than are kept."""


class NothingWritten(ValueError):
    """No words to judge."""


def open_turn(player: Player, key: str, number: int) -> Loaded:
    """The attempt, if its turn ``number`` may be looked at now: in practice mode, or after the end.

    Raises ``NoSuchAttempt`` otherwise.
    """
    loaded = load(player, key)
    if not 1 <= number <= loaded.attempt.turns or not (loaded.attempt.hints or loaded.attempt.status == ENDED):
        raise NoSuchAttempt(key)
    return loaded


def scores_wait(attempt: Attempt) -> bool:
    """Whether the person is yet to guess the scores of this talk, so that no page shows them before."""
    return attempt.guess is None and wants_to_guess()


def rehearsals(loaded: Loaded, number: int) -> Sequence[Rehearsal]:
    """What was tried at that turn, the newest first."""
    query = select(Rehearsal).where(Rehearsal.attempt_id == loaded.attempt.id, Rehearsal.number == number)
    return db.session.scalars(query.order_by(Rehearsal.at.desc())).all()


def rehearse(player: Player, key: str, number: int, words: str, form_key: str) -> None:
    """Judge other words for a turn and keep them beside the old; one commit, once per ``form_key``.

    Raises ``NoSuchAttempt``, ``NothingWritten``, ``TooMany``, ``NotJudged``, or the scorer's ``TooLong``.
    """
    loaded = open_turn(player, key, number)
    words = words.strip()
    if not words or not KEY.fullmatch(form_key):
        raise NothingWritten
    if len(rehearsals(loaded, number)) >= MOST_REHEARSALS:
        raise TooMany
    with judging():
        assessment = judge(rewind(loaded.playthrough, number), words).to_json()
    _add(Rehearsal(key=form_key, attempt_id=loaded.attempt.id, number=number, text=words, assessment=assessment))


def disagree(player: Player, key: str, number: int, comment: str) -> None:
    """Send a turn to the coach; changes no score. Saying it again replaces the comment, and it waits once more.

    Raises ``NoSuchAttempt``.
    """
    attempt = open_turn(player, key, number).attempt
    known = ReviewRequest.attempt_id == attempt.id, ReviewRequest.number == number, ReviewRequest.reason == DISAGREED
    request = db.session.scalar(select(ReviewRequest).where(*known))
    if request is None:
        _add(ReviewRequest(attempt_id=attempt.id, number=number, reason=DISAGREED, comment=comment.strip() or None))
    else:
        request.comment, request.done_at = comment.strip() or request.comment, None
        db.session.commit()


def sent_to_coach(loaded: Loaded) -> dict[tuple[int, str], ReviewRequest]:
    """Turn number and reason -> the request."""
    query = select(ReviewRequest).where(ReviewRequest.attempt_id == loaded.attempt.id)
    return {(request.number, request.reason): request for request in db.session.scalars(query)}


def keep_guess(player: Player, key: str, guess: dict[str, float]) -> None:
    """Store the guess (dimension -> percent; empty: rather not) once; a second one changes nothing."""
    attempt = load(player, key).attempt
    if attempt.status == ENDED and attempt.guess is None:
        attempt.guess = guess
        db.session.commit()


def _add(row: Rehearsal | ReviewRequest) -> None:
    db.session.add(row)
    try:
        db.session.commit()
    except IntegrityError:  # the same form arrived twice: it is stored already
        db.session.rollback()
