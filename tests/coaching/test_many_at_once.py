"""Coaches and a re-scoring at the same talk at the same time, on real databases with real threads."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import select

from tests.coaching.conftest import address
from tests.people import Person
from tests.practice.test_corrections import from_scratch, stored
from trainer.extensions import db
from trainer.practice.attempts import new_key
from trainer.practice.rescoring import rescore
from trainer.practice.review_models import Correction, Reviewed
from trainer.scoring.dimensions import DIMENSION_IDS


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> str:
    """Both kinds of database."""
    return str(request.getfixturevalue("postgres")) if request.param == "postgres" else ""


@pytest.fixture
def talk(trainee: Person, begins: Callable[..., str]) -> str:
    """Where coaches read a talk in own words that an older scorer has judged."""
    talk = begins(trainee)
    for words in ("I'm so sorry, Dana. I'd be angry as well.", "I start a search and write to you by noon tomorrow."):
        trainee.presses("Say it", text=words)
    return address(talk)


def test_figures_hold_whoever_comes_first(app: Flask, coach: Person, talk: str) -> None:
    with app.app_context():
        for row in stored().steps:
            row.typed = {**(row.typed or {}), "assessment": {**(row.typed or {})["assessment"], "version": "older"}}
        db.session.commit()
    coach.opens(talk)
    form, cookie = coach.form("Correct"), coach.client.get_cookie("session")
    assert cookie is not None

    def send(number: int) -> int:
        if number == 5:
            with app.app_context():
                return 303 if [talk.judged for talk in rescore(every=False)] == [2] else 500
        client = app.test_client()
        client.set_cookie("session", cookie.value)
        points = {"empathy": str(number % 5 - 2), "clarity": str((number + 2) % 5 - 2)}
        data = {**form.fields, "key": new_key(), "reason": "Because.", **points}
        return client.post(form.action, data=data).status_code

    with ThreadPoolExecutor(12) as pool:
        codes = list(pool.map(send, range(12)))
    assert set(codes) <= {303, 422}
    with app.app_context():
        attempt = stored()
        expected = from_scratch(attempt)
        assert {name: getattr(attempt, name) for name in expected} == pytest.approx(expected)
        current = db.session.scalars(select(Correction).where(Correction.withdrawn_at.is_(None))).all()
        assert sorted(row.dimension for row in current) == ["clarity", "empathy"]
        assert all(getattr(attempt, name) is not None for name in DIMENSION_IDS)


def test_ten_copies_of_having_read_count_once(
    app: Flask, coach: Person, talk: str, count: Callable[[type], int]
) -> None:
    coach.opens(talk)
    form, cookie = coach.form("Read, and on"), coach.client.get_cookie("session")
    assert cookie is not None

    def send(_number: int) -> int:
        client = app.test_client()
        client.set_cookie("session", cookie.value)
        return client.post(form.action, data={**form.fields, "on": ""}).status_code

    with ThreadPoolExecutor(10) as pool:
        codes = list(pool.map(send, range(10)))
    assert codes == [303] * 10
    assert count(Reviewed) == 1


def test_every_queue_can_be_read(coach: Person, talk: str) -> None:
    for queue in ("assigned", "answered", "disagreed", "unsure", "never"):
        coach.opens(f"/coach/queue?queue={queue}&language=en&scenario=en/late-parcel&team=1")
        assert coach.page.status_code == 200
    assert "Never reviewed 1" in coach.opens("/coach/queue?queue=never")
    coach.presses("Take the next")
    assert coach.at == talk
    assert "Assigned to me 1" in coach.opens("/coach/queue")
    assert coach.opens("/coach/exemplary")
    assert coach.page.status_code == 200
