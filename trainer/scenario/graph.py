"""What a scenario holds as a whole: how many ways, how long, and between which scores a playthrough can end."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from trainer.scenario.layout import Map, layout
from trainer.scenario.model import Scenario
from trainer.scenario.reach import Graph, best_means
from trainer.scenario.rules import StuckError, settle
from trainer.scenario.states import States, explore, flat
from trainer.scenario.ways import Edge, levels, ordered, reachable
from trainer.scoring.dimensions import DIMENSION_IDS, HIGHEST, LOWEST

__all__ = ["Analysis", "Map", "analyse", "layout"]

Range = tuple[float, float]
_WHOLE: Range = (float(LOWEST), float(HIGHEST))


@dataclass(frozen=True, slots=True)
class Analysis:
    """``paths``: different ways to an ending, leaving out replies that lead back to a situation the way has been in (as
    they appear in a depth-first walk), so that the number is finite. ``shortest`` and ``longest`` count their turns.

    ``reach``: dimension -> lowest and highest score a finished playthrough can have, in points (-2 to 2): the mean over
    its turns, timeouts included, cycles as often as one likes. ``overall``: the same for the mean of the dimensions.
    ``exact`` is False where there are too many situations to look at each: then conditions are ignored, ``paths``
    counts ways over scenes, and the true ranges lie within those given. Where no ending can be reached by a reply, the
    ranges are the whole scale.
    """

    paths: int
    shortest: int
    longest: int
    reach: dict[str, Range]
    overall: Range
    exact: bool


def analyse(scenario: Scenario) -> Analysis:
    """Paths, depth and reachable scores. Bounded: looks at no more than 10,000 situations, else at scenes only."""
    states = explore(scenario)
    if not states.complete:
        states = flat(scenario)
    start, ends = _first_question(states), states.ends()
    edges = _useful(states, start, ends)
    if start is None or not edges:
        over = start is not None and ends[start]
        return Analysis(int(over), 0, 0, dict.fromkeys(DIMENSION_IDS, _WHOLE), _WHOLE, False)
    ways, turns = _Ways(edges, ends, start), _turns(states)
    paths, longest = ways.counted(turns)
    low, high = _ranges(states, edges, ends, start)
    reach = {name: (low[number], high[number]) for number, name in enumerate(DIMENSION_IDS)}
    return Analysis(paths, ways.shortest(turns), longest, reach, (low[-1], high[-1]), states.complete)


def _first_question(states: States) -> int | None:
    """The state in which the first reply is wanted (or the talk is over): behind the routes of the first scene."""
    scenario = states.scenario
    try:
        _, scene = settle(scenario, scenario.start, frozenset(), scenario.tension)
    except StuckError:
        return None
    return next(number for number, state in enumerate(states.found) if states.names[state[0]] == scene)


def _useful(states: States, start: int | None, ends: list[bool]) -> list[Edge]:
    """The edges that lie on some way from the start to an ending."""
    if start is None:
        return []
    count = len(states.found)
    onwards = reachable(count, ((source, target) for source, target, _ in states.edges), [start])
    backwards = ((target, source) for source, target, _ in states.edges)
    homewards = reachable(count, backwards, [number for number, over in enumerate(ends) if over])
    return [edge for edge in states.edges if onwards[edge[0]] and homewards[edge[1]]]


def _turns(states: States) -> list[int]:
    """Per step, whether it is a turn of the trainee: 1 for a reply or a timeout, 0 for a route."""
    return [int(step.scores is not None) for step in states.steps]


class _Ways:
    """The ways from ``start`` to where the talk ``ends``, along edges that all lead there."""

    def __init__(self, edges: list[Edge], ends: list[bool], start: int) -> None:
        self.edges, self.ends, self.start = edges, ends, start
        self.outgoing: list[list[tuple[int, int, int]]] = [[] for _ in ends]
        for number, (source, target, step) in enumerate(edges):
            self.outgoing[source].append((number, target, step))

    def counted(self, turns: list[int]) -> tuple[int, int]:
        """The number of ways without edges that lead back, and the turns of the longest, by dynamic programming."""
        order = ordered(len(self.ends), self.edges, [self.start])
        ways = [0] * len(self.ends)
        longest = [0] * len(self.ends)
        for node in reversed(order.nodes):
            count, most = int(self.ends[node]), 0
            for number, target, step in self.outgoing[node]:
                if not order.back[number] and ways[target]:
                    count += ways[target]
                    most = max(most, longest[target] + turns[step])
            ways[node], longest[node] = count, most
        return ways[self.start], longest[self.start]

    def shortest(self, turns: list[int]) -> int:
        """The fewest turns to an ending. A route is no turn, so what lies behind it is looked at in the same round."""
        seen: set[int] = set()
        taken, now = 0, [self.start]
        while True:
            later: list[int] = []
            for node in now:
                if self.ends[node]:
                    return taken
                if node not in seen:
                    seen.add(node)
                    for _, target, step in self.outgoing[node]:
                        (later if turns[step] else now).append(target)
            taken, now = taken + 1, later


def _ranges(states: States, edges: list[Edge], ends: list[bool], start: int) -> tuple[list[float], list[float]]:
    """Lowest and highest mean per dimension, and last that of their mean."""
    array = np.fromiter(chain.from_iterable(edges), dtype=np.int64, count=3 * len(edges)).reshape(-1, 3)
    scores = np.array([step.scores or (0,) * len(DIMENSION_IDS) for step in states.steps], dtype=np.float64)
    points = np.column_stack([scores, scores.mean(axis=1)])[array[:, 2]]
    turns = np.array(_turns(states), dtype=np.float64)[array[:, 2]]
    targets = np.unique(array[:, 1])
    goals = targets[np.array(ends)[targets]]
    both = np.column_stack([-points, points])
    best = best_means(Graph(start, goals, _levels(states, start), array[:, 0], array[:, 1], both, turns)).tolist()
    half = len(best) // 2
    return [-value + 0.0 for value in best[:half]], best[half:]


def _levels(states: States, start: int) -> NDArray[np.int64]:
    """Per state, how far its scene lies from the first one; only replies that lead to an earlier scene lead back."""
    edges = [(number, states.steps[step].to, step) for number, steps in enumerate(states.of_scene) for step in steps]
    count = len(states.names)
    of_scenes = np.array(levels(count, edges, ordered(count, edges, [states.found[start][0]])), dtype=np.int64)
    return of_scenes[[scene for scene, _, _ in states.found]]
