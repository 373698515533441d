"""What the administrator does with accounts on the command line."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.accounts.conftest import PASSWORD, signs_in
from tests.people import Person
from trainer.accounts.demo import make_demo_people
from trainer.accounts.people import (
    AccountError,
    BadAddress,
    BadName,
    DuplicateAddress,
    NoSuchAccount,
    UnknownRole,
    WeakPassword,
    add_user,
    list_users,
    reset_access,
    set_role,
)


@pytest.fixture
def inside(app: Flask) -> Iterator[Flask]:
    with app.app_context():
        yield app


def test_administrator_adds_people_and_lists_them(inside: Flask) -> None:
    add_user("bob@example.org", "Bob", PASSWORD)
    add_user("Ann@example.org", " Ann  Lee ", PASSWORD, ["coach"])
    assert [(person.email, person.name, person.roles) for person in list_users()] == [
        ("ann@example.org", "Ann Lee", ("coach",)),
        ("bob@example.org", "Bob", ("trainee",)),
    ]


def test_person_who_was_added_signs_in_at_once(app: Flask, guest: Person) -> None:
    with app.app_context():
        add_user("Ann@example.org", "Ann", "тихая вода глубока", ["admin"])
    signs_in(guest, password="тихая вода глубока")
    assert "ann@example.org" in guest.opens("/account")


@pytest.mark.parametrize(
    ("error", "email", "name", "password", "role", "said"),
    [
        (DuplicateAddress, "ANN@example.org", "Ann", PASSWORD, "coach", "ann@example.org"),
        (BadAddress, "not an address", "Ann", PASSWORD, "coach", "not an address is not a mail address."),
        (BadName, "bob@example.org", " ", PASSWORD, "coach", "Say how you want to be called."),
        (WeakPassword, "bob@example.org", "Bob", "short", "coach", "Use at least 10 characters."),
        (UnknownRole, "bob@example.org", "Bob", PASSWORD, "king", "There is no role king; there are trainee, coach"),
    ],
)
def test_administrator_is_told_what_cannot_be(
    inside: Flask, error: type[AccountError], email: str, name: str, password: str, role: str, said: str
) -> None:
    add_user("ann@example.org", "Ann", PASSWORD)
    with pytest.raises(error) as caught:
        add_user(email, name, password, [role])
    assert said in caught.value.words.text()
    assert len(list_users()) == 1


def test_administrator_changes_a_role(inside: Flask) -> None:
    add_user("ann@example.org", "Ann", PASSWORD)
    assert set_role("Ann@example.org", "coach").roles == ("coach",)
    assert set_role("ann@example.org", "admin").roles == ("admin",)
    assert set_role("ann@example.org", "trainee").roles == ("trainee",)
    with pytest.raises(NoSuchAccount, match="bob"):
        set_role("bob@example.org", "coach")


def test_administrator_lets_somebody_in_whose_phone_is_lost(app: Flask, guest: Person) -> None:
    with app.app_context():
        add_user("ann@example.org", "Ann", PASSWORD)
    signs_in(guest)
    with app.app_context():
        reset_access("ann@example.org")
    assert "Sign in" in guest.opens("/account")
    signs_in(guest)
    assert "ann@example.org" in guest.opens("/account")


def test_demo_people_are_made_once(inside: Flask) -> None:
    first = make_demo_people()
    assert make_demo_people() == first
    assert [(person.email, person.roles) for person in list_users()] == [
        ("admin@example.org", ("admin",)),
        ("coach@example.org", ("coach",)),
        ("trainee@example.org", ("trainee",)),
    ]


def test_demo_people_sign_in_with_what_is_printed(app: Flask, guest: Person) -> None:
    with app.app_context():
        demo = make_demo_people()
    for email in demo.emails:
        signs_in(guest, email=email, password=demo.password)
        assert email in guest.opens("/account")
        guest.presses("Sign out")
