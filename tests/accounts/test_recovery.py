"""Somebody who has forgotten the password."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from tests.accounts.conftest import account, link_in, signs_in
from tests.people import Person

Mails = Callable[[], str]


def asks(person: Person, email: str) -> str:
    person.opens("/login")
    person.follows("Forgot the password?")
    return person.presses("Send me a link", email=email)


def test_owner_sets_a_new_password_by_the_link_in_the_mail(app: Flask, guest: Person, mails: Mails) -> None:
    account(app)
    asks(guest, "ann@example.org")
    link = link_in(mails())
    guest.opens(link)
    assert "Your new password is set" in guest.presses("Set the password", password="four new words here")
    assert signs_in(guest, password="four new words here")
    assert "ann@example.org" in guest.opens("/account")


def test_the_link_works_once(app: Flask, guest: Person, outsider: Person, mails: Mails) -> None:
    account(app)
    asks(guest, "ann@example.org")
    link = link_in(mails())
    guest.opens(link)
    guest.presses("Set the password", password="four new words here")
    assert "This link does not work any more" in outsider.opens(link)


def test_stranger_learns_nothing_about_who_has_an_account(app: Flask, outsider: Person, mails: Mails) -> None:
    account(app)
    known = asks(outsider, "ann@example.org").replace("ann@", "x@")
    assert mails()
    unknown = asks(outsider, "bob@example.org").replace("bob@", "x@")
    assert known == unknown
    assert "If there is an account for" in known
    assert not mails()


def test_mail_in_russian_can_be_read_on_the_console(app: Flask, visitor: Callable[..., Person], mails: Mails) -> None:
    account(app)
    person = visitor("ru")
    person.opens("/reset")
    person.sends("/reset", {"email": "ann@example.org"})
    mail = mails()
    assert "Здравствуйте" in mail
    assert link_in(mail).startswith("/reset/")


def test_links_in_mails_lead_to_the_public_address(site: Callable[..., Flask], mails: Mails) -> None:
    app = site(public_url="https://calm.example.org")
    account(app)
    stranger = Person(app.test_client())
    stranger.opens("/reset", Host="evil.example.com")
    stranger.sends("/reset", {"email": "ann@example.org"}, Host="evil.example.com")
    mail = mails()
    assert "https://calm.example.org/reset/" in mail
    assert "evil" not in mail
