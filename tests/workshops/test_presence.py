"""Noting who is there: for many at once, and soon enough for the desk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from tests.people import Person
from tests.workshops.meeting import Meeting
from trainer.extensions import db
from trainer.web.clock import now
from trainer.workshops.desk import seats
from trainer.workshops.models import Participant
from trainer.workshops.presence import ONLINE, SEEN_EVERY, TOGETHER, Seen, seen


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> str:
    return request.getfixturevalue("postgres") if request.param == "postgres" else ""


def test_a_room_that_comes_back_is_noted_in_two_commits_and_not_in_a_hundred(
    app: Flask, coach: Person, statements: Callable[[], list[str]]
) -> None:
    with app.app_context():
        meeting = Meeting()
        people = [meeting.person(None).id for _ in range(50)]
        long_ago = now() - ONLINE - SEEN_EVERY
        db.session.execute(update(Participant).values(last_seen_at=long_ago))
        db.session.commit()
        assert not any(seat.online for seat in seats(meeting.workshop, None)[0])
        told = statements()
        for number in people * 2:
            seen(number, long_ago)
        assert told.count("COMMIT") == 1
        app.extensions["seen"] = later(app.extensions["seen"])
        seen(people[0], long_ago)
        assert told.count("COMMIT") == 2
        db.session.expire_all()
        assert all(seat.online for seat in seats(meeting.workshop, None)[0])


def later(collected: Seen) -> Seen:
    """As if ``TOGETHER`` had passed."""
    collected._written = now() - TOGETHER - timedelta(seconds=1)
    return collected


def test_who_was_noted_just_now_costs_nothing(app: Flask, coach: Person, statements: Callable[[], list[str]]) -> None:
    with app.app_context():
        who = Meeting().person(None)
        told = statements()
        seen(who.id, now() - SEEN_EVERY / 2)
        assert told == []
