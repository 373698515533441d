"""A coach's points in a scorecard: they count, and what they replace is still known."""

from __future__ import annotations

import pytest

from tests.feedback.talks import own_words, talk, typed_talk
from trainer.feedback.advice import advise
from trainer.feedback.scorecard import scorecard


def test_the_points_of_the_coach_count() -> None:
    plain, corrected = (
        scorecard(talk("feel", "date")),
        scorecard(talk("feel", "date"), corrections={(1, "empathy"): -2}),
    )
    assert corrected.turns[0].points["empathy"] == -2
    assert corrected.turns[0].percent["empathy"] == 0
    assert corrected.turns[1] == plain.turns[1]
    assert corrected.overall < plain.overall
    first = plain.turns[0].points["empathy"]
    assert corrected.dimensions[0].points == pytest.approx(plain.dimensions[0].points - (first + 2) / 2)


def test_what_the_coach_replaced_is_known_and_counted() -> None:
    card = scorecard(talk("feel", "date"), corrections={(1, "empathy"): -2, (2, "empathy"): 0, (2, "clarity"): 0})
    plain = scorecard(talk("feel", "date"))
    assert [score.corrected for score in card.dimensions] == [2, 0, 1]
    assert card.turns[0].before == {"empathy": plain.turns[0].percent["empathy"]}
    assert set(card.turns[1].before) == {"empathy", "clarity"}
    assert all(turn.before == {} for turn in plain.turns)


def test_skills_follow() -> None:
    plain, corrected = (
        scorecard(talk("feel", "date")),
        scorecard(talk("feel", "date"), corrections={(1, "empathy"): -2}),
    )
    assert plain.skills.keys() == corrected.skills.keys()
    assert sum(corrected.skills.values()) < sum(plain.skills.values())


def test_a_better_reply_is_only_shown_where_the_coach_too_saw_room() -> None:
    words = own_words("Lamps!", empathy=-2, de_escalation=-2, clarity=-2)
    assert scorecard(typed_talk(("calm_down", words))).turns[0].best is not None
    best = {(1, name): 2 for name in ("empathy", "de_escalation", "clarity")}
    assert scorecard(typed_talk(("calm_down", words)), corrections=best).turns[0].best is None


def test_advice_speaks_of_what_the_coach_saw() -> None:
    worst = {(1, name): -2 for name in ("empathy", "de_escalation", "clarity")}
    assert advise(scorecard(talk("feel", "date"), corrections=worst)).try_next.turn == 1
