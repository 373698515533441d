"""What trainees suggest at a turn: better words for a reply, or a reply that is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.exc import IntegrityError

from trainer.accounts.players import Player
from trainer.authoring.suggestion_models import (
    CHANGES,
    HELD,
    OPEN,
    REPLY,
    SCENARIO,
    WITHDRAWN,
    WORDING,
    WRITING,
    Suggestion,
)
from trainer.dialogue.engine import Turn
from trainer.extensions import db
from trainer.library.revisions import EarlierFormat, content
from trainer.practice.attempts import KEY, Loaded
from trainer.practice.judging import NotJudged, judging
from trainer.practice.rehearsing import open_turn
from trainer.scenario.model import NARRATOR, YOU, Line, Reply, Scenario
from trainer.scoring.assess import assess
from trainer.scoring.assessment import Known
from trainer.web.clock import now

MOST_WAITING = 50
"""Suggestions of one person that wait for a coach: more would bury the queue."""
LONGEST_LEADS = 500


class NoSuchSuggestion(LookupError):
    """There is none of that key, or it is somebody else's, or it cannot be changed any more."""


class NothingSuggested(ValueError):
    """No words, or a form without its key."""


class TooManySuggestions(Exception):
    """More of one person than coaches can read."""


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody wrote: ``kind`` is ``wording`` or ``reply``; ``leads``: where a missing reply should lead."""

    kind: str
    text: str
    leads: str = ""
    credited: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """The turn a suggestion is about. ``written``: the reply that was said there, unless the words fitted nothing."""

    loaded: Loaded
    turn: Turn
    written: Reply | None


def place(player: Player, key: str, number: int) -> Place:
    """The turn of that number of one's own attempt. Raises ``NoSuchAttempt``."""
    loaded = open_turn(player, key, number)
    turn = loaded.playthrough.turns[number - 1]
    by_tone = turn.step.typed is not None and turn.step.typed.by_tone
    return Place(loaded, turn, turn.effect if isinstance(turn.effect, Reply) and not by_tone else None)


def suggest(player: Player, at: Place, given: Given, key: str) -> Suggestion:
    """Store a suggestion, once per ``key``; a guest's is held until they sign in.

    Raises ``NothingSuggested``, ``TooManySuggestions``, or the scorer's ``TooLong``.
    """
    if not given.text.strip() or not KEY.fullmatch(key) or (given.kind == WORDING and at.written is None):
        raise NothingSuggested
    known = db.session.scalar(select(Suggestion).where(Suggestion.key == key, of(player)))
    if known is not None:
        return known
    check_few(player)
    attempt = at.loaded.attempt
    row = Suggestion(
        key=key,
        kind=WORDING if given.kind == WORDING else REPLY,
        status=HELD if player.is_guest else OPEN,
        user_id=player.user_id,
        guest_key=player.guest_key,
        language=attempt.language,
        slug=attempt.slug,
        title=attempt.title,
        digest=attempt.digest,
        scene=at.turn.scene,
        reply=at.written.id if at.written is not None else None,
        heard=[_heard(at.loaded.playthrough.scenario, line) for line in at.turn.lines],
    )
    _write(row, given)
    return add_once(row, player)


def of(player: Player) -> ColumnElement[bool]:
    """The condition that a suggestion belongs to the player."""
    if player.user_id is not None:
        return Suggestion.user_id == player.user_id
    # Not "is null": a guest of whom nothing is stored owns nothing.
    return Suggestion.guest_key == (player.guest_key or "")


def check_few(player: Player) -> None:
    """Raise ``TooManySuggestions`` if as many wait as are taken."""
    waiting = of(player), Suggestion.status.in_((HELD, WRITING, OPEN, CHANGES))
    if (db.session.scalar(select(func.count()).select_from(Suggestion).where(*waiting)) or 0) >= MOST_WAITING:
        raise TooManySuggestions


