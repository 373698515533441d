"""Guests: known by their session only, until they have an account."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Blueprint, Flask, jsonify
from flask.typing import ResponseReturnValue

from tests.accounts.conftest import PASSWORD, Site, account, signs_in
from tests.people import Person
from trainer.accounts.players import Player, current_player
from trainer.accounts.rights import ANYBODY, RIGHTS
from trainer.accounts.signals import guest_became_user
from trainer.library.syncing import sync

SHELF = Path(__file__).parents[1] / "shelf"


@pytest.fixture
def app(site: Site, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """A site with a page that stores something for whoever plays, and one that only looks."""
    app = site()
    pages = Blueprint("play", __name__)

    @pages.get("/look")
    def look() -> ResponseReturnValue:
        return jsonify(_told(current_player(create=False)))

    @pages.get("/store")
    def store() -> ResponseReturnValue:
        return jsonify(_told(current_player()))

    app.register_blueprint(pages)
    for endpoint in ("play.look", "play.store"):
        monkeypatch.setitem(RIGHTS, endpoint, ANYBODY)
    return app


@pytest.fixture
def handed_over(app: Flask) -> Iterator[list[tuple[str, int]]]:
    told: list[tuple[str, int]] = []

    def listen(_app: Flask, guest_key: str, user_id: int) -> None:
        told.append((guest_key, user_id))

    with guest_became_user.connected_to(listen, sender=app):
        yield told


def _told(player: Player) -> dict[str, object]:
    return {"user": player.user_id, "guest": player.guest_key, "is_guest": player.is_guest}


def asked(person: Person, page: str) -> dict[str, Any]:
    return dict(person.client.get(page).get_json())


def test_guest_who_looks_around_leaves_nothing(guest: Person) -> None:
    assert asked(guest, "/look") == {"user": None, "guest": None, "is_guest": True}
    assert guest.client.get_cookie("session") is None


def test_guest_keeps_one_key_that_nobody_guesses(guest: Person, outsider: Person) -> None:
    key = asked(guest, "/store")["guest"]
    assert key
    assert len(key) == 32
    assert asked(guest, "/store")["guest"] == asked(guest, "/look")["guest"] == key
    assert asked(outsider, "/store")["guest"] != key


def test_guest_who_closes_the_window_is_known_again(guest: Person) -> None:
    cookie = guest.client.get("/store").headers["Set-Cookie"]
    assert "Expires" in cookie


def test_guest_who_registers_takes_everything_along(guest: Person, handed_over: list[tuple[str, int]]) -> None:
    key = asked(guest, "/store")["guest"]
    guest.opens("/register")
    guest.presses("Create the account", name="Ann", email="ann@example.org", password=PASSWORD)
    assert asked(guest, "/look") == {"user": 1, "guest": None, "is_guest": False}
    assert handed_over == [(key, 1)]


def test_guest_who_signs_in_takes_everything_along_once(
    app: Flask, guest: Person, handed_over: list[tuple[str, int]]
) -> None:
    account(app)
    key = asked(guest, "/store")["guest"]
    signs_in(guest)
    guest.opens("/account")
    guest.presses("Sign out")
    signs_in(guest)
    assert handed_over == [(key, 1)]


def test_guest_who_fails_to_sign_in_stays_who_they_are(
    app: Flask, guest: Person, handed_over: list[tuple[str, int]]
) -> None:
    account(app)
    key = asked(guest, "/store")["guest"]
    signs_in(guest, password="not the password")
    assert asked(guest, "/look")["guest"] == key
    assert handed_over == []


def test_account_without_a_guest_before_it_is_told_nothing(
    app: Flask, guest: Person, handed_over: list[tuple[str, int]]
) -> None:
    account(app)
    signs_in(guest)
    assert asked(guest, "/look")["user"] == 1
    assert handed_over == []


def test_next_person_at_the_same_browser_starts_from_nothing(app: Flask, guest: Person) -> None:
    account(app)
    key = asked(guest, "/store")["guest"]
    signs_in(guest)
    guest.opens("/account")
    guest.presses("Sign out")
    assert asked(guest, "/look")["guest"] is None
    assert asked(guest, "/store")["guest"] != key


def test_where_guests_are_not_welcome_they_are_asked_to_sign_in(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    app = site(guests=False)
    monkeypatch.setitem(RIGHTS, "store", ANYBODY)

    @app.route("/store", methods=["GET", "POST"])
    def store() -> ResponseReturnValue:
        return jsonify(_told(current_player()))

    guest = Person(app.test_client())
    assert "Please sign in to see this page." in guest.opens("/store")
    assert guest.page.request.full_path == "/login?next=/store"
    assert guest.sends("/store", {}).location == "/login"


def test_where_guests_are_not_welcome_begin_leads_through_the_door_back_to_the_brief(site: Site) -> None:
    app = site(guests=False)
    with app.app_context():
        sync(SHELF)
    account(app)
    guest = Person(app.test_client())
    guest.opens("/scenarios/en/late-parcel")
    assert "Please sign in to see this page." in guest.presses("Begin the talk")
    guest.presses("Sign in", email="ann@example.org", password=PASSWORD)
    assert guest.at == "/scenarios/en/late-parcel"
    guest.presses("Begin the talk")
    assert guest.at.startswith("/attempts/")
