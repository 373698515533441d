"""Signing in and out, and what strangers try there."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import event

from tests.accounts.conftest import PASSWORD, account, signs_in
from tests.people import Person
from trainer.extensions import db

ELSEWHERE = [
    "https://evil.example.com",
    "//evil.example.com",
    "///evil.example.com",
    "/\\evil.example.com",
    "\\\\evil.example.com",
    "https:evil.example.com",
    "http:///evil.example.com",
    "/\t/evil.example.com",
    "\x01//evil.example.com",
    "javascript:alert(1)",
    "https://localhost@evil.example.com",
    "https://localhost.evil.example.com/",
]


def test_stranger_with_a_wrong_password_and_a_wrong_address_reads_the_same(app: Flask, outsider: Person) -> None:
    account(app)
    password = signs_in(outsider, password="not the password")
    address = signs_in(outsider, email="bob@example.org")
    assert "The address or the password is not right." in password
    assert password == address
    assert "Sign in" in outsider.opens("/account")


def test_account_that_is_switched_off_stays_outside(app: Flask, guest: Person) -> None:
    account(app)
    with app.app_context():
        store = app.extensions["security"].datastore
        store.deactivate_user(store.find_user(email="ann@example.org"))
        store.commit()
    signs_in(guest)
    assert "Sign in" in guest.opens("/account")


def test_person_comes_back_to_the_page_they_wanted(app: Flask, guest: Person) -> None:
    account(app)
    guest.opens("/account/delete")
    assert guest.at == "/login"
    guest.presses("Sign in", email="ann@example.org", password=PASSWORD)
    assert guest.at == "/account/delete"


@pytest.mark.parametrize("target", ELSEWHERE)
@pytest.mark.parametrize("page", ["/login", "/register"])
def test_person_who_followed_a_strange_link_ends_in_the_library(
    app: Flask, guest: Person, page: str, target: str
) -> None:
    account(app)
    guest.page = guest.client.get(page, query_string={"next": target}, follow_redirects=True)
    if page == "/login":
        guest.presses("Sign in", email="ann@example.org", password=PASSWORD)
    else:
        guest.presses("Create the account", name="New", email="new@example.org", password=PASSWORD)
    assert guest.at == "/"
    assert guest.page.status_code == 200


@pytest.mark.parametrize("target", ELSEWHERE)
def test_form_made_by_hand_leads_nowhere_else(app: Flask, guest: Person, target: str) -> None:
    account(app)
    guest.opens("/login")
    answer = guest.sends(
        "/login?next=//evil.example.com", {"email": "ann@example.org", "password": PASSWORD, "next": target}
    )
    assert answer.status_code == 302
    # As browsers read it: control characters go, backslashes are slashes.
    location = "".join(char for char in answer.headers["Location"] if char > " ").replace("\\", "/")
    assert not urlsplit(location).scheme
    assert not location.startswith("//")


def test_form_without_its_token_is_refused_in_words(app: Flask, guest: Person) -> None:
    account(app)
    for address in ("/login", "/register", "/reset", "/logout", "/account", "/account/delete", "/change"):
        answer = guest.client.post(address, data={"email": "ann@example.org", "password": PASSWORD})
        assert answer.status_code == 400
        assert "This page has expired" in answer.text


def test_signed_in_person_is_not_signed_out_by_a_link(app: Flask, guest: Person) -> None:
    account(app)
    signs_in(guest)
    assert guest.client.get("/logout").status_code == 405
    assert guest.client.post("/logout").status_code == 400
    assert "ann@example.org" in guest.opens("/account")


def test_session_after_signing_in_shares_nothing_with_the_one_before(app: Flask, guest: Person) -> None:
    account(app)
    guest.opens("/login")
    before = guest.form("Sign in").fields["csrf_token"]
    signs_in(guest)
    guest.opens("/account")
    with guest.client.session_transaction() as session:
        assert session["csrf_token"]
    answer = guest.client.post("/account", data={"csrf_token": before, "name": "Planted"})
    assert answer.status_code == 400
    assert "Planted" not in guest.opens("/account")


def test_session_dies_with_the_password(app: Flask, guest: Person, visitor: Callable[..., Person]) -> None:
    account(app)
    thief = visitor()
    signs_in(thief)
    signs_in(guest)
    guest.opens("/change")
    said = guest.presses("Change the password", password=PASSWORD, new_password="four new words here")
    assert "Your password is changed." in said
    assert "ann@example.org" in guest.opens("/account")
    assert "ann@example.org" not in thief.opens("/account")


def test_cookies_are_kept_from_scripts_and_other_sites(site: Callable[..., Flask]) -> None:
    app = site(https=True)
    account(app)
    client = app.test_client()
    person = Person(client)
    page = client.get("/login", base_url="https://localhost")
    person.page = page
    token = person.form("Sign in").fields["csrf_token"]
    data = {"email": "ann@example.org", "password": PASSWORD, "remember": "y", "csrf_token": token}
    headers = {"Referer": "https://localhost/login"}
    answer = client.post("/login", data=data, base_url="https://localhost", headers=headers)
    cookies = answer.headers.getlist("Set-Cookie")
    assert {cookie.partition("=")[0] for cookie in cookies} == {"session", "remember_token"}
    for cookie in cookies:
        assert {"Secure", "HttpOnly", "SameSite=Lax"} <= {part.strip() for part in cookie.split(";")}


def test_person_who_ticks_nothing_leaves_no_cookie_that_outlives_the_window(app: Flask, guest: Person) -> None:
    account(app)
    guest.opens("/login")
    answer = guest.sends("/login", {"email": "ann@example.org", "password": PASSWORD})
    assert all("Expires" not in cookie for cookie in answer.headers.getlist("Set-Cookie"))


def test_pages_speak_forms_only(app: Flask, outsider: Person) -> None:
    account(app)
    outsider.opens("/login")
    token = outsider.form("Sign in").fields["csrf_token"]
    body = {"email": "ann@example.org", "password": PASSWORD}
    answer = outsider.client.post("/login?include_auth_token", json=body, headers={"X-CSRFToken": token})
    assert answer.status_code == 415
    assert "Sign in" in outsider.opens("/account")


@pytest.mark.parametrize("roles", [(), ("coach", "admin")])
def test_knowing_who_is_signed_in_and_what_waits_for_them_takes_two_statements(
    app: Flask, guest: Person, roles: tuple[str, ...]
) -> None:
    account(app, "ann@example.org", "Ann", *roles)
    signs_in(guest)
    statements: list[str] = []
    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    guest.opens("/scores")
    assert len(statements) == 2, statements


def test_pictures_and_styles_ask_nobody_who_you_are(app: Flask, guest: Person) -> None:
    account(app)
    signs_in(guest)
    statements: list[str] = []
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    with guest.client.get("/static/img/logo.svg") as picture:
        assert picture.status_code == 200
    assert statements == []
