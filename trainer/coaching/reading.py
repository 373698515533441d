"""A talk as a coach reads it: the transcript, what the machine made of it, what coaches did so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from trainer.accounts.models import User
from trainer.coaching.rights import coaches_of, readable_by
from trainer.extensions import db
from trainer.feedback.scorecard import Scorecard, scorecard
from trainer.library.revisions import analysis
from trainer.practice.attempts import Loaded, NoSuchAttempt, replayed
from trainer.practice.corrections import Coaching, coaching_of
from trainer.practice.models import Attempt, ReviewRequest
from trainer.practice.rescoring import Earlier, earlier
from trainer.practice.review_models import Assignment, Exemplary, Reviewed
from trainer.scenario.model import Scenario

EXEMPLARY_PAGE = 30


@dataclass(frozen=True, slots=True)
class Reading:
    """One talk. ``owner`` is empty for a guest; ``requests`` and ``earlier`` go by turn number."""

    attempt: Attempt
    scenario: Scenario
    card: Scorecard
    coaching: Coaching
    earlier: Mapping[int, Sequence[Earlier]]
    requests: Mapping[int, Sequence[ReviewRequest]]
    owner: str
    reviewed: Sequence[Reviewed]
    """Who has read it, the latest first."""
    assigned: User | None
    coaches: Sequence[User]
    """To whom it can be given."""


@dataclass(frozen=True, slots=True)
class Read:
    """A talk that the coach has just read: its title, and the key to take that back with."""

    attempt: Attempt
    mark: str


def read(user: User, key: str) -> Reading:
    """The talk of that key. Raises ``NoSuchAttempt`` where ``user`` does not read it, or ``CannotReplay``."""
    query = select(Attempt).where(Attempt.key == key, readable_by(user)).options(selectinload(Attempt.steps))
    attempt = db.session.scalar(query)
    if attempt is None:
        raise NoSuchAttempt(key)
    loaded, coaching = replayed(attempt), coaching_of(attempt.id)
    return Reading(
        attempt=attempt,
        scenario=loaded.playthrough.scenario,
        card=_card(loaded, coaching),
        coaching=coaching,
        earlier=earlier(loaded),
        requests=_requests(attempt.id),
        owner=_owner(attempt),
        reviewed=_reviewed(attempt.id),
        assigned=_assigned(attempt.id),
        coaches=coaches_of(attempt),
    )


def _card(loaded: Loaded, coaching: Coaching) -> Scorecard:
    return scorecard(loaded.playthrough, analysis(loaded.attempt.digest), coaching.points)


def _requests(attempt_id: int) -> dict[int, list[ReviewRequest]]:
    found: dict[int, list[ReviewRequest]] = {}
    query = select(ReviewRequest).where(ReviewRequest.attempt_id == attempt_id, ReviewRequest.done_at.is_(None))
    for row in db.session.scalars(query.order_by(ReviewRequest.id)):
        found.setdefault(row.number, []).append(row)
    return found


def _owner(attempt: Attempt) -> str:
    return db.session.scalar(select(User.name).where(User.id == attempt.user_id)) or "" if attempt.user_id else ""


def _reviewed(attempt_id: int) -> Sequence[Reviewed]:
    return db.session.scalars(
        select(Reviewed).where(Reviewed.attempt_id == attempt_id).order_by(Reviewed.at.desc())
    ).all()


def _assigned(attempt_id: int) -> User | None:
    open_one = Assignment.attempt_id == attempt_id, Assignment.done_at.is_(None)
    return db.session.scalar(select(User).join(Assignment, Assignment.coach_id == User.id).where(*open_one))


def just_read(user: User, key: str) -> Read | None:
    """What the coach called read on the page before, so that it can be taken back; None if there is no such thing."""
    query = (
        select(Attempt, Reviewed.key)
        .join(Reviewed, Reviewed.attempt_id == Attempt.id)
        .where(Attempt.key == key, Reviewed.coach_id == user.id, readable_by(user))
        .order_by(Reviewed.at.desc())
        .limit(1)
    )
    row = db.session.execute(query).first()
    return Read(row[0], row[1]) if row is not None else None


@dataclass(frozen=True, slots=True)
class Example:
    """An exemplary turn. ``owner`` is empty for a guest; ``heard`` is what it answered."""

    attempt: Attempt
    praise: Exemplary
    owner: str
    heard: Sequence[tuple[str, str]]
    said: str


def examples(user: User, skill: str, scenario: str, after: int = 0) -> tuple[Sequence[Example], int | None]:
    """Exemplary turns of the talks that ``user`` reads, the newest talk first; the second: where the next page begins.

    ``scenario`` is ``language/slug``; empty text: does not matter. ``after``: the id of the last talk of a page.
    """
    query = select(Attempt, Exemplary).join(Exemplary, Exemplary.attempt_id == Attempt.id).where(readable_by(user))
    if skill:
        query = query.where(Exemplary.skill == skill)
    if scenario:
        language, _, slug = scenario.partition("/")
        query = query.where(Attempt.language == language, Attempt.slug == slug)
    if after:
        query = query.where(Attempt.id < after)
    query = query.order_by(Attempt.id.desc(), Exemplary.number).options(selectinload(Attempt.steps))
    rows = db.session.execute(query.limit(EXEMPLARY_PAGE + 1)).all()
    shown, behind = _whole_talks([(row[0], row[1]) for row in rows])
    return [_example(attempt, praise) for attempt, praise in shown], behind


def _whole_talks(rows: Sequence[tuple[Attempt, Exemplary]]) -> tuple[Sequence[tuple[Attempt, Exemplary]], int | None]:
    """A page that does not end in the middle of a talk, unless one talk fills it."""
    if len(rows) <= EXEMPLARY_PAGE:
        return rows, None
    last = rows[-1][0].id
    whole = [row for row in rows if row[0].id != last] or rows
    return whole, whole[-1][0].id


def _example(attempt: Attempt, praise: Exemplary) -> Example:
    playthrough = replayed(attempt).playthrough
    turn, cast = playthrough.turns[praise.number - 1], playthrough.scenario.cast
    heard = [(cast[line.speaker].name, line.text) for line in turn.lines if line.speaker in cast]
    return Example(attempt, praise, _owner(attempt), heard, turn.said or "")
