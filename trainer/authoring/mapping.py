"""The map beside the editor: scenes and what leads from one to another, with their lines and their problems."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from trainer.scenario.layout import layout
from trainer.scenario.model import TIMEOUT, Effect, Scenario, Scene
from trainer.scenario.problems import Problem
from trainer.scenario.reader import Document


@dataclass(frozen=True, slots=True)
class Node:
    """A scene. ``line`` to ``until``: its lines in the text, from 1. ``layer``, ``place``: where it stands, from 0."""

    id: str
    title: str
    kind: str
    """``replies``, ``routes`` or ``ending``."""
    start: bool
    ending: str
    line: int
    until: int
    errors: int
    warnings: int
    layer: int
    place: int


@dataclass(frozen=True, slots=True)
class Way:
    """A reply, the timeout or a route. ``tone``: ``good``, ``neutral`` or ``bad`` by its points; or ``route``."""

    source: str
    target: str
    label: str
    tone: str
    line: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The map of one text. ``sizes``: how many places each layer has."""

    nodes: tuple[Node, ...]
    ways: tuple[Way, ...]
    sizes: tuple[int, ...]


def plan_of(document: Document, problems: Iterable[Problem]) -> Plan:
    """The map of a text that could be read, with the problems the linter found in it."""
    scenario, places = document.scenario, document.places
    order = sorted((places.key(("scenes", name))[0], name) for name in scenario.scenes)
    begins = [line for line, _ in order]
    after = [*begins[1:], _after(document, begins[-1])]
    marks = _marks(problems, order, after)
    drawn = layout(scenario)
    nodes = []
    for (line, name), following in zip(order, after, strict=True):
        scene = scenario.scenes[name]
        layer, place = drawn.scenes[name]
        nodes.append(
            Node(
                name,
                scene.title or "",
                "ending" if scene.ending else "replies" if scene.replies else "routes",
                name == scenario.start,
                scene.ending.value if scene.ending else "",
                line,
                following - 1,
                marks[name, "error"],
                marks[name, "warning"],
                layer,
                place,
            )
        )
    return Plan(tuple(nodes), tuple(_ways(scenario, document)), drawn.sizes)


def _after(document: Document, last: int) -> int:
    """The line of the first field behind the scenes; a line far away, if there is none."""
    root = document.places.node(())
    lines = [line for line, _ in root.keys.values() if line > last] if root is not None else []
    return min(lines, default=10**6)


def _marks(problems: Iterable[Problem], order: list[tuple[int, str]], after: list[int]) -> Counter[tuple[str, str]]:
    """(scene, level) -> how many problems stand in its lines."""
    found: Counter[tuple[str, str]] = Counter()
    for problem in problems:
        for (line, name), following in zip(order, after, strict=True):
            if line <= problem.line < following:
                found[name, problem.level] += 1
                break
    return found


def _ways(scenario: Scenario, document: Document) -> Iterator[Way]:
    for name, scene in scenario.scenes.items():
        for step, label, target, tone in _steps(scene):
            line, _ = document.places.at(("scenes", name, *step))
            yield Way(name, target, label, tone, line)


def _steps(scene: Scene) -> Iterator[tuple[tuple[str | int, ...], str, str, str]]:
    """(path in the scene, label, target, tone) of all that leads away from it."""
    for index, reply in enumerate(scene.replies):
        yield ("replies", index), reply.id or str(index + 1), reply.to, tone(reply)
    if scene.timeout is not None:
        yield ("timeout",), TIMEOUT, scene.timeout.to, tone(scene.timeout)
    for index, route in enumerate(scene.routes):
        yield ("routes", index), "", route.to, "route"


def tone(effect: Effect) -> str:
    """Whether a reply does good, by the sum of its points over the dimensions."""
    points = sum(effect.scores.as_dict().values())
    return "good" if points > 0 else "bad" if points < 0 else "neutral"
