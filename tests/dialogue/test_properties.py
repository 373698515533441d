"""What holds for every walk through every scenario, whoever the trainee is."""

from __future__ import annotations

import json
from random import Random
from statistics import fmean

from hypothesis import given
from hypothesis import strategies as st

from tests.dialogue.walking import NAMES, RANDOMS, SCENARIOS, WALKS, random_scenario, random_walk, story
from trainer.dialogue.engine import PathError, Playthrough, replay, rewind, to_json
from trainer.scenario.graph import analyse
from trainer.scenario.model import Scenario
from trainer.scoring.dimensions import DIMENSION_IDS


@given(WALKS)
def test_a_trainees_talk_has_ended_or_can_go_on(walked: Playthrough) -> None:
    can_go_on = bool(walked.offered) or walked.scene.timeout is not None
    assert walked.ended != can_go_on


@given(WALKS)
def test_a_stored_path_replays_to_an_equal_playthrough(walked: Playthrough) -> None:
    assert replay(walked.scenario, json.loads(json.dumps(to_json(walked)))) == walked
    assert replay(walked.scenario, walked.path) == walked


@given(WALKS)
def test_going_back_is_the_same_as_not_having_gone_on(walked: Playthrough) -> None:
    for turn in walked.turns:
        assert rewind(walked, turn.number) == replay(walked.scenario, walked.path[: turn.number - 1])


@given(WALKS)
def test_tension_and_scores_stay_on_their_scales(walked: Playthrough) -> None:
    assert 0 <= walked.tension <= 10
    for turn in walked.turns:
        assert 0 <= turn.tension_before <= 10 and 0 <= turn.tension_after <= 10
        assert set(turn.scores) == set(DIMENSION_IDS)
        assert all(-2 <= points <= 2 for points in turn.scores.values())


@given(WALKS)
def test_turns_follow_one_another_without_a_gap(walked: Playthrough) -> None:
    assert [turn.number for turn in walked.turns] == list(range(1, len(walked.turns) + 1))
    for before, after in zip(walked.turns, walked.turns[1:], strict=False):
        assert before.effect.to == after.entered[0]
        assert before.tension_after == after.tension_before
        assert after.step.reply in (*after.offered, "timeout")


@given(RANDOMS)
def test_the_reachable_range_contains_every_finished_walk(random: Random) -> None:
    scenario = story(random.choice(NAMES)) if random.randint(0, 1) else random_scenario(random)
    analysis = analyse(scenario)
    for _ in range(5):
        walked = random_walk(random, scenario, typing=False)
        if not walked.ended or not walked.turns:
            continue
        assert analysis.shortest <= len(walked.turns)
        means = {name: fmean(turn.scores[name] for turn in walked.turns) for name in DIMENSION_IDS}
        for name, (low, high) in analysis.reach.items():
            assert low - 1e-6 <= means[name] <= high + 1e-6
        assert analysis.overall[0] - 1e-6 <= fmean(means.values()) <= analysis.overall[1] + 1e-6


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.sampled_from(["opening", "1", "s0", ""]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["scene", "reply", "typed", "text", "scores", "matched", "empathy"]), inner)
    ),
    max_leaves=8,
)


@given(SCENARIOS, st.lists(JSON, max_size=3))
def test_a_tampered_path_raises_a_path_error_and_nothing_else(scenario: Scenario, path: list[object]) -> None:
    try:
        replay(scenario, path)
    except PathError as error:
        step = error.step
    else:
        return
    assert 1 <= step <= len(path)
