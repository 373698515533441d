"""What people see and set about themselves."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask_login import current_user
from sqlalchemy import select

from tests.accounts.conftest import PASSWORD, account, link_in, signs_in
from tests.people import Person
from trainer.accounts.models import User
from trainer.accounts.preferences import wants_hints, wants_timers
from trainer.accounts.signals import account_deleted
from trainer.extensions import db

Mails = Callable[[], str]


@pytest.fixture
def owner(app: Flask, guest: Person) -> Person:
    account(app)
    signs_in(guest)
    return guest


def test_owner_changes_name_and_how_they_practise(owner: Person) -> None:
    owner.opens("/account")
    form = owner.form("Save")
    assert form.fields["name"] == "Ann"
    assert "show_timers" in form.fields
    data = {"name": "  Ann \n Lee ", "practice_hints": "y", "answer_by": "type"}
    answer = owner.sends("/account", data)
    assert answer.status_code == 303
    assert "Your settings are stored." in owner.opens("/account")
    form = owner.form("Save")
    assert form.fields["name"] == "Ann Lee"
    assert "practice_hints" in form.fields
    assert "show_timers" not in form.fields


def test_preferences_of_guests_and_accounts(app: Flask, owner: Person) -> None:
    with app.test_request_context():
        assert wants_hints()
        assert wants_timers()
    owner.opens("/account")
    owner.sends("/account", {"name": "Ann", "answer_by": "both"})
    with owner.client:
        owner.opens("/account")
        assert current_user.name == "Ann"
        assert not wants_hints()
        assert not wants_timers()


def test_owner_without_a_name_is_told_so(owner: Person) -> None:
    owner.opens("/account")
    assert "Say how you want to be called." in owner.presses("Save", name=" ")


def test_owner_finds_their_language_on_another_device(app: Flask, owner: Person, outsider: Person) -> None:
    owner.opens("/account")
    owner.presses("Русский")
    signs_in(outsider)
    outsider.opens("/account")
    assert '<html lang="ru"' in outsider.page.text


def test_owner_changes_the_address_by_a_link_to_the_new_one(owner: Person, outsider: Person, mails: Mails) -> None:
    owner.opens("/account")
    owner.follows("Change the address")
    assert "until then your old address stays" in owner.presses("Send the link", email="Lee@example.org")
    assert "ann@example.org" in owner.opens("/account")
    mail = mails()
    assert "To: lee@example.org" in mail
    owner.opens(link_in(mail))
    assert "lee@example.org" in owner.opens("/account")
    told = mails()
    assert "To: ann@example.org" in told
    assert "another one now: lee@example.org" in told
    signs_in(outsider, email="lee@example.org")
    assert "lee@example.org" in outsider.opens("/account")


def test_owner_learns_nothing_about_other_addresses(app: Flask, owner: Person, mails: Mails) -> None:
    account(app, "bob@example.org", "Bob")
    owner.opens("/change-email")
    used = owner.presses("Send the link", email="bob@example.org").replace("bob@", "x@")
    assert not mails()
    free = owner.presses("Send the link", email="eve@example.org").replace("eve@", "x@")
    assert used == free


def test_owner_changes_the_password_and_is_told_by_mail(owner: Person, mails: Mails) -> None:
    owner.opens("/account")
    owner.follows("Change the password")
    assert "This is not your password." in owner.presses(
        "Change the password", password="wrong", new_password="four new words here"
    )
    assert "Use at least 10 characters" in owner.presses("Change the password", password=PASSWORD, new_password="short")
    assert not mails()
    owner.presses("Change the password", password=PASSWORD, new_password="four new words here")
    assert owner.at == "/account"
    assert "the password of your account was changed" in mails()


def test_owner_deletes_the_account_with_the_password_only(app: Flask, owner: Person) -> None:
    told: list[int] = []

    def listen(_app: Flask, user_id: int) -> None:
        told.append(user_id)

    with account_deleted.connected_to(listen, sender=app):
        owner.opens("/account")
        owner.follows("Delete my account")
        assert "This is not your password." in owner.presses("Delete it for good", password="wrong")
        assert told == []
        assert "Your account is deleted" in owner.presses("Delete it for good", password=PASSWORD)
    assert told == [1]
    assert owner.at == "/"
    with app.app_context():
        assert db.session.scalars(select(User)).all() == []
    assert "The address or the password is not right." in signs_in(owner)


def test_owner_who_was_signed_in_long_ago_shows_once_more_who_they_are(owner: Person) -> None:
    with owner.client.session_transaction() as session:
        session["fs_paa"] = 1.0
        session.pop("fs_gexp", None)
    assert "Is it you?" in owner.opens("/change-email")
    assert "Your address is ann@example.org" in owner.presses("Go on", password=PASSWORD)


def test_guest_is_asked_to_sign_in(app: Flask, outsider: Person) -> None:
    assert "Please sign in to see this page." in outsider.opens("/account")
    outsider.opens("/account/delete")
    assert outsider.at == "/login"
