"""Where the scenes stand on the map: in layers, by how far the talk has come, with few crossings.

The method of Sugiyama: edges that lead back are set aside; a scene's layer is the longest way to it; an edge over
several layers gets a place in each, so that it passes between scenes; and sweeps down and up move each scene to the
mean place of its neighbours, of which the order with the fewest crossings is kept.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from dataclasses import dataclass
from itertools import pairwise

from trainer.scenario.model import TIMEOUT, Scenario
from trainer.scenario.ways import levels, ordered

SWEEPS = 8
MOST_BENDS = 4_000

Place = tuple[int, int]
"""Layer and position in it, both from 0."""


@dataclass(frozen=True, slots=True)
class Arrow:
    """All that leads from one scene to another. ``replies`` are ids; there are none for routes.

    ``via`` are the places it passes in the layers between, towards ``target``; an arrow that leads back passes none.
    """

    source: str
    target: str
    replies: tuple[str, ...]
    via: tuple[Place, ...]
    back: bool


@dataclass(frozen=True, slots=True)
class Map:
    """``scenes``: scene id -> place. ``sizes``: how many places each layer has, those of passing arrows included."""

    scenes: dict[str, Place]
    arrows: tuple[Arrow, ...]
    sizes: tuple[int, ...]


def layout(scenario: Scenario) -> Map:
    """The map of a scenario; the same scenario always gives the same map. Scenes nobody reaches have places too."""
    names = list(scenario.scenes)
    replies = _arrows(scenario, names)
    edges = [(source, target, 0) for source, target in replies]
    start = names.index(scenario.start)
    order = ordered(len(names), edges, [start, *range(len(names))])
    layer_of = levels(len(names), edges, order)
    forward = [edge[:2] for edge, back in zip(edges, order.back, strict=True) if not back]
    chains = _chains(forward, layer_of, len(names))
    layers = _first_layers(order.nodes, layer_of, chains)
    places = _few_crossings(layers, chains)
    arrows = []
    for (source, target), back in zip(replies, order.back, strict=True):
        via = () if back else tuple(places[node] for node in chains[source, target][1:-1])
        arrows.append(Arrow(names[source], names[target], replies[source, target], via, back))
    scenes = {name: places[number] for number, name in enumerate(names)}
    return Map(scenes, tuple(arrows), tuple(len(layer) for layer in layers))


def crossings(plan: Map) -> int:
    """How many times arrows that lead forwards cross each other on the map."""
    pairs: dict[int, list[tuple[int, int]]] = {}
    for arrow in plan.arrows:
        if not arrow.back:
            stops = [plan.scenes[arrow.source], *arrow.via, plan.scenes[arrow.target]]
            for (layer, place), (_, following) in pairwise(stops):
                pairs.setdefault(layer, []).append((place, following))
    return sum(_inversions(between) for between in pairs.values())


def _arrows(scenario: Scenario, names: list[str]) -> dict[tuple[int, int], tuple[str, ...]]:
    numbers = {name: number for number, name in enumerate(names)}
    found: dict[tuple[int, int], tuple[str, ...]] = {}
    for name, scene in scenario.scenes.items():
        targets = [(reply.id or "", reply.to) for reply in scene.replies]
        if scene.timeout is not None:
            targets.append((TIMEOUT, scene.timeout.to))
        for reply, target in targets:
            pair = numbers[name], numbers[target]
            found[pair] = (*found.get(pair, ()), reply)
        for route in scene.routes:
            found.setdefault((numbers[name], numbers[route.to]), ())
    return found


def _chains(forward: list[tuple[int, int]], layer_of: list[int], free: int) -> dict[tuple[int, int], list[int]]:
    """Edge -> the nodes it passes, both ends included; nodes from ``free`` on stand for places between scenes.

    ``layer_of`` grows with them. Where there would be too many of them, long edges pass straight.
    """
    bends = sum(layer_of[target] - layer_of[source] - 1 for source, target in forward)
    chains = {}
    for source, target in forward:
        between = range(layer_of[source] + 1, layer_of[target]) if bends <= MOST_BENDS else range(0)
        chains[source, target] = [source, *range(free, free + len(between)), target]
        layer_of.extend(between)
        free += len(between)
    return chains


def _first_layers(nodes: list[int], layer_of: list[int], chains: dict[tuple[int, int], list[int]]) -> list[list[int]]:
    layers: list[list[int]] = [[] for _ in range(max(layer_of) + 1)]
    for node in nodes:
        layers[layer_of[node]].append(node)
    for chain in chains.values():
        for node in chain[1:-1]:
            layers[layer_of[node]].append(node)
    return layers


def _few_crossings(layers: list[list[int]], chains: dict[tuple[int, int], list[int]]) -> list[Place]:
    """Node -> place, after sweeps down and up; the best order found is kept. ``layers`` ends up in that order."""
    count = sum(map(len, layers))
    above: list[list[int]] = [[] for _ in range(count)]
    below: list[list[int]] = [[] for _ in range(count)]
    for chain in chains.values():
        for upper, lower in pairwise(chain):
            above[lower].append(upper)
            below[upper].append(lower)
    places = _places(layers, count)
    best, fewest = [list(layer) for layer in layers], _crossing(layers, below, places)
    for sweep in range(SWEEPS):
        if not fewest:
            break
        neighbours = below if sweep % 2 else above
        for layer in reversed(layers) if sweep % 2 else layers:
            _by_barycentre(layer, neighbours, places)
        now = _crossing(layers, below, places)
        if now < fewest:
            best, fewest = [list(layer) for layer in layers], now
    layers[:] = best
    positions = _places(layers, count)
    where = {node: number for number, layer in enumerate(layers) for node in layer}
    return [(where[node], positions[node]) for node in range(count)]


def _by_barycentre(layer: list[int], neighbours: list[list[int]], places: list[int]) -> None:
    """Sort a layer by the mean place of each node's neighbours; who has none stays about where it was."""
    centre = {}
    for place, node in enumerate(layer):
        around = neighbours[node]
        centre[node] = sum(places[other] for other in around) / len(around) if around else place
    layer.sort(key=centre.__getitem__)
    for place, node in enumerate(layer):
        places[node] = place


def _places(layers: list[list[int]], count: int) -> list[int]:
    places = [0] * count
    for layer in layers:
        for place, node in enumerate(layer):
            places[node] = place
    return places


def _crossing(layers: list[list[int]], below: list[list[int]], places: list[int]) -> int:
    return sum(
        _inversions([(places[node], places[other]) for node in layer for other in below[node]]) for layer in layers
    )


def _inversions(pairs: list[tuple[int, int]]) -> int:
    """How many pairs of straight lines cross, each from an upper to a lower place."""
    seen: list[int] = []
    total = 0
    for _, lower in sorted(pairs):
        total += len(seen) - bisect_right(seen, lower)
        insort(seen, lower)
    return total
