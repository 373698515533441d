"""Tiny stories, random scenarios and random walks, for the tests of the engine and of the feedback."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random

from hypothesis import strategies as st

from trainer.dialogue.engine import Playthrough, Typed, answer, start, time_out
from trainer.scenario.model import TIMEOUT, Outcome, Scenario, Scene
from trainer.scenario.reader import read_file
from trainer.scenario.rules import moves
from trainer.scoring.dimensions import DIMENSION_IDS

STORIES = Path(__file__).parent.parent / "stories"
NAMES = sorted(path.stem for path in STORIES.glob("*.yaml"))


@cache
def story(name: str) -> Scenario:
    """The tiny scenario of that name."""
    return read_file(STORIES / f"{name}.yaml").scenario


def play(scenario: Scenario, *takes: str) -> Playthrough:
    """The talk after these replies; ``timeout`` lets time run out."""
    playthrough = start(scenario)
    for take in takes:
        playthrough = time_out(playthrough) if take == "timeout" else answer(playthrough, take)
    return playthrough


def own_words(text: str, empathy: float = 0, de_escalation: float = 0, clarity: float = 0, fits: bool = True) -> Typed:
    """Typed words with these points."""
    scores = {"empathy": empathy, "de_escalation": de_escalation, "clarity": clarity}
    return Typed(text, scores, fits, {"confidence": 0.5})


def texts(playthrough: Playthrough) -> list[str]:
    """What was heard since the last turn."""
    return [line.text for line in playthrough.lines]


def random_scenario(random: Random) -> Scenario:
    """A scenario that can always go on: in each scene one reply or route is open to everybody.

    Replies lead anywhere; routes lead onwards only, so they cannot run in a circle.
    """
    names = [f"s{number}" for number in range(random.randint(2, 5))]
    scenes = {name: _scene(random, names, number) for number, name in enumerate(names[:-1])}
    scenes[names[-1]] = Scene(ending=random.choice(list(Outcome)), debrief="It is over.")
    base = story("branching").model_copy(update={"walkthroughs": ()})
    return base.model_copy(update={"tension": random.randint(0, 10), "start": "s0", "scenes": scenes})


def _scene(random: Random, names: list[str], number: int) -> Scene:
    lines = [{"speaker": "ann", "text": text, **_condition(random)} for text in ("Well?", "And?")]
    if random.randint(0, 3) == 0:
        onwards = names[number + 1 :]
        routes = [{"to": random.choice(onwards), **_condition(random)}, {"to": random.choice(onwards)}]
        return Scene.model_validate({"lines": lines, "routes": routes})
    replies = [{"id": "1", "say": "I see.", **_effect(random, names)}]
    replies += [
        {"id": name, "say": "One moment.", **_effect(random, names), **_condition(random)}
        for name in ("2", "3")[: random.randint(0, 2)]
    ]
    timed = {"seconds": 30, "timeout": _effect(random, names)} if random.randint(0, 1) else {}
    return Scene.model_validate({"lines": lines, "replies": replies, **timed})


def _flags(random: Random) -> list[str]:
    return [flag for flag in ("red", "green") if random.randint(0, 2) == 0]


def _condition(random: Random) -> dict[str, object]:
    span = sorted((random.randint(0, 10), random.randint(0, 10))) if random.randint(0, 1) else None
    return {"needs": _flags(random), "unless": _flags(random), "at_tension": span}


def _effect(random: Random, names: list[str]) -> dict[str, object]:
    return {
        "scores": {name: random.randint(-2, 2) for name in DIMENSION_IDS},
        "tension": random.randint(-4, 4),
        "sets": _flags(random),
        "clears": _flags(random),
        "why": "Because." if random.randint(0, 1) else None,
        "to": random.choice(names),
    }


def random_walk(random: Random, scenario: Scenario, typing: bool = True) -> Playthrough:
    """A walk of up to twelve turns; with ``typing`` some of them in words of one's own."""
    playthrough = start(scenario)
    for _ in range(random.randint(0, 12)):
        if playthrough.ended:
            break
        take = random.choice(list(moves(playthrough.scene, playthrough.flags, playthrough.tension)))
        if take == TIMEOUT:
            playthrough = time_out(playthrough)
        else:
            typed = _typed(random) if typing and random.randint(0, 1) else None
            playthrough = answer(playthrough, take, typed)
    return playthrough


def _typed(random: Random) -> Typed:
    scores = {name: random.randint(-20, 20) / 10 for name in DIMENSION_IDS}
    return Typed("In my words.", scores, bool(random.randint(0, 1)))


RANDOMS = st.randoms(use_true_random=False)
SCENARIOS = RANDOMS.map(random_scenario)
WALKS = RANDOMS.map(lambda random: random_walk(random, random_scenario(random))) | RANDOMS.map(
    lambda random: random_walk(random, story(random.choice(NAMES)))
)
