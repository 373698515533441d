"""What comes back of an earlier turn, as a trainee reads it."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.dialogue.walking import WALKS, play, story
from tests.feedback.talks import talk
from trainer.dialogue.engine import Playthrough
from trainer.feedback.echoes import Echo, EchoKind, echoes


def sentences(playthrough: Playthrough, turn: int) -> list[str]:
    return [str(echo.words) for echo in echoes(playthrough)[turn]]


def test_a_trainee_hears_again_of_what_they_said_and_it_decides_the_end() -> None:
    assert sentences(talk("calm_down", "date"), 1) == [
        "It came back at turn 2: “And never tell me to calm down again.”",
        "It decided how the talk went on at the end.",
    ]


def test_a_trainee_learns_which_reply_was_opened_by_an_earlier_one() -> None:
    assert sentences(talk("feel", "date"), 1) == [
        "Because of it you could say at turn 2: “Shall I send you a voucher, as you were so patient?”"
    ]


def test_a_trainee_learns_what_an_apology_spared_and_closed() -> None:
    assert sentences(play(story("unless"), "sorry", "search"), 1) == [
        "Because of it you could no longer say at turn 2: “You are right, I should have said sorry first.”"
    ]
    assert sentences(play(story("loop"), "dodge", "dodge"), 1) == [
        "It came back at turn 2: “I asked you already.”",
        "It came back at the end: “I asked you already.”",
    ]


def test_a_flag_that_is_taken_back_does_not_come_back() -> None:
    assert sentences(play(story("clears"), "1", "take_back"), 1) == []
    assert sentences(play(story("clears"), "1", "again"), 1) == ["It decided how the talk went on at the end."]


def test_a_route_taken_on_the_way_is_told() -> None:
    assert sentences(play(story("routes"), "promise"), 1) == ["It decided how the talk went on at the end."]


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
            assert echo.turn is None or echo.turn > number
            assert "{" not in str(echo.words)
