"""The map of a scenario with one person's way on it, ready to be drawn: places and marks, no pixels and no HTML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from trainer.dialogue.engine import Playthrough
from trainer.feedback.turning import Turning, turnings
from trainer.scenario.layout import Arrow, Map, Place
from trainer.scenario.model import Outcome, Scenario

Spot = tuple[float, float]
"""x to the right and y downwards, in units of the layout: 1 from layer to layer and from place to place, from 0 on."""


@dataclass(frozen=True, slots=True)
class Node:
    """A scene. ``turns`` are the numbers of the turns answered there; ``here`` is where the talk stands or ended."""

    scene: str
    title: str
    spot: Spot
    visited: bool
    here: bool
    turns: tuple[int, ...]
    turning: Turning | None
    ending: Outcome | None


@dataclass(frozen=True, slots=True)
class Edge:
    """All that leads from one scene to another.

    ``spots`` run from source to target, with the places between at which it bends. ``replies`` are the ids that lead
    this way, none for routes; ``taken`` are those the trainee took. ``turns`` are the turns after which it was walked,
    0 before the first. ``back``: it leads back to a layer above, or to the scene itself.
    """

    source: str
    target: str
    spots: tuple[Spot, ...]
    replies: tuple[str, ...]
    taken: tuple[str, ...]
    turns: tuple[int, ...]
    turning: Turning | None
    back: bool

    @property
    def walked(self) -> bool:
        """Whether the talk went this way."""
        return bool(self.turns)


@dataclass(frozen=True, slots=True)
class WalkedMap:
    """``width`` and ``height`` in units: the largest x and y of any place."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class _Move:
    """One passage from scene to scene; ``reply`` is None where a route led on, ``turn`` is the turn before it."""

    source: str
    target: str
    turn: int
    reply: str | None


def walked_map(playthrough: Playthrough, plan: Map) -> WalkedMap:
    """The way so far on the map of its scenario; ``plan`` is ``layout(playthrough.scenario)``."""
    moves = tuple(_moves(playthrough))
    turned = turnings(playthrough.turns)
    nodes = tuple(_node(playthrough, plan, name, turned) for name in plan.scenes)
    edges = tuple(_edge(plan, arrow, moves, turned) for arrow in plan.arrows)
    return WalkedMap(nodes, edges, max(plan.sizes) - 1.0, len(plan.sizes) - 1.0)


def title_of(scenario: Scenario, scene_id: str) -> str:
    """The scene's title, or its id in words."""
    return scenario.scenes[scene_id].title or scene_id.replace("_", " ").capitalize()


def _moves(playthrough: Playthrough) -> Iterator[_Move]:
    for turn in playthrough.turns:
        yield from _routes(turn.entered, turn.number - 1)
        yield _Move(turn.scene, turn.effect.to, turn.number, turn.step.reply)
    yield from _routes(playthrough.entered, len(playthrough.turns))


def _routes(entered: tuple[str, ...], turn: int) -> Iterator[_Move]:
    return (_Move(source, target, turn, None) for source, target in pairwise(entered))


def _node(playthrough: Playthrough, plan: Map, name: str, turned: dict[int, Turning]) -> Node:
    answered = tuple(turn.number for turn in playthrough.turns if turn.scene == name)
    return Node(
        scene=name,
        title=title_of(playthrough.scenario, name),
        spot=_spot(plan, plan.scenes[name]),
        visited=name in playthrough.entered or any(name in turn.entered for turn in playthrough.turns),
        here=name == playthrough.scene_id,
        turns=answered,
        turning=_first_turning(answered, turned),
        ending=playthrough.scenario.scenes[name].ending,
    )


def _edge(plan: Map, arrow: Arrow, moves: tuple[_Move, ...], turned: dict[int, Turning]) -> Edge:
    walked = [move for move in moves if (move.source, move.target) == (arrow.source, arrow.target)]
    by_reply = {move.turn: move.reply for move in walked if move.reply is not None}
    return Edge(
        source=arrow.source,
        target=arrow.target,
        spots=tuple(_spot(plan, place) for place in (plan.scenes[arrow.source], *arrow.via, plan.scenes[arrow.target])),
        replies=arrow.replies,
        taken=tuple(reply for reply in arrow.replies if reply in by_reply.values()),
        turns=tuple(move.turn for move in walked),
        turning=_first_turning(by_reply, turned),
        back=arrow.back,
    )


def _first_turning(numbers: tuple[int, ...] | dict[int, str], turned: dict[int, Turning]) -> Turning | None:
    return next((turned[number] for number in numbers if number in turned), None)


def _spot(plan: Map, place: Place) -> Spot:
    """Layers from top to bottom, each in the middle of the widest."""
    layer, position = place
    return position + (max(plan.sizes) - plan.sizes[layer]) / 2, float(layer)
