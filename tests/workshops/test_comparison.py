"""The statistics of comparing, against SciPy's and pingouin's own, and against what must hold for any figures."""

from __future__ import annotations

import numpy as np
import pingouin
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.multitest import multipletests

from trainer.workshops.comparison import (
    change,
    difference,
    differences,
    estimate,
    from_sums,
    histogram,
    order_effect,
    places,
    summary,
)

percents = st.floats(0, 100).map(lambda value: round(value, 2))
people = st.lists(percents, min_size=2, max_size=40)
pairs = st.lists(st.tuples(percents, percents), min_size=3, max_size=40)
BEFORE = [41.7, 50.0, 55.2, 38.9, 61.0, 47.5, 52.1]
AFTER = [55.0, 58.3, 54.0, 52.2, 70.1, 49.9, 63.0]


def varied(values: list[float]) -> bool:
    return float(np.ptp(values)) > 0.5


@given(people)
def test_a_mean_has_students_interval(values: list[float]) -> None:
    assume(varied(values))
    found = estimate(summary(values))
    low, high = stats.t.interval(0.95, len(values) - 1, np.mean(values), stats.sem(values))
    assert (found.low, found.high) == (pytest.approx(low), pytest.approx(high))


def test_one_person_has_a_mean_and_no_interval() -> None:
    found = estimate(summary([70.0]))
    assert (found.n, found.mean, found.low, found.high) == (1, 70.0, None, None)


def test_nobody_has_neither() -> None:
    assert estimate(summary([])).n == 0
    assert change([], []).low is None
    assert from_sums(0, 0, 0).n == 0


@given(people)
def test_sums_of_a_database_give_what_the_values_give(values: list[float]) -> None:
    summed = from_sums(len(values), sum(values), sum(value * value for value in values))
    assert summed.mean == pytest.approx(summary(values).mean)
    assert summed.variance == pytest.approx(summary(values).variance, abs=1e-6)


@given(pairs)
def test_a_change_is_the_paired_t_test(both: list[tuple[float, float]]) -> None:
    before, after = [a for a, _ in both], [b for _, b in both]
    assume(varied([b - a for a, b in both]))
    found = change(before, after)
    interval = stats.ttest_rel(after, before).confidence_interval(0.95)
    assert (found.low, found.high) == (pytest.approx(interval.low), pytest.approx(interval.high))
    assert found.mean == pytest.approx(np.mean(after) - np.mean(before))


@given(pairs)
def test_the_effect_of_a_change_is_that_of_pingouin(both: list[tuple[float, float]]) -> None:
    before, after = [a for a, _ in both], [b for _, b in both]
    assume(varied(before) and varied(after))
    effect = change(before, after).effect
    assert effect is not None
    assert effect.g == pytest.approx(pingouin.compute_effsize(after, before, paired=True, eftype="hedges"))


def test_the_interval_of_a_paired_effect_is_a_rescaled_noncentral_t() -> None:
    effect = change(BEFORE, AFTER).effect
    assert effect is not None
    n, gains = len(BEFORE), np.subtract(AFTER, BEFORE)
    t = stats.ttest_rel(AFTER, BEFORE).statistic
    spread = np.sqrt((np.var(BEFORE, ddof=1) + np.var(AFTER, ddof=1)) / 2)
    back = np.sqrt(n) * spread / np.std(gains, ddof=1) / (1 - 3 / (8 * n - 9))
    assert stats.nct.cdf(t, n - 1, effect.low * back) == pytest.approx(0.975, abs=1e-3)
    assert stats.nct.cdf(t, n - 1, effect.high * back) == pytest.approx(0.025, abs=1e-3)
    assert effect.low < effect.g < effect.high


def test_the_correction_is_close_to_the_exact_one() -> None:
    from scipy.special import gammaln

    from trainer.workshops.comparison import _correction

    for m in range(4, 60):
        exact = np.exp(gammaln(m / 2) - gammaln((m - 1) / 2)) / np.sqrt(m / 2)
        assert _correction(m) == pytest.approx(exact, abs=0.004)


@given(people, people)
def test_a_difference_is_welchs(first: list[float], second: list[float]) -> None:
    assume(varied(first) and varied(second))
    found = difference(summary(first), summary(second))
    other = stats.ttest_ind(first, second, equal_var=False)
    interval = other.confidence_interval(0.95)
    assert (found.low, found.high) == (pytest.approx(interval.low), pytest.approx(interval.high))
    assert found.p == pytest.approx(other.pvalue, abs=1e-9)
    assert found.effect is not None
    assert found.effect.g == pytest.approx(pingouin.compute_effsize(first, second, eftype="hedges"))


