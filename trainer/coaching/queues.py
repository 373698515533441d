"""What waits for coaches: five queues over the talks that a coach reads, the oldest first, in pages by key.

Each is read from an index of its own that holds what waits and nothing else, so it costs the same however many talks
there are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from trainer.accounts.models import User
from trainer.accounts.roles import can_coach
from trainer.accounts.teams import Team, TeamCoach, TeamMember
from trainer.coaching.rights import OWNERS, readable_by
from trainer.extensions import db
from trainer.practice.models import DISAGREED, UNSURE, Attempt, ReviewRequest
from trainer.practice.review_models import Assignment

PAGE = 50
MOST_COUNTED = 100
"""Beyond, a queue is just long."""


class Queue(StrEnum):
    """Why a talk waits."""

    UNSURE = "unsure"
    DISAGREED = "disagreed"
    ASSIGNED = "assigned"
    NEVER = "never"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Filters:
    """Which talks of a queue; empty text and 0 mean: does not matter. ``scenario`` is ``language/slug``."""

    language: str = ""
    scenario: str = ""
    team: int = 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """One row of a queue. ``owner`` is empty for a guest; ``coach`` to whom it was given, empty if to nobody."""

    attempt: Attempt
    owner: str
    coach: str
    coach_id: int | None


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a queue; ``more``: the id behind which the next one begins, or None."""

    rows: Sequence[Waiting]
    more: int | None


def page(user: User, queue: Queue, filters: Filters, after: int = 0) -> Page:
    """At most ``PAGE`` talks whose ids come after ``after``; one statement."""
    given, owner = aliased(User), aliased(User)
    query = (
        select(Attempt, owner.name, given.name, given.id)
        .outerjoin(owner, owner.id == Attempt.user_id)
        .outerjoin(Assignment, and_(Assignment.attempt_id == Attempt.id, Assignment.done_at.is_(None)))
        .outerjoin(given, given.id == Assignment.coach_id)
        .where(Attempt.id > after, *_waits(user, queue), *_fits(filters), readable_by(user))
        .order_by(Attempt.id)
        .limit(PAGE + 1)
    )
    found = [Waiting(row[0], row[1] or "", row[2] or "", row[3]) for row in db.session.execute(query)]
    rows = found[:PAGE]
    return Page(rows, rows[-1].attempt.id if len(found) > PAGE else None)


def counts(user: User, filters: Filters) -> Mapping[Queue, int]:
    """How many talks wait in each queue; counting stops at ``MOST_COUNTED``."""
    return {queue: db.session.scalar(_count(user, queue, filters)) or 0 for queue in Queue}


def _count(user: User, queue: Queue, filters: Filters) -> Select[Any]:
    some = select(Attempt.id).where(*_waits(user, queue), *_fits(filters), readable_by(user)).limit(MOST_COUNTED)
    return select(func.count()).select_from(some.subquery())


def next_key(user: User, queue: Queue, filters: Filters, after: str = "") -> str | None:
    """The key of the talk to read next: behind that of the key ``after``, else the oldest; None if nothing waits.

    Talks that were given to somebody else are left to them.
    """
    last = db.session.scalar(select(Attempt.id).where(Attempt.key == after)) or 0
    taken = select(Assignment.attempt_id).where(Assignment.attempt_id == Attempt.id, Assignment.done_at.is_(None))
    query = (
        select(Attempt.key)
        .where(*_waits(user, queue), *_fits(filters), readable_by(user))
        .where(~taken.where(Assignment.coach_id != user.id).exists(), Attempt.id != last)
        .order_by(Attempt.id)
        .limit(1)
    )
    return db.session.scalar(query.where(Attempt.id > last)) or (db.session.scalar(query) if last else None)


def _waits(user: User, queue: Queue) -> tuple[ColumnElement[bool], ...]:
    """The condition that a talk stands in the queue."""
    if queue is Queue.NEVER:
        return (Attempt.ending.is_not(None), Attempt.reviewed_at.is_(None))
    if queue is Queue.ANSWERED:
        return (Attempt.answered_at.is_not(None),)
    if queue is Queue.ASSIGNED:
        mine = Assignment.coach_id == user.id, Assignment.done_at.is_(None)
        return (Attempt.id.in_(select(Assignment.attempt_id).where(*mine)),)
    reason = {Queue.UNSURE: UNSURE, Queue.DISAGREED: DISAGREED}[queue]
    waiting = ReviewRequest.reason == reason, ReviewRequest.done_at.is_(None)
    return (Attempt.id.in_(select(ReviewRequest.attempt_id).where(*waiting)),)


def _fits(filters: Filters) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if filters.language:
        found.append(_only(Attempt.language, filters.language))
    if filters.scenario:
        language, _, slug = filters.scenario.partition("/")
        found += [_only(Attempt.language, language), _only(Attempt.slug, slug)]
    if filters.team:
        members = (owner.in_(select(member).where(TeamMember.team_id == filters.team)) for member, owner in OWNERS)
        found.append(or_(*members))
    return found


def _only(column: InstrumentedAttribute[str], value: str) -> ColumnElement[bool]:
    """That the column has this value, asked in a way that no index answers.

    SQLite would take the index of a scenario's talks, and go through all that were read long ago.
    """
    return func.coalesce(column, "") == value


def teams_for(user: User) -> Sequence[Team]:
    """The teams by which a queue can be filtered: one's own, for coaches by role all, by name."""
    query = select(Team).order_by(Team.name, Team.id)
    if not can_coach(user):
        query = query.join(TeamCoach, TeamCoach.team_id == Team.id).where(TeamCoach.user_id == user.id)
    return db.session.scalars(query).all()


def without_team(filters: Filters, teams: Sequence[Team]) -> Filters:
    """The same without a team that the coach has nothing to do with."""
    return filters if filters.team in {team.id for team in teams} else replace(filters, team=0)
