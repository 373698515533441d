"""Typed words that mean about the same, put together: average linkage on the cosine distance of their vectors.

The cut was chosen on replies that were grouped by hand as coaches would want them together (102 of three scenes,
English and Russian: ``bench/grouped_replies.json``). ``python -m bench.clusters`` prints for each cut how many of the
pairs that it puts together belong together, and how many of those that belong together it finds. From .30 to .36 nine
in ten pairs belong together and two thirds of all are found; ``CUT`` stands inside that plateau. Below it unrelated
groups run together, above it paraphrases (cosines of about .35 to .5 with one another) fall apart. Complete linkage
found fewer pairs, single linkage chained unrelated ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

CUT = 0.32
"""Groups whose members are on average at least so similar (cosine) are one."""
MOST = 1000
"""How many replies of one scene are put together at once: distances grow with the square."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Replies of one meaning: ``members`` are places in the list that was given, the most central wording first."""

    members: tuple[int, ...]

    @property
    def centre(self) -> int:
        """The place of the wording that is nearest to all others."""
        return self.members[0]


def cluster(texts: Sequence[str], vectors: NDArray[Any], cut: float = CUT) -> list[Cluster]:
    """The groups, the largest first; every text is in one. ``vectors``: unit length, shape (texts, size).

    The same texts in another order give the same groups. Raises ``ValueError`` for more than ``MOST`` texts, or where
    texts and vectors do not pair up.
    """
    if len(texts) > MOST or len(texts) != len(vectors):
        raise ValueError(f"{len(texts)} texts with {len(vectors)} vectors")
    if not texts:
        return []
    order = sorted(range(len(texts)), key=lambda place: (texts[place], vectors[place].tobytes(), place))
    sorted_vectors = np.asarray(vectors, dtype=np.float64)[order]
    groups: dict[int, list[int]] = {}
    for row, label in enumerate(_labels(sorted_vectors, cut)):
        groups.setdefault(label, []).append(row)
    ranked = sorted((_ranked(rows, sorted_vectors) for rows in groups.values()), key=lambda rows: (-len(rows), rows[0]))
    return [Cluster(tuple(order[row] for row in rows)) for rows in ranked]


def _labels(vectors: NDArray[np.float64], cut: float) -> list[int]:
    """For each row the number of its group."""
    if len(vectors) < 2:
        return [1] * len(vectors)
    # scipy takes a third of a second to load, which only coaches should wait for.
    from scipy.cluster.hierarchy import fcluster, linkage

    upper = np.triu_indices(len(vectors), 1)
    distances = np.clip(1.0 - (vectors @ vectors.T)[upper], 0.0, 2.0)
    return [int(label) for label in fcluster(linkage(distances, "average"), 1.0 - cut, "distance")]


def _ranked(rows: list[int], vectors: NDArray[np.float64]) -> list[int]:
    """The rows, the most central first; those as central as one another in the order of the alphabet."""
    centrality = vectors[rows] @ vectors[rows].sum(axis=0)
    return [rows[place] for place in np.argsort(-centrality.round(9), kind="stable")]
