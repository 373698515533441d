"""Typed words -> the written reply they stand for, or the one they come nearest to in tone.

Meaning first: the words must say what the reply says (cosine of sentence vectors with its words and its ``like``
wordings). Tone second: the same offer said rudely is not the same reply, so the scores of the words must not lie far from
the scores the author gave. Where nothing fits, the talk goes on by tone: the open reply whose scores are nearest.

The thresholds were measured on labelled variants; ``docs/scorer.md`` says how and what came of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

import numpy as np

from trainer.scenario.model import Reply
from trainer.scoring.dimensions import DIMENSION_IDS

Encode = Callable[[Sequence[str]], "np.ndarray[Any, Any]"]
"""Texts -> one vector of unit length each: shape (texts, size)."""

CLOSE_ENOUGH = 0.42
"""From this similarity on (-1 to 1) words can stand for a reply."""
TONE_WEIGHT = 0.06
"""By how much similarity a point of distance in tone (mean over the dimensions, 0 to 4) makes up."""
TOO_FAR_IN_TONE = 1.7
"""Beyond this distance the words are another reply, whatever they say."""


@dataclass(frozen=True, slots=True)
class Match:
    """The reply whose consequences follow. ``matched``: the words stand for it; otherwise it is only nearest in tone.

    ``similarity``: cosine with the reply, -1 to 1, 0 without an encoder; ``distance``: in tone, 0 to 4 points.
    """

    reply: Reply
    matched: bool
    similarity: float
    distance: float


def match(text: str, points: Mapping[str, float], offered: Sequence[Reply], encode: Encode | None) -> Match:
    """The best match among the replies on offer (at least one); ``points``: dimension id -> -2 to 2 of the words.

    Without an encoder nothing can be matched by meaning, and the talk goes on by tone. Raises ``ValueError`` if nothing
    is on offer.
    """
    if not offered:
        raise ValueError("nothing is on offer")
    likeness = similarities(text, offered, encode) if encode is not None else [0.0] * len(offered)
    distances = [tone_distance(points, reply) for reply in offered]
    found = [Match(reply, False, s, d) for reply, s, d in zip(offered, likeness, distances, strict=True)]
    fitting = [each for each in found if each.similarity >= CLOSE_ENOUGH and each.distance <= TOO_FAR_IN_TONE]
    if not fitting:
        return min(found, key=lambda each: each.distance)
    best = max(fitting, key=lambda each: each.similarity - TONE_WEIGHT * each.distance)
    return Match(best.reply, True, best.similarity, best.distance)


def similarities(text: str, offered: Sequence[Reply], encode: Encode) -> list[float]:
    """For each reply the highest cosine of the text with its words or one of its ``like`` wordings."""
    wordings = [(reply.say, *reply.like) for reply in offered]
    vectors = encode([text, *(words for each in wordings for words in each)])
    cosines = iter((vectors[1:] @ vectors[0]).tolist())
    return [max(next(cosines) for _ in each) for each in wordings]


def tone_distance(points: Mapping[str, float], reply: Reply) -> float:
    """Mean distance over the dimensions between the words' points and the authored ones, 0 to 4."""
    authored = reply.scores.as_dict()
    return fmean(abs(points[name] - authored[name]) for name in DIMENSION_IDS)
