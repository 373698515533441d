"""An app without a context that outlives a request, as in life: who is signed in must come from the cookie."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.people import Person
from trainer.accounts.people import add_user
from trainer.app import create_app
from trainer.config import Settings
from trainer.extensions import db

PASSWORD = "correct horse battery"

Site = Callable[..., Flask]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """Makes an app with these settings. Hashes are cheap: their strength is argon2's matter."""
    apps: list[Flask] = []

    def make(**settings: object) -> Flask:
        chosen = {"rate_limits": False, **settings}
        app = create_app(Settings(instance=tmp_path / f"instance{len(apps)}", **chosen))  # type: ignore[arg-type]
        app.testing = True
        app.extensions["security"].pwd_context.update(argon2__time_cost=1, argon2__memory_cost=64)
        with app.app_context():
            db.create_all()
        apps.append(app)
        return app

    yield make
    for app in apps:
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def app(site: Site) -> Flask:
    return site()


@pytest.fixture
def mails(capfd: pytest.CaptureFixture[str]) -> Callable[[], str]:
    """What was printed on the console since the last look: mails go there unless there is a server for them."""
    return lambda: capfd.readouterr().out


def account(app: Flask, email: str = "ann@example.org", name: str = "Ann", *roles: str) -> str:
    """Give somebody an account; its address."""
    with app.app_context():
        return add_user(email, name, PASSWORD, roles).email


def signs_in(person: Person, email: str = "ann@example.org", password: str = PASSWORD) -> str:
    """Sign in by the form; the words on the page that follows."""
    person.opens("/login")
    return person.presses("Sign in", email=email, password=password)


def link_in(mail: str) -> str:
    """The path of the first link in a mail."""
    found = re.search(r"https?://[^/\s]+(/\S+)", mail)
    assert found, f"no link in: {mail}"
    return found[1]
