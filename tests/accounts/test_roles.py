"""Who may do what: trainees, coaches, administrators, guests."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from tests.accounts.conftest import account, signs_in
from tests.people import Person
from trainer.accounts.rights import ADMINS, COACHES, RIGHTS


@pytest.fixture
def guarded(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """An app with a page for coaches, one for administrators, and one that was forgotten in the table."""
    app.add_url_rule("/coaching", "coaching", lambda: "for coaches")
    app.add_url_rule("/running", "running", lambda: "for administrators")
    app.add_url_rule("/forgotten", "forgotten", lambda: "for nobody knows whom")
    monkeypatch.setitem(RIGHTS, "coaching", COACHES)
    monkeypatch.setitem(RIGHTS, "running", ADMINS)
    return app


@pytest.mark.parametrize(
    ("role", "coaching", "running"), [("trainee", 403, 403), ("coach", 200, 403), ("admin", 200, 200)]
)
def test_role_opens_its_pages(
    guarded: Flask, visitor: Callable[..., Person], role: str, coaching: int, running: int
) -> None:
    account(guarded, "ann@example.org", "Ann", role)
    person = visitor()
    signs_in(person)
    assert person.client.get("/coaching").status_code == coaching
    assert person.client.get("/running").status_code == running


def test_trainee_reads_why(guarded: Flask, guest: Person) -> None:
    account(guarded)
    signs_in(guest)
    assert "Your account may not see this page." in guest.opens("/coaching")


def test_guest_is_sent_to_sign_in_and_comes_back(guarded: Flask, guest: Person) -> None:
    account(guarded, "ann@example.org", "Ann", "coach")
    guest.opens("/coaching")
    assert guest.at == "/login"
    guest.presses("Sign in", email="ann@example.org", password="correct horse battery")
    assert guest.at == "/coaching"


def test_page_without_a_row_in_the_table_is_nobodys(guarded: Flask, guest: Person) -> None:
    account(guarded, "ann@example.org", "Ann", "admin")
    assert guest.client.get("/forgotten").status_code == 302
    signs_in(guest)
    assert guest.client.get("/forgotten").status_code == 403
