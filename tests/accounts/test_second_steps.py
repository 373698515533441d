"""Codes of an authenticator app, and recovery codes for those whose phone is lost."""

from __future__ import annotations

import re
import time

import pytest
from flask import Flask
from passlib.totp import TOTP

from tests.accounts.conftest import Site, account, signs_in
from tests.people import Person
from trainer.accounts.people import reset_access


@pytest.fixture
def app(site: Site) -> Flask:
    app = site(two_factor=True)
    account(app)
    return app


class Phone:
    """An authenticator app. Each look shows the next code, as if half a minute had passed."""

    def __init__(self, key: str) -> None:
        self.totp = TOTP(key=key)
        self.time = time.time() - 60

    def shows(self) -> str:
        self.time += 30
        return str(self.totp.generate(time=self.time).token)


@pytest.fixture
def owner(app: Flask, guest: Person) -> Person:
    signs_in(guest)
    return guest


def switches_on(owner: Person) -> Phone:
    owner.opens("/account")
    owner.follows("Look after codes")
    owner.presses("Set it up")
    found = re.search(r'class="key">([^<]+)<', owner.page.text)
    assert found
    phone = Phone(found[1])
    assert "Signing in now asks for a code" in owner.presses("Switch it on", code=phone.shows())
    return phone


def leaves(owner: Person) -> None:
    owner.opens("/account")
    owner.presses("Sign out")


def test_owner_scans_a_picture_that_comes_with_the_page(owner: Person) -> None:
    owner.opens("/tf-setup")
    owner.presses("Set it up")
    assert 'src="data:image/svg+xml;base64,' in owner.page.text


def test_wrong_code_switches_nothing_on(owner: Person) -> None:
    owner.opens("/tf-setup")
    owner.presses("Set it up")
    assert "This code is not right" in owner.presses("Switch it on", code="000000")
    assert "switched off" in owner.opens("/account")


def test_password_alone_opens_nothing_any_more(owner: Person, outsider: Person) -> None:
    phone = switches_on(owner)
    assert "switched on" in owner.opens("/account")
    assert "Your code" in signs_in(outsider)
    assert "This code is not right" in outsider.presses("Sign in", code="000000")
    assert "Sign in" in outsider.opens("/account")
    signs_in(outsider)
    assert "Welcome back." in outsider.presses("Sign in", code=phone.shows())
    assert "ann@example.org" in outsider.opens("/account")


def test_code_read_over_the_shoulder_is_used_up(owner: Person, outsider: Person) -> None:
    phone = switches_on(owner)
    leaves(owner)
    signs_in(owner)
    code = phone.shows()
    owner.presses("Sign in", code=code)
    signs_in(outsider)
    assert "it is used up" in outsider.presses("Sign in", code=code)


def test_owner_without_the_phone_uses_a_recovery_code_once(owner: Person, outsider: Person) -> None:
    switches_on(owner)
    owner.opens("/tf-setup")
    owner.follows("Recovery codes")
    assert "You have no recovery codes yet." in owner.presses("Show my codes")
    owner.presses("Make new codes")
    codes = re.findall(r"<li>([^<]+)</li>", owner.page.text)
    assert len(codes) == 5
    leaves(owner)
    signs_in(owner)
    owner.follows("Phone lost?")
    owner.presses("Sign in", code=codes[0])
    assert "ann@example.org" in owner.opens("/account")
    signs_in(outsider)
    outsider.follows("Phone lost?")
    assert "it is used up" in outsider.presses("Sign in", code=codes[0])


def test_administrator_lets_an_owner_in_who_has_lost_everything(app: Flask, owner: Person) -> None:
    switches_on(owner)
    leaves(owner)
    with app.app_context():
        reset_access("ann@example.org")
    signs_in(owner)
    assert "switched off" in owner.opens("/account")


def test_owner_switches_codes_off(owner: Person) -> None:
    switches_on(owner)
    owner.opens("/tf-setup")
    assert "Signing in asks for no code any more." in owner.presses("Switch it off")
    leaves(owner)
    signs_in(owner)
    assert "ann@example.org" in owner.opens("/account")


def test_guessing_codes_without_the_password_is_impossible(outsider: Person) -> None:
    for page in ("/tf-validate", "/mf-recovery", "/tf-select"):
        outsider.opens(page)
        assert outsider.at == "/login"


def test_nobody_writes_to_a_mailbox_that_nobody_reads(owner: Person, outsider: Person) -> None:
    switches_on(owner)
    signs_in(outsider)
    assert outsider.sends("/tf-rescue", {"help_setup": "help"}).status_code == 404


def test_where_it_is_switched_off_nobody_is_offered_codes_or_passkeys(site: Site) -> None:
    app = site()
    account(app)
    person = Person(app.test_client())
    assert "passkey" not in person.opens("/login")
    signs_in(person)
    said = person.opens("/account")
    assert "Codes for signing in" not in said
    assert "Passkeys" not in said
    for page in (
        "/tf-setup",
        "/tf-validate",
        "/tf-rescue",
        "/mf-recovery",
        "/wan-register",
        "/wan-signin",
        "/wan-verify",
    ):
        assert person.client.get(page).status_code == 404
