"""Figures follow what coaches and newer scorers say, whatever the order; the talk stays as it was played."""

from __future__ import annotations

from collections.abc import Callable
from statistics import fmean
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from tests.cli.conftest import types
from tests.people import Person
from trainer.accounts.models import User
from trainer.coaching.overriding import NothingChosen, override, withdraw
from trainer.extensions import db
from trainer.practice.attempts import new_key, replayed
from trainer.practice.models import UNSURE, Attempt, ReviewRequest, StoredStep
from trainer.practice.rescoring import Judging, rescore, scorer_version
from trainer.practice.review_models import Correction
from trainer.practice.signals import attempt_rescored
from trainer.scoring.dimensions import DIMENSION_IDS, POINTS, to_percent

__all__ = ["types"]

Plays = Callable[..., str]

KIND = "Three messages and still no parcel, I'm so sorry, Dana. I'd be angry as well. I'm looking for it right now."
PROMISE = "It is stuck at the depot. I start a search and write to you by noon tomorrow."
OLD = {"empathy": -2.0, "de_escalation": -2.0, "clarity": -2.0}


@pytest.fixture
def talk(guest: Person, begins: Plays) -> str:
    """A talk in own words, played to its end; its address."""
    address = begins(guest)
    for words in (KIND, PROMISE):
        guest.presses("Say it", text=words)
    return address


def stored() -> Attempt:
    """The only talk, read anew."""
    db.session.expire_all()
    return db.session.scalars(select(Attempt).options(selectinload(Attempt.steps))).one()


def from_scratch(attempt: Attempt) -> dict[str, float]:
    """The figures as the path and the corrections give them, computed without the scorecard."""
    rows = db.session.scalars(select(Correction).where(Correction.withdrawn_at.is_(None)))
    given = {(row.number, row.dimension): row.points for row in rows}
    turns = replayed(attempt).playthrough.turns
    figures = {
        name: fmean(to_percent(given.get((turn.number, name), turn.scores[name])) for turn in turns)
        for name in DIMENSION_IDS
    }
    return {**figures, "overall": fmean(figures.values())}


Deed = tuple[int, dict[str, int] | None]
deeds = st.lists(
    st.tuples(
        st.integers(1, 2),
        st.none() | st.dictionaries(st.sampled_from(DIMENSION_IDS), st.sampled_from(POINTS), min_size=1),
    ),
    max_size=8,
)


def test_figures_after_any_corrections_equal_those_from_scratch(app: Flask, coach: Person, talk: str) -> None:
    @settings(max_examples=30, deadline=None)
    @given(deeds)
    def hold(order: list[Deed]) -> None:
        with app.test_request_context():
            user = db.session.scalars(select(User)).one()
            key = stored().key
            for number, points in order:
                does(user, key, number, points)
                attempt = stored()
                expected = from_scratch(attempt)
                assert {name: getattr(attempt, name) for name in expected} == pytest.approx(expected)
                current = select(Correction).where(Correction.withdrawn_at.is_(None))
                assert attempt.corrected == len(db.session.scalars(current).all())

    hold()


def does(user: User, key: str, number: int, points: dict[str, int] | None) -> None:
    """Correct a turn, or without points take the newest correction of it back."""
    if points is not None:
        try:
            override(user, key, number, points, "Because.", new_key())
        except NothingChosen:
            return
    else:
        newest = select(Correction.id).where(Correction.number == number).order_by(Correction.id.desc()).limit(1)
        found = db.session.scalar(newest)
        if found is not None:
            withdraw(user, key, found)


@pytest.fixture
def outdated(app: Flask, talk: str) -> str:
    """The talk as an older scorer judged it, harshly; its address."""
    with app.app_context():
        attempt = stored()
        for row in attempt.steps:
            assessment = {**(row.typed or {})["assessment"], "version": "older"}
            row.typed = {**(row.typed or {}), "scores": OLD, "assessment": assessment}
        db.session.commit()
        for name in (*DIMENSION_IDS, "overall"):
            setattr(attempt, name, 0.0)
        db.session.commit()
    return talk


def judged_again(app: Flask, **how: bool) -> list[Judging]:
    with app.app_context():
        return list(rescore(every=how.get("every", False)))