def mine(player: Player) -> Sequence[Suggestion]:
    """The player's suggestions, the newest first."""
    return db.session.scalars(select(Suggestion).where(of(player)).order_by(Suggestion.at.desc(), Suggestion.id)).all()


def own(player: Player, key: str) -> Suggestion:
    """One of the player's suggestions. Raises ``NoSuchSuggestion``."""
    row = db.session.scalar(select(Suggestion).where(Suggestion.key == key, of(player)))
    if row is None:
        raise NoSuchSuggestion(key)
    return row


def withdraw(player: Player, key: str) -> Suggestion:
    """Take an open suggestion back. Doing it twice changes nothing. Raises ``NoSuchSuggestion``."""
    return _switch(player, key, (OPEN, CHANGES, HELD), WITHDRAWN)


def send_again(player: Player, key: str) -> Suggestion:
    """The undo of ``withdraw``. Raises ``NoSuchSuggestion``."""
    return _switch(player, key, (WITHDRAWN,), HELD if player.is_guest else OPEN)


def revise(player: Player, key: str, given: Given) -> Suggestion:
    """Other words for an open suggestion, or for one of which a coach wanted changes: it is open again.

    Raises ``NoSuchSuggestion`` (also if it is decided by now), ``NothingSuggested``, or the scorer's ``TooLong``.
    """
    row = own(player, key)
    if row.status not in (OPEN, CHANGES, HELD) or row.kind == SCENARIO:
        raise NoSuchSuggestion(key)
    if not given.text.strip():
        raise NothingSuggested
    _write(row, given)
    row.status = row.status if row.status == HELD else OPEN
    db.session.commit()
    return row


def adopt(guest_key: str, user_id: int) -> None:
    """Send what a guest has written in the name of the account they made or signed in to. The caller commits."""
    mine = update(Suggestion).where(Suggestion.guest_key == guest_key)
    db.session.execute(mine.where(Suggestion.status == HELD).values(status=OPEN, at=now()))
    db.session.execute(mine.values(guest_key=None, user_id=user_id))


def add_once(row: Suggestion, player: Player) -> Suggestion:
    """Store a new row, or give the one that the same form made a moment before. Raises ``NoSuchSuggestion``."""
    db.session.add(row)
    try:
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        return own(player, row.key)
    return row


def _switch(player: Player, key: str, old: Sequence[str], new: str) -> Suggestion:
    row = own(player, key)
    if row.kind == SCENARIO:
        raise NoSuchSuggestion(key)
    change = update(Suggestion).where(Suggestion.id == row.id, Suggestion.status.in_(old)).values(status=new)
    db.session.execute(change, execution_options={"synchronize_session": False})
    db.session.commit()
    db.session.refresh(row)  # a coach may have decided in the meantime
    return row


def _write(row: Suggestion, given: Given) -> None:
    text = given.text.strip()
    if text != row.text:
        row.text, row.assessment = text, _assessment(row, text)
    row.leads, row.credited = given.leads.strip()[:LONGEST_LEADS] or None, given.credited


def _assessment(row: Suggestion, text: str) -> dict[str, Any] | None:
    """The scorer's view of the words at their place; None if it broke. Raises ``TooLong``."""
    names = {name for name, _ in row.heard if name}
    spoken = [f"{name}: {words}" if len(names) > 1 else words for name, words in row.heard if name]
    try:
        with judging():
            return assess(text, "\n".join(spoken) or None, row.language, known=_known(row)).to_json()
    except NotJudged:
        return None


def _known(row: Suggestion) -> list[Known]:
    """The written replies of that scene with their scores, to judge by; none if it is of an earlier format."""
    try:
        scene = content(row.digest or "").scenario.scenes[row.scene or ""]
    except EarlierFormat:
        return []
    return [Known(reply.say, reply.scores.as_dict()) for reply in scene.replies]


def _heard(scenario: Scenario, line: Line) -> list[str]:
    speaker = scenario.cast.get(line.speaker)
    name = speaker.name if speaker is not None else "" if line.speaker == NARRATOR else YOU
    return [name, line.text]
