"""A coach looks at the map of a talk."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from bench.scenario_graph import story
from tests.scenario import wandering
from tests.scenario.drafts import BAD, GOOD, talk
from trainer.scenario.graph import Map, layout
from trainer.scenario.layout import MOST_BENDS, Arrow, crossings
from trainer.scenario.reader import read


def drawn(scenes: str) -> Map:
    return layout(read(talk(scenes)).scenario)


def replies(*targets: str) -> str:
    texts = [f"{{say: A, {GOOD if number == 0 else BAD}, to: {to}}}" for number, to in enumerate(targets)]
    return f"  replies: [{', '.join(texts)}]\n"


def test_scenes_stand_below_what_leads_to_them() -> None:
    plan = drawn(
        "opening:\n" + replies("calm", "loud") + "calm:\n" + replies("end") + "loud:\n" + replies("calm", "end")
    )
    assert {name: layer for name, (layer, _) in plan.scenes.items()} == {"opening": 0, "loud": 1, "calm": 2, "end": 3}


def test_an_arrow_over_a_layer_passes_between_scenes() -> None:
    plan = drawn("opening:\n" + replies("calm", "end", "end") + "calm:\n" + replies("end"))
    assert plan.sizes == (1, 2, 1)
    long = next(arrow for arrow in plan.arrows if arrow.source == "opening" and arrow.target == "end")
    assert long == Arrow("opening", "end", ("2", "3"), ((1, 1 - plan.scenes["calm"][1]),), back=False)


def test_timeouts_and_routes_are_arrows_too() -> None:
    scenes = "opening:\n  seconds: 9\n  timeout: {to: fork}\n" + replies("fork") + "fork:\n  routes: [{to: end}]\n"
    assert {(arrow.source, arrow.target): arrow.replies for arrow in drawn(scenes).arrows} == {
        ("opening", "fork"): ("1", "timeout"),
        ("fork", "end"): (),
    }


def test_arrows_that_lead_back_are_told_apart() -> None:
    plan = drawn("opening:\n" + replies("opening", "calm") + "calm:\n" + replies("opening", "end"))
    assert {(arrow.source, arrow.target) for arrow in plan.arrows if arrow.back} == {
        ("opening", "opening"),
        ("calm", "opening"),
    }
    assert plan.scenes == {"opening": (0, 0), "calm": (1, 0), "end": (2, 0)}


def test_crossings_that_can_be_avoided_are_avoided() -> None:
    scenes = "opening:\n" + replies("a", "b", "c") + "".join(
        f"{name}:\n" + replies(to) for name, to in (("a", "z"), ("b", "y"), ("c", "x"))
    )  # fmt: skip
    scenes += "".join(f"{name}:\n  routes: [{{to: end}}]\n" for name in "xyz")
    assert crossings(drawn(scenes)) == 0


def test_two_arrows_that_must_cross_are_counted_once() -> None:
    scenes = "opening:\n" + replies("a", "b") + "a:\n" + replies("x", "y") + "b:\n" + replies("x", "y")
    scenes += "x:\n  routes: [{to: end}]\n" + "y:\n  routes: [{to: end}]\n"
    assert crossings(drawn(scenes)) == 1


def test_a_scene_nobody_reaches_has_a_place() -> None:
    plan = drawn("opening:\n" + replies("end") + "attic:\n" + replies("end"))
    assert plan.scenes["attic"][0] == 0
    assert plan.sizes == (2, 1)


@given(st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_every_map_is_sound(random: Random) -> None:
    check(layout(wandering.random_scenario(random, scenes=9)))


def check(plan: Map) -> None:
    """No two things share a place, arrows that lead forwards pass layer by layer, and all places are on the map."""
    places = [*plan.scenes.values(), *(place for arrow in plan.arrows for place in arrow.via)]
    assert len(set(places)) == len(places) == sum(plan.sizes)
    assert all(0 <= position < plan.sizes[layer] for layer, position in places)
    for arrow in plan.arrows:
        layers = [plan.scenes[arrow.source][0], *(layer for layer, _ in arrow.via), plan.scenes[arrow.target][0]]
        if arrow.back:
            assert layers[-1] <= layers[0]
            assert arrow.via == ()
        else:
            assert layers == list(range(layers[0], layers[-1] + 1))


def test_the_same_talk_always_has_the_same_map() -> None:
    scenario = read(story(60)).scenario
    assert layout(scenario) == layout(scenario)


def test_the_map_of_200_scenes_is_sound_and_untangled() -> None:
    scenario = read(story(200)).scenario
    plan = layout(scenario)
    check(plan)
    arrows = sum(not arrow.back for arrow in plan.arrows)
    assert crossings(plan) < arrows


def test_very_long_arrows_pass_straight() -> None:
    """A ladder of 100 scenes, each of which can also give up: the last layer would need thousands of places."""
    scenes = "".join(f"s{n}:\n" + replies(f"s{n + 1}", "end") for n in range(1, 100))
    plan = drawn("opening:\n" + replies("s1", "end") + scenes + "s100:\n" + replies("end"))
    assert sum(plan.sizes) == len(plan.scenes)
    assert sum(range(100)) > MOST_BENDS
