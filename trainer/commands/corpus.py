"""``trainer corpus``: what coaches said about typed words, as labelled data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import track

from trainer.coaching.corpus import gather, how_many, numbered
from trainer.commands.preparing import prepared

PERSONAL = (
    "What people typed is personal, also without names: keep this file as you keep the database, and do not publish it."
)


def export_corpus(out: Path | None, language: str) -> None:
    """Write the rows to a file or to standard output; on standard error a progress bar, and how many there are."""
    rows: list[dict[str, Any]] = []
    left_out = 0
    with prepared():
        talks = how_many(language)
        for found in track(gather(language), "Gathering", talks, console=Console(stderr=True)):
            rows += found.rows
            left_out += found.left_out
    lines = list(numbered(rows))
    text = "".join(f"{line}\n" for line in lines)
    if out is None:
        click.echo(text, nl=False)
    else:
        try:
            out.write_text(text, encoding="utf-8")
        except OSError as error:
            raise click.ClickException(f"{out} cannot be written: {error.strerror}.") from error
    same = len(rows) - len(lines)
    click.echo(f"{len(lines)} rows from {talks} talks{f', to {out}' if out else ''}.", err=True)
    if same or left_out:
        click.echo(f"Left out: {same} with the same words as another, {left_out} that cannot be used.", err=True)
    click.echo(PERSONAL, err=True)