def test_older_assessments_are_replaced_and_kept(app: Flask, outdated: str) -> None:
    assert judged_again(app) == [Judging(judged=2, changed=2)]
    with app.app_context():
        attempt = stored()
        for row in attempt.steps:
            typed: dict[str, Any] = row.typed or {}
            assert typed["assessment"]["version"] == scorer_version()
            assert [(each["version"], each["scores"]) for each in typed["earlier"]] == [("older", OLD)]
        assert {name: getattr(attempt, name) for name in DIMENSION_IDS} != dict.fromkeys(DIMENSION_IDS, 0.0)
        assert attempt.overall == pytest.approx(from_scratch(attempt)["overall"])


def test_the_talk_stays_as_it_was_played(app: Flask, outdated: str) -> None:
    with app.app_context():
        before = [(row.scene, row.reply, row.text, (row.typed or {})["matched"]) for row in stored().steps]
    judged_again(app)
    with app.app_context():
        assert [(row.scene, row.reply, row.text, (row.typed or {})["matched"]) for row in stored().steps] == before


def test_doing_it_again_changes_nothing(app: Flask, outdated: str) -> None:
    judged_again(app)
    with app.app_context():
        before = [row.typed for row in stored().steps]
    assert judged_again(app) == [Judging(0, 0)]
    assert judged_again(app, every=True) == [Judging(0, 0)]
    with app.app_context():
        assert [row.typed for row in stored().steps] == before


def test_stopped_half_way_it_goes_on_where_it_was(app: Flask, guest: Person, begins: Plays, outdated: str) -> None:
    begins(guest)
    guest.presses("Say it", text=KIND)
    with app.app_context():
        row = db.session.scalars(select(StoredStep).order_by(StoredStep.attempt_id.desc())).first()
        assert row is not None
        row.typed = {**(row.typed or {}), "assessment": {**(row.typed or {})["assessment"], "version": "older"}}
        db.session.commit()
        begun = rescore(every=False)
        assert next(begun).judged == 2
        begun.close()
    assert judged_again(app) == [Judging(0, 0), Judging(1, 0)]


def test_comparisons_are_told_once_and_only_if_figures_changed(app: Flask, outdated: str) -> None:
    told: list[float | None] = []
    with attempt_rescored.connected_to(lambda _app, attempt: told.append(attempt.overall), app):
        judged_again(app)
        judged_again(app)
    assert len(told) == 1
    assert told[0] is not None
    assert told[0] > 0


def test_a_coachs_score_survives_and_both_pages_say_what_happened(
    app: Flask, coach: Person, guest: Person, outdated: str
) -> None:
    reading = outdated.replace("/attempts/", "/coach/talks/")
    coach.opens(reading)
    coach.presses("Correct", empathy="1", reason="You named it.")
    judged_again(app)
    with app.app_context():
        assert stored().corrected == 1
        assert stored().overall == pytest.approx(from_scratch(stored())["overall"])
    coach.opens(reading)
    assert "Empathy 75 coach; scorer: " in coach.sees
    assert "The scorer's was 0 (version older)." in coach.sees
    guest.opens(f"{outdated}/feedback")
    guest.presses("Rather not guess")
    for person in (coach, guest):
        assert f"Judged again by scorer {version(app)} on " in person.sees
        assert "Before, by older: Empathy 0, De-escalation 0, Clarity 0." in person.sees


def version(app: Flask) -> str:
    with app.app_context():
        return scorer_version()


def test_what_is_doubtful_now_goes_to_a_coach(app: Flask, guest: Person, begins: Plays) -> None:
    begins(guest)
    guest.presses("Say it", text="qwe rty uiop asd fgh")
    guest.presses("Say it", text=PROMISE)
    with app.app_context():
        for request in db.session.scalars(select(ReviewRequest)):
            db.session.delete(request)
        row = stored().steps[0]
        row.typed = {**(row.typed or {}), "assessment": {**(row.typed or {})["assessment"], "version": "older"}}
        db.session.commit()
    judged_again(app)
    with app.app_context():
        assert db.session.scalars(select(ReviewRequest.reason)).all() == [UNSURE]


def test_administrator_is_told_at_the_terminal_what_was_done(types: Callable[..., Result]) -> None:
    said = types("rescore").output
    assert "0 talks with typed words, 0 turns judged again" in said
    assert "Scores given by coaches stay as they are." in said
