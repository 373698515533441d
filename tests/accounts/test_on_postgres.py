"""What accounts, teams, notices and the log do on PostgreSQL, which is stricter than SQLite."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from tests.accounts.conftest import Site, account, signs_in
from tests.people import Person
from trainer.accounts.models import User
from trainer.accounts.notices import KEPT, notices_of, notify
from trainer.extensions import db
from trainer.words import say

pytestmark = pytest.mark.postgres


@pytest.fixture
def app(site: Site, postgres: str) -> Iterator[Flask]:
    app = site(database=postgres)
    yield app
    with app.app_context():
        db.session.remove()
        db.drop_all()


def signed_in(app: Flask, email: str, name: str, role: str) -> Person:
    account(app, email, name, role)
    person = Person(app.test_client())
    signs_in(person, email)
    return person


def test_administrator_coach_and_trainee_go_through_it_all(app: Flask) -> None:
    ada = signed_in(app, "ada@example.org", "Ada", "admin")
    cleo = signed_in(app, "cleo@example.org", "Клео", "coach")
    ann = signed_in(app, "ann@example.org", "Ann", "trainee")
    cleo.opens("/coach/teams")
    cleo.presses("Make the team", name="North")
    cleo.presses("Ask", email="ann@example.org")
    ann.opens("/notices")
    ann.follows("asks you to join")
    assert "Coaches: Клео" in ann.presses("Accept")
    assert "Ann" in cleo.opens(cleo.at)
    ada.opens("/admin/people?q=клео&after=a")
    ada.follows("Клео")
    ada.presses("Change the role", role="trainee")
    assert "Changed the role of cleo@example.org" in ada.opens("/admin/log?who=ada&before=2147483647")
    ada.presses("Show", who="ADA")
    assert ada.page.status_code == 200
    ada.opens("/admin/people/1")
    assert "last administrator" in ada.presses("Change the role", role="coach", sure="y")
    ada.opens("/notices/99999999999999")
    assert ada.page.status_code == 404


def test_owner_keeps_the_newest_notices(app: Flask) -> None:
    account(app)
    with app.app_context():
        owner = db.session.scalars(select(User.id)).one()
        for number in range(KEPT + 2):
            notify(owner, say("Number {number}", number=number), "/")
        db.session.commit()
        assert [notice.values["number"] for notice in notices_of(owner)] == list(range(KEPT + 1, 1, -1))
