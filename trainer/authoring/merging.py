"""Two texts that grew from one: joined line by line where they leave each other alone."""

from __future__ import annotations

from dataclasses import dataclass

MOST_LINES = 30_000
"""More changed lines than that are not compared: the comparison grows with their square."""
MINE, THEIRS, END = "<<<<<<<", "=======", ">>>>>>>"


@dataclass(frozen=True, slots=True)
class Joined:
    """``text``: both changes together, where ``clean``; else with marks around what both have changed."""

    text: str
    clean: bool


def join(base: str, mine: str, theirs: str) -> Joined:
    """What came of ``base`` when both changed it. Changes to the same or to neighbouring lines are not joined."""
    if mine in (theirs, base):
        return Joined(theirs, clean=True)
    if theirs == base:
        return Joined(mine, clean=True)
    texts = [_lines(text) for text in (base, mine, theirs)]
    head, tail = _alike(texts)
    kept = [lines[head : len(lines) - tail] for lines in texts]
    middle, clean = _middle(*kept)
    first = texts[0]
    whole = [*first[:head], *middle, *first[len(first) - tail :]]
    return Joined("\n".join(whole) + "\n", clean)


def _middle(base: list[str], mine: list[str], theirs: list[str]) -> tuple[list[str], bool]:
    """The lines between what all three have alike, and whether they could be joined."""
    from merge3 import Merge3

    if len(base) + len(mine) + len(theirs) > MOST_LINES:
        return [MINE, *mine, THEIRS, *theirs, END], False
    lines: list[str] = []
    clean = True
    for group in Merge3(base, mine, theirs).merge_groups():
        if group[0] != "conflict":
            lines += group[1]
            continue
        clean = False
        _kind, _base, ours, other = group
        lines += [MINE, *ours, THEIRS, *other, END]
    return lines, clean


def _lines(text: str) -> list[str]:
    """Lines without their ends, so that a last line without one is no other line than the same with one."""
    return text.removesuffix("\n").split("\n")


def _alike(texts: list[list[str]]) -> tuple[int, int]:
    """How many lines all have alike at the beginning, and how many at the end. They are not compared line by line."""
    shortest = min(map(len, texts))
    first = texts[0]
    head = 0
    while head < shortest and all(lines[head] == first[head] for lines in texts):
        head += 1
    tail = 0
    while tail < shortest - head and all(lines[-1 - tail] == first[-1 - tail] for lines in texts):
        tail += 1
    return head, tail
