"""The behaviours looked for, per language: ``en.yaml`` and ``ru.yaml`` beside this file, read once.

Both files know the same ids, so that what was seen in a Russian reply can be named in English and the other way round.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from trainer.scoring.dimensions import DIMENSION_IDS
from trainer.scoring.patterns import Pattern, compile_pattern, expand

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # PyYAML built without libyaml: the same, more slowly
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

FOLDER = Path(__file__).parent
LANGUAGES = tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))
SUB_SCORES: Mapping[str, tuple[str, ...]] = {
    "empathy": ("emotional_reaction", "interpretation", "exploration", "reflection"),
    "de_escalation": ("courtesy", "attack", "receptiveness", "options"),
    "clarity": ("plainness", "structure", "next_step"),
}
DETECTORS = frozenset(
    ("reflects", "copies", "shouting", "long_sentence", "too_short", "wrong_language", "stuffing", "concrete")
)
SHOWN = ("phrase", "clause", "clauses")


class BehaviourError(ValueError):
    """A behaviour file that cannot be used; says which behaviour and what is wrong."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text that a behaviour must find (or must not), with the words it answers if they matter."""

    reply: str
    context: str | None = None


@dataclass(frozen=True, slots=True)
class Behaviour:
    """One thing to look for.

    ``weight``: strength with the sign of the direction (-4 to 4); ``also``: dimensions it touches half as much;
    ``keeps_negation``: found even after "not"; ``not_after``: words that void it when they stand before it in the same
    clause; ``detector``: the name of a function in place of patterns; ``shown``: how much a reader is shown of it, see
    ``shown.py``.
    """

    id: str
    dimension: str
    sub: str
    weight: float
    name: str
    advice: str
    source: str
    also: tuple[str, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    detector: str | None = None
    keeps_negation: bool = False
    not_after: frozenset[str] = frozenset()
    shown: str = "phrase"
    matches: tuple[Example, ...] = ()
    misses: tuple[Example, ...] = ()

    @property
    def helps(self) -> bool:
        """Whether seeing it raises the score."""
        return self.weight > 0


@cache
def load(lang: str) -> tuple[Behaviour, ...]:
    """The behaviours of a language, in the order of the file. Raises ``BehaviourError``; ``KeyError``-free."""
    path = FOLDER / f"{lang}.yaml"
    if not path.exists():
        raise BehaviourError(f"There are no behaviours for the language {lang!r}.")
    content = yaml.load(path.read_text(encoding="utf-8"), Loader=Loader)
    lists = {name: expand(words, lang) for name, words in content["lists"].items()}
    found = tuple(_behaviour(entry, lang, lists) for entry in content["behaviours"])
    if len({each.id for each in found}) != len(found):
        raise BehaviourError(f"{path.name}: an id is used twice")
    return found


def _behaviour(entry: dict[str, Any], lang: str, lists: Mapping[str, frozenset[str]]) -> Behaviour:
    name = f"{lang}: {entry.get('id')}"
    try:
        behaviour = Behaviour(
            id=entry["id"],
            dimension=entry["dimension"],
            sub=entry["sub"],
            weight=float(entry["strength"]) * {"up": 1, "down": -1}[entry["direction"]],
            name=entry["name"],
            advice=entry["advice"],
            source=entry["source"],
            also=tuple(entry.get("also", ())),
            patterns=tuple(compile_pattern(str(source), lang, lists) for source in entry.get("patterns", ())),
            detector=entry.get("detector"),
            keeps_negation=entry.get("negation", "void") == "keep",
            not_after=expand(entry.get("not_after", ()), lang),
            shown=entry.get("shown", "phrase"),
            matches=tuple(_example(each) for each in entry["matches"]),
            misses=tuple(_example(each) for each in entry["misses"]),
        )
    except (KeyError, ValueError) as error:
        raise BehaviourError(f"{name}: {error}") from error
    if bool(behaviour.patterns) == bool(behaviour.detector) or not {behaviour.detector} <= {None, *DETECTORS}:
        raise BehaviourError(f"{name}: needs either patterns or a known detector")
    if behaviour.shown not in SHOWN:
        raise BehaviourError(f"{name}: can be shown as {' or '.join(SHOWN)}")
    if not {behaviour.dimension, *behaviour.also} <= set(DIMENSION_IDS):
        raise BehaviourError(f"{name}: unknown dimension")
    if behaviour.sub not in {sub for subs in SUB_SCORES.values() for sub in subs}:
        raise BehaviourError(f"{name}: unknown sub-score {behaviour.sub!r}")
    return behaviour


def _example(entry: str | dict[str, str]) -> Example:
    return Example(entry) if isinstance(entry, str) else Example(entry["reply"], entry["context"])


@cache
def catalogue(lang: str) -> Mapping[str, Behaviour]:
    """Id -> behaviour, with name, advice and source in the language ``lang``: for showing what was seen."""
    return {behaviour.id: behaviour for behaviour in load(lang)}


@cache
def patterns(lang: str) -> tuple[tuple[int, Pattern], ...]:
    """All patterns of a language, each with the place of its behaviour."""
    return tuple((place, each) for place, behaviour in enumerate(load(lang)) for each in behaviour.patterns)


@cache
def index(lang: str) -> Mapping[str, frozenset[int]]:
    """Word (or its first three letters and a star) -> places in ``patterns`` of those that need it."""
    found: dict[str, set[int]] = {}
    for number, (_, pattern) in enumerate(patterns(lang)):
        for key in pattern.keys:
            found.setdefault(key, set()).add(number)
    return {key: frozenset(numbers) for key, numbers in found.items()}
