"""From the raw value of a head to points on the absolute scale, and how much to doubt them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from trainer.scoring.dimensions import HIGHEST

Doubles = NDArray[np.float64]
KNOTS = 9
END = 0.3
"""The last knots lie this far inside the scale; what is beyond approaches its end (see ``heads``)."""
_STRETCH = 0.4
"""Between the best guess (0: never more than the data allow, but everything crowds in the middle) and the full spread
of the labels (1): far enough for excellent replies to land above 75 and harmful ones near 25 on average, not so far
that many scores are two steps off."""


def knots(raw: Sequence[float], points: Sequence[float]) -> Doubles:
    """A rising line through ``KNOTS`` places, raw value -> points, from held-out values and their labels: shape (2,
    n).
    """
    x, y = np.asarray(raw, dtype=np.float64), np.asarray(points, dtype=np.float64)
    order = np.argsort(x, kind="stable")
    guess = np.array([part.mean() for part in np.array_split(y[order], KNOTS)])
    places = np.array([part.mean() for part in np.array_split(x[order], KNOTS)])
    spread = np.array([part.mean() for part in np.array_split(np.sort(y), KNOTS)])
    values = rising((1 - _STRETCH) * rising(guess) + _STRETCH * spread)
    return _with_ends(places, values)


def rising(values: Doubles) -> Doubles:
    """The nearest series that never falls (pool adjacent violators)."""
    blocks: list[list[float]] = []
    for value in values:
        blocks.append([float(value), 1.0])
        while len(blocks) > 1 and blocks[-2][0] >= blocks[-1][0]:
            (above, n), (below, m) = blocks.pop(), blocks.pop()
            blocks.append([(above * n + below * m) / (n + m), n + m])
    return np.array([value for value, n in blocks for _ in range(int(n))])


def _with_ends(places: Doubles, values: Doubles) -> Doubles:
    """Strictly rising knots, carried on a little to both ends, so that more always stays more."""
    top = HIGHEST - END
    values = np.clip(values, -top, top) + np.arange(len(values)) * 1e-3
    slope = max((values[-1] - values[0]) / max(places[-1] - places[0], 1e-6), 0.1)
    low = places[0] - (values[0] + top + 0.02) / slope
    high = places[-1] + (top + 0.02 - values[-1]) / slope
    return np.array([[low, *places, high], [-top - 0.02, *values, top + 0.02]])


def doubt_weights(rows: Doubles, errors: Doubles) -> Doubles:
    """Weights (none below 0) with which the rows of doubts explain the absolute errors best."""
    from scipy.optimize import nnls

    return np.asarray(nnls(rows, errors)[0])


def centres(vectors: NDArray[np.float32], n: int, seed: int = 0) -> NDArray[np.float32]:
    """``n`` centres of unit length among vectors of unit length (spherical k-means, seeded)."""
    rng = np.random.default_rng(seed)
    found = vectors[rng.choice(len(vectors), size=min(n, len(vectors)), replace=False)]
    for _ in range(12):
        nearest = (vectors @ found.T).argmax(axis=1)
        sums = np.array(
            [vectors[nearest == k].sum(axis=0) if (nearest == k).any() else found[k] for k in range(len(found))]
        )
        found = (sums / np.linalg.norm(sums, axis=1, keepdims=True)).astype(np.float32)
    return np.asarray(found, dtype=np.float32)
