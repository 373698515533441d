"""``trainer results``: the figures that comparisons read, made anew from the talks."""

from __future__ import annotations

import click
from rich.console import Console
from rich.progress import Progress

from trainer.commands.preparing import prepared
from trainer.workshops.results import how_many, recompute


def recompute_results() -> None:
    """Compute them all, with a progress bar on standard error; say how many."""
    with prepared(), Progress(console=Console(stderr=True)) as bar:
        people = how_many()
        task = bar.add_task("Computing", total=people)
        for done in recompute():
            bar.advance(task, done)
    click.echo(f"Computed anew: the figures of {people} participants of workshops and members of teams.")
