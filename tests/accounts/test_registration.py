"""A newcomer makes an account."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from tests.accounts.conftest import PASSWORD, account, link_in, signs_in
from tests.people import Person
from trainer.accounts.models import User
from trainer.extensions import db

Mails = Callable[[], str]


def registers(person: Person, email: str = "ann@example.org", password: str = PASSWORD, name: str = "Ann") -> str:
    person.opens("/login")
    person.follows("Create one")
    return person.presses("Create the account", name=name, email=email, password=password)


def test_newcomer_registers_and_is_signed_in(app: Flask, guest: Person, mails: Mails) -> None:
    assert "Welcome, Ann. Your account is ready." in registers(guest)
    assert guest.at == "/"
    assert "ann@example.org" in guest.opens("/account")
    assert "an account was made for this address" in mails()


def test_newcomer_signs_out_and_in_again(app: Flask, guest: Person) -> None:
    registers(guest)
    guest.opens("/account")
    guest.presses("Sign out")
    assert "Sign in" in guest.opens("/account")
    signs_in(guest)
    assert "ann@example.org" in guest.opens("/account")


def test_address_is_one_account_however_it_is_typed(app: Flask, guest: Person, outsider: Person) -> None:
    registers(guest, email="Ann@Example.ORG")
    signs_in(outsider, email=" ANN@example.org ")
    assert "ann@example.org" in outsider.opens("/account")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": "   "}, "Say how you want to be called."),
        ({"name": "a" * 81}, "Use at most 80 characters."),
        ({"email": "ann.example.org"}, "This is not a mail address."),
        ({"email": ""}, "Type your mail address."),
        ({"password": "nine char"}, "Use at least 10 characters."),
        ({"password": "ababababab"}, "too easy to guess"),
        ({"password": "ann@example.org"}, "too easy to guess"),
        ({"password": ""}, "Type a password."),
    ],
)
def test_newcomer_is_told_what_is_wrong(app: Flask, guest: Person, wrong: dict[str, str], said: str) -> None:
    assert said in registers(guest, **wrong)
    assert guest.at == "/register"
    with app.app_context():
        assert db.session.scalars(select(User)).all() == []


def test_password_may_be_of_any_script(app: Flask, guest: Person) -> None:
    registers(guest, password="тихая вода 静かな水")
    guest.opens("/account")
    guest.presses("Sign out")
    signs_in(guest, password="тихая вода 静かな水")
    assert "ann@example.org" in guest.opens("/account")


def test_name_with_markup_and_bidi_controls_is_shown_as_text(app: Flask, guest: Person) -> None:
    registers(guest, name="<script>alert(1)</script>\u202egnp")
    guest.opens("/account")
    assert "<script>alert" not in guest.page.text
    assert "\u202e" not in guest.page.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;gnp" in guest.page.text


def test_stranger_who_takes_a_used_address_gets_no_account_and_no_word_about_it(
    app: Flask, outsider: Person, mails: Mails
) -> None:
    account(app)
    assert "If you have an account already, sign in" in registers(outsider, password="some other words")
    assert "Sign in" in outsider.opens("/account")
    mail = mails()
    assert "It has one already" in mail
    assert link_in(mail).startswith("/reset/")


def test_with_confirmation_used_and_new_addresses_look_alike(site: Callable[..., Flask], mails: Mails) -> None:
    app = site(confirm_email=True)
    account(app)
    used = registers(Person(app.test_client())).replace("ann@", "x@")
    new = registers(Person(app.test_client()), email="bob@example.org").replace("bob@", "x@")
    assert used == new
    assert "We have sent a mail to" in new


def test_with_confirmation_newcomer_gets_in_once_the_address_is_confirmed(
    site: Callable[..., Flask], mails: Mails
) -> None:
    app = site(confirm_email=True)
    guest = Person(app.test_client())
    registers(guest)
    link = link_in(mails())
    assert "Please confirm your address first" in signs_in(guest)
    assert "your address is confirmed" in guest.opens(link)
    signs_in(guest)
    assert "ann@example.org" in guest.opens("/account")


def test_newcomer_who_lost_the_mail_gets_the_link_again(site: Callable[..., Flask], mails: Mails) -> None:
    app = site(confirm_email=True)
    guest = Person(app.test_client())
    registers(guest)
    mails()
    guest.opens("/login")
    guest.follows("No mail to confirm your address?")
    assert "a mail with a new link is on its way" in guest.presses("Send me a link", email="ann@example.org")
    assert "your address is confirmed" in guest.opens(link_in(mails()))


def test_where_registration_is_closed_nobody_is_offered_it(site: Callable[..., Flask]) -> None:
    guest = Person(site(registration=False).test_client())
    assert "Create one" not in guest.opens("/login")
    assert "There is nothing here" in guest.opens("/register")
