"""``trainer demo --people --attempts``: data to look at, and to check reports with."""

from __future__ import annotations

import click
from rich.console import Console
from rich.progress import Progress
from sqlalchemy import text

from trainer.accounts.demo import PEOPLE
from trainer.accounts.people import list_users
from trainer.accounts.roles import COACH
from trainer.commands.preparing import add_demo, prepared
from trainer.extensions import db
from trainer.library.shelf import Wanted as WantedTalks
from trainer.library.shelf import find
from trainer.workshops.playing_pool import Pool
from trainer.workshops.population import Population, Wanted, known_effects
from trainer.workshops.results import how_many, recompute

WAYS = 150
"""Per scenario and level of skill."""


def populate(people: int, attempts: int, seed: int) -> None:
    """Make them, with progress bars on standard error, and print what the reports should show.

    Raises ``click.ClickException`` if the shelf has no English talk.
    """
    with prepared():
        add_demo()
        shelf = find(WantedTalks(language="en"))
        if not shelf:
            raise click.ClickException("There is no English talk on the shelf to play.")
        pool = Pool(shelf, WAYS, seed)
        population = Population(Wanted(people, attempts, seed, _coach()), pool)
        with Progress(console=Console(stderr=True)) as progress:
            bar = progress.add_task("Playing", total=attempts)
            for made in population:
                progress.update(bar, completed=made)
            bar = progress.add_task("Adding up", total=how_many())
            for done in recompute(turns=False):
                progress.advance(bar, done)
        db.session.execute(text("ANALYZE"))  # so that the database knows how large its tables are now
        db.session.commit()
        effects = known_effects(pool, population.levels)
    click.echo(f"{people} people and {attempts} talks. A workshop truly changes, before to after, on average:")
    for name, change in effects.items():
        click.echo(f"  {name:14} {change:+.1f} points")


def _coach() -> int:
    """The demo's coach, who looks after the first teams: so their pages are there to be seen."""
    emails = {email for email, _, role in PEOPLE if role == COACH}
    return next(person.id for person in list_users() if person.email in emails)
