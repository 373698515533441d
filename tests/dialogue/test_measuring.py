"""The labelled variants are sound, and the figures made of them are those that a reader may trust."""

from __future__ import annotations

import json
from collections import defaultdict

import pytest

from trainer.dialogue.engine import Playthrough
from trainer.dialogue.matching import LIMITS, Match
from trainer.dialogue.measuring import Weighed, figures, measure, share
from trainer.dialogue.variants import HALVES, TONES, Variant, load, talk_at
from trainer.paths import SCENARIOS
from trainer.scenario.folder import read_folder
from trainer.scenario.model import Reply, Scenario, Scores

VARIANTS = load()


@pytest.fixture(scope="session")
def shipped() -> dict[str, Scenario]:
    """The shipped scenarios by slug."""
    return {document.slug: document.scenario for document in read_folder(SCENARIOS)[0]}


@pytest.fixture(scope="session")
def talks(shipped: dict[str, Scenario]) -> list[tuple[Variant, Playthrough]]:
    return [(each, talk_at(each, shipped[each.scenario])) for each in VARIANTS]


def test_a_reader_finds_enough_variants_for_every_shipped_scenario(shipped: dict[str, Scenario]) -> None:
    scenes = defaultdict(list)
    for each in VARIANTS:
        scenes[each.scenario].append(each.scene)
    assert set(scenes) == set(shipped)
    assert min(map(len, scenes.values())) >= 24
    assert min(len(set(each)) for each in scenes.values()) >= 6


def test_a_reader_finds_each_label_among_the_replies_on_offer(talks: list[tuple[Variant, Playthrough]]) -> None:
    for variant, talk in talks:
        assert variant.stands_for is None or variant.stands_for in [reply.id for reply in talk.offered], variant
        assert len(talk.offered) >= 2, variant
        assert (variant.stands_for is not None) == (variant.tone == "same"), variant
        assert variant.tone in TONES
        assert variant.language == talk.scenario.language


def test_a_reader_finds_no_variant_that_an_author_has_written_down(talks: list[tuple[Variant, Playthrough]]) -> None:
    for variant, talk in talks:
        assert variant.text not in {words for reply in talk.scene.replies for words in (reply.say, *reply.like)}
    assert len({each.text for each in VARIANTS}) == len(VARIANTS)


def test_a_reader_finds_no_scene_on_both_sides_of_the_split() -> None:
    sides = [{(each.scenario, each.scene) for each in VARIANTS if each.half == half} for half in HALVES]
    assert sides[0]
    assert sides[1]
    assert not sides[0] & sides[1]


def test_a_reader_sees_shares_with_wilsons_interval() -> None:
    eight_of_ten = share([True] * 8 + [False] * 2)
    assert [round(eight_of_ten[name], 3) for name in ("value", "low", "high", "n")] == [0.8, 0.490, 0.943, 10]
    assert share([]) == {"value": 0.0, "low": 0.0, "high": 0.0, "n": 0}


def _weighed(stands_for: str | None, tone: str, similarity: float, harsher: float) -> Weighed:
    warm = Reply(id="warm", say="I see.", scores=Scores(empathy=1, de_escalation=1), to="next")
    cold = Reply(id="cold", say="No.", scores=Scores(empathy=-1, de_escalation=-1), to="next")
    variant = Variant("any", "en", "any", "Words.", stands_for, tone, "test")
    return Weighed(variant, [Match(warm, False, similarity, 1.0 + harsher, harsher), Match(cold, False, 0.1, 1.5, 0.0)])


def test_a_reader_sees_what_was_right_and_what_was_put_into_somebodys_mouth() -> None:
    close, far, harsh = LIMITS.close_enough + 0.1, LIMITS.close_enough - 0.1, 0.2 / LIMITS.tone_weight
    found = figures(
        [
            _weighed("warm", "same", close, 0.0),  # understood
            _weighed("warm", "same", far, 0.0),  # missed
            _weighed("cold", "same", close, 0.0),  # taken for another
            _weighed("cold", "same", far, 0.0),  # missed, and goes on with another
            _weighed(None, "ruder", close, harsh),  # rightly none, goes on with the cold reply
            _weighed(None, "ruder", close, 0.0),  # the rudeness was missed
            _weighed(None, "question", far, 0.0),  # rightly none
        ],
        LIMITS,
    )
    values = {name: (round(row["value"] * row["n"]), row["n"]) for name, row in found.items()}
    assert values == {
        "accuracy": (3, 7), "false_match": (2, 7), "same": (1, 4), "ruder": (1, 2), "opposite": (0, 0), "aside": (1, 1),
        "rude_goes_on_cold": (1, 1), "goes_on_as_meant": (1, 2),
    }  # fmt: skip


@pytest.mark.slow
def test_a_reader_of_the_report_sees_that_people_are_understood(shipped: dict[str, Scenario]) -> None:
    report = measure(VARIANTS, shipped)
    assert json.loads(json.dumps(report)) == report
    for language in ("en", "ru"):
        unseen = report["test"][language]
        assert unseen["accuracy"]["value"] >= 0.7
        assert unseen["false_match"]["value"] <= 0.2
        assert unseen["aside"]["value"] >= 0.9


def test_variants_of_other_scenarios_are_left_out() -> None:
    assert set(measure(VARIANTS[:2], {})) == {"limits", "encoder"}
