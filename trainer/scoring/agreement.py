"""How well two raters agree: quadratic weighted kappa and the intraclass correlation, each with a 95 % interval.

Kappa and its interval are statsmodels' (Cohen 1968; Fleiss, Cohen and Everitt 1969), the intraclass correlation is
pingouin's ICC(2,1): two-way random effects, absolute agreement, single rater (Shrout and Fleiss 1979; McGraw and Wong
1996).
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import isnan

from trainer.scoring.dimensions import HIGHEST, LOWEST, POINTS

FEWEST = 10
"""Below so many turns a figure would say nothing, and none is given."""
Pair = tuple[float, float]
"""The points, -2 to 2, that two raters gave to the same turn."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A coefficient (1: they agree; 0: as by chance) and its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Agreed:
    """How two raters agree over ``turns`` turns.

    Both figures are None where there are fewer than ``FEWEST``, and where one side gave the same points throughout.
    """

    turns: int
    kappa: Figure | None
    icc: Figure | None

    @property
    def is_few(self) -> bool:
        """Whether there are too few turns to say anything."""
        return self.turns < FEWEST


def preload() -> None:
    """Loads the libraries (two seconds and 150 MB, once), so that the page of a coach does not wait for them."""
    agreed([(point, point) for point in POINTS] * 2)


def anchor(points: float) -> int:
    """The anchor nearest to points between -2 and 2; halves go to the one nearer to 0, as the milder claim."""
    nearest = min(POINTS, key=lambda each: (abs(each - points), abs(each)))
    return max(LOWEST, min(HIGHEST, nearest))


def agreed(pairs: Sequence[Pair]) -> Agreed:
    """Both figures. Kappa speaks of anchors, so points between two count as the nearest; ICC takes them as they are.

    What was computed once is remembered.
    """
    return _agreed(tuple(pairs))


@lru_cache(maxsize=64)
def _agreed(pairs: tuple[Pair, ...]) -> Agreed:
    if not _tells_something(pairs):
        return Agreed(len(pairs), None, None)
    return Agreed(len(pairs), _kappa(pairs), _icc(pairs))


@lru_cache(maxsize=512)
def kappa(pairs: tuple[Pair, ...]) -> Figure | None:
    """Quadratic weighted kappa alone, or None as in ``Agreed``."""
    return _kappa(pairs) if _tells_something(pairs) else None


def _tells_something(pairs: Sequence[Pair]) -> bool:
    return len(pairs) >= FEWEST and all(len({anchor(pair[side]) for pair in pairs}) > 1 for side in (0, 1))


def _kappa(pairs: Iterable[Pair]) -> Figure:
    from statsmodels.stats.inter_rater import cohens_kappa

    table = [[0] * len(POINTS) for _ in POINTS]
    for first, second in pairs:
        table[anchor(first) - LOWEST][anchor(second) - LOWEST] += 1
    found = cohens_kappa(table, wt="quadratic")
    return _figure(found.kappa, found.kappa_low, found.kappa_upp)


def _icc(pairs: Sequence[Pair]) -> Figure:
    import pandas as pd
    import pingouin

    rows = [(turn, rater, pair[rater]) for turn, pair in enumerate(pairs) for rater in (0, 1)]
    frame = pd.DataFrame(rows, columns=["turn", "rater", "points"])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # where all agree, the library divides by an error of 0
        found = pingouin.intraclass_corr(frame, targets="turn", raters="rater", ratings="points").set_index("Type")
    row = found.loc["ICC(A,1)"]
    return _figure(row["ICC"], *row["CI95"])


def _figure(value: float, low: float, high: float) -> Figure:
    """The interval within what is possible; where it cannot be computed because all agree, it is the value itself."""
    value = float(value)
    low, high = (value if isnan(bound) else float(bound) for bound in (low, high))
    return Figure(value, max(low, -1.0), min(high, 1.0))
