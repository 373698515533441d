"""A trainee's way over weeks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.feedback.talks import own_words, talk, typed_talk
from trainer.feedback.progress import Candidate, Result, practice_days, progress, result_of, suggest_next
from trainer.feedback.scorecard import scorecard
from trainer.scenario.model import Outcome

MONDAY = date(2024, 4, 1)


def result(day: int, overall: float = 50, slug: str = "lamp", skills: Mapping[str, float] | None = None) -> Result:
    at = datetime(2024, 4, day, 12, tzinfo=UTC)
    return Result(at, slug, slug.title(), "en", {"empathy": overall}, overall, skills or {}, Outcome.SETTLED, 0)


def test_a_finished_talk_leaves_its_scores_as_a_result() -> None:
    card = scorecard(talk("feel", "date"))
    left = result_of(card, datetime(2024, 4, 1, tzinfo=UTC), "lamp", "The lamp", "en")
    assert left.dimensions == {"empathy": 87.5, "de_escalation": 87.5, "clarity": 87.5}
    assert (left.overall, left.ending, left.typed_share) == (87.5, Outcome.RESOLVED, 0)
    assert set(left.skills) == {"handling_criticism", "listening", "persuading"}
    own = scorecard(typed_talk(("feel", own_words("Ann!"))))
    assert result_of(own, left.at, "lamp", "The lamp", "en").typed_share == 1


def test_a_trainee_sees_each_series_in_order_and_how_far_they_have_come() -> None:
    so_far = progress([result(9, 70), result(1, 40), result(5, 60)])
    assert so_far.overall is not None
    assert [point.percent for point in so_far.overall.points] == [40, 60, 70]
    assert (so_far.overall.latest, so_far.overall.change) == (70, 30)
    assert so_far.dimensions["empathy"].change == 30
    assert [kept.at.day for kept in so_far.results] == [1, 5, 9]


def test_a_trainee_with_one_talk_has_no_change_yet() -> None:
    assert progress([result(1)]).dimensions["empathy"].change is None


def test_a_newcomer_has_no_series_and_no_weakest_skill() -> None:
    so_far = progress([])
    assert (so_far.overall, so_far.dimensions, so_far.skills, so_far.best) == (None, {}, {}, {})
    assert so_far.weakest_skill is None


def test_the_weakest_skill_is_judged_by_the_latest_talks() -> None:
    long_ago = result(1, skills={"listening": 0, "persuading": 60})
    lately = [result(day, skills={"listening": 80, "persuading": 60}) for day in (2, 3, 4)]
    assert progress([long_ago]).weakest_skill == "listening"
    assert progress([long_ago, *lately]).weakest_skill == "persuading"


def test_a_skill_has_its_own_series_over_the_talks_that_train_it() -> None:
    so_far = progress([result(1, skills={"listening": 20}), result(2), result(3, skills={"listening": 50})])
    assert [point.at.day for point in so_far.skills["listening"].points] == [1, 3]
    assert set(so_far.skills) == {"listening"}


def test_the_best_result_of_each_scenario_is_the_first_that_high() -> None:
    so_far = progress([result(1, 40), result(2, 90), result(3, 90), result(4, 10, slug="chair")])
    assert {slug: (best.overall, best.at.day) for slug, best in so_far.best.items()} == {
        "lamp": (90, 2),
        "chair": (10, 4),
    }


def test_practice_days_count_the_week_and_the_longest_run() -> None:
    days = [MONDAY - timedelta(days=offset) for offset in (1, 2, 3, 3, 7)] + [MONDAY, MONDAY + timedelta(days=2)]
    counted = practice_days(days, today=MONDAY + timedelta(days=3))
    assert (counted.this_week, counted.longest_run, counted.total) == (2, 4, 6)
    nobody = practice_days([], today=MONDAY)
    assert (nobody.this_week, nobody.longest_run, nobody.total) == (0, 0, 0)


@given(st.lists(st.integers(-30, 0)), st.integers(0, 6))
def test_practice_days_never_count_a_day_twice(offsets: list[int], weekday: int) -> None:
    today = MONDAY + timedelta(days=weekday)
    counted = practice_days([today + timedelta(days=offset) for offset in offsets], today)
    assert counted.this_week <= min(weekday + 1, counted.total)
    assert counted.longest_run <= counted.total == len(set(offsets))


def test_a_trainee_is_offered_the_weakest_skill_first() -> None:
    so_far = progress([result(1, skills={"listening": 80, "persuading": 30})])
    candidates = [
        Candidate("ears", ["listening"], 1, None),
        Candidate("unknown", ["engaging_others"], 1, None),
        Candidate("convince", ["listening", "persuading"], 5, 30),
    ]
    assert suggest_next(so_far, candidates) == ("convince", "unknown", "ears")


def test_a_newcomer_is_offered_new_and_easy_talks_first() -> None:
    candidates = [
        Candidate("alas_known", ["listening"], 1, 90),
        Candidate("known_badly", ["listening"], 1, 20),
        Candidate("hard", ["persuading"], 4, None),
        Candidate("easy_b", ["listening"], 1, None),
        Candidate("easy_a", ["listening"], 1, None),
    ]
    assert suggest_next(progress([]), candidates) == ("easy_a", "easy_b", "hard", "known_badly", "alas_known")


def test_a_series_says_where_it_stands_by_its_three_newest_values() -> None:
    so_far = progress([result(day, overall) for day, overall in ((1, 0), (2, 60), (3, 70), (4, 80))])
    assert so_far.overall is not None and so_far.overall.level == pytest.approx(70)
