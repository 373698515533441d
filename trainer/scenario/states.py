"""Every situation a talk can be in: (scene, flags, tension), found by search, as far as they make a difference.

Only what a condition further on still asks for is kept apart: a flag that nothing asks for any more is forgotten, and
so is the tension. That changes nothing about which replies are open, and keeps the number of states small. The rules
are those of ``rules.py``, written with bit masks for speed; a property in the tests holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from trainer.scenario.model import TIMEOUT, Condition, Effect, Scenario, Scene
from trainer.scenario.rules import CALMEST, HOTTEST
from trainer.scoring.dimensions import DIMENSION_IDS

MOST_STATES = 10_000
MOST_STATES_WITH_LINES = 60_000

State = tuple[int, int, int]
"""Number of the scene, flags as bits, tension; flags and tension are 0 where nothing asks for them any more."""


class Step(NamedTuple):
    """A reply, a timeout or a route. ``part`` and ``nth`` say where it stands; ``scores`` is None for a route."""

    part: str
    nth: int
    needs: int
    unless: int
    low: int
    high: int
    keeps: int
    sets: int
    tension: int
    to: int
    scores: tuple[int, ...] | None


@dataclass
class States:
    """What the search found. ``edges`` are (from, to, step) by number; ``complete`` is False if there were too many.

    ``stuck`` holds states without an open reply or route (a timeout alone does not count: timing can be switched off).
    ``heated`` says per scene whether the tension still matters there.
    """

    scenario: Scenario
    names: list[str]
    flags: list[str]
    heated: list[bool] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    of_scene: list[list[int]] = field(default_factory=list)
    found: list[State] = field(default_factory=list)
    edges: list[tuple[int, int, int]] = field(default_factory=list)
    stuck: list[int] = field(default_factory=list)
    complete: bool = True

    def ends(self) -> list[bool]:
        """Per state, whether the talk is over in it."""
        over = [scene.ending is not None for scene in self.scenario.scenes.values()]
        return [over[state[0]] for state in self.found]

    def flag_names(self, state: int) -> list[str]:
        """The flags that are set in this state and still matter."""
        return [name for bit, name in enumerate(self.flags) if self.found[state][1] >> bit & 1]


def explore(scenario: Scenario, *, lines: bool = False) -> States:
    """All states that can be reached, up to a limit. ``lines``: keep apart what only lines ask for, too."""
    limit = MOST_STATES_WITH_LINES if lines else MOST_STATES
    states = _compiled(scenario, lines)
    live, heated = _still_asked(states, scenario, lines)
    states.heated = heated
    start = states.names.index(scenario.start)
    first = (start, 0, scenario.tension if heated[start] else 0)
    numbers = {first: 0}
    states.found.append(first)
    routed = [bool(scene.routes) for scene in scenario.scenes.values()]
    over = [scene.ending is not None for scene in scenario.scenes.values()]
    number = 0
    while number < len(states.found):
        scene, flags, tension = states.found[number]
        answerable = False
        for step_number in states.of_scene[scene]:
            step = states.steps[step_number]
            if flags & step.needs != step.needs or flags & step.unless or not step.low <= tension <= step.high:
                continue
            heat = min(HOTTEST, max(CALMEST, tension + step.tension)) if heated[step.to] else 0
            target = (step.to, (flags & step.keeps | step.sets) & live[step.to], heat)
            following = numbers.setdefault(target, len(states.found))
            if following == len(states.found):
                states.found.append(target)
            states.edges.append((number, following, step_number))
            answerable = answerable or step.part != TIMEOUT
            if routed[scene]:
                break
        if not answerable and not over[scene]:
            states.stuck.append(number)
        if len(states.found) > limit:
            states.complete = False
            break
        number += 1
    return states


def flat(scenario: Scenario) -> States:
    """The scenes alone, as if every condition always held: a state per scene, an edge per reply, timeout and route."""
    states = _compiled(scenario, lines=False)
    states.found = [(number, 0, 0) for number in range(len(states.names))]
    states.edges = [
        (number, states.steps[step].to, step) for number, steps in enumerate(states.of_scene) for step in steps
    ]
    states.complete = False
    return states


def _compiled(scenario: Scenario, lines: bool) -> States:
    asked = {flag for condition in _conditions(scenario, lines) for flag in (*condition.needs, *condition.unless)}
    states = States(scenario, list(scenario.scenes), sorted(asked))
    bits = {name: 1 << bit for bit, name in enumerate(states.flags)}
    numbers = {name: number for number, name in enumerate(states.names)}
    for scene in scenario.scenes.values():
        states.of_scene.append([])
        for part, index, item in _ways_on(scene):
            states.of_scene[-1].append(len(states.steps))
            states.steps.append(_step(part, index, item, bits, numbers[item.to]))
    return states


def _conditions(scenario: Scenario, lines: bool) -> Iterator[Condition]:
    for scene in scenario.scenes.values():
        yield from scene.replies
        yield from scene.routes
        if lines:
            yield from scene.lines


def _ways_on(scene: Scene) -> Iterator[tuple[str, int, Effect]]:
    yield from (("replies", index, reply) for index, reply in enumerate(scene.replies))
    if scene.timeout is not None:
        yield TIMEOUT, 0, scene.timeout
    for index, route in enumerate(scene.routes):
        yield "routes", index, Effect(needs=route.needs, unless=route.unless, at_tension=route.at_tension, to=route.to)


def _step(part: str, index: int, effect: Effect, bits: dict[str, int], to: int) -> Step:
    low, high = (CALMEST, HOTTEST) if effect.at_tension is None or part == TIMEOUT else effect.at_tension
    needs, unless = (0, 0) if part == TIMEOUT else (_mask(effect.needs, bits), _mask(effect.unless, bits))
    scores = None if part == "routes" else tuple(getattr(effect.scores, name) for name in DIMENSION_IDS)
    keeps, sets = ~_mask(effect.clears, bits), _mask(effect.sets, bits)
    return Step(part, index, needs, unless, low, high, keeps, sets, effect.tension, to, scores)


def _mask(flags: Iterable[str], bits: dict[str, int]) -> int:
    mask = 0
    for flag in flags:
        mask |= bits.get(flag, 0)
    return mask


def _still_asked(states: States, scenario: Scenario, lines: bool) -> tuple[list[int], list[bool]]:
    """Per scene: the flags that it or a scene behind it asks for, and whether any of them asks for the tension."""
    bits = {name: 1 << bit for bit, name in enumerate(states.flags)}
    live, heated = [], []
    for scene in scenario.scenes.values():
        asking: list[Condition] = [*scene.replies, *scene.routes, *(scene.lines if lines else ())]
        live.append(_mask((flag for one in asking for flag in (*one.needs, *one.unless)), bits))
        heated.append(any(one.at_tension is not None for one in asking))
    changed = True
    while changed:
        changed = False
        for number in range(len(live) - 1, -1, -1):
            mask, heat = live[number], heated[number]
            for step in states.of_scene[number]:
                mask |= live[states.steps[step].to]
                heat = heat or heated[states.steps[step].to]
            if (mask, heat) != (live[number], heated[number]):
                live[number], heated[number], changed = mask, heat, True
    return live, heated
