"""One answer: found, checked, applied, and stored with one commit, however often it is sent."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from flask import current_app
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from trainer.accounts.players import Player
from trainer.dialogue import engine
from trainer.dialogue.engine import DialogueError, NotOnOffer, Playthrough, Step, Turn, answer, time_out
from trainer.dialogue.hearing import hear
from trainer.extensions import db
from trainer.practice.attempts import Loaded, load
from trainer.practice.judging import NotJudged, judging
from trainer.practice.models import ENDED, RUNNING, UNSURE, ReviewRequest
from trainer.practice.paths import stored
from trainer.practice.results import keep_result
from trainer.practice.signals import attempt_ended
from trainer.scenario.model import TIMEOUT, AnswerBy
from trainer.scoring.assessment import TooLong
from trainer.web.clock import now
from trainer.words import say


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
    EMPTY = "empty"
    """Own words were wanted, and there were none."""
    TOO_LONG = "too long"
    """More words than anybody reads."""
    NOT_JUDGED = "not judged"
    """The scorer broke."""
    ENDLESS = "endless"
    """The talk has gone on for as many turns as are taken."""


REASONS: dict[type[Exception], Note] = {
    engine.TooLong: Note.ENDLESS,
    DialogueError: Note.NOT_OFFERED,
    TooLong: Note.TOO_LONG,
    NotJudged: Note.NOT_JUDGED,
}
"""Why an answer cannot be applied; the first that fits."""


@dataclass(frozen=True, slots=True)
class Answered:
    """Where the attempt stands after an answer, and what to say about it."""

    loaded: Loaded
    note: Note


@dataclass(frozen=True, slots=True)
class Given:
    """What was sent: the answer number ``number`` (from 1) is a reply's id, or "timeout", or nothing and own words."""

    number: int
    reply: str
    text: str = ""


def answer_once(player: Player, key: str, given: Given) -> Answered:
    """Apply an answer; at most one commit.

    Raises ``NoSuchAttempt``. Everything else that may be wrong is a ``Note`` beside the attempt as it stands.
    """
    loaded = load(player, key)
    note = _refusal(loaded, given)
    if note is not None:
        return Answered(loaded, note)
    try:
        after = _apply(loaded, given)
    except tuple(REASONS) as error:
        return Answered(loaded, next(note for kind, note in REASONS.items() if isinstance(error, kind)))
    if not _store(loaded, after):
        loaded = load(player, key)
        return Answered(loaded, _refusal(loaded, given) or Note.STALE)
    return Answered(Loaded(loaded.attempt, after), Note.TAKEN)


def _refusal(loaded: Loaded, given: Given) -> Note | None:
    path = loaded.playthrough.path
    if 1 <= given.number <= len(path):
        return Note.REPEATED if _is_same(path[given.number - 1], given) else Note.STALE
    if loaded.attempt.status != RUNNING:
        return Note.OVER
    if given.number != loaded.number:
        return Note.STALE
    return Note.EMPTY if not given.reply and not given.text.strip() else None


def _is_same(step: Step, given: Given) -> bool:
    if given.reply:
        return step.reply == given.reply and step.typed is None
    return step.typed is not None and step.typed.text == given.text.strip()


def _apply(loaded: Loaded, given: Given) -> Playthrough:
    playthrough = loaded.playthrough
    if given.reply == TIMEOUT:
        return time_out(playthrough)
    if given.reply:
        if loaded.attempt.answer_by == AnswerBy.TYPE:
            raise NotOnOffer(say("This reply is not on offer here."))
        return answer(playthrough, given.reply)
    if loaded.attempt.answer_by == AnswerBy.CHOOSE or not playthrough.offered:
        raise NotOnOffer(say("This reply is not on offer here."))
    with judging():
        heard = hear(playthrough, given.text.strip())
    return answer(playthrough, *heard)


def wants_a_coach(turn: Turn) -> bool:
    """Whether the scorer was not sure of this turn's words."""
    typed = turn.step.typed
    return typed is not None and bool((typed.assessment or {}).get("unsure"))


def _store(loaded: Loaded, after: Playthrough) -> bool:
    """Whether the answer was stored; False if another request stored one of the same number first."""
    attempt = loaded.attempt
    attempt.steps.append(stored(after.path[-1], loaded.number))
    attempt.turns, attempt.last_at = loaded.number, now()
    attempt.typed += after.path[-1].typed is not None
    if wants_a_coach(after.turns[-1]):
        db.session.add(ReviewRequest(attempt_id=attempt.id, number=attempt.turns, reason=UNSURE))
    if after.ended:
        attempt.status = ENDED
        keep_result(attempt, after)
    try:
        if after.ended:  # receivers ask the database, which then sees what was stored first, as the commit does
            attempt_ended.send(current_app._get_current_object(), attempt=attempt)  # type: ignore[attr-defined]
        db.session.commit()
    except (IntegrityError, StaleDataError):
        db.session.rollback()
        return False
    return True
