"""Texts that people wrote, made safe for spreadsheets: what begins like a formula must not be taken for one."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
BLANKS = ("\t", "\r", "\n")


def harmless(value: object) -> object:
    """The value of a cell of a CSV file; an apostrophe goes before text that a spreadsheet would compute."""
    if not isinstance(value, str):
        return value
    return f"'{value}" if value.startswith(BLANKS) or value.lstrip().startswith(STARTS) else value


def csv_lines(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The lines of a CSV file, one by one; the first has the mark by which spreadsheets know UTF-8."""
    page = io.StringIO()
    writer = csv.writer(page)
    page.write("\ufeff")
    for row in rows:
        writer.writerow([harmless(value) for value in row])
        yield page.getvalue()
        page.seek(0)
        page.truncate()
