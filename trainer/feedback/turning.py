"""Where a talk turned: its largest rise and its largest fall of tension."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from trainer.dialogue.engine import Turn

SMALLEST = 2
"""A change of tension by one is a ripple, not a turn of the talk."""


class Turning(StrEnum):
    """Which way the talk turned."""

    HEATED = "heated"
    CALMED = "calmed"


def turnings(turns: Sequence[Turn]) -> dict[int, Turning]:
    """Turn number -> which way the talk turned there: at most one turn each way, the first if several are level."""
    found: dict[int, Turning] = {}
    for sign, turning in ((1, Turning.HEATED), (-1, Turning.CALMED)):
        changes = {turn.number: sign * (turn.tension_after - turn.tension_before) for turn in turns}
        number = max(changes, key=lambda key: (changes[key], -key), default=None)
        if number is not None and changes[number] >= SMALLEST:
            found[number] = turning
    return found
