"""How well two series agree: rank correlation, AUC, order of pairs, weighted kappa, each with a 95 % bootstrap
interval.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]
RESAMPLES = 1000
SEED = 20240


def ranks(values: Doubles) -> Doubles:
    """Average ranks from 1, ties shared."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return np.asarray(((ends - counts + 1 + ends) / 2)[inverse], dtype=np.float64)


def spearman(scores: Doubles, labels: Doubles) -> float:
    """Rank correlation, -1 to 1; 0 if one series is constant."""
    a, b = ranks(scores), ranks(labels)
    if np.ptp(a) == 0 or np.ptp(b) == 0:
        return 0.0
    return float(np.corrcoef(a, b)[0, 1])


def auc(scores: Doubles, labels: Doubles) -> float:
    """How often a text labelled 1 is scored above one labelled 0; .5 if one of the two is missing."""
    top, n = labels > 0.5, len(labels)
    above = int(top.sum())
    if above in (0, n):
        return 0.5
    return float((ranks(scores)[top].sum() - above * (above + 1) / 2) / (above * (n - above)))


def in_order(better: Doubles, worse: Doubles) -> float:
    """Share of pairs whose better side scores higher; a tie is half."""
    return float(np.mean((better > worse) + 0.5 * (better == worse)))


def kappa(first: Doubles, second: Doubles) -> float:
    """Cohen's kappa with quadratic weights (Cohen 1968)."""
    a, b = np.asarray(first), np.asarray(second)
    seen = float(np.mean((a - b) ** 2))
    by_chance = float(np.mean((a[:, None] - b[None, :]) ** 2))
    return 1.0 if by_chance == 0 else 1 - seen / by_chance


def far_off(scores: Doubles, labels: Doubles) -> float:
    """Share of scores two points or more from the label."""
    return float(np.mean(np.abs(scores - labels) >= 2))


def measured(measure: Callable[[Doubles, Doubles], float], a: Sequence[float], b: Sequence[float]) -> dict[str, Any]:
    """``value`` of a measure with ``low`` and ``high`` of its 95 % interval (percentile bootstrap, seeded) and
    ``n``.
    """
    first, second = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    rng = np.random.default_rng(SEED)
    drawn = (rng.integers(0, len(first), len(first)) for _ in range(RESAMPLES))
    low, high = np.quantile([measure(first[each], second[each]) for each in drawn], [0.025, 0.975])
    value = measure(first, second)
    return {"value": round(value, 4), "low": round(float(low), 4), "high": round(float(high), 4), "n": len(first)}
