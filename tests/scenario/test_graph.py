"""A trainee asks: what could I have reached? The answer holds for every way through the talk."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bench.scenario_graph import story
from tests.scenario import wandering
from tests.scenario.drafts import BAD, GOOD, GOOD_TALK, talk
from trainer.scenario import states
from trainer.scenario.graph import Analysis, analyse
from trainer.scenario.model import Scenario
from trainer.scenario.reader import read
from trainer.scoring.dimensions import DIMENSION_IDS

RANDOMS = st.randoms(use_true_random=False)
NEARLY = 1e-6


def analysed(text: str) -> Analysis:
    return analyse(read(text).scenario)


def scores(empathy: int, rest: int = 0) -> str:
    return f"scores: {{empathy: {empathy}, de_escalation: {rest}, clarity: {rest}}}"


def test_one_question() -> None:
    reach = {"empathy": (-1.0, 2.0), "de_escalation": (-1.0, 1.0), "clarity": (-1.0, 1.0)}
    assert analysed(GOOD_TALK) == Analysis(2, 1, 1, reach, overall=(-1.0, 4 / 3), exact=True)


def test_the_mean_of_a_way_counts_not_the_best_reply_of_each_scene() -> None:
    """A short way of one +1 beats a long way of +2, 0, 0; a way of +2, +1 beats both."""
    found = analysed(
        talk(f"""\
        opening:
          replies:
            - {{say: A, {scores(1)}, to: end}}
            - {{say: B, {scores(2)}, to: second}}
        second:
          replies:
            - {{say: C, {scores(1)}, needs: [never], sets: [never], to: end}}
            - {{say: D, {scores(0)}, to: third}}
        third:
          replies:
            - {{say: E, {scores(0)}, to: end}}
            - {{say: F, {scores(-2)}, to: end}}
        """)
    )
    assert found.reach["empathy"] == (0.0, 1.0)
    assert (found.paths, found.shortest, found.longest) == (3, 1, 3)


def test_a_flag_forbids_the_best_of_both() -> None:
    found = analysed(
        talk(f"""\
        opening:
          replies:
            - {{say: A, {scores(2)}, sets: [greedy], to: second}}
            - {{say: B, {scores(-1)}, to: second}}
        second:
          replies:
            - {{say: C, {scores(2)}, unless: [greedy], to: end}}
            - {{say: D, {scores(-2)}, to: end}}
        """)
    )
    assert found.reach["empathy"] == (-1.5, 0.5)
    assert found.paths == 3


def test_tension_opens_a_route() -> None:
    found = analysed(
        talk(f"""\
        opening:
          replies:
            - {{say: A, {scores(1)}, tension: -3, to: fork}}
            - {{say: B, {scores(-1)}, tension: +3, to: fork}}
        fork:
          routes: [{{at_tension: [0, 5], to: thanks}}, {{to: end}}]
        thanks:
          replies: [{{say: C, {scores(2)}, to: end}}]
        """)
    )
    assert found.reach["empathy"] == (-1.0, 1.5)
    assert (found.paths, found.shortest, found.longest) == (2, 1, 2)


def test_running_out_of_time_is_a_turn() -> None:
    text = talk(
        f"opening:\n  seconds: 9\n  timeout: {{{scores(-2)}, to: end}}\n  replies: [{{say: A, {scores(1)}, to: end}}]\n"
    )
    assert analysed(text).reach["empathy"] == (-2.0, 1.0)
    assert analysed(text).paths == 2


def test_a_circle_may_be_walked_as_often_as_one_likes() -> None:
    """Its mean of 2 is never quite reached, but nothing below it is the limit."""
    found = analysed(
        talk(f"""\
        opening:
          replies:
            - {{say: Again, {scores(2)}, to: opening}}
            - {{say: Enough, {scores(-1)}, to: end}}
        """)
    )
    assert found.reach["empathy"] == (-1.0, 2.0)
    assert (found.paths, found.shortest, found.longest) == (1, 1, 1)


def test_a_circle_without_a_way_to_an_ending_does_not_count() -> None:
    trap = f"trap:\n  replies: [{{say: T, {scores(2)}, to: trap}}]\n"
    text = talk(f"opening:\n  replies: [{{say: A, {scores(0)}, to: end}}, {{say: B, {scores(2)}, to: trap}}]\n" + trap)
    assert analysed(text).reach["empathy"] == (0.0, 0.0)
    assert analysed(text).paths == 1


def test_a_talk_without_an_ending_has_no_paths_and_the_whole_scale() -> None:
    text = talk(f"opening:\n  replies: [{{say: A, {GOOD}, to: opening}}, {{say: B, {BAD}, to: opening}}]\n")
    whole = (-2.0, 2.0)
    assert analysed(text) == Analysis(0, 0, 0, dict.fromkeys(DIMENSION_IDS, whole), whole, exact=False)


def test_a_talk_that_is_over_at_once_has_one_path_without_a_turn() -> None:
    found = analysed(talk("opening:\n  routes: [{to: end}]\n"))
    assert (found.paths, found.shortest, found.longest, found.exact) == (1, 0, 0, False)


@given(RANDOMS)
@settings(max_examples=150, deadline=None)
def test_without_circles_every_way_is_counted(random: Random) -> None:
    scenario = wandering.random_scenario(random, onwards=True)
    ways, _ = wandering.simple_ways(scenario)
    found = analyse(scenario)
    assert found.paths == len(ways)
    if ways:
        assert found.shortest == min(map(len, ways))
        assert found.longest == max(map(len, ways))


@given(RANDOMS)
@settings(max_examples=200, deadline=None)
def test_the_range_is_that_of_the_best_and_worst_way_or_circle(random: Random) -> None:
    scenario = wandering.random_scenario(random, heat=0, scenes=4)
    try:
        ways, circles = wandering.simple_ways(scenario)
    except wandering.TooManyError:
        assume(False)
    turns = [way for way in (*ways, *circles) if way]
    assume(any(ways))
    found = analyse(scenario)
    assert found.exact
    for number, (low, high) in enumerate([*found.reach.values(), found.overall]):
        means = [sum(gained[number] for gained in way) / len(way) for way in turns]
        assert low == pytest.approx(min(means), abs=NEARLY)
        assert high == pytest.approx(max(means), abs=NEARLY)
    assert found.shortest == min(map(len, ways))
    assert 1 <= found.paths <= len(ways)
    assert found.shortest <= found.longest <= max(map(len, ways))


@given(RANDOMS, st.booleans())
@settings(max_examples=200, deadline=None)
def test_no_walk_leaves_the_range(random: Random, few: bool) -> None:
    scenario = wandering.random_scenario(random)
    with pytest.MonkeyPatch.context() as patch:
        if few:
            patch.setattr(states, "MOST_STATES", 2)
        found = analyse(scenario)
    for _ in range(5):
        check_walk(random, scenario, found)


def check_walk(random: Random, scenario: Scenario, found: Analysis) -> None:
    """Walk until the talk is over, or for 60 turns; a talk that is over lies within what was found."""
    here = wandering.first_question(scenario)
    turns: list[wandering.Points] = []
    while here is not None and not wandering.over(scenario, here) and len(turns) < 60:
        possible = list(wandering.steps(scenario, here))
        _, here, gained = random.choice(possible) if possible else ("", None, None)
        turns += [gained] if gained else []
        if gained is None and random.randint(0, 200) == 0:
            return  # routes that run in a circle
    if here is None or not wandering.over(scenario, here) or not turns:
        return
    assert found.shortest <= len(turns)
    assert found.paths >= 1
    for number, (low, high) in enumerate([*found.reach.values(), found.overall]):
        mean = sum(gained[number] for gained in turns) / len(turns)
        assert low - NEARLY <= mean <= high + NEARLY


def test_with_too_many_situations_the_range_lies_around_the_exact_one(monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = read(story(60)).scenario
    exact = analyse(scenario)
    monkeypatch.setattr(states, "MOST_STATES", 50)
    rough = analyse(scenario)
    assert (exact.exact, rough.exact) == (True, False)
    for name, (low, high) in exact.reach.items():
        assert rough.reach[name][0] <= low < high <= rough.reach[name][1]
    assert rough.overall != exact.overall


def test_500_scenes_are_analysed_exactly() -> None:
    found = analyse(read(story(500)).scenario)
    assert found.exact
    assert found.paths > 10**50
    assert found.shortest < found.longest
