"""Somebody who tries passwords, or fills mailboxes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from tests.accounts.conftest import account, signs_in
from tests.people import Person
from trainer.extensions import limiter

Mails = Callable[[], str]


@pytest.fixture
def app(site: Callable[..., Flask]) -> Iterator[Flask]:
    app = site(rate_limits=True)
    account(app)
    with app.app_context():
        limiter.reset()
    yield app
    # The limiter is one for the process: those who come after expect it to be off.
    limiter.enabled = False


def test_guesser_is_stopped_in_words_and_others_are_not(app: Flask, outsider: Person, guest: Person) -> None:
    account(app, "bob@example.org", "Bob")
    for _ in range(10):
        assert "The address or the password is not right." in signs_in(outsider, password="a wrong password")
    said = signs_in(outsider, password="a wrong password")
    assert outsider.page.status_code == 429
    assert "That was too often in a short time. Wait a minute and try again." in said
    signs_in(guest, email="bob@example.org")
    assert "bob@example.org" in guest.opens("/account")


def test_guesser_at_an_open_screen_is_stopped_and_the_next_desk_is_not(
    app: Flask, guest: Person, outsider: Person
) -> None:
    account(app, "bob@example.org", "Bob")
    for person, email in ((guest, "ann@example.org"), (outsider, "bob@example.org")):
        signs_in(person, email=email)
        person.opens("/change")
    tried = {"password": "a guess", "new_password": "four new words here"}
    assert [guest.sends("/change", tried).status_code for _ in range(11)] == [200] * 10 + [429]
    assert outsider.sends("/change", tried).status_code == 200


def test_guesser_who_changes_accounts_is_stopped_too(app: Flask, outsider: Person) -> None:
    outsider.opens("/login")
    answers = [
        outsider.sends("/login", {"email": f"p{number}@example.org", "password": "x"}).status_code
        for number in range(61)
    ]
    assert answers == [200] * 60 + [429]


def test_mailbox_is_not_filled(app: Flask, outsider: Person, mails: Mails) -> None:
    outsider.opens("/reset")
    for _ in range(3):
        outsider.sends("/reset", {"email": "ann@example.org"})
    assert outsider.sends("/reset", {"email": "ANN@example.org "}).status_code == 429
    assert mails().count("To: ann@example.org") == 3


def test_workshop_registers_from_one_address(app: Flask) -> None:
    for number in range(30):
        person = Person(app.test_client())
        person.opens("/register")
        person.presses("Create the account", name="P", email=f"p{number}@example.org", password="correct horse battery")
        assert person.at == "/"


def test_reading_is_not_limited(app: Flask, guest: Person) -> None:
    assert {guest.client.get("/login").status_code for _ in range(70)} == {200}
