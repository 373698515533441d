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

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

PRECISION = 1e-7
_NOISE = 1e-12
_ROUTE = 1e-11
"""What a route costs: next to nothing, but a circle of routes must not look like a way of its own."""
_LOOKS = {2 << n for n in range(30)}
"""After how many sweeps to look for something better: seldom enough to cost little, often enough not to circle long."""


@dataclass(frozen=True)
class Graph:
    """Edges as parallel arrays; ``points`` is (edges, objectives); ``turns`` is 1 for a reply and 0 for a route.

    ``levels`` gives each node a number so that most edges lead to a higher one: the fewer do not, the quicker it goes.
    Every edge lies on a way from ``start`` to one of ``ends``. ``start`` is no ending and goes on by replies, so that
    every walk has a turn.
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
        # Nodes to which no edge leads come first in their level, so that the others lie in one piece.
        order = np.lexsort((np.isin(np.arange(len(graph.levels)), graph.targets), graph.levels))
        number = np.empty_like(order)
        number[order] = np.arange(len(order))
        edges = np.argsort(number[graph.targets], kind="stable")
        self.start, self.ends, self.nodes = int(number[graph.start]), number[graph.ends], len(order)
        self.sources, self.targets = number[graph.sources[edges]], number[graph.targets[edges]]
        self.points, self.turns = graph.points[edges], graph.turns[edges]
        self.entered, self.heads = np.unique(self.targets, return_index=True)
        self.lengths = np.diff(np.append(self.heads, len(edges)))
        ranks = np.searchsorted(np.unique(graph.levels), graph.levels[order])
        self.levels = [_Level(self, ranks, rank) for rank in range(int(ranks[-1]) + 1)]

    def better(self, guess: Floats) -> Floats:
        """Per objective the mean of a walk, or of a cycle, that beats the guess if there is one."""
        gain = self.points - np.where(self.turns[:, None] > 0, guess + PRECISION, _ROUTE)
        value = np.full((self.nodes, len(guess)), -np.inf)
        value[self.start] = 0.0
        fresh = [True] * len(self.levels)
        for sweeps in range(1, self.nodes + 2):  # after so many, only what goes round for ever still becomes better
            if not self._sweep(gain, value, fresh):
                break
            if sweeps in _LOOKS:
                means = self._means(gain, value)
                if (means > guess + PRECISION).any():
                    return means
        return self._means(gain, value)

    def _sweep(self, gain: Floats, value: Floats, fresh: list[bool]) -> bool:
        """Relax the edges in the order of the levels they lead to; whether anything became better.

        ``fresh``: the levels that have become better since what lies behind them was last looked at.
        """
        before = fresh[:]
        fresh[:] = [False] * len(fresh)
        for number, level in enumerate(self.levels):
            if any(before[source] or fresh[source] for source in level.behind):
                sums = value[level.sources]
                sums += gain[level.edges]
                best = np.maximum.reduceat(sums, level.heads, axis=0)
                held = value[level.nodes]
                if (best > held + _NOISE).any():
                    np.maximum(held, best, out=held)
                    fresh[number] = True
        return any(fresh)

    def _means(self, gain: Floats, value: Floats) -> Floats:
        """Per objective the mean of the best walk to an ending, or of a cycle where that is better.

        Found by going back from each node to its best predecessor: what a node holds never exceeds what its best
        predecessor holds and the edge adds, so neither walk nor cycle is worse than what the sweeps have seen.
        """
        sums = value[self.sources] + gain
        best = np.maximum.reduceat(sums, self.heads)
        numbers = np.arange(len(sums))[:, None]
        parent = np.full(value.shape, -1, dtype=np.int64)
        parent[self.entered] = np.maximum.reduceat(
            np.where(sums == np.repeat(best, self.lengths, axis=0), numbers, -1), self.heads
        )
        parent[value == -np.inf] = -1
        parent[self.start] = np.where(value[self.start] > 0, parent[self.start], -1)
        ends = self.ends[value[self.ends].argmax(axis=0)]
        means = [
            max(self._best_cycle(parent[:, one], one), self._walk(parent[:, one], int(end), one))
            for one, end in enumerate(ends)
        ]
        return np.array(means)

    def _best_cycle(self, parent: Ints, objective: int) -> float:
        """The best mean among the cycles of the predecessors; -inf if they have none."""
        before = np.where(parent < 0, np.arange(self.nodes), self.sources[parent])
        for _ in range(self.nodes.bit_length()):
            before = before[before]
        remaining = set(before[parent[before] >= 0].tolist())
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

    def _walk(self, parent: Ints, end: int, objective: int) -> float:
        """The mean of the walk that leads to ``end``; -inf if the way back runs into a cycle, counted apart."""
        edges: list[int] = []
        seen: set[int] = set()
        while parent[end] >= 0 and end not in seen:
            seen.add(end)
            edges.append(int(parent[end]))
            end = int(self.sources[edges[-1]])
        return self._mean(edges, objective) if end == self.start and end not in seen else -np.inf

    def _mean(self, edges: list[int], objective: int) -> float:
        turns = float(self.turns[edges].sum())
        return float(self.points[edges, objective].sum()) / turns if turns else -np.inf


class _Level:
    """The nodes of one level that edges lead to, and those edges: all in one piece of the search's arrays."""

    def __init__(self, search: _Search, levels: Ints, level: int) -> None:
        first, last = np.searchsorted(levels[search.targets], [level, level + 1]).tolist()
        begin, end = np.searchsorted(levels[search.entered], [level, level + 1]).tolist()
        self.edges = slice(first, last)
        self.sources = search.sources[first:last]
        self.behind = sorted(set(levels[self.sources].tolist()))
        self.heads = search.heads[begin:end] - first
        self.nodes = slice(int(search.entered[begin]), int(search.entered[end - 1]) + 1) if end > begin else slice(0, 0)
