"""The words a score rests on: a typed reply cut into pieces, each with what the scorer saw in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from trainer.dialogue.engine import Typed
from trainer.scoring.assessment import Assessment, from_json
from trainer.scoring.behaviours import Behaviour, catalogue
from trainer.scoring.dimensions import DIMENSIONS, Dimension


@dataclass(frozen=True, slots=True)
class Sight:
    """A behaviour seen at a place: its words in the interface's language, and the dimensions it counts for."""

    start: int
    end: int
    quote: str
    helps: bool
    behaviour: Behaviour
    dimensions: tuple[Dimension, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """Neighbouring characters with the same sights; ``tone``: good, bad, both, or empty where nothing was seen.

    ``notes``: numbers of the comments about these characters; ``closes``: those of them that end here.
    """

    text: str
    sights: tuple[Sight, ...]
    notes: tuple[int, ...] = ()
    closes: tuple[int, ...] = ()

    @property
    def tone(self) -> str:
        kinds = {sight.helps for sight in self.sights}
        return {frozenset(): "", frozenset({True}): "good", frozenset({False}): "bad"}.get(frozenset(kinds), "both")


@dataclass(frozen=True, slots=True)
class Judged:
    """A typed reply with its assessment, for a page. ``missing``: behaviours that would help; ``better``: words."""

    text: str
    assessment: Assessment
    pieces: tuple[Piece, ...]
    sights: tuple[Sight, ...]
    missing: tuple[Behaviour, ...]
    better: str | None


def judged(text: str, assessment: Mapping[str, Any], language: str) -> Judged:
    """Typed words and their stored assessment, with behaviours named in ``language`` (that of the interface)."""
    read = from_json(assessment)
    words = catalogue(language)
    sights = _sights(text, read, words)
    lacking = dict.fromkeys(name for score in read.scores.values() for name in score.missing if name in words)
    better = next((advice.better for advice in read.advice if advice.better), None)
    return Judged(text, read, pieces(text, sights), sights, tuple(words[name] for name in lacking), better)


def _sights(text: str, read: Assessment, words: Mapping[str, Behaviour]) -> tuple[Sight, ...]:
    found: dict[tuple[int, int, str, bool], list[Dimension]] = {}
    for dimension in DIMENSIONS:
        for each in read.scores[dimension.id].evidence:
            if each.behaviour in words and each.end > each.start:
                found.setdefault((each.start, each.end, each.behaviour, each.helps), []).append(dimension)
    return tuple(
        Sight(start, end, text[start:end], helps, words[name], tuple(dimensions))
        for (start, end, name, helps), dimensions in sorted(found.items())
    )


Note = tuple[int, int, int]
"""The number of a comment, and the first character it is about and the one behind the last."""


def pieces(text: str, sights: Sequence[Sight], notes: Sequence[Note] = ()) -> tuple[Piece, ...]:
    """The text cut wherever a sight or a note begins or ends; together the pieces are the text."""
    spans = [(sight.start, sight.end) for sight in sights] + [(start, end) for _, start, end in notes]
    cuts = sorted({0, len(text), *(place for span in spans for place in span)})
    return tuple(
        Piece(
            text[start:end],
            tuple(sight for sight in sights if sight.start <= start and end <= sight.end),
            tuple(number for number, first, last in notes if first <= start and end <= last),
            tuple(number for number, _, last in notes if last == end),
        )
        for start, end in pairwise(cuts)
    )


def judge_all(typed: Mapping[int, Typed], language: str) -> dict[int, Judged]:
    """Turn number -> typed words with their assessment, for those that have one."""
    return {
        number: judged(words.text, words.assessment, language)
        for number, words in typed.items()
        if words.assessment is not None
    }
