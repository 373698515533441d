"""``trainer score --file``: a CSV file of replies, rated row by row."""

from __future__ import annotations

import csv
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track

from trainer.scoring.assess import rate
from trainer.scoring.assessment import TooLong
from trainer.scoring.behaviours import LANGUAGES
from trainer.scoring.dimensions import DIMENSION_IDS

_SEPARATORS = ",;\t"
"""What spreadsheets put between columns, by country."""
_LONGEST_CELL = 1 << 24


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the file. ``line``: where it ends in the file; ``whole``: it has no more cells than the head."""

    line: int
    cells: Mapping[str, str]
    whole: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """The file as it was read: the names of its columns, what separates them, and its rows."""

    names: tuple[str, ...]
    separator: str
    rows: tuple[Row, ...]


def score_file(path: Path, lang: str) -> bool:
    """Rate a CSV file (columns reply, and if there are context and lang); print it with a column more per dimension.

    A row that cannot be rated is named on standard error, where the progress bar goes too, and its scores stay empty;
    the answer is whether there was none. Raises ``click.ClickException`` for a file that cannot be read at all.
    """
    sheet = _read(path)
    writer = csv.DictWriter(sys.stdout, list(dict.fromkeys((*sheet.names, *DIMENSION_IDS))), delimiter=sheet.separator)
    writer.writeheader()
    console, good = Console(stderr=True), True
    for row in track(sheet.rows, "Scoring", console=console):
        scores, trouble = _rated(row, lang)
        if trouble:
            good = False
            console.print(f"{path.name}, line {row.line}: {trouble}", markup=False, highlight=False)
        writer.writerow({**row.cells, **scores})
    return good


def _rated(row: Row, lang: str) -> tuple[dict[str, str], str]:
    """The scores in words, and what is wrong with the row: one of the two is empty."""
    asked = row.cells.get("lang", "").strip().lower() or lang
    if not row.whole:
        return {}, "it has more cells than the head; a reply with commas needs quotation marks around it."
    if asked not in LANGUAGES:
        return {}, f"there is no scorer for the language {asked!r}, only for {' and '.join(LANGUAGES)}."
    try:
        rated = rate(row.cells["reply"], row.cells.get("context") or None, asked)
    except TooLong as error:
        return {}, str(error.words)
    return {name: f"{rated[name]:.1f}" for name in DIMENSION_IDS}, ""


def _read(path: Path) -> Sheet:
    csv.field_size_limit(_LONGEST_CELL)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            separator = _separator(file.readline())
            file.seek(0)
            reader = csv.DictReader(file, delimiter=separator, restval="")
            names = tuple(reader.fieldnames or ())
            _check(names)
            rows = tuple(_row(reader.line_num, cells) for cells in reader)
    except UnicodeDecodeError as error:
        raise click.ClickException("The file is not UTF-8. In a spreadsheet, save it as “CSV UTF-8”.") from error
    except csv.Error as error:
        raise click.ClickException(f"The file cannot be read as CSV: {error}.") from error
    return Sheet(names, separator, rows)


def _separator(head: str) -> str:
    """The one under which the head has a column named reply; a comma if there is none."""
    return next((mark for mark in _SEPARATORS if "reply" in next(csv.reader([head], delimiter=mark), [])), ",")


def _check(names: tuple[str, ...]) -> None:
    if "reply" not in names:
        found = ", ".join(names) or "none"
        raise click.ClickException(f"The file needs a column named reply in its first line; it has: {found}.")


def _row(line: int, cells: dict[str | None, str]) -> Row:
    return Row(line, {name: cell for name, cell in cells.items() if name is not None}, None not in cells)
