"""The statistics of comparing people with themselves and teams with each other. Pure: numbers in, numbers out.

The unit is the person: whoever calls gives one value per person, the mean of that person's talks. Every formula, with
its source, is in ``docs/comparison.md``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]
ALPHA = 0.05
"""Intervals are of 95 %."""
SMALLEST_TEAM = 5
"""With fewer people a team is not shown singly: its mean would speak of persons."""
BUCKETS = 10
NOTHING = 1e-9
"""A spread or a distance below this is the noise of adding up, on a scale of 0 to 100."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What means and their comparison need of one value per person: count, mean and unbiased variance."""

    n: int
    mean: float
    variance: float

    @property
    def sd(self) -> float:
        return math.sqrt(self.variance)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over ``n`` people with its 95 % interval; None for both ends with fewer than two people."""

    n: int
    mean: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Effect:
    """Hedges' g with its 95 % interval; no interval where nobody differs from anybody."""

    g: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Change:
    """After less before, over the ``n`` people who have both, in percentage points."""

    n: int
    before: float
    after: float
    mean: float
    low: float | None
    high: float | None
    effect: Effect | None

    @property
    def clear(self) -> bool:
        """Whether the interval leaves out zero."""
        return _leaves_out_zero(self.low, self.high)


@dataclass(frozen=True, slots=True)
class Difference:
    """The first group less the second, in percentage points, with an interval at the ``level`` it is judged by."""

    first: Summary
    second: Summary
    mean: float
    low: float | None
    high: float | None
    p: float | None
    """Two-sided, of Welch's t; None if one of the groups has fewer than two people."""
    level: float = 1 - ALPHA

    @property
    def effect(self) -> Effect | None:
        """Hedges' g; None without an interval, or where nobody differs from anybody."""
        spread = self.first.variance + self.second.variance
        return None if self.p is None or spread < NOTHING else _independent(self.first, self.second)

    @property
    def clear(self) -> bool:
        """Whether the interval leaves out zero."""
        return _leaves_out_zero(self.low, self.high)


@dataclass(frozen=True, slots=True)
class OrderEffect:
    """Two parallel scenarios, each played first by one half: what the order and the scenarios did.

    ``change``: the mean of both halves' mean changes, so that a harder scenario cancels out even if the halves differ
    in size. ``easier``: by how many points the first half's first scenario came out higher than the other one.
    """

    first: Change
    second: Change
    change: Estimate
    easier: Estimate

    @property
    def one_is_harder(self) -> bool:
        """Whether the scenarios clearly differ."""
        return _leaves_out_zero(self.easier.low, self.easier.high)

    @property
    def by(self) -> Estimate:
        """``easier`` as seen from the scenario that came out higher."""
        found = self.easier
        if found.mean >= 0 or found.low is None or found.high is None:
            return found
        return Estimate(found.n, -found.mean, -found.high, -found.low)


def _leaves_out_zero(low: float | None, high: float | None) -> bool:
    return low is not None and high is not None and (low > 0 or high < 0)


def summary(values: Sequence[float]) -> Summary:
    """Of one value per person; the mean of nobody is 0."""
    if not len(values):
        return Summary(0, 0.0, 0.0)
    array = np.asarray(values, dtype=np.float64)
    variance = float(array.var(ddof=1)) if len(array) > 1 else 0.0
    return Summary(len(array), float(array.mean()), _settled(variance))


def from_sums(n: int, total: float, squares: float) -> Summary:
    """The same from count, sum and sum of squares, as a database adds them up."""
    if not n:
        return Summary(0, 0.0, 0.0)
    variance = max(0.0, (squares - total * total / n) / (n - 1)) if n > 1 else 0.0
    return Summary(n, total / n, _settled(variance))


def _settled(variance: float) -> float:
    return 0.0 if variance < NOTHING else variance


def estimate(group: Summary) -> Estimate:
    """Mean with Student's t interval."""
    if group.n < 2:
        return Estimate(group.n, group.mean, None, None)
    half = _t(1 - ALPHA, group.n - 1) * math.sqrt(group.variance / group.n)
    return Estimate(group.n, group.mean, group.mean - half, group.mean + half)


def change(before: Sequence[float], after: Sequence[float]) -> Change:
    """Paired: ``before[i]`` and ``after[i]`` are the same person's. Raises ``ValueError`` for unequal lengths."""
    if len(before) != len(after):
        raise ValueError("before and after are of the same people, so there are as many of both")
    first, second = summary(before), summary(after)
    gain = summary([b - a for a, b in zip(before, after, strict=True)])
    interval = estimate(gain)
    return Change(gain.n, first.mean, second.mean, gain.mean, interval.low, interval.high, _paired(first, second, gain))


def _paired(before: Summary, after: Summary, gain: Summary) -> Effect | None:
    """Hedges' g_av (Cumming 2012) with the interval of Algina and Keselman (2003): a noncentral t, rescaled."""
    spread = math.sqrt((before.variance + after.variance) / 2)
    if gain.n < 2 or spread < NOTHING:
        return None
    small = _correction(2 * (gain.n - 1))
    g = small * gain.mean / spread
    if gain.sd < NOTHING:
        return Effect(g, None, None)
    unit = gain.sd / (math.sqrt(gain.n) * spread)
    low, high = _noncentral(gain.mean / (gain.sd / math.sqrt(gain.n)), gain.n - 1)
    return Effect(g, small * unit * low, small * unit * high)