@given(people, people)
def test_a_difference_is_the_same_from_both_sides(first: list[float], second: list[float]) -> None:
    one, other = difference(summary(first), summary(second)), difference(summary(second), summary(first))
    assert one.mean == pytest.approx(-other.mean)
    assert one.clear == other.clear
    assert one.low == pytest.approx(-other.high, abs=1e-9)


@given(pairs, st.floats(-20, 20))
def test_a_shift_of_everybody_changes_no_change(both: list[tuple[float, float]], shift: float) -> None:
    before, after = [a for a, _ in both], [b for _, b in both]
    assume(varied(before) and varied(after) and varied([b - a for a, b in both]))
    here, there = change(before, after), change([a + shift for a in before], [b + shift for b in after])
    assert there.mean == pytest.approx(here.mean, abs=1e-6)
    assert there.effect.g == pytest.approx(here.effect.g, abs=1e-6)
    assert there.effect.high == pytest.approx(here.effect.high, abs=1e-6)


@given(pairs, st.floats(0.5, 4))
def test_another_scale_changes_no_effect(both: list[tuple[float, float]], scale: float) -> None:
    before, after = [a for a, _ in both], [b for _, b in both]
    assume(varied(before) and varied(after) and varied([b - a for a, b in both]))
    here, there = change(before, after), change([a * scale for a in before], [b * scale for b in after])
    assert there.mean == pytest.approx(here.mean * scale, abs=1e-6)
    assert there.effect.g == pytest.approx(here.effect.g)


def test_everybody_alike_has_no_effect_and_no_clear_change() -> None:
    found = change([50.0] * 6, [50.0] * 6)
    assert (found.mean, found.low, found.high, found.effect) == (0, 0, 0, None)
    assert not found.clear


def test_everybody_gaining_the_same_is_a_clear_change_without_an_interval_of_its_effect() -> None:
    found = change([40.0, 50.0, 60.0], [45.0, 55.0, 65.0])
    assert found.clear
    assert found.effect is not None and found.effect.low is None


def test_two_groups_without_any_spread_are_just_their_means() -> None:
    assert difference(summary([50.0] * 5), summary([60.0] * 5)).clear
    assert not difference(summary([50.0] * 5), summary([50.0] * 5)).clear
    assert difference(summary([50.0]), summary([60.0] * 5)).p is None


@given(st.lists(st.lists(percents, min_size=5, max_size=12).filter(varied), min_size=2, max_size=5))
@settings(max_examples=40)  # drawing so many lists takes longer than judging them
def test_pairs_are_judged_as_holm_does(groups: list[list[float]]) -> None:
    found = differences([summary(group) for group in groups])
    rejected = multipletests([each.p for each in found.values()], 0.05, "holm")[0]
    assert [each.clear for each in found.values()] == list(rejected)


def test_what_the_intervals_do_not_separate_is_level() -> None:
    near, far = [60.0, 62.0, 58.0, 61.0, 59.0, 64.0], [30.0, 33.0, 28.0, 31.0, 29.0, 30.5]
    nearly = [value - 0.5 for value in near]
    assert places([summary(group) for group in (near, far, nearly)]) == [1, 3, 1]


@given(st.lists(people, min_size=1, max_size=6))
def test_a_higher_mean_never_has_a_worse_place(groups: list[list[float]]) -> None:
    summaries = [summary(group) for group in groups]
    given = places(summaries)
    in_order = [place for _, place in sorted(zip((-each.mean for each in summaries), given, strict=True))]
    assert in_order == sorted(in_order)
    assert in_order[0] == 1


def test_a_harder_scenario_is_told_from_learning() -> None:
    # Everybody learns 10; scenario B gives 8 points less than A. Half plays A first.
    noise = [-1.5, 0.5, 1.0, -0.5, 0.5]
    first = [50.0] * 5, [50 + 10 - 8 + each for each in noise]
    second = [42.0] * 5, [42 + 10 + 8 + each for each in noise]
    found = order_effect(first, second)
    assert found is not None
    assert found.change.mean == pytest.approx(10)
    assert found.easier.mean == pytest.approx(8)
    assert found.one_is_harder
    assert found.by == found.easier
    turned = order_effect(second, first)  # the other half's scenario is the easier one, by as much
    assert turned is not None
    assert turned.easier.mean == pytest.approx(-8)
    assert (turned.by.mean, turned.by.low, turned.by.high) == pytest.approx((8, found.easier.low, found.easier.high))
    assert order_effect(([50.0], [60.0]), second) is None


def test_every_value_is_in_one_step_of_the_histogram() -> None:
    assert histogram([0, 9.99, 10, 55, 99, 100]) == (2, 1, 0, 0, 0, 1, 0, 0, 0, 2)
