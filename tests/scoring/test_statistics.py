"""Measures of agreement, against their definitions."""

from __future__ import annotations

import numpy as np
import pytest

from trainer.scoring.statistics import auc, far_off, in_order, kappa, measured, ranks, spearman


def test_ties_share_a_rank() -> None:
    assert ranks(np.array([3.0, 1.0, 3.0, 2.0])).tolist() == [3.5, 1.0, 3.5, 2.0]


def test_rank_correlation_sees_order_only() -> None:
    assert spearman(np.array([1.0, 2.0, 9.0]), np.array([1.0, 4.0, 5.0])) == pytest.approx(1)
    assert spearman(np.array([1.0, 2.0, 3.0]), np.array([3.0, 2.0, 1.0])) == pytest.approx(-1)
    assert spearman(np.array([1.0, 1.0, 1.0]), np.array([3.0, 2.0, 1.0])) == 0


def test_auc_is_the_share_of_pairs_in_order() -> None:
    scores, labels = np.array([0.1, 0.4, 0.35, 0.8]), np.array([0.0, 0.0, 1.0, 1.0])
    assert auc(scores, labels) == pytest.approx(0.75)


def test_a_tied_pair_is_half_right() -> None:
    assert in_order(np.array([2.0, 1.0]), np.array([1.0, 1.0])) == pytest.approx(0.75)


def test_weighted_kappa_forgives_a_step_more_than_two() -> None:
    first = np.array([-2.0, -1.0, 0.0, 1.0, 2.0])
    one_off, two_off = first.copy(), first.copy()
    one_off[0], two_off[0] = -1, 0
    assert kappa(first, first) == 1
    assert kappa(first, one_off) > kappa(first, two_off) > 0


def test_two_steps_off_counts_whole_steps() -> None:
    assert far_off(np.array([0.0, 0.1, 2.0]), np.array([2.0, 2.0, 2.0])) == pytest.approx(1 / 3)


def test_an_interval_holds_its_value_and_comes_out_the_same_again() -> None:
    scores, labels = list(np.arange(40.0)), [float(n % 7) for n in range(40)]
    result = measured(spearman, scores, labels)
    assert result["low"] <= result["value"] <= result["high"]
    assert result == measured(spearman, scores, labels)
