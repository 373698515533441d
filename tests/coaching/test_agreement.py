"""How far coaches agree with each other, and the scorer with them; held to other ways of computing it."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from statistics import fmean

import pytest
from flask import Flask
from sklearn.metrics import cohen_kappa_score
from sqlalchemy import select

from tests.people import Person
from trainer.accounts.models import User
from trainer.extensions import db
from trainer.practice.models import Attempt
from trainer.practice.review_models import BlindRating, Correction
from trainer.scoring.agreement import FEWEST, Pair, agreed, anchor, kappa
from trainer.scoring.dimensions import DIMENSION_IDS, POINTS

PAGE = "/coach/agreement"
FEW = "from 10 on there are figures here"


def day(year: int, month: int, number: int) -> datetime:
    """As the database keeps it."""
    return datetime(year, month, number, tzinfo=UTC).replace(tzinfo=None)


def ratings(count: int, seed: int = 1) -> list[Pair]:
    """Two raters who mostly agree."""
    chance = random.Random(seed)
    firsts = [chance.choice(POINTS) for _ in range(count)]
    return [(float(one), float(max(-2, min(2, one + chance.choice((-1, 0, 0, 1)))))) for one in firsts]


def icc_by_hand(pairs: list[Pair]) -> float:
    """ICC(2,1) from the mean squares, as Shrout and Fleiss (1979) write it."""
    n, k, grand = len(pairs), 2, fmean(point for pair in pairs for point in pair)
    rows = k * sum((fmean(pair) - grand) ** 2 for pair in pairs) / (n - 1)
    columns = n * sum((fmean(pair[side] for pair in pairs) - grand) ** 2 for side in (0, 1)) / (k - 1)
    total = sum((point - grand) ** 2 for pair in pairs for point in pair)
    error = (total - rows * (n - 1) - columns * (k - 1)) / ((n - 1) * (k - 1))
    return (rows - error) / (rows + (k - 1) * error + k * (columns - error) / n)


@pytest.mark.parametrize("seed", range(4))
def test_both_figures_are_what_others_compute(seed: int) -> None:
    pairs = ratings(60, seed)
    found = agreed(pairs)
    assert found.kappa is not None and found.icc is not None
    ints = [[int(pair[side]) for pair in pairs] for side in (0, 1)]
    other = cohen_kappa_score(*ints, labels=list(POINTS), weights="quadratic")
    assert found.kappa.value == pytest.approx(other)
    assert found.icc.value == pytest.approx(icc_by_hand(pairs))
    assert found.kappa.low < found.kappa.value < found.kappa.high
    assert found.icc.low < found.icc.value < found.icc.high
    assert kappa(tuple(pairs)) == found.kappa


def test_the_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    true = kappa(tuple(ratings(20_000, 99)))
    assert true is not None
    inside = 0
    for seed in range(200):
        found = kappa(tuple(ratings(100, seed)))
        assert found is not None
        inside += found.low <= true.value <= found.high
    assert 180 <= inside <= 200


def test_full_agreement_is_1_and_chance_is_near_0() -> None:
    same = agreed([(float(point), float(point)) for point in POINTS * 6])
    assert same.kappa is not None and same.icc is not None
    assert same.kappa.value == same.icc.value == same.kappa.low == pytest.approx(1)
    chance = random.Random(5)
    apart = kappa(tuple((float(chance.choice(POINTS)), float(chance.choice(POINTS))) for _ in range(400)))
    assert apart is not None
    assert apart.low < 0 < apart.high


def test_too_few_and_always_the_same_have_no_figure() -> None:
    few = agreed(ratings(FEWEST - 1))
    assert few.is_few and few.kappa is None and few.icc is None
    same = agreed([(1.0, float(point)) for point in POINTS * 6])
    assert not same.is_few and same.kappa is None and same.icc is None


def test_points_between_two_anchors_count_as_the_nearest() -> None:
    assert [anchor(points) for points in (-2.0, -1.6, -0.5, 0.49, 0.5, 0.51, 1.9)] == [-2, -2, 0, 0, 0, 1, 2]


@pytest.fixture
def attempt(app: Flask, played: str) -> int:
    with app.app_context():
        return db.session.scalars(select(Attempt.id)).one()


def store(app: Flask, attempt: int, pairs: list[Pair], at: datetime, step: timedelta = timedelta()) -> None:
    """Turns that the coach and the administrator rated with these points; the scorer gave what the coach gave."""
    with app.app_context():
        coach, admin = (
            db.session.scalars(select(User.id).where(User.email == f"{name}@example.org")).one()
            for name in ("coach", "admin")
        )
        for number, pair in enumerate(pairs, 100):
            for place, (person, points) in enumerate(zip((coach, admin), pair, strict=True), 1):
                row = BlindRating(attempt_id=attempt, number=number, place=place, coach_id=person, scorer="1")
                row.machine = dict.fromkeys(DIMENSION_IDS, pair[0])
                row.empathy = row.de_escalation = row.clarity = int(points)
                row.at = at + step * (number - 100)
                db.session.add(row)
        db.session.commit()


def test_coach_reads_the_figures(app: Flask, coach: Person, admin: Person, attempt: int) -> None:
    pairs = ratings(40)
    store(app, attempt, pairs, day(2026, 3, 5))
    coach.opens(PAGE)
    found = agreed(pairs)
    assert found.kappa is not None and found.icc is not None
    part = coach.sees.split("Coach with coach")[1].split("Scorer with coach, blind")[0]
    assert f"Empathy 40 {found.kappa.value:.2f} {found.kappa.low:.2f} … {found.kappa.high:.2f}" in part
    assert f"{found.icc.value:.2f} {found.icc.low:.2f} … {found.icc.high:.2f}" in part
    assert "2 coaches took part." in part
    assert f"Mar 2026 (40 ratings) {found.kappa.value:.2f}" in part
    machine = coach.sees.split("Scorer with coach, blind")[1].split("Scorer with coach, corrected")[0]
    both = kappa(tuple((pair[0], point) for pair in pairs for point in pair))
    assert both is not None
    assert f"Empathy 80 {both.value:.2f}" in machine


def test_a_russian_coach_reads_figures_as_russian_writes_them(
    app: Flask, coach: Person, admin: Person, attempt: int
) -> None:
    pairs = ratings(40)
    store(app, attempt, pairs, day(2026, 3, 5))
    coach.opens(PAGE)
    coach.presses("RU", language="ru")
    coach.opens(PAGE)
    found = agreed(pairs).kappa
    assert found is not None
    assert f"Эмпатия 40 {found.value:.2f} {found.low:.2f} … {found.high:.2f}".replace(".", ",") in coach.sees
    assert f"{found.value:.2f}" not in coach.sees


def test_months_become_quarters_when_there_are_many(app: Flask, coach: Person, admin: Person, attempt: int) -> None:
    store(app, attempt, ratings(160), day(2025, 1, 1), timedelta(days=3))
    coach.opens(PAGE)
    assert "quarter 1, 2025" in coach.sees
    assert "quarter 2, 2026" in coach.sees
    assert "Jan 2025" not in coach.sees


def test_too_few_ratings_are_said_in_words(app: Flask, coach: Person, admin: Person, attempt: int) -> None:
    assert coach.opens(PAGE).count("There are no ratings yet; from 10 on") == 3
    store(app, attempt, ratings(9), day(2026, 3, 5))
    assert f"There are 9 ratings so far; {FEW}" in coach.opens(PAGE)


def test_corrections_stand_apart_and_are_called_biased(app: Flask, coach: Person, attempt: int) -> None:
    with app.app_context():
        for number, (before, points) in enumerate(ratings(12)):
            row = Correction(key=f"key-{number}", attempt_id=attempt, number=number, dimension="clarity", who="C")
            row.points, row.before, row.reason, row.scorer = int(points), before, "x", "1" if number else None
            db.session.add(row)
        db.session.commit()
    part = coach.opens(PAGE).split("corrected scores")[1]
    assert "they make the scorer look worse than it is" in part
    assert "Clarity 11" in part  # one was the author's score, not the scorer's
    assert "Empathy 0 – – too few ratings" in part


def test_coach_sets_the_share_and_the_log_has_it(coach: Person, admin: Person) -> None:
    coach.opens(PAGE)
    coach.presses("Set", percent="25")
    assert "From now on 25 % of the turns" in coach.sees
    assert coach.form("Set").fields["percent"] == "25"
    for wrong in ("101", "-1", "many"):
        coach.presses("Set", percent=wrong)
        assert "Give a whole number from 0 to 100." in coach.sees
        assert coach.form("Set").fields["percent"] == "25"
    assert "Set the share of turns that are rated blind to 25 %" in admin.opens("/admin/log")


def test_the_page_asks_for_two_lists_however_much_there_is(
    app: Flask, coach: Person, admin: Person, attempt: int, statements: Callable[[], list[str]]
) -> None:
    store(app, attempt, ratings(100), day(2026, 3, 5))
    coach.opens(PAGE)
    seen = statements()
    coach.opens(PAGE)
    assert sum("FROM blind_rating" in each for each in seen) == 1
    assert sum("FROM correction" in each for each in seen) == 1
    assert not any("FROM step" in each for each in seen)


def test_trainee_and_team_coach_do_not_see_it(trainee: Person, outsider: Person) -> None:
    trainee.opens(PAGE)
    assert trainee.page.status_code == 403
    outsider.opens(PAGE)
    assert outsider.at == "/login"
