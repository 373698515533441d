"""Typed words -> the written reply they stand for, or the one they come nearest to in tone.

Meaning first: the words must say what the reply says (cosines of sentence vectors with its words and its ``like``
wordings). Tone second: the same offer said rudely is not the same reply, so each point by which the words fall short of
the empathy and de-escalation that the author saw in it makes them less close. The nearer the words, the more the scorer
must object: a written reply typed word for word is that reply. Warmer words for a weak reply still make its move. Where
nothing fits, the talk goes on by tone: the open reply whose scores are nearest, and of those about as near the one that
says most of the same, so that the other side does not answer to what nobody said.

The limits were chosen on one half of ``variants``; docs/matching.md says how, and what came of it on the other half.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import fmean
from typing import Any

import numpy as np

from trainer.scenario.model import Reply
from trainer.scoring.dimensions import DE_ESCALATION, DIMENSION_IDS, EMPATHY

Encode = Callable[[Sequence[str]], "np.ndarray[Any, Any]"]
"""Texts -> one vector of unit length each: shape (texts, size)."""

TONE_IDS = (EMPATHY.id, DE_ESCALATION.id)
"""The dimensions that are tone. Clarity is not: the author lowers it for promises that only the facts make wrong."""


@dataclass(frozen=True, slots=True)
class Limits:
    """``close_enough``: from this closeness on (-1 to 1) words can stand for a reply.

    ``tone_weight``: how much similarity it takes to make up for a point by which they fall short of its tone.
    """

    close_enough: float
    tone_weight: float


LIMITS = Limits(close_enough=0.5, tone_weight=0.08)
_UNLIKE = 0.4
"""Up to this similarity two wordings may have nothing in common but the matter."""
_PULL = 3.0
"""By how many points of tone a similarity of 1 above that draws a reply nearer."""


@dataclass(frozen=True, slots=True)
class Match:
    """The reply whose consequences follow. ``matched``: the words stand for it; otherwise it is only nearest in tone.

    ``similarity``: with the reply's wordings, -1 to 1, 0 without an encoder; ``distance``: in points, mean over all
    dimensions, 0 to 4; ``harsher``: by how much the words fall short of its empathy and de-escalation, 0 to 4 points.
    """

    reply: Reply
    matched: bool
    similarity: float
    distance: float
    harsher: float

    def closeness(self, limits: Limits = LIMITS) -> float:
        """Meaning and tone together."""
        return self.similarity - limits.tone_weight * self.harsher

    def farness(self) -> tuple[float, float]:
        """For words that fit nothing: the distance in tone, less what they say of the same; then the similarity."""
        return self.distance - _PULL * max(self.similarity - _UNLIKE, 0.0), -self.similarity


def match(text: str, points: Mapping[str, float], offered: Sequence[Reply], encode: Encode | None) -> Match:
    """The best match among the replies on offer (at least one); ``points``: dimension id -> -2 to 2 of the words.

    Without an encoder nothing can be matched by meaning, and the talk goes on by tone. Raises ``ValueError`` if nothing
    is on offer.
    """
    return choose(weigh(text, points, offered, encode))


def weigh(text: str, points: Mapping[str, float], offered: Sequence[Reply], encode: Encode | None) -> list[Match]:
    """Each reply on offer with its figures, none of them matched yet."""
    similar = similarities(text, offered, encode) if encode is not None else [0.0] * len(offered)
    return [
        Match(reply, False, each, tone_distance(points, reply), harsher(points, reply))
        for reply, each in zip(offered, similar, strict=True)
    ]


def choose(weighed: Sequence[Match], limits: Limits = LIMITS) -> Match:
    """The reply that the words stand for, or else the nearest in tone (``farness``).

    Raises ``ValueError`` if nothing is on offer.
    """
    if not weighed:
        raise ValueError("nothing is on offer")
    best = max(weighed, key=lambda each: each.closeness(limits))
    if best.closeness(limits) < limits.close_enough:
        return min(weighed, key=Match.farness)
    return replace(best, matched=True)


def similarities(text: str, offered: Sequence[Reply], encode: Encode) -> list[float]:
    """For each reply how near the text is to its wordings: half the nearest one, half all of them on average."""
    wordings = [(reply.say, *reply.like) for reply in offered]
    vectors = encode([text, *(words for each in wordings for words in each)])
    cosines = iter((vectors[1:] @ vectors[0]).tolist())
    near = [[next(cosines) for _ in each] for each in wordings]
    return [(max(each) + fmean(each)) / 2 for each in near]


def tone_distance(points: Mapping[str, float], reply: Reply) -> float:
    """Mean distance over the dimensions between the words' points and the authored ones, 0 to 4."""
    authored = reply.scores.as_dict()
    return fmean(abs(points[name] - authored[name]) for name in DIMENSION_IDS)


def harsher(points: Mapping[str, float], reply: Reply) -> float:
    """By how much the words fall short of the reply's empathy and de-escalation on average, 0 to 4 points."""
    authored = reply.scores.as_dict()
    return fmean(max(authored[name] - points[name], 0.0) for name in TONE_IDS)
