"""The quick search of the linter finds what a patient reader of the rules finds."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scenario import wandering
from tests.scenario.test_lint_ways import many_flags
from trainer.scenario.findings import View
from trainer.scenario.lint_ways import never_open
from trainer.scenario.reader import read
from trainer.scenario.states import MOST_STATES, explore, flat

RANDOMS = st.randoms(use_true_random=False)


@given(RANDOMS, st.booleans())
@settings(max_examples=200, deadline=None)
def test_the_same_scenes_steps_and_stuck_scenes_are_found(random: Random, lines: bool) -> None:
    scenario = wandering.random_scenario(random)
    found = explore(scenario, lines=lines)
    patient = wandering.situations(scenario)
    names = [found.names[scene] for scene, _, _ in found.found]
    assert set(names) == {name for name, _, _ in patient}
    taken = {
        (names[source], "timeout" if (step := found.steps[number]).part == "timeout" else f"{step.part} {step.nth}")
        for source, _, number in found.edges
    }
    assert taken == {(one[0], _as_step(step)) for one in patient for step, _, _ in wandering.steps(scenario, one)}
    stuck = {one[0] for one in patient if not wandering.over(scenario, one) and not wandering.answerable(scenario, one)}
    assert {names[number] for number in found.stuck} == stuck


def _as_step(step: str) -> str:
    if step == "timeout":
        return step
    return step.replace("route", "routes") if step.startswith("route") else f"replies {int(step) - 1}"


@given(RANDOMS)
@settings(max_examples=200, deadline=None)
def test_lines_that_are_never_said_are_those_that_hold_nowhere(random: Random) -> None:
    scenario = wandering.random_scenario(random)
    patient = wandering.situations(scenario)
    visited = {name for name, _, _ in patient}
    known = {flag for scene in scenario.scenes.values() for reply in scene.replies for flag in reply.sets}
    known |= {flag for scene in scenario.scenes.values() if scene.timeout for flag in scene.timeout.sets}
    silent = {
        ("scenes", name, "lines", index)
        for name, scene in scenario.scenes.items()
        for index, line in enumerate(scene.lines)
        if name in visited and known.issuperset(line.needs)
        and not any(line.holds(flags, tension) for other, flags, tension in patient if other == name)
    }  # fmt: skip
    assert {finding.path for finding in never_open(View(scenario)) if finding.path[2] == "lines"} == silent


def test_what_nothing_asks_for_any_more_is_forgotten() -> None:
    assert len(explore(read(many_flags()).scenario).found) == 18


def test_the_search_stops_where_there_is_too_much() -> None:
    before, _, after = many_flags().rpartition("say: A, ")
    flags = ", ".join(f"f{number}" for number in range(16))
    found = explore(read(f"{before}say: A, unless: [{flags}], {after}").scenario)
    assert not found.complete
    assert MOST_STATES < len(found.found) < MOST_STATES + 5


def test_scenes_alone_ignore_conditions() -> None:
    scenario = read(many_flags()).scenario
    assert len(flat(scenario).found) == len(scenario.scenes)
    assert len(flat(scenario).edges) == sum(len(scene.replies) for scene in scenario.scenes.values())
