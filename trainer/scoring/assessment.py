"""The result of judging a reply, and its form in JSON, in which it is stored with the step of an attempt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from trainer.scoring.dimensions import DIMENSION_IDS, to_percent
from trainer.words import Words, say

MAX_CHARS = 2000


class TooLong(ValueError):
    """A reply longer than is read. ``words`` says so to the person who wrote it."""

    def __init__(self, length: int, limit: int = MAX_CHARS) -> None:
        """``length``: characters of the reply; ``limit``: how many it may have."""
        self.words: Words = say(
            "This reply has {length} characters. Please keep it below {limit}: nobody reads more than that when upset.",
            length=length,
            limit=limit,
        )
        super().__init__(str(self.words))


@dataclass(frozen=True, slots=True)
class Known:
    """A reply that the scenario itself has at this place: its words, and dimension id -> authored points."""

    text: str
    points: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Characters ``start`` to ``end`` of the reply show a behaviour (by id); ``helps``: it raises the score."""

    start: int
    end: int
    behaviour: str
    helps: bool


@dataclass(frozen=True, slots=True)
class Score:
    """One dimension of an assessment.

    ``points`` -2 to 2; ``confidence`` 0 to 1; ``missing``: ids of behaviours that would raise it; ``sub``: name -> 0 to
    100.
    """

    points: float
    confidence: float
    evidence: tuple[Evidence, ...] = ()
    missing: tuple[str, ...] = ()
    sub: Mapping[str, float] | None = None

    @property
    def percent(self) -> float:
        """The points as people see them, 0 to 100."""
        return to_percent(self.points)


@dataclass(frozen=True, slots=True)
class Part:
    """A sentence of the reply and by how many points it moved each dimension (dimension id -> points)."""

    start: int
    end: int
    moved: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Advice:
    """What to try next: the behaviour (by id) to leave out or to add, and better words of the scenario if there are
    any.
    """

    dimension: str
    behaviour: str
    better: str | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """How a reply was judged. ``unsure``: a coach should look; ``degraded``: the encoder was missing."""

    lang: str
    version: str
    scores: Mapping[str, Score]
    parts: tuple[Part, ...] = ()
    advice: tuple[Advice, ...] = ()
    unsure: bool = False
    degraded: bool = False

    def to_json(self) -> dict[str, Any]:
        """A small dict of plain values; ``from_json`` reads it back."""
        return {
            "lang": self.lang,
            "version": self.version,
            "scores": {name: _score_to_json(score) for name, score in self.scores.items()},
            "parts": [[part.start, part.end, {k: round(v, 2) for k, v in part.moved.items()}] for part in self.parts],
            "advice": [[each.dimension, each.behaviour, each.better] for each in self.advice],
            "unsure": self.unsure,
            "degraded": self.degraded,
        }


def _score_to_json(score: Score) -> dict[str, Any]:
    return {
        "points": round(score.points, 3),
        "percent": round(to_percent(round(score.points, 3)), 1),
        "confidence": round(score.confidence, 2),
        "evidence": [[each.start, each.end, each.behaviour, each.helps] for each in score.evidence],
        "missing": list(score.missing),
        "sub": {name: round(value, 1) for name, value in (score.sub or {}).items()},
    }


def from_json(data: Mapping[str, Any]) -> Assessment:
    """The assessment written by ``to_json``. Raises ``KeyError`` or ``TypeError`` on anything else."""
    return Assessment(
        lang=data["lang"],
        version=data["version"],
        scores={name: _score_from_json(data["scores"][name]) for name in DIMENSION_IDS if name in data["scores"]},
        parts=tuple(Part(start, end, dict(moved)) for start, end, moved in data["parts"]),
        advice=tuple(Advice(*each) for each in data["advice"]),
        unsure=data["unsure"],
        degraded=data["degraded"],
    )


def _score_from_json(data: Mapping[str, Any]) -> Score:
    evidence: Sequence[Sequence[Any]] = data["evidence"]
    return Score(
        points=data["points"],
        confidence=data["confidence"],
        evidence=tuple(Evidence(*each) for each in evidence),
        missing=tuple(data["missing"]),
        sub=dict(data["sub"]),
    )
