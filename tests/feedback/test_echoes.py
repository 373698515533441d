"""What comes back of an earlier turn, as a trainee reads it."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.dialogue.walking import WALKS, play, story
from tests.feedback.talks import talk
from trainer.dialogue.engine import Playthrough
from trainer.feedback.echoes import Echo, EchoKind, echoes
from trainer.scenario.model import Reply, Scenario, Scene


def sentences(playthrough: Playthrough, turn: int) -> list[str]:
    return [str(echo.words) for echo in echoes(playthrough)[turn]]


def later_on(name: str) -> Scenario:
    """The tiny story with one more question between its opening and what follows."""
    scenario = story(name)
    opening = scenario.scenes["opening"]
    delayed = tuple(reply.model_copy(update={"to": "between"}) for reply in opening.replies)
    between = Scene(replies=(Reply(id="on", say="Let me see.", to=opening.replies[0].to),))
    changed = {"opening": opening.model_copy(update={"replies": delayed}), "between": between}
    return scenario.model_copy(update={"scenes": {**scenario.scenes, **changed}})


def test_a_trainee_hears_again_of_what_they_said() -> None:
    assert sentences(play(later_on("needs"), "promise", "on", "wait"), 1) == [
        "It came back at turn 3: “You wanted to call me back today!”"
    ]
    assert sentences(play(later_on("needs"), "promise", "on"), 1) == [
        "It came back at the end: “You wanted to call me back today!”"
    ]
    assert sentences(play(story("loop"), "dodge", "dodge", "dodge"), 1) == [
        "It came back at turn 3: “I asked you already.”",
        "It came back at the end: “I asked you already.”",
    ]


def test_the_answer_to_what_a_trainee_said_is_not_its_return() -> None:
    assert sentences(play(story("needs"), "promise", "wait"), 1) == []


def test_a_trainee_sees_that_early_words_decided_the_end() -> None:
    assert sentences(talk("calm_down", "date"), 1) == ["It decided how the talk went on at the end."]


def test_a_trainee_learns_what_an_apology_closed_and_spared() -> None:
    assert sentences(play(later_on("unless"), "sorry", "on", "search"), 1) == [
        "Because of it you could no longer say at turn 3: “You are right, I should have said sorry first.”"
    ]
    silent = later_on("unless")
    later = silent.scenes["later"].model_copy(update={"replies": silent.scenes["later"].replies[1:]})
    silent = silent.model_copy(update={"scenes": {**silent.scenes, "later": later}})
    assert sentences(play(silent, "sorry", "on", "search"), 1) == [
        "Because of it you did not hear at turn 3: “Not even an apology!”"
    ]


def test_a_trainee_learns_which_reply_was_opened_by_an_earlier_one() -> None:
    quiet = later_on("needs")
    later = quiet.scenes["later"].model_copy(update={"lines": ()})
    quiet = quiet.model_copy(update={"scenes": {**quiet.scenes, "later": later}})
    assert sentences(play(quiet, "promise", "on", "wait"), 1) == [
        "Because of it you could say at turn 3: “I promised that, and I did not keep it.”"
    ]


def test_a_flag_that_is_taken_back_does_not_come_back() -> None:
    assert sentences(play(story("clears"), "1", "take_back"), 1) == []
    assert sentences(play(story("clears"), "1", "again"), 1) == ["It decided how the talk went on at the end."]


@pytest.mark.parametrize("kind", EchoKind)
@pytest.mark.parametrize("turn", [None, 3])
def test_each_return_has_a_sentence_that_says_where(kind: EchoKind, turn: int | None) -> None:
    sentence = str(Echo("flag", turn, kind, "Well?").words)
    assert ("“Well?”" in sentence) == (kind is not EchoKind.LED)
    assert ("turn 3" in sentence) == (turn is not None)


@given(WALKS)
def test_only_later_moments_echo_an_earlier_turn_and_all_can_be_put_into_words(walked: Playthrough) -> None:
    found = echoes(walked)
    assert set(found) == {turn.number for turn in walked.turns}
    for number, items in found.items():
        flags = walked.turns[number - 1].effect.sets
        for echo in items:
            assert echo.flag in flags
            assert number < len(walked.turns) if echo.turn is None else echo.turn > number + 1
            assert "{" not in str(echo.words)
