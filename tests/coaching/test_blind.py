"""Two coaches rate the same words; neither knows the other's points or the scorer's before giving their own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from tests.coaching.conftest import KIND, PROMISE, Coaches
from tests.people import Person
from trainer.coaching.blind import is_drawn, set_share
from trainer.extensions import db
from trainer.practice.review_models import BlindRating, BlindTurn

Member = Callable[..., Person]
Count = Callable[[type], int]
PAGE = "/coach/blind"
GOOD = {"empathy": "2", "de_escalation": "1", "clarity": "-1"}


@pytest.fixture
def drawn(app: Flask, request: pytest.FixtureRequest) -> str:
    """The address of a talk in own words, both turns of which were drawn."""
    with app.app_context():
        set_share(100)
    talk: str = request.getfixturevalue("typed")
    return talk


@pytest.fixture
def second(member: Member) -> Person:
    return member("second@example.org", "Cora", "coach")


def rates(coach: Person, **points: str) -> str:
    coach.opens(PAGE)
    return coach.presses("Rate, and on", **(points or GOOD))


def test_coach_sees_the_talk_up_to_the_turn_and_no_scores(coach: Person, drawn: str) -> None:
    coach.opens(PAGE)
    assert "2 turns wait for you." in coach.sees
    assert KIND in coach.sees
    assert "This is the THIRD time I am writing." in coach.sees
    assert PROMISE not in coach.sees
    assert "has not moved for eight days" not in coach.sees
    assert "Tessa" not in coach.sees
    for word in ("Overall", "Tension", "scorer:", "Scorer", "computed", drawn):
        assert word not in coach.page.text, word


def test_scores_of_the_machine_and_of_corrections_are_nowhere_on_the_page(
    app: Flask, coach: Person, admin: Person, drawn: str
) -> None:
    admin.opens(drawn)
    admin.presses("Correct", empathy="-2", reason="A reason nobody else may read")
    coach.opens(PAGE)
    assert "A reason nobody else may read" not in coach.page.text
    with app.app_context():
        turn = db.session.scalars(select(BlindTurn).order_by(BlindTurn.number)).first()
        assert turn is not None
    assert "checked" not in coach.page.text


def test_after_their_own_rating_coach_sees_the_scorers_and_the_other_coachs(
    coach: Person, second: Person, drawn: str
) -> None:
    rates(coach)
    assert "Your rating stands." in coach.sees
    assert "No other coach has rated them yet." in coach.sees
    assert "Empathy 100 " in coach.sees
    assert PROMISE in coach.sees
    rates(second, empathy="0", de_escalation="0", clarity="0")
    row = second.sees.split("The other coach ")[1].split("De-escalation")[0].split()
    assert (row[0], row[1], row[3]) == ("Empathy", "50", "100")
    assert "No other coach" not in second.sees


def test_a_turn_goes_to_two_coaches_and_no_more_and_to_none_twice(
    coach: Person, second: Person, admin: Person, drawn: str, count: Count
) -> None:
    for person in (coach, second):
        rates(person)
        rates(person)
        assert "Nothing waits for you" in person.opens(PAGE)
    assert "Nothing waits for you" in admin.opens(PAGE)
    assert count(BlindRating) == 4


def test_a_third_coach_who_is_late_is_told(coach: Person, second: Person, admin: Person, drawn: str) -> None:
    admin.opens(PAGE)
    rates(coach)
    rates(second)
    admin.presses("Rate, and on", **GOOD)
    assert "needs no rating of yours any more" in admin.sees


def test_a_rating_sent_twice_counts_once_and_cannot_be_changed(
    app: Flask, coach: Person, drawn: str, count: Count
) -> None:
    coach.opens(PAGE)
    form = coach.form("Rate, and on")
    for points in (GOOD, {**GOOD, "empathy": "-2"}):
        assert coach.sends(form.action, points).status_code == 303
    assert count(BlindRating) == 1
    with app.app_context():
        row = db.session.scalars(select(BlindRating)).one()
        assert (row.place, row.empathy, row.clarity) == (1, 2, -1)
        assert row.machine.keys() == {"empathy", "de_escalation", "clarity"}
        assert row.scorer


def test_without_all_three_nothing_is_rated_and_the_choice_is_kept(coach: Person, drawn: str, count: Count) -> None:
    coach.opens(PAGE)
    coach.presses("Rate, and on", empathy="1")
    assert coach.page.status_code == 422
    assert "Choose points for all three" in coach.sees
    assert coach.form("Rate, and on").fields["empathy"] == "1"
    coach.presses("Rate, and on", empathy="9", de_escalation="0", clarity="0")
    assert coach.page.status_code == 422
    assert count(BlindRating) == 0


def test_whoever_has_opened_the_talk_with_its_scores_is_not_asked(coach: Person, second: Person, drawn: str) -> None:
    coach.opens(PAGE)
    form = coach.form("Rate, and on")
    coach.opens(drawn)
    assert "Overall" in coach.sees
    assert "to be rated blind. You see their scores here" in coach.sees
    assert "Nothing waits for you" in coach.opens(PAGE)
    coach.sends(form.action, GOOD)
    assert "needs no rating of yours any more" in coach.opens(PAGE)
    assert "2 turns wait for you." in second.opens(PAGE)


def test_coach_skips_a_turn_and_asks_for_it_again(coach: Person, second: Person, drawn: str) -> None:
    coach.opens(PAGE)
    coach.presses("Skip this turn")
    assert "1 turn waits for you." in coach.sees
    assert PROMISE in coach.sees
    assert "You have skipped 1 turn." in coach.sees
    assert "2 turns wait for you." in second.opens(PAGE)
    coach.presses("Ask me about them again")
    assert "2 turns wait for you." in coach.sees


def test_what_lacks_only_the_second_rating_comes_first(coach: Person, second: Person, drawn: str) -> None:
    coach.opens(PAGE)
    coach.presses("Skip this turn")
    rates(coach)
    second.opens(PAGE)
    assert PROMISE in second.sees


def test_coach_of_another_team_the_trainee_and_outsiders_cannot_rate(
    coach: Person, trainee: Person, outsider: Person, member: Member, team: Coaches, drawn: str, count: Count
) -> None:
    member("north@example.org", "Nora")
    team("North", coaches=["north@example.org"], members=["trainee@example.org"])
    assert "Nothing waits for you" in coach.opens(PAGE)
    key = Path(drawn).name
    assert coach.sends(f"{PAGE}/{key}/1", GOOD).status_code == 404
    assert coach.sends(f"{PAGE}/{key}/1/skip", {}).status_code == 404
    trainee.opens(PAGE)
    assert trainee.page.status_code == 403
    outsider.opens("/")
    assert outsider.sends(f"{PAGE}/{key}/1", GOOD).status_code in (302, 303)
    assert count(BlindRating) == 0


def test_coach_does_not_rate_their_own_words(app: Flask, coach: Person, begins: Callable[..., str]) -> None:
    with app.app_context():
        set_share(100)
    begins(coach)
    for words in (KIND, PROMISE):
        coach.presses("Say it", text=words)
    assert "Nothing waits for you" in coach.opens(PAGE)


def test_coach_chooses_the_language_to_rate_in(coach: Person, drawn: str) -> None:
    assert KIND in coach.opens(f"{PAGE}?language=en")
    assert "Nothing waits for you" in coach.opens(f"{PAGE}?language=ru")


def test_a_turn_that_was_not_drawn_cannot_be_rated(
    app: Flask, coach: Person, request: pytest.FixtureRequest, count: Count
) -> None:
    with app.app_context():
        set_share(0)
    key = Path(request.getfixturevalue("typed")).name
    assert count(BlindTurn) == 0
    coach.opens(PAGE)
    assert coach.sends(f"{PAGE}/{key}/1", GOOD).status_code == 404


def test_written_replies_are_not_drawn(app: Flask, request: pytest.FixtureRequest, count: Count) -> None:
    with app.app_context():
        set_share(100)
    request.getfixturevalue("played")
    assert count(BlindTurn) == 0


@given(st.text(min_size=1, max_size=30), st.integers(1, 200), st.integers(0, 100), st.integers(0, 100))
def test_what_a_small_share_draws_a_larger_one_draws_too(key: str, number: int, one: int, other: int) -> None:
    small, large = sorted((one, other))
    assert is_drawn(key, number, small) <= is_drawn(key, number, large)
    assert not is_drawn(key, number, 0)
    assert is_drawn(key, number, 100)


def test_the_share_that_is_drawn_is_the_share_that_was_set() -> None:
    found = sum(is_drawn(f"talk-{each}", 1, 10) for each in range(10_000))
    assert 900 < found < 1100
