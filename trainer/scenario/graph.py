"""What a scenario holds as a whole: how many ways, how long, and between which scores a playthrough can end."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from trainer.scenario.layout import Map, layout
from trainer.scenario.model import Scenario
from trainer.scenario.reach import Graph, best_means
from trainer.scenario.rules import StuckError, settle
from trainer.scenario.states import States, explore, flat
from trainer.scenario.ways import Edge, Ordered, ordered, reachable
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
    """Paths, depth and reachable scores. Bounded: looks at no more than 20,000 situations, else at scenes only."""
    states = explore(scenario)
    if not states.complete:
        states = flat(scenario)
    start = _first_question(states)
    edges = _useful(states, start)
    if start is None or not edges:
        over = start is not None and states.ends(start)
        return Analysis(int(over), 0, 0, dict.fromkeys(DIMENSION_IDS, _WHOLE), _WHOLE, False)
    order = ordered(len(states.found), edges, [start])
    paths, longest = _counted(states, edges, order, start)
    low, high = _ranges(states, edges, order, start)
    reach = {name: (low[number], high[number]) for number, name in enumerate(DIMENSION_IDS)}
    return Analysis(paths, _shortest(states, edges, start), longest, reach, (low[-1], high[-1]), states.complete)


def _first_question(states: States) -> int | None:
    """The state in which the first reply is wanted (or the talk is over): behind the routes of the first scene."""
    scenario = states.scenario
    try:
        _, scene = settle(scenario, scenario.start, frozenset(), scenario.tension)
    except StuckError:
        return None
    return next(number for number, state in enumerate(states.found) if states.names[state[0]] == scene)


def _useful(states: States, start: int | None) -> list[Edge]:
    """The edges that lie on some way from the start to an ending."""
    if start is None:
        return []
    count = len(states.found)
    endings = [number for number in range(count) if states.ends(number)]
    onwards = reachable(count, ((source, target) for source, target, _ in states.edges), [start])
    homewards = reachable(count, ((target, source) for source, target, _ in states.edges), endings)
    return [edge for edge in states.edges if onwards[edge[0]] and homewards[edge[1]]]


def _counted(states: States, edges: list[Edge], order: Ordered, start: int) -> tuple[int, int]:
    """The number of ways without edges that lead back, and the turns of the longest, by dynamic programming."""
    outgoing: dict[int, list[Edge]] = {}
    for edge, back in zip(edges, order.back, strict=True):
        if not back:
            outgoing.setdefault(edge[0], []).append(edge)
    ways: dict[int, int] = {}
    longest: dict[int, int] = {}
    for node in reversed(order.nodes):
        ends = states.ends(node)
        on = [edge for edge in outgoing.get(node, ()) if ways[edge[1]]]
        ways[node] = int(ends) + sum(ways[target] for _, target, _ in on)
        longest[node] = max((longest[target] + _turns(states, step) for _, target, step in on), default=0)
    return ways[start], longest[start]


def _shortest(states: States, edges: list[Edge], start: int) -> int:
    """The fewest turns to an ending. Routes cost nothing, so scenes behind them are looked at in the same round."""
    outgoing: dict[int, list[Edge]] = {}
    for edge in edges:
        outgoing.setdefault(edge[0], []).append(edge)
    seen = {start}
    turns, now = 0, [start]
    while now:
        later: list[int] = []
        for node in now:
            if states.ends(node):
                return turns
            for _, target, step in outgoing.get(node, ()):
                if target not in seen:
                    seen.add(target)
                    (later if _turns(states, step) else now).append(target)
        turns, now = turns + 1, later
    raise AssertionError("an edge is useful only if an ending lies behind it")


def _turns(states: States, step: int) -> int:
    return int(states.steps[step].scores is not None)


def _ranges(states: States, edges: list[Edge], order: Ordered, start: int) -> tuple[list[float], list[float]]:
    """Lowest and highest mean per dimension, and last that of their mean."""
    array = np.array(edges, dtype=np.int64)
    scores = np.array([step.scores or (0,) * len(DIMENSION_IDS) for step in states.steps], dtype=np.float64)
    points = np.column_stack([scores, scores.mean(axis=1)])[array[:, 2]]
    turns = np.array([step.scores is not None for step in states.steps], dtype=np.float64)[array[:, 2]]
    ends = np.array(sorted({target for _, target, _ in edges if states.ends(target)}), dtype=np.int64)
    both = np.column_stack([-points, points])
    graph = Graph(start, ends, np.array(order.levels), array[:, 0], array[:, 1], both, turns)
    best = best_means(graph).tolist()
    half = len(best) // 2
    return [-value + 0.0 for value in best[:half]], best[half:]
