"""Passkeys, with a real browser and a device that Chromium plays."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from werkzeug.serving import make_server

from tests.accounts.conftest import PASSWORD, account
from trainer.app import create_app
from trainer.config import Settings
from trainer.extensions import db


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """A server that offers passkeys, by a name: a bare number has none. Ann has an account."""
    app = create_app(Settings(instance=tmp_path / "instance", rate_limits=False, passkeys=True))
    with app.app_context():
        db.create_all()
    account(app)
    server = make_server("localhost", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://localhost:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def owner(page: Page, address: str) -> Page:
    """Ann's browser, signed in, on a device that keeps passkeys."""
    _with_device(page)
    page.goto(f"{address}/login")
    page.get_by_label("Mail address").fill("ann@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.goto(f"{address}/wan-register")
    return page


def _with_device(page: Page, holder_is_known: bool = True) -> None:
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": holder_is_known,
        "automaticPresenceSimulation": True,
    }
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def _adds(owner: Page, name: str = "my phone") -> None:
    owner.get_by_label("Name of the new passkey").fill(name)
    owner.get_by_role("button", name="Add a passkey").click()


def test_owner_signs_in_without_a_password(owner: Page, address: str) -> None:
    _adds(owner)
    expect(owner.get_by_text("The passkey my phone is ready.")).to_be_visible()
    owner.goto(f"{address}/account")
    owner.get_by_role("button", name="Sign out").click()
    owner.goto(f"{address}/login?next=/account")
    owner.get_by_role("link", name="Sign in with a passkey").click()
    owner.get_by_role("button", name="Go on").click()
    expect(owner).to_have_url(f"{address}/account")
    expect(owner.get_by_text("ann@example.org")).to_be_visible()


def test_owner_deletes_a_passkey(owner: Page) -> None:
    _adds(owner)
    owner.get_by_role("button", name="Delete the passkey my phone").click()
    expect(owner.get_by_text("The passkey my phone is deleted.")).to_be_visible()
    expect(owner.get_by_text("my phone", exact=True)).to_have_count(0)


def test_owner_gives_each_passkey_its_own_name(owner: Page) -> None:
    _adds(owner)
    owner.get_by_text("is ready").wait_for()
    _adds(owner)
    expect(owner.get_by_text("You have a passkey named my phone already.")).to_be_visible()


def test_device_that_does_not_know_its_holder_opens_nothing(page: Page, address: str) -> None:
    _with_device(page, holder_is_known=False)
    page.goto(f"{address}/wan-signin")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("That did not work, or it was cancelled.")).to_be_visible()
    expect(page.get_by_role("button", name="Try again")).to_be_focused()


def test_pages_run_no_script_of_their_own(owner: Page, address: str) -> None:
    complaints: list[str] = []
    owner.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    owner.reload()
    _adds(owner)
    owner.get_by_text("is ready").wait_for()
    assert complaints == []
