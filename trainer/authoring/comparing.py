"""Two texts beside each other, for a page without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

AROUND = 2
"""So many lines that both have alike are shown around each difference."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of each text. ``kind``: ``same``, ``changed``, or ``gap`` where lines that are alike are left out."""

    kind: str
    left: str = ""
    right: str = ""


def rows(left: str, right: str) -> list[Row]:
    """The differences of two texts by lines, and what stands around them."""
    return list(_rows(left.split("\n"), right.split("\n")))


def _rows(left: list[str], right: list[str]) -> Iterator[Row]:
    groups = list(SequenceMatcher(None, left, right).get_grouped_opcodes(AROUND))
    for number, group in enumerate(groups):
        if number:
            yield Row("gap")
        for what, one, two, three, four in group:
            kind = "same" if what == "equal" else "changed"
            for index in range(max(two - one, four - three)):
                here, there = one + index, three + index
                yield Row(kind, left[here] if here < two else "", right[there] if there < four else "")
