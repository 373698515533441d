"""Random scenarios, and what a patient reader with the rules in hand finds out about them without any cleverness."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from tests.scenario.drafts import good
from trainer.scenario.model import Effect, Outcome, Reply, Scenario, Scene
from trainer.scenario.rules import StuckError, apply, moves, next_route, settle
from trainer.scoring.dimensions import DIMENSION_IDS

Situation = tuple[str, frozenset[str], int]
Points = tuple[float, ...]


def random_scenario(random: Random, *, onwards: bool = False, heat: int = 3, scenes: int = 6) -> Scenario:
    """Anything the reader lets pass, stuck scenes and circles of routes included. ``onwards``: nothing leads back."""
    names = [f"s{number}" for number in range(random.randint(2, scenes))]
    made = {}
    for number, name in enumerate(names):
        targets = names[number + 1 :] if onwards else names
        made[name] = _scene(random, targets, heat) if targets and number + 1 < len(names) else _ending()
    return good().scenario.model_copy(update={"scenes": made, "start": "s0", "tension": random.randint(0, 10)})


def _ending() -> Scene:
    return Scene(ending=Outcome.LOST, debrief="It is over.")


def _scene(random: Random, targets: list[str], heat: int) -> Scene:
    if random.randint(0, 6) == 0:
        return _ending()
    lines = [{"speaker": "dana", "text": "Hm.", **_condition(random, heat)} for _ in range(random.randint(0, 2))]
    if random.randint(0, 3) == 0:
        ways = [{"to": random.choice(targets), **_condition(random, heat)} for _ in range(random.randint(1, 3))]
        return Scene.model_validate({"lines": lines, "routes": ways})
    replies = [
        {"id": str(number), "say": "Well.", **_effect(random, targets, heat), **_condition(random, heat)}
        for number in range(1, random.randint(2, 4))
    ]
    timed = {"seconds": 9, "timeout": _effect(random, targets, heat)} if random.randint(0, 3) == 0 else {}
    return Scene.model_validate({"lines": lines, "replies": replies, **timed})


def _flags(random: Random) -> list[str]:
    return [flag for flag in ("red", "green") if random.randint(0, 3) == 0]


def _condition(random: Random, heat: int) -> dict[str, object]:
    span = sorted((random.randint(0, 10), random.randint(0, 10))) if heat and random.randint(0, 3) == 0 else None
    return {"needs": _flags(random), "unless": _flags(random) if random.randint(0, 1) else [], "at_tension": span}


def _effect(random: Random, targets: list[str], heat: int) -> dict[str, object]:
    scores = {name: random.randint(-2, 2) for name in DIMENSION_IDS}
    changes = {"sets": _flags(random), "clears": _flags(random), "tension": random.randint(-heat, heat)}
    return {"scores": scores, "to": random.choice(targets), **changes}


def steps(scenario: Scenario, situation: Situation) -> Iterator[tuple[str, Situation, Points | None]]:
    """What can happen next: the reply, the timeout or the route taken, the situation after it, the points of a turn."""
    name, flags, tension = situation
    scene = scenario.scenes[name]
    route = next_route(scene, flags, tension)
    if route is not None:
        yield f"route {scene.routes.index(route)}", (route.to, flags, tension), None
    for reply, effect in moves(scene, flags, tension).items():
        yield reply, (effect.to, *apply(effect, flags, tension)), points(effect)


def points(effect: Effect) -> Points:
    """Of each dimension, and last their mean."""
    scores = list(effect.scores.as_dict().values())
    return (*scores, sum(scores) / len(scores))


def situations(scenario: Scenario) -> set[Situation]:
    """Every situation that can be reached, by search."""
    first: Situation = (scenario.start, frozenset(), scenario.tension)
    found, waiting = {first}, [first]
    while waiting:
        for _, following, _ in steps(scenario, waiting.pop()):
            if following not in found:
                found.add(following)
                waiting.append(following)
    return found


def over(scenario: Scenario, situation: Situation) -> bool:
    return scenario.scenes[situation[0]].ending is not None


def answerable(scenario: Scenario, situation: Situation) -> bool:
    """Whether somebody can go on from here without waiting for time to run out."""
    name, flags, tension = situation
    scene = scenario.scenes[name]
    effects: list[Reply] = [reply for reply in scene.replies if reply.holds(flags, tension)]
    return bool(effects) or next_route(scene, flags, tension) is not None


def first_question(scenario: Scenario) -> Situation | None:
    """Where the first reply is wanted, or None if the talk never comes so far."""
    try:
        _, scene = settle(scenario, scenario.start, frozenset(), scenario.tension)
    except StuckError:
        return None
    return scene, frozenset(), scenario.tension


class TooManyError(Exception):
    """The patient reader loses patience."""


def simple_ways(scenario: Scenario, patience: int = 20_000) -> tuple[list[list[Points]], list[list[Points]]]:
    """The turns of every way to an ending that is in no situation twice, and of every circle on such a way."""
    begin = first_question(scenario)
    if begin is None:
        return [], []
    homeward = {one for one in situations(scenario) if any(over(scenario, other) for other in _onwards(scenario, one))}
    ways: list[list[Points]] = []
    circles: list[list[Points]] = []
    useful = {one for one in _onwards(scenario, begin) if one in homeward}
    for root in sorted(useful, key=repr):
        for end, turns in _walks(scenario, root, useful, patience):
            if end == root:
                circles.append(turns)
            elif root == begin and over(scenario, end):
                ways.append(turns)
    if over(scenario, begin):
        ways.append([])
    return ways, circles


def _onwards(scenario: Scenario, begin: Situation) -> set[Situation]:
    found, waiting = {begin}, [begin]
    while waiting:
        for _, following, _ in steps(scenario, waiting.pop()):
            if following not in found:
                found.add(following)
                waiting.append(following)
    return found


def _walks(
    scenario: Scenario, root: Situation, useful: set[Situation], patience: int
) -> Iterator[tuple[Situation, list[Points]]]:
    """Every walk from ``root`` in no situation twice, except that it may come back to ``root``, where it stops."""
    stack: list[tuple[Situation, frozenset[Situation], list[Points]]] = [(root, frozenset([root]), [])]
    while stack:
        patience -= 1
        if patience < 0:
            raise TooManyError
        here, seen, turns = stack.pop()
        for _, following, gained in steps(scenario, here):
            taken = turns if gained is None else [*turns, gained]
            if following == root or (following in useful and following not in seen):
                yield following, taken
                if following != root:
                    stack.append((following, seen | {following}, taken))
