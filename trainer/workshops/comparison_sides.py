"""Any teams and workshops beside each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from trainer.accounts.team_keeping import find_team
from trainer.workshops.comparison import (
    SMALLEST_TEAM,
    Change,
    Difference,
    Estimate,
    Summary,
    differences,
    estimate,
    places,
    summary,
)
from trainer.workshops.comparison_over_time import means_of_members
from trainer.workshops.comparison_people import NAMES, OVERALL, Values, changes, latest_kind, people
from trainer.workshops.models import Participant
from trainer.workshops.rooms import find

MOST_SIDES = 8
TEAM, WORKSHOP = "team", "workshop"


@dataclass(frozen=True, slots=True)
class Side:
    """A team or a workshop. ``people``: owner -> their figures; ``change`` only if enough people have both rounds."""

    kind: str
    key: str
    name: str
    people: Mapping[str, Values]
    change: Change | None = None

    @property
    def is_shown(self) -> bool:
        """Whether enough people stand behind its figures."""
        return len(self.people) >= SMALLEST_TEAM

    def summary(self, name: str) -> Summary:
        return summary([values[name] for values in self.people.values()])


@dataclass(frozen=True, slots=True)
class Row:
    """One side in the table: figure -> mean; ``place`` by the overall score."""

    side: Side
    estimates: Mapping[str, Estimate]
    place: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sides set against each other in the overall score; ``common``: people who are on both."""

    first: Side
    second: Side
    difference: Difference
    common: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """``small``: sides that too few people stand behind."""

    rows: tuple[Row, ...]
    pairs: tuple[Pair, ...]
    small: tuple[Side, ...]


def compare(user: Any, teams: Iterable[str], workshops: Iterable[str]) -> Comparison:
    """The teams and workshops of these keys, at most ``MOST_SIDES``.

    Raises ``NoSuchTeam`` or ``NoSuchWorkshop`` for what ``user`` does not look after.
    """
    asked = [(TEAM, key) for key in dict.fromkeys(teams)] + [(WORKSHOP, key) for key in dict.fromkeys(workshops)]
    sides = [_team(user, key) if kind == TEAM else _workshop(user, key) for kind, key in asked[:MOST_SIDES]]
    shown = [side for side in sides if side.is_shown]
    overall = [side.summary(OVERALL) for side in shown]
    ranked = zip(shown, places(overall), strict=True)
    rows = [Row(side, {name: estimate(side.summary(name)) for name in NAMES}, place) for side, place in ranked]
    return Comparison(
        rows=tuple(sorted(rows, key=lambda row: -row.estimates[OVERALL].mean)),
        pairs=tuple(_pairs(shown, overall)),
        small=tuple(side for side in sides if not side.is_shown),
    )


def _pairs(shown: Sequence[Side], overall: Sequence[Summary]) -> Iterable[Pair]:
    judged = differences(overall)
    for (i, first), (j, second) in combinations(enumerate(shown), 2):
        yield Pair(first, second, judged[i, j], len(first.people.keys() & second.people.keys()))


def _team(user: Any, key: str) -> Side:
    team = find_team(user, key)
    return Side(TEAM, key, team.name, means_of_members(team.id))


def _workshop(user: Any, key: str) -> Side:
    workshop = find(user, key)
    found = people(Participant.workshop_id == workshop.id).get(workshop.id, [])
    kind = latest_kind(found)
    values = {person.owner: person.kinds[kind] for person in found if kind in person.kinds} if kind else {}
    change = changes(found, [OVERALL]).get(OVERALL)
    return Side(
        WORKSHOP, key, workshop.title, values, change if change is not None and change.n >= SMALLEST_TEAM else None
    )
