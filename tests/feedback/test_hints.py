"""Nudges for a trainee who practises."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.dialogue.walking import WALKS, play, story
from tests.feedback.talks import lamp, talk
from trainer.dialogue.engine import Ended, Playthrough, start
from trainer.feedback.hints import hint, most_at_stake
from trainer.scenario.model import Reply, Scenario, Scores


def with_tension(scenario: Scenario, tension: int) -> Playthrough:
    return start(scenario.model_copy(update={"tension": tension}))


def test_a_trainee_before_a_loud_customer_is_pointed_to_the_feeling() -> None:
    assert str(hint(with_tension(story("branching"), 8))).startswith("There is a question in what Ann just said.")
    assert str(hint(start(lamp()))) == (
        "Ann is getting loud; look at what the volume stands for. "
        "At this heat facts do not get through yet. Which words would show that the anger makes sense?"
    )


def test_an_abbreviation_is_not_a_shout() -> None:
    line = lamp().scenes["opening"].lines[0].model_copy(update={"text": "It is not in the FAQ."})
    opening = lamp().scenes["opening"].model_copy(update={"lines": (line,)})
    quiet = lamp().model_copy(update={"scenes": {**lamp().scenes, "opening": opening}})
    assert str(hint(start(quiet))).startswith("At this heat")


def test_a_trainee_in_a_calm_talk_is_pointed_to_the_matter() -> None:
    calm = str(hint(with_tension(story("branching"), 2)))
    assert calm.endswith("Now there is room for the matter. What exactly happens next, and when?")


@pytest.mark.parametrize("tension", [0, 5, 9])
def test_the_hint_changes_with_the_heat(tension: int) -> None:
    others = {str(hint(with_tension(lamp(), other))) for other in {0, 5, 9} - {tension}}
    assert str(hint(with_tension(lamp(), tension))) not in others


def test_a_trainee_under_time_pressure_is_told_that_short_will_do() -> None:
    assert str(hint(talk("feel"))).startswith("Time is running: short is good enough.")


def test_a_moderator_is_told_who_waits() -> None:
    assert str(hint(start(story("discussion")))).startswith("More than one person is waiting for you here.")
    opening = story("discussion").scenes["opening"]
    to_each_other = opening.model_copy(update={"lines": opening.lines[:3]})
    thread = story("discussion").model_copy(update={"scenes": {**story("discussion").scenes, "opening": to_each_other}})
    assert str(hint(start(thread))).startswith("Ben is speaking to Ann, and everybody is listening.")


def test_the_dimension_in_which_the_replies_differ_most_is_at_stake() -> None:
    replies = [
        Reply(id=str(number), say="Yes.", to="glad", scores=Scores(de_escalation=points))
        for number, points in enumerate((-2, 1))
    ]
    assert most_at_stake(replies, "hot") == "de_escalation"
    assert most_at_stake([], "warm") == "empathy"
    assert most_at_stake([], "calm") == "clarity"


def test_after_the_end_there_is_no_hint() -> None:
    with pytest.raises(Ended):
        hint(talk("feel", "date"))


@given(WALKS)
def test_a_hint_never_gives_a_reply_away(walked: Playthrough) -> None:
    if walked.ended:
        return
    words = str(hint(walked))
    assert words and "{" not in words
    for reply in walked.offered:
        assert reply.say not in words
        assert reply.why is None or reply.why not in words


def test_the_narrator_alone_gives_no_speaker_to_the_hint() -> None:
    after = play(story("timed"), "1")
    assert after.lines == ()
    assert "just said" not in str(hint(after))
