"""The best mean that any way through a scenario can have, cycles included.

The mean of a walk is the sum of its points over its turns. The best mean is the largest m for which some walk from the
start to an ending has a sum of (points - m) that is not negative. So: guess m, find the walk with the largest such sum,
take its mean as the next guess, until no walk is better (Dinkelbach's method). A cycle whose mean beats the guess could
be walked again and again: it shows up as a cycle among the best predecessors, and its mean is the next guess. At the
end no cycle beats the guess, so no cycle helps the best walk, and it has been found. The result is the mean of a real
walk or cycle.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

PRECISION = 1e-7
_NOISE = 1e-12


@dataclass(frozen=True)
class Graph:
    """Edges as parallel arrays; ``points`` is (edges, objectives); ``turns`` is 1 for a reply and 0 for a route.

    ``levels`` gives each node a number so that edges lead to a higher one, unless they lead back. Every edge lies on a
    way from ``start`` to one of ``ends``. ``start`` is no ending and goes on by replies, so that every walk has a turn.
    """

    start: int
    ends: Ints
    levels: Ints
    sources: Ints
    targets: Ints
    points: Floats
    turns: Floats


def best_means(graph: Graph) -> Floats:
    """Per objective, the supremum of the mean over all walks from the start to an ending, to within 1e-6."""
    search = _Search(graph)
    guess = np.full(graph.points.shape[1], graph.points.min() - 1)
    while True:
        better = search.better(guess)
        if not (better > guess + PRECISION).any():
            return guess
        guess = np.maximum(guess, better)


class _Search:
    """Largest sums by sweeps over the nodes, level by level. All objectives at once, each with its own guess."""

    def __init__(self, graph: Graph) -> None:
        order = np.lexsort((graph.targets, graph.levels[graph.targets]))
        self.start, self.ends, self.nodes = graph.start, graph.ends, len(graph.levels)
        self.sources, self.targets = graph.sources[order], graph.targets[order]
        self.points, self.turns = graph.points[order], graph.turns[order]
        levels = graph.levels[self.targets]
        cuts = [0, *(np.flatnonzero(np.diff(levels)) + 1).tolist(), len(levels)]
        self.slices = [self._slice(first, last) for first, last in pairwise(cuts)]
        self.leads_back = bool((graph.levels[self.sources] >= levels).any())

    def _slice(self, first: int, last: int) -> tuple[slice, Ints, Ints, Ints]:
        """The edges into one level: where they are, where each target's edges begin, how many they are, the targets."""
        targets = self.targets[first:last]
        heads = np.concatenate(([0], np.flatnonzero(np.diff(targets)) + 1)).astype(np.int64)
        return slice(first, last), heads, np.diff(np.append(heads, last - first)), targets[heads]

    def better(self, guess: Floats) -> Floats:
        """Per objective the mean of a walk, or of a cycle, that beats the guess if there is one."""
        gain = self.points - (guess + PRECISION) * self.turns[:, None]
        value = np.full((self.nodes, len(guess)), -np.inf)
        value[self.start] = 0.0
        parent = np.full(value.shape, -1, dtype=np.int64)
        sweeps = 0
        while self._sweep(gain, value, parent) and self.leads_back:
            sweeps += 1
            if sweeps & (sweeps - 1) == 0:
                means = np.array([self._best_cycle(parent[:, one], one) for one in range(len(guess))])
                if (means > guess + PRECISION).any():
                    return means
        best = self.ends[value[self.ends].argmax(axis=0)]
        return np.array([self._mean(self._walk(parent[:, one], int(end)), one) for one, end in enumerate(best)])

    def _sweep(self, gain: Floats, value: Floats, parent: Ints) -> bool:
        """Relax every edge once, in the order of the levels; whether anything became better."""
        changed = False
        for edges, heads, lengths, nodes in self.slices:
            sums = value[self.sources[edges]] + gain[edges]
            best = np.maximum.reduceat(sums, heads)
            improved = best > value[nodes] + _NOISE
            if improved.any():
                numbers = np.arange(edges.start, edges.stop)[:, None]
                via = np.maximum.reduceat(np.where(sums == np.repeat(best, lengths, axis=0), numbers, -1), heads)
                parent[nodes] = np.where(improved, via, parent[nodes])
                value[nodes] = np.where(improved, best, value[nodes])
                changed = True
        return changed

    def _best_cycle(self, parent: Ints, objective: int) -> float:
        """The best mean among the cycles of the predecessors; -inf if they have none."""
        before = np.where(parent < 0, np.arange(self.nodes), self.sources[parent])
        for _ in range(self.nodes.bit_length()):
            before = before[before]
        on_cycles = np.unique(before)
        remaining = set(on_cycles[parent[on_cycles] >= 0].tolist())
        best = -np.inf
        while remaining:
            first = node = remaining.pop()
            cycle: list[int] = []
            while not cycle or node != first:
                cycle.append(int(parent[node]))
                node = int(self.sources[cycle[-1]])
                remaining.discard(node)
            best = max(best, self._mean(cycle, objective))
        return float(best)

    def _walk(self, parent: Ints, end: int) -> list[int]:
        """The edges of the best walk to ``end``, last first."""
        edges: list[int] = []
        while parent[end] >= 0:
            edges.append(int(parent[end]))
            end = int(self.sources[edges[-1]])
        return edges

    def _mean(self, edges: list[int], objective: int) -> float:
        turns = float(self.turns[edges].sum())
        return float(self.points[edges, objective].sum()) / turns if turns else -np.inf
