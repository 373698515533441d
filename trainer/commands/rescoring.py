"""``trainer rescore``: typed words judged again by the scorer of this version."""

from __future__ import annotations

import click
from rich.console import Console
from rich.progress import track

from trainer.commands.preparing import prepared
from trainer.practice.rescoring import NotReady, how_many, rescore, scorer_version


def rescore_talks(*, every: bool) -> None:
    """Judge them, with a progress bar on standard error; say how many there were.

    Raises ``click.ClickException`` if the scorer is not complete: judging again would make scores worse.
    """
    with prepared():
        try:
            version, talks = scorer_version(), how_many()
        except NotReady as error:
            raise click.ClickException("The scorer's weights or its sentence encoder are missing.") from error
        judged = changed = touched = 0
        for talk in track(rescore(every=every), "Judging again", talks, console=Console(stderr=True)):
            judged, changed, touched = judged + talk.judged, changed + talk.changed, touched + bool(talk.judged)
    click.echo(f"Scorer {version}: {talks} talks with typed words, {judged} turns judged again in {touched} of them,")
    click.echo(f"{changed} with other scores. Scores given by coaches stay as they are.")
