"""Teams beside each other: means with intervals, places, and small teams together as one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from trainer.accounts.teams import Team
from trainer.extensions import db
from trainer.workshops.comparison import SMALLEST_TEAM, Estimate, Summary, estimate, from_sums, places
from trainer.workshops.comparison_people import latest
from trainer.workshops.models import Participant, WorkshopTeam
from trainer.workshops.result_models import WorkshopTally


@dataclass(frozen=True, slots=True)
class TeamName:
    """A team as a workshop lists it. ``colour``: which of the style sheet, from 0."""

    id: int
    key: str
    name: str
    colour: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How a team stands. ``team`` is None for the small teams together; those have no place."""

    team: TeamName | None
    estimate: Estimate
    place: int | None
    teams: int = 1
    """How many teams are in it."""


@dataclass(frozen=True, slots=True)
class Board:
    """Teams by place. ``kind``: of the rounds they are compared in; None: nobody has finished a talk.

    ``waiting``: people whose teams are too small to be shown, together too.
    """

    kind: str | None
    standings: tuple[Standing, ...]
    waiting: int

    @property
    def people(self) -> int:
        return sum(each.estimate.n for each in self.standings) + self.waiting


def stand(teams: Iterable[tuple[TeamName | None, Summary]]) -> tuple[tuple[Standing, ...], int]:
    """The standings, the highest mean first, and how many people cannot be shown.

    Teams with fewer than ``SMALLEST_TEAM`` people, and people without a team (``None``), are put together; even so
    they are shown only if that makes enough people.
    """
    given = [(team, group) for team, group in teams if group.n]
    large = [(team, group) for team, group in given if team is not None and group.n >= SMALLEST_TEAM]
    small = [(team, group) for team, group in given if team is None or group.n < SMALLEST_TEAM]
    ranked = zip(large, places([group for _, group in large]), strict=True)
    standings = [Standing(team, estimate(group), place) for (team, group), place in ranked]
    standings.sort(key=lambda each: -each.estimate.mean)
    rest = _together([group for _, group in small])
    if rest.n >= SMALLEST_TEAM:
        return (*standings, Standing(None, estimate(rest), None, len(small))), 0
    return tuple(standings), rest.n


def _together(groups: Sequence[Summary]) -> Summary:
    squares = sum(group.variance * (group.n - 1) + group.n * group.mean**2 for group in groups)
    return from_sums(sum(group.n for group in groups), sum(group.n * group.mean for group in groups), squares)


def board(workshop_id: int, kind: str | None = None) -> Board:
    """How the teams of a workshop stand in their overall scores; two statements, and no talk is read.

    ``kind`` of round: by default the latest that enough people have finished a talk of.
    """
    sums = _sums(workshop_id)
    if kind is None:
        people: Counter[str] = Counter()
        for (each, _), group in sums.items():
            people[each] += group.n
        kind = latest(people)
    names = {team.id: team for team in teams_of(workshop_id)}
    mine = ((names.get(team or 0), group) for (row_kind, team), group in sums.items() if row_kind == kind)
    return Board(kind, *stand(mine))


def _sums(workshop_id: int) -> dict[tuple[str, int | None], Summary]:
    mean = WorkshopTally.overall
    query = (
        select(WorkshopTally.kind, Participant.team_id, func.count(), func.sum(mean), func.sum(mean * mean))
        .join(Participant, Participant.id == WorkshopTally.participant_id)
        .where(Participant.workshop_id == workshop_id)
        .group_by(WorkshopTally.kind, Participant.team_id)
    )
    return {(kind, team): from_sums(n, total, squares) for kind, team, n, total, squares in db.session.execute(query)}


def teams_of(workshop_id: int) -> list[TeamName]:
    """The teams of a workshop, in its order."""
    query = (
        select(Team.id, Team.key, Team.name, WorkshopTeam.colour)
        .join(WorkshopTeam, WorkshopTeam.team_id == Team.id)
        .where(WorkshopTeam.workshop_id == workshop_id)
        .order_by(WorkshopTeam.number)
    )
    return [TeamName(*row) for row in db.session.execute(query)]
