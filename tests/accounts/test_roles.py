"""Who may do what: trainees, coaches, administrators, guests."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from tests.accounts.conftest import account, signs_in
from tests.people import Person
from trainer.accounts.roles import for_administrators, for_coaches


@pytest.fixture
def guarded(app: Flask) -> Flask:
    """An app with a page for coaches and one for administrators."""
    app.add_url_rule("/coaching", "coaching", for_coaches(lambda: "for coaches"))
    app.add_url_rule("/running", "running", for_administrators(lambda: "for administrators"))
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
