"""The app with its database and shelf up to date, and the demo."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy.exc import OperationalError

from trainer.accounts.demo import make_demo_people
from trainer.accounts.people import list_users
from trainer.app import create_app
from trainer.commands.demo_content import add_demo_content
from trainer.config import SettingError, Settings
from trainer.extensions import db
from trainer.library.syncing import sync
from trainer.paths import SCENARIOS
from trainer.practice.demo import add_demo_talks
from trainer.web.assets import AssetsMissing, manifest


@contextmanager
def prepared() -> Iterator[Flask]:
    """Within it: the app, its database migrated and the scenario files on the shelf. Behind it no connection is open.

    Doing it again changes nothing. Raises ``click.ClickException`` for settings that cannot be and for databases that
    cannot be used.
    """
    try:
        app = create_app()
    except SettingError as error:
        raise click.ClickException(str(error)) from error
    with app.app_context():
        try:
            upgrade()
            _fill_shelf(app.config["SETTINGS"])
            yield app
        except OperationalError as error:
            raise click.ClickException(f"The database cannot be used: {error.orig}") from error
        finally:
            db.session.remove()
            db.engine.dispose()


def _fill_shelf(settings: Settings) -> None:
    folder = Path(settings.scenarios) if settings.scenarios else SCENARIOS
    if not folder.is_dir():
        raise click.ClickException(f"There is no folder of scenarios at {folder}.")
    for error in sync(folder).refused:
        click.echo(f"Left out, because of its errors:\n{error}", err=True)


def check_assets() -> None:
    """Raises ``click.ClickException`` if the front end was not built: no page could be shown."""
    try:
        manifest()
    except AssetsMissing as error:
        raise click.ClickException(str(error)) from error


def add_demo() -> None:
    """Make the demo people and their doings if they are not there, and print how to sign in. Wants an app's context."""
    demo = make_demo_people()
    known = {person.email: person.id for person in list_users()}
    trainee, coach, _admin = (known[email] for email in demo.emails)
    add_demo_talks(trainee)
    add_demo_content(trainee, coach)
    click.echo("Sign in as one of these, all with the password " + click.style(demo.password, bold=True) + ":")
    for email in demo.emails:
        click.echo(f"  {email}")
