"""The rounds of a workshop: which is on, how much time is left, and the coach's buttons that move it on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from trainer.extensions import db
from trainer.web.clock import now
from trainer.workshops.models import (
    AFTER,
    ANSWER,
    BEFORE,
    CLOSED,
    OPEN,
    OVER,
    PAUSED,
    RUNNING,
    SHOW,
    VOTE,
    WAITING,
    WALL,
    Participant,
    Round,
    Workshop,
)

EXTENSION = 120
"""Seconds that "two more minutes" gives."""
PHASES = (ANSWER, VOTE, SHOW)


class WrongMoment(RuntimeError):
    """The button does not fit where the workshop stands: somebody else was quicker, or the page is old."""


@dataclass(frozen=True, slots=True)
class Plan:
    """All rounds in order, and the one that is on (running or paused), or the last one held, if any."""

    rounds: tuple[Round, ...]

    @property
    def current(self) -> Round | None:
        """The round that is running or paused."""
        return next((each for each in self.rounds if each.status in (RUNNING, PAUSED)), None)

    @property
    def upcoming(self) -> Round | None:
        """The next one that was not held yet."""
        return next((each for each in self.rounds if each.status == WAITING), None)

    @property
    def last(self) -> Round | None:
        """The one that ended last."""
        return next((each for each in reversed(self.rounds) if each.status == OVER), None)

    @property
    def shown(self) -> Round | None:
        """What desk and projector look at: the one that is on, else the last."""
        return self.current or self.last


def plan(workshop_id: int) -> Plan:
    """The rounds of a workshop; one statement."""
    query = select(Round).where(Round.workshop_id == workshop_id).order_by(Round.number)
    return Plan(tuple(db.session.scalars(query)))


def seconds_left(each: Round) -> int | None:
    """How much time is left, from 0; None before the start and after the end."""
    if each.status == PAUSED:
        return each.left_seconds or 0
    if each.status != RUNNING or each.ends_at is None:
        return None
    return max(0, round((each.ends_at - now()).total_seconds()))


def scenarios_for(each: Round, form: int) -> Sequence[tuple[str, str]]:
    """Language and slug of what a person of that form (0 or 1) plays in this round, in order.

    Before and after take one of the parallel scenarios: form 0 begins with the first, form 1 with the second, and
    after the workshop each plays the other one. Practice takes all.
    """
    items = [(language, slug) for language, slug in each.scenarios]
    if not items or each.kind == WALL:
        return []
    if each.kind == BEFORE:
        return [items[form % len(items)]]
    if each.kind == AFTER:
        return [items[(form + 1) % len(items)]]
    return items


def start(workshop: Workshop, number: int) -> Round:
    """Begin round ``number``, ending the one that is on; one commit. Sent twice it begins once.

    Raises ``WrongMoment`` if it is not the next one, or the workshop is closed.
    """
    found = plan(workshop.id)
    each = _numbered(found, number)
    if each is found.current:
        return each
    if each is not found.upcoming or workshop.status == CLOSED:
        raise WrongMoment
    if found.current is not None:
        finish(found.current)
    workshop.status, workshop.opened_at = OPEN, workshop.opened_at or now()
    each.status, each.started_at, each.phase = RUNNING, now(), ANSWER
    each.ends_at = now() + timedelta(minutes=each.minutes)
    return _stored(workshop, each)


def end(workshop: Workshop, number: int) -> Round:
    """End round ``number``; one commit. Raises ``WrongMoment`` if it is not on."""
    each = _on(workshop, number)
    finish(each)
    return _stored(workshop, each)


def pause(workshop: Workshop, number: int) -> Round:
    """Stop the clock; one commit. Raises ``WrongMoment`` if the round is not running."""
    each = _on(workshop, number)
    if each.status != RUNNING:
        raise WrongMoment
    each.left_seconds = seconds_left(each)
    each.status = PAUSED
    return _stored(workshop, each)


def go_on(workshop: Workshop, number: int) -> Round:
    """Let the clock run again; one commit. Raises ``WrongMoment`` if the round is not paused."""
    each = _on(workshop, number)
    if each.status != PAUSED:
        raise WrongMoment
    each.ends_at = now() + timedelta(seconds=each.left_seconds or 0)
    each.status, each.left_seconds = RUNNING, None
    return _stored(workshop, each)


def extend(workshop: Workshop, number: int, ends_at: str) -> Round:
    """Two more minutes, from now if the time was up; one commit. Raises ``WrongMoment`` if the round is not on.

    ``ends_at`` is the end as the page showed it (``end_mark``): a double click extends once.
    """
    each = _on(workshop, number)
    if end_mark(each) != ends_at:
        return each
    if each.status == PAUSED:
        each.left_seconds = (each.left_seconds or 0) + EXTENSION
    else:
        each.ends_at = max(each.ends_at or now(), now()) + timedelta(seconds=EXTENSION)
    return _stored(workshop, each)


def end_mark(each: Round) -> str:
    """Names the end that the round has now."""
    return f"{each.left_seconds}" if each.status == PAUSED else f"{each.ends_at}"


def reopen_round(workshop: Workshop, number: int) -> Round:
    """Take the end of a round back, while no other is on: it runs for two more minutes; one commit.

    Raises ``WrongMoment``.
    """
    found = plan(workshop.id)
    each = _numbered(found, number)
    if found.current is not None or each is not found.last:
        raise WrongMoment
    each.status, each.ends_at = RUNNING, now() + timedelta(seconds=EXTENSION)
    return _stored(workshop, each)


def to_phase(workshop: Workshop, number: int, phase: str) -> Round:
    """Move the wall on (or back) to ``answer``, ``vote`` or ``show``; one commit. Raises ``WrongMoment``."""
    each = _on(workshop, number)
    if each.kind != WALL or phase not in PHASES:
        raise WrongMoment
    each.phase = phase
    return _stored(workshop, each)


def touch(workshop: Workshop) -> None:
    """Let every page in the room know that there is something new. The caller commits."""
    workshop.stage = Workshop.stage + 1  # counted by the database: two requests must not count to the same number


def news_for(participant: Participant) -> None:
    """Let the pages of one person know that there is something new. The caller commits."""
    participant.version = Participant.version + 1


def _on(workshop: Workshop, number: int) -> Round:
    each = _numbered(plan(workshop.id), number)
    if each.status not in (RUNNING, PAUSED):
        raise WrongMoment
    return each


def _numbered(found: Plan, number: int) -> Round:
    for each in found.rounds:
        if each.number == number:
            return each
    raise WrongMoment


def finish(each: Round) -> None:
    """End a round. The caller commits."""
    each.status, each.left_seconds, each.ends_at = OVER, None, now()


def _stored(workshop: Workshop, each: Round) -> Round:
    touch(workshop)
    db.session.commit()
    return each
