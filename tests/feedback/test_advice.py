"""One thing to keep and one to try next, as a trainee reads them."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.dialogue.walking import WALKS
from tests.feedback.talks import lamp, own_words, play, talk, typed_talk
from trainer.dialogue.engine import Playthrough, Typed
from trainer.feedback.advice import Advice, advise
from trainer.feedback.scorecard import scorecard


def advice(playthrough: Playthrough) -> Advice:
    return advise(scorecard(playthrough))


def typed(clarity: float = 0, empathy: float = 0, de_escalation: float = 0) -> Typed:
    return own_words("In my own words.", empathy, de_escalation, clarity)


def test_a_trainee_keeps_their_strongest_words_and_mends_the_weakest() -> None:
    kept = advice(talk("feel", "carrier")).keep
    assert str(kept.words).startswith(
        "The other side left, and still there is something to build on. At turn 1 you put"
    )
    assert str(kept.words).endswith("The tension fell from 7 to 4.")
    assert (kept.turn, kept.wording) == (
        1,
        "Three times and still no lamp, Ann. I would be angry too. I look for it now.",
    )
    next_time = advice(talk("feel", "carrier")).try_next
    assert str(next_time.words).startswith("At turn 2 the feeling went unanswered. Next time")
    assert (next_time.turn, next_time.wording) == (2, "I ask the carrier for you.")


def test_the_advice_says_where_the_talk_turned() -> None:
    next_time = advice(talk("calm_down", "date")).try_next
    assert next_time.turn == 1
    assert str(next_time.words).endswith("This is where the talk turned.")


def test_the_advice_says_that_something_came_back() -> None:
    opening = lamp().scenes["opening"]
    feel, calm_down, plain = opening.replies
    milder = opening.model_copy(update={"replies": (feel, calm_down.model_copy(update={"tension": 1}), plain)})
    scenario = lamp().model_copy(update={"scenes": {**lamp().scenes, "opening": milder}})
    next_time = advice(play(scenario, "calm_down", "date")).try_next
    assert str(next_time.words).endswith("It came back later in the talk.")


def test_of_two_turns_that_are_level_the_one_that_moved_the_tension_counts() -> None:
    weak, good = typed(empathy=-1, de_escalation=-1, clarity=-1), typed(empathy=1, de_escalation=1, clarity=1)
    assert advice(typed_talk(("plain", weak), ("carrier", weak))).try_next.turn == 2
    assert advice(typed_talk(("plain", good), ("date", good))).keep.turn == 2


def test_a_trainee_who_let_time_run_out_is_told_that_a_short_sentence_will_do() -> None:
    next_time = advice(talk("feel", "timeout")).try_next
    assert "time ran out" in str(next_time.words)
    assert next_time.wording == "I am here."


def test_a_trainee_who_said_the_best_throughout_is_sent_on_not_corrected() -> None:
    chosen = advice(talk("feel", "date"))
    assert str(chosen.keep.words).startswith("You brought this talk to a good end. At turn 1")
    assert "type your own words" in str(chosen.try_next.words)
    assert (chosen.try_next.turn, chosen.try_next.wording) == (None, None)
    own = typed(empathy=2, de_escalation=2, clarity=2)
    assert "a harder talk" in str(advice(typed_talk(("feel", own), ("date", own))).try_next.words)


def test_a_trainee_for_whom_everything_went_wrong_is_not_shamed() -> None:
    bad = advice(talk("calm_down", "carrier"))
    assert "You took on a hard talk" in str(bad.keep.words)
    assert (bad.keep.turn, bad.keep.wording) == (None, None)
    assert (bad.try_next.turn, bad.try_next.wording) == (1, "You have waited long enough. I look for it now.")


def test_a_trainee_who_stayed_matter_of_fact_may_build_on_it() -> None:
    kept = advice(typed_talk(("plain", typed()), ("carrier", typed(clarity=-1)))).keep
    assert "stayed matter of fact" in str(kept.words)
    assert kept.turn == 1


def test_a_talk_of_one_turn_that_goes_on_has_advice_too() -> None:
    after_one = advice(talk("plain"))
    assert str(after_one.keep.words) == (
        "The talk is not over yet. At turn 1 you used plain words and named a next step. Keep that."
    )
    assert str(after_one.try_next.words).startswith("At turn 1 you were matter of fact.")
    assert after_one.try_next.wording is not None and after_one.try_next.wording.startswith("Three times")


def test_a_trainee_who_was_close_is_told_the_last_step() -> None:
    near = advice(typed_talk(("plain", typed(empathy=1, de_escalation=1, clarity=0.9)))).try_next
    assert "you named a next step" in str(near.words)


@pytest.mark.parametrize("dimension", ["empathy", "de_escalation", "clarity"])
def test_each_dimension_and_each_degree_has_its_own_sentence(dimension: str) -> None:
    said = set()
    for points in (-2.0, -1.0, 0.0, 1.0):
        others = dict.fromkeys(("empathy", "de_escalation", "clarity"), 1.4)
        words = Typed("In my own words.", {**others, dimension: points}, True)
        said.add(str(advice(typed_talk(("plain", words))).try_next.words))
    assert len(said) == 4
    kept = set()
    for points in (1.0, 2.0):
        others = dict.fromkeys(("empathy", "de_escalation", "clarity"), -1.0)
        kept.add(str(advice(typed_talk(("plain", Typed("Mine.", {**others, dimension: points}, True)))).keep.words))
    assert len(kept) == 2


def test_each_ending_has_its_own_opening_words() -> None:
    sums = {
        str(advice(walked).keep.words).split(".")[0]
        for walked in (talk("feel"), talk("feel", "date"), talk("feel", "carrier"))
    }
    assert len(sums) == 3


@given(WALKS)
def test_there_is_advice_after_any_talk_about_turns_that_took_place(walked: Playthrough) -> None:
    if not walked.turns:
        return
    given_advice = advice(walked)
    for part in (given_advice.keep, given_advice.try_next):
        assert str(part.words).endswith(".") and "{" not in str(part.words)
        assert part.turn is None or 1 <= part.turn <= len(walked.turns)
        assert part.turn is None or f"turn {part.turn}" in str(part.words)
    if given_advice.keep.turn is not None:
        assert given_advice.keep.wording == walked.turns[given_advice.keep.turn - 1].said
