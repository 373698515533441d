"""One answer: found, checked, applied, and stored with one commit, however often it is sent."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from trainer.accounts.players import Player
from trainer.dialogue.engine import DialogueError, Playthrough, answer, time_out
from trainer.extensions import db
from trainer.practice.attempts import Loaded, load
from trainer.practice.models import ENDED, RUNNING
from trainer.practice.paths import stored
from trainer.practice.results import keep_result
from trainer.scenario.model import TIMEOUT
from trainer.web.clock import now


class Note(Enum):
    """What a person should be told about an answer that was not simply taken."""

    TAKEN = "taken"
    REPEATED = "repeated"
    """The same answer had arrived before: nothing to tell."""
    STALE = "stale"
    """The page was older than the talk, which had gone on."""
    NOT_OFFERED = "not offered"
    """There is no such reply here."""
    OVER = "over"
    """The talk had ended or was put aside."""


@dataclass(frozen=True, slots=True)
class Answered:
    """Where the attempt stands after an answer, and what to say about it."""

    loaded: Loaded
    note: Note


def answer_once(player: Player, key: str, number: int, reply: str) -> Answered:
    """Apply ``reply`` (an id, or "timeout") as the answer number ``number``; at most one commit.

    Raises ``NoSuchAttempt``. Everything else that may be wrong is a ``Note`` beside the attempt as it stands.
    """
    loaded = load(player, key)
    note = _refusal(loaded, number, reply)
    if note is not None:
        return Answered(loaded, note)
    try:
        after = _apply(loaded, reply)
    except DialogueError:
        return Answered(loaded, Note.NOT_OFFERED)
    if not _store(loaded, after):
        loaded = load(player, key)
        return Answered(loaded, _refusal(loaded, number, reply) or Note.STALE)
    return Answered(Loaded(loaded.attempt, after), Note.TAKEN)


def _refusal(loaded: Loaded, number: int, reply: str) -> Note | None:
    path = loaded.playthrough.path
    if 1 <= number <= len(path):
        return Note.REPEATED if path[number - 1].reply == reply else Note.STALE
    if loaded.attempt.status != RUNNING:
        return Note.OVER
    return None if number == loaded.number else Note.STALE


def _apply(loaded: Loaded, reply: str) -> Playthrough:
    return time_out(loaded.playthrough) if reply == TIMEOUT else answer(loaded.playthrough, reply)


def _store(loaded: Loaded, after: Playthrough) -> bool:
    """Whether the answer was stored; False if another request stored one of the same number first."""
    attempt = loaded.attempt
    attempt.steps.append(stored(after.path[-1], loaded.number))
    attempt.turns, attempt.last_at = loaded.number, now()
    attempt.typed += after.path[-1].typed is not None
    if after.ended:
        attempt.status = ENDED
        keep_result(attempt, after)
    try:
        db.session.commit()
    except (IntegrityError, StaleDataError):
        db.session.rollback()
        return False
    return True
