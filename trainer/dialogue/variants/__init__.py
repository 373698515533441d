"""What people might type in the shipped scenarios, labelled by hand: to set the limits of matching, and to measure it.

The served product never reads these. ``README.md`` beside this file says how the rows were written.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from trainer.dialogue.engine import Playthrough
from trainer.scenario.model import Scenario

FOLDER = Path(__file__).parent
LANGUAGES = ("en", "ru")
HALVES = ("tune", "test")
TONES = ("same", "ruder", "warmer", "opposite", "other offer", "question", "off-topic")


@dataclass(frozen=True, slots=True)
class Variant:
    """Words that somebody types at a scene.

    ``stands_for``: the id of the reply they stand for, or None; ``tone``: one of ``TONES``, how they differ from a
    reply; ``half``: one of ``HALVES``; ``flags``: those that are set when the scene is entered.
    """

    scenario: str
    language: str
    scene: str
    text: str
    stands_for: str | None
    tone: str
    half: Literal["tune", "test"]
    flags: frozenset[str] = frozenset()


def load(folder: Path = FOLDER) -> list[Variant]:
    """All variants. Raises ``OSError``, or ``ValueError`` or ``TypeError`` on rows of another shape."""
    return [variant for language in LANGUAGES for variant in _read(folder / f"{language}.jsonl")]


def _read(path: Path) -> Iterator[Variant]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row: dict[str, Any] = json.loads(line)
        yield Variant(**{**row, "flags": frozenset(row.get("flags", ()))})


def talk_at(variant: Variant, scenario: Scenario) -> Playthrough:
    """The talk when the variant is typed, with the tension of the start. Raises ``KeyError`` for an unknown scene."""
    scene = scenario.scenes[variant.scene]
    heard = tuple(line for line in scene.lines if line.holds(variant.flags, scenario.tension))
    return Playthrough(scenario, (), (variant.scene,), heard, scenario.tension, variant.flags)
