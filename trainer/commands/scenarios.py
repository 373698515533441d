"""``trainer scenarios``: a folder of scenario files (a coach's git repository) and the shelf, kept alike both ways."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from trainer.authoring import exchange
from trainer.authoring.exchange import BrokenState, How, Moved, Pair
from trainer.authoring.records import Refused
from trainer.commands.preparing import prepared
from trainer.scenario.changes import Change, Entry, SceneChange, changes
from trainer.scenario.changes_words import Shown
from trainer.scenario.problems import ScenarioError
from trainer.scenario.reader import read
from trainer.scenario.wordiff import Piece

DIFFERENT, TROUBLE = 1, 2
MARKS = {"added": "+", "removed": "-", "changed": "~"}
COLOURS = {"added": "green", "removed": "red", "changed": "yellow"}


def pull_folder(folder: Path, *, ours: bool, theirs: bool) -> bool:
    """Write into the folder what has changed on the shelf; whether nothing was left to be decided or mended."""
    with _library():
        done = exchange.pull(folder, ours=ours, theirs=theirs)
    for pair in done.moved:
        click.echo(f"{_name(pair)}: written to {pair.path}")
    return _finish(done, "written")


def push_folder(folder: Path, *, ours: bool, theirs: bool) -> bool:
    """Publish what has changed in the folder; whether nothing was left to be decided or mended."""
    with _library():
        done = exchange.push(folder, ours=ours, theirs=theirs)
    for pair in done.moved:
        click.echo(f"{_name(pair)}: published")
    return _finish(done, "published")


def diff_folder(folder: Path) -> int:
    """Print what differs between folder and shelf; the exit code, as ``diff`` gives it: 0, 1 or 2."""
    with _library():
        compared = exchange.compare(folder)
    different = [pair for pair in compared.pairs if pair.how is not How.SAME]
    for pair in different:
        click.echo(f"{_name(pair)}: {pair.how.value}")
        _print_changes(pair)
    for error in compared.unreadable:
        click.echo(str(error), err=True)
    if compared.unreadable:
        return TROUBLE
    if not different:
        click.echo("Folder and shelf are alike.")
    return DIFFERENT if different else 0


@contextmanager
def _library() -> Iterator[None]:
    """Within it the shelf can be asked; what cannot be done ends the command with the reason."""
    with prepared():
        try:
            yield
        except BrokenState as error:
            raise click.ClickException(
                f"{error.args[0]} cannot be read. Delete it to compare everything anew."
            ) from error
        except Refused as error:
            raise click.ClickException(error.words.text()) from error


def _finish(done: Moved, word: str) -> bool:
    for pair in done.settled:
        click.echo(f"{_name(pair)}: left as it is")
    for pair in done.conflicts:
        click.echo(f"{click.style(_name(pair), bold=True)}: {pair.how.value}, left alone", err=True)
        click.echo(f"  in the folder: {pair.path}", err=True)
        click.echo(f"  on the shelf:  {_last_change(pair)}", err=True)
    for error in done.refused:
        click.echo(str(error), err=True)
    if done.conflicts:
        click.echo(
            "See both with `trainer scenarios diff`; then --ours takes the folder's, --theirs the shelf's.", err=True
        )
    broken = f", {len(done.refused)} with errors" if done.refused else ""
    click.echo(f"{len(done.moved)} {word}, {done.unchanged} as they were, {len(done.conflicts)} in conflict{broken}.")
    return not done.conflicts and not done.refused


def _last_change(pair: Pair) -> str:
    """Who changed it there, and when."""
    return f"{pair.changed_by}, {pair.changed_at:%Y-%m-%d %H:%M}" if pair.changed_at else "as it came with the software"


def _name(pair: Pair) -> str:
    return "/".join(pair.address)


def _print_changes(pair: Pair) -> None:
    """What one reads in the talk, from the shelf to the folder."""
    if pair.here is None or pair.there is None:
        return
    try:
        found = changes(read(pair.there, "shelf").scenario, read(pair.here, str(pair.path)).scenario)
    except ScenarioError as error:
        click.echo(f"  cannot be read:\n{error}")
        return
    if not found:
        click.echo("  the same talk; only comments or layout differ")
    for change in found.about:
        _print_change(change, 1)
    _print_entries(found.cast, 1)
    for scene in found.scenes:
        _print_scene(scene)
    _print_entries(found.walkthroughs, 1)


def _print_scene(scene: SceneChange) -> None:
    click.echo(f"  {_mark(scene.kind)} scene {scene.name}" + (f" ({scene.title})" if scene.title else ""))
    for change in scene.changes:
        _print_change(change, 2)
    _print_entries(scene.entries, 2)


def _print_entries(entries: Sequence[Entry], depth: int) -> None:
    for entry in entries:
        click.echo(f"{'  ' * depth}{_mark(entry.kind)} {entry.label}: {_words(entry.pieces)}")
        for change in entry.changes:
            _print_change(change, depth + 1)


def _print_change(change: Change, depth: int) -> None:
    said = _words(change.pieces) if change.pieces else f"{_side(change.old)} → {_side(change.new)}"
    click.echo(f"{'  ' * depth}  {change.field}: {said}")


def _words(pieces: Sequence[Piece]) -> str:
    """Both texts in one: [-words that are gone-] and {+words that are new+}, as ``git diff --word-diff`` has them."""
    shown = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}", "changed": "{}"}
    return "".join(
        click.style(shown[piece.kind].format(piece.text), fg=COLOURS.get(piece.kind)) for piece in pieces
    ).replace("\n", " ")


def _side(values: Shown) -> str:
    return ", ".join(str(value) for value in values) or "–"


def _mark(kind: str) -> str:
    return click.style(MARKS[kind], fg=COLOURS[kind])
