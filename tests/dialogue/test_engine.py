"""What the engine promises beyond the rules of a story: typed words, paths, errors."""

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError

import pytest

from tests.dialogue.walking import own_words, play, story, texts
from trainer.dialogue.engine import (
    MOST_TURNS,
    Ended,
    NotOnOffer,
    NotScored,
    PathError,
    Step,
    Stuck,
    TooLong,
    Typed,
    answer,
    replay,
    rewind,
    start,
    time_out,
    to_json,
)
from trainer.scenario.model import Scenario


def test_a_trainees_own_words_are_scored_and_the_written_consequences_follow() -> None:
    typed = own_words("So sorry, Ann, I am on it.", empathy=1.5, de_escalation=1, clarity=-0.5)
    after = answer(start(story("tension")), "cool", typed)
    turn = after.turns[0]
    assert turn.said == "So sorry, Ann, I am on it."
    assert turn.scores == {"empathy": 1.5, "de_escalation": 1, "clarity": -0.5}
    assert (turn.tension_after, texts(after)) == (0, ["And now?"])
    assert turn.step == Step("opening", "cool", typed)
    assert not typed.by_tone


def test_a_trainees_words_that_fit_no_reply_are_marked_as_answered_by_tone() -> None:
    after = answer(start(story("branching")), "2", own_words("Lamps, who needs them", empathy=-2, fits=False))
    assert after.turns[0].step.typed is not None and after.turns[0].step.typed.by_tone


@pytest.mark.parametrize(
    "typed",
    [
        own_words(" \n"),
        own_words("Hello", empathy=2.1),
        own_words("Hello", clarity=float("nan")),
        Typed("Hello", {"empathy": 1}, True),
        Typed("Hello", {"empathy": 1, "de_escalation": 1, "clarity": 1, "charm": 1}, True),
    ],
)
def test_a_trainees_words_without_proper_scores_are_refused(typed: Typed) -> None:
    with pytest.raises(NotScored, match="score for each dimension"):
        answer(start(story("branching")), "1", typed)


def test_a_trainee_cannot_answer_after_the_end() -> None:
    ended = play(story("branching"), "1")
    assert ended.offered == ()
    with pytest.raises(Ended, match="over"):
        answer(ended, "1")
    with pytest.raises(Ended):
        time_out(ended)


def test_a_trainee_who_walks_in_circles_is_stopped_with_a_word() -> None:
    round_and_round = play(story("loop"), *["dodge"] * MOST_TURNS)
    with pytest.raises(TooLong, match="200 turns"):
        answer(round_and_round, "answer")


def test_a_turn_keeps_what_a_coach_wants_to_read_later() -> None:
    second = play(story("needs"), "promise", "wait").turns[1]
    assert (second.number, second.scene, second.entered) == (2, "later", ("later",))
    assert [line.text for line in second.lines] == ["You wanted to call me back today!", "So, what now?"]
    assert second.offered == ("own_up", "wait")
    assert (second.said, second.flags_before) == ("Please wait.", frozenset({"promised"}))


def test_a_trainee_goes_on_from_an_earlier_moment() -> None:
    ended = play(story("needs"), "promise", "wait")
    assert rewind(ended, 2) == play(story("needs"), "promise")
    assert rewind(ended, 1) == start(story("needs"))
    for turn in (0, 3):
        with pytest.raises(ValueError, match="no turn"):
            rewind(ended, turn)


def test_a_playthrough_cannot_be_changed_by_a_developer() -> None:
    with pytest.raises(FrozenInstanceError):
        start(story("loop")).tension = 0  # type: ignore[misc]


def test_a_stored_path_is_small_plain_json() -> None:
    typed = own_words("Here I am.", clarity=1)
    after = answer(time_out(start(story("timed"))), "1", typed)
    assert json.loads(json.dumps(to_json(after))) == [
        {"scene": "opening", "reply": "timeout"},
        {
            "scene": "later",
            "reply": "1",
            "typed": {
                "text": "Here I am.",
                "scores": {"empathy": 0, "de_escalation": 0, "clarity": 1},
                "matched": True,
                "assessment": {"confidence": 0.5},
            },
        },
    ]


TYPED = {"text": "Hi", "scores": {"empathy": 0, "de_escalation": 0, "clarity": 0}, "matched": True, "assessment": None}


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        ({"scene": "opening", "reply": "wait"}, "The talk is at later, not at opening."),
        ({"scene": "later", "reply": "nod"}, "This reply is not on offer here."),
        ({"scene": "later", "reply": "timeout"}, "There is no time limit here."),
        ({"scene": "later", "reply": "timeout", "typed": TYPED}, "This reply is not on offer here."),
        ({"scene": "later"}, "It names no scene and reply."),
        ({"scene": "later", "reply": 2}, "It names no scene and reply."),
        ("later.wait", "It names no scene and reply."),
        ({"scene": "later", "reply": "wait", "typed": "Hi"}, "It names no scene and reply."),
        ({"scene": "later", "reply": "wait", "typed": {**TYPED, "text": 5}}, "Its typed words are not complete."),
        ({"scene": "later", "reply": "wait", "typed": {**TYPED, "scores": None}}, "Its typed words are not complete."),
        (
            {"scene": "later", "reply": "wait", "typed": {**TYPED, "scores": {"empathy": "2"}}},
            "Its typed words are not complete.",
        ),
        ({"scene": "later", "reply": "wait", "typed": {**TYPED, "matched": 1}}, "Its typed words are not complete."),
        (
            {"scene": "later", "reply": "wait", "typed": {**TYPED, "assessment": "x"}},
            "Its typed words are not complete.",
        ),
        (
            {"scene": "later", "reply": "wait", "typed": {**TYPED, "scores": {"empathy": 5}}},
            "Your own words need a text and a score for each dimension.",
        ),
    ],
)
def test_a_developer_learns_which_step_of_a_path_does_not_fit(second: object, reason: str) -> None:
    with pytest.raises(PathError) as caught:
        replay(story("needs"), [{"scene": "opening", "reply": "promise"}, second])
    assert caught.value.step == 2
    assert str(caught.value.words) == f"Step 2 of the path does not fit. {reason}"


def test_a_path_that_goes_on_after_the_end_does_not_fit() -> None:
    with pytest.raises(PathError, match=r"Step 2 of the path does not fit\. This talk is over\."):
        replay(story("branching"), [Step("opening", "1"), Step("opening", "1")])


def broken(**scenes: object) -> Scenario:
    """A draft that the linter would refuse, with an opening whose only reply leads to ``next``."""
    opening = {"replies": [{"id": "1", "say": "Hello", "to": "next"}]}
    lost = {"ending": "lost"}
    return story("branching").model_validate(
        {**story("branching").model_dump(), "scenes": {"opening": opening, "lost": lost, **scenes}}
    )


@pytest.mark.parametrize(
    "faulty",
    [
        {"routes": [{"to": "lost", "needs": ["never"]}]},
        {"routes": [{"to": "next"}]},
        {"replies": [{"id": "1", "say": "Hello", "to": "lost", "needs": ["never"]}]},
    ],
)
def test_a_coach_who_plays_a_draft_without_a_way_on_is_told_where(faulty: object) -> None:
    with pytest.raises(Stuck, match="cannot go on from next"):
        play(broken(next=faulty), "1")


def test_nothing_is_on_offer_under_an_empty_name() -> None:
    with pytest.raises(NotOnOffer):
        answer(start(story("branching")), "")
