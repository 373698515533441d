"""All that accounts say, in English and in Russian."""

from __future__ import annotations

import re

import pytest
from babel.messages.pofile import read_po
from flask import Flask
from flask_security.core import _default_messages

from tests.accounts.conftest import Site, account, signs_in
from tests.people import Person
from trainer.accounts.wording import MESSAGES, SUBJECTS
from trainer.paths import PACKAGE

# What Flask-Security can say about things that are not switched on here.
ELSEWHERE = re.compile(
    "US_|USE_CODE|USERNAME_|PASSWORDLESS|LOGIN_E|INVALID_LOGIN|OAUTH_|PHONE_|REFRESH_TOKEN|GENERIC_US|GENERIC_RECOVERY|"
    "IDENTITY_|PASSWORD_BREACHED|PASSWORD_TOO_SIMPLE|PASSWORD_INVALID_LENGTH|CODE_HAS|FAILED_TO_SEND|PASSWORD_RESET$|"
    "FORGOT_PASSWORD|RETYPE_|PASSWORD_MISMATCH|INVALID_PASSWORD_CODE"
)
OPEN_PAGES = ("/login", "/register", "/reset", "/confirm", "/wan-signin")
OWN_PAGES = (
    "/account", "/account/delete", "/change", "/change-email", "/verify", "/tf-setup", "/mf-recovery-codes",
    "/wan-register", "/wan-verify",
)  # fmt: skip
ENGLISH = re.compile(r"(?<![@.\w])(?!example|JavaScript|English)[A-Za-z]{3,}(?![@.\w])")


@pytest.fixture
def app(site: Site) -> Flask:
    """Everything is switched on."""
    app = site(two_factor=True, passkeys=True, confirm_email=True)
    account(app, "ann@example.org", "Анна")
    return app


def test_every_message_that_can_come_is_in_our_words() -> None:
    assert {key for key in _default_messages if not ELSEWHERE.match(key)} - set(MESSAGES) == set()
    assert set(MESSAGES) <= set(_default_messages)


def test_every_message_and_subject_is_translated() -> None:
    with (PACKAGE / "translations/ru/LC_MESSAGES/messages.po").open("rb") as file:
        catalogue = read_po(file)
    said = [text for text, _ in MESSAGES.values()] + list(SUBJECTS.values())
    missing = [text for text in said if not (found := catalogue.get(text)) or not found.string]
    assert missing == []


def section(person: Person) -> str:
    """The part of the page that is about accounts, without its markup."""
    found = re.search(r'<section class="narrow account">(.*?)</section>\s*</main>', person.page.text, re.DOTALL)
    assert found, person.page.text
    return re.sub(r"<noscript>|<[^>]*>", " ", found[1])


@pytest.mark.parametrize("page", OPEN_PAGES)
def test_guest_who_reads_russian_finds_no_english(app: Flask, page: str) -> None:
    guest = Person(app.test_client(), "ru")
    guest.opens(page)
    assert guest.at == page
    assert ENGLISH.findall(section(guest)) == []


@pytest.mark.parametrize("page", OWN_PAGES)
def test_owner_who_reads_russian_finds_no_english(app: Flask, page: str) -> None:
    owner = Person(app.test_client(), "ru")
    owner.opens("/login")
    owner.presses("Войти", email="ann@example.org", password="correct horse battery")
    owner.opens(page)
    assert owner.at == page
    assert ENGLISH.findall(section(owner)) == []


def test_owner_who_mistypes_reads_it_in_russian(app: Flask) -> None:
    owner = Person(app.test_client(), "ru")
    owner.opens("/login")
    owner.presses("Войти", email="ann@example.org", password="wrong")
    assert "Адрес или пароль неверны." in owner.sees
    owner.opens("/register")
    owner.presses("Создать учётную запись", name="Анна", email="anna@example.org", password="коротко")
    assert "Нужно не меньше 10 знаков." in owner.sees


@pytest.mark.parametrize("page", OPEN_PAGES + OWN_PAGES)
def test_no_page_needs_inline_scripts_or_styles(app: Flask, page: str) -> None:
    person = Person(app.test_client())
    if page in OWN_PAGES:
        signs_in(person)
    person.opens(page)
    assert person.at == page
    scripts = re.findall(r"<script[^>]*>", person.page.text)
    assert all(" src=" in script for script in scripts)
    assert not re.search(r'<style|\sstyle="|\son[a-z]+="', person.page.text)
    assert "script-src 'self'" in person.page.headers["Content-Security-Policy"]


@pytest.mark.parametrize("page", OPEN_PAGES + OWN_PAGES)
def test_every_field_has_a_label_and_every_id_is_one(app: Flask, page: str) -> None:
    person = Person(app.test_client())
    if page in OWN_PAGES:
        signs_in(person)
    person.opens(page)
    ids = re.findall(r'\sid="([^"]+)"', person.page.text)
    assert len(ids) == len(set(ids))
    for kind, field in re.findall(r'<input (?=[^>]*type="(text|email|password)")[^>]*id="([^"]+)"', person.page.text):
        assert f'<label for="{field}">' in person.page.text, kind
