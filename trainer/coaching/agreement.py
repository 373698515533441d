"""How far coaches agree with each other and the scorer with coaches, per dimension and over time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from trainer.extensions import db
from trainer.practice.review_models import BlindRating, Correction
from trainer.scoring.agreement import Agreed, Figure, Pair, agreed, kappa
from trainer.scoring.dimensions import DIMENSION_IDS

NEWEST = 5000
"""Of each kind of rating so many are looked at, the newest first."""
MOST_MONTHS = 12
"""Of a longer time the quarters are compared, not the months."""


class Sides(StrEnum):
    """Who is compared with whom."""

    COACHES = "coaches"
    MACHINE = "machine"
    OVERRIDES = "overrides"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What two sides gave to the same turn in one dimension, when, and which coaches they were."""

    dimension: str
    pair: Pair
    at: datetime
    coaches: frozenset[int]


@dataclass(frozen=True, slots=True)
class Period:
    """A month, or a quarter where ``month`` is None; ``kappas``: dimension -> kappa, or None where too little is there.

    ``turns``: so many were rated in it.
    """

    year: int
    month: int | None
    quarter: int
    turns: int
    kappas: Mapping[str, Figure | None]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sides compared. ``dimensions``: dimension -> figures; ``coaches``: how many took part."""

    sides: Sides
    dimensions: Mapping[str, Agreed]
    coaches: int
    periods: Sequence[Period]

    @property
    def turns(self) -> int:
        """In how many turns, in the dimension with the most."""
        return max(each.turns for each in self.dimensions.values())


def comparisons() -> Sequence[Comparison]:
    """All three, from two statements over rows that are there as they are needed; no talk is replayed."""
    blind = _blind()
    return (
        _compared(Sides.COACHES, list(_coach_with_coach(blind))),
        _compared(Sides.MACHINE, list(_machine_with_coach(blind))),
        _compared(Sides.OVERRIDES, list(_overrides())),
    )


def _blind() -> Sequence[Any]:
    columns = BlindRating.attempt_id, BlindRating.number, BlindRating.place, BlindRating.coach_id, BlindRating.at
    points = BlindRating.empathy, BlindRating.de_escalation, BlindRating.clarity, BlindRating.machine
    return db.session.execute(select(*columns, *points).order_by(BlindRating.id.desc()).limit(NEWEST)).all()


def _coach_with_coach(rows: Iterable[Any]) -> Iterable[Judgement]:
    turns: defaultdict[tuple[int, int], list[Any]] = defaultdict(list)
    for row in rows:
        turns[row.attempt_id, row.number].append(row)
    for both in turns.values():
        if len(both) == 2:
            first, second = sorted(both, key=lambda row: row.place)
            for name in DIMENSION_IDS:
                pair = float(getattr(first, name)), float(getattr(second, name))
                yield Judgement(name, pair, second.at, _people(first.coach_id, second.coach_id))


def _machine_with_coach(rows: Iterable[Any]) -> Iterable[Judgement]:
    for row in rows:
        for name in row.machine.keys() & set(DIMENSION_IDS):
            yield Judgement(name, (float(row.machine[name]), float(getattr(row, name))), row.at, _people(row.coach_id))


def _overrides() -> Iterable[Judgement]:
    columns = Correction.dimension, Correction.before, Correction.points, Correction.at, Correction.coach_id
    counts = Correction.withdrawn_at.is_(None), Correction.scorer.is_not(None)
    query = select(*columns).where(*counts).order_by(Correction.id.desc()).limit(NEWEST)
    for row in db.session.execute(query):
        yield Judgement(row.dimension, (row.before, float(row.points)), row.at, _people(row.coach_id))


def _people(*ids: int | None) -> frozenset[int]:
    """Those whose accounts are still there."""
    return frozenset(each for each in ids if each is not None)


def _compared(sides: Sides, judgements: Sequence[Judgement]) -> Comparison:
    pairs: Mapping[str, list[Pair]] = {name: [] for name in DIMENSION_IDS}
    for each in judgements:
        pairs[each.dimension].append(each.pair)
    coaches = frozenset[int]().union(*(each.coaches for each in judgements))
    return Comparison(sides, {name: agreed(pairs[name]) for name in pairs}, len(coaches), _periods(judgements))


def _periods(judgements: Sequence[Judgement]) -> Sequence[Period]:
    """Months, or quarters if it were more than ``MOST_MONTHS``, oldest first; those without ratings are left out."""
    months = {(each.at.year, each.at.month) for each in judgements}
    by_month = len(months) <= MOST_MONTHS
    found: defaultdict[tuple[int, int, int | None], dict[str, list[Pair]]] = defaultdict(
        lambda: {name: [] for name in DIMENSION_IDS}
    )
    for each in judgements:
        month = each.at.month if by_month else None
        found[each.at.year, (each.at.month + 2) // 3, month][each.dimension].append(each.pair)
    return [
        Period(year, month, quarter, max(map(len, pairs.values())), {name: kappa(tuple(pairs[name])) for name in pairs})
        for (year, quarter, month), pairs in sorted(found.items(), key=lambda item: (*item[0][:2], item[0][2] or 0))
    ]