def difference(first: Summary, second: Summary, level: float = 1 - ALPHA) -> Difference:
    """Two groups of different people, by Welch (1947): neither equal size nor equal spread is asked for."""
    mean = first.mean - second.mean
    if min(first.n, second.n) < 2:
        return Difference(first, second, mean, None, None, None, level)
    a, b = first.variance / first.n, second.variance / second.n
    if a + b < NOTHING:
        return Difference(first, second, mean, mean, mean, float(abs(mean) < NOTHING), level)
    degrees = (a + b) ** 2 / (a**2 / (first.n - 1) + b**2 / (second.n - 1))
    error = math.sqrt(a + b)
    half = _t(level, degrees) * error
    return Difference(first, second, mean, mean - half, mean + half, _p(mean / error, degrees), level)


def _independent(first: Summary, second: Summary) -> Effect:
    """Hedges' g_s (Hedges and Olkin 1985) with the exact interval of a noncentral t."""
    degrees = first.n + second.n - 2
    pooled = math.sqrt(((first.n - 1) * first.variance + (second.n - 1) * second.variance) / degrees)
    small = _correction(degrees)
    unit = math.sqrt(1 / first.n + 1 / second.n)
    d = (first.mean - second.mean) / pooled
    low, high = _noncentral(d / unit, degrees)
    return Effect(small * d, small * unit * low, small * unit * high)


def differences(groups: Sequence[Summary]) -> Mapping[tuple[int, int], Difference]:
    """Every pair of groups, first index below the second, judged together by Holm's procedure (1979).

    Each interval is at the level its pair was judged by, so that it leaves out zero exactly if the pair is clear.
    """
    plain = {pair: difference(groups[pair[0]], groups[pair[1]]) for pair in combinations(range(len(groups)), 2)}
    by_p = sorted((found.p, pair) for pair, found in plain.items() if found.p is not None)
    judged, failed_at = dict(plain), None
    for step, (p, pair) in enumerate(by_p):
        if failed_at is None and p > ALPHA / (len(by_p) - step):
            failed_at = step
        left = len(by_p) - (step if failed_at is None else failed_at)
        judged[pair] = difference(groups[pair[0]], groups[pair[1]], 1 - ALPHA / left)
    return judged


def places(groups: Sequence[Summary]) -> list[int]:
    """The place of each group, from 1. Groups share a place unless one is clearly behind the best one at that place.

    From the highest mean down, each group is set against the first of the place above; whether it is clearly behind
    is taken from ``differences``. After two groups at place 1 comes place 3.
    """
    judged = differences(groups)
    order = sorted(range(len(groups)), key=lambda index: -groups[index].mean)
    found = [0] * len(groups)
    leader, place = -1, 0
    for position, index in enumerate(order, 1):
        if leader < 0 or judged[min(leader, index), max(leader, index)].clear:
            leader, place = index, position
        found[index] = place
    return found


def order_effect(
    first: tuple[Sequence[float], Sequence[float]], second: tuple[Sequence[float], Sequence[float]]
) -> OrderEffect | None:
    """Each half's values before and after (a two-period crossover, Senn 2002). None below two people in either."""
    halves = change(*first), change(*second)
    if min(halves[0].n, halves[1].n) < 2:
        return None
    gains = [summary([b - a for a, b in zip(*half, strict=True)]) for half in (first, second)]
    apart = difference(gains[1], gains[0])
    middle = (gains[0].mean + gains[1].mean) / 2
    half = (apart.high or 0.0) - apart.mean
    n = gains[0].n + gains[1].n
    return OrderEffect(
        *halves,
        change=Estimate(n, middle, middle - half / 2, middle + half / 2),
        easier=Estimate(n, apart.mean / 2, (apart.low or 0.0) / 2, (apart.high or 0.0) / 2),
    )


def histogram(values: Sequence[float]) -> tuple[int, ...]:
    """How many values (0 to 100) lie in each of ten equal steps; 100 counts into the last."""
    counted = np.histogram(np.asarray(values, dtype=np.float64), bins=BUCKETS, range=(0.0, 100.0))[0]
    return tuple(int(count) for count in counted)


def _correction(degrees: float) -> float:
    """J, which takes the upward bias of small groups out of d (Hedges and Olkin 1985, their approximation)."""
    return 1 - 3 / (4 * degrees - 1)


def _t(level: float, degrees: float) -> float:
    # scipy.special, not scipy.stats: a quarter of the time to load, and the same numbers.
    from scipy.special import stdtrit

    return float(stdtrit(degrees, 1 - (1 - level) / 2))


def _p(t: float, degrees: float) -> float:
    from scipy.special import stdtr

    return float(2 * stdtr(degrees, -abs(t)))


def _noncentral(t: float, degrees: float) -> tuple[float, float]:
    """The noncentralities between which ``t`` is not surprising at 95 %."""
    from scipy.special import nctdtrinc

    if t < 0:  # the inverse is exact for positive t only, and the distribution is symmetric
        low, high = _noncentral(-t, degrees)
        return -high, -low
    return float(nctdtrinc(degrees, 1 - ALPHA / 2, t)), float(nctdtrinc(degrees, ALPHA / 2, t))
