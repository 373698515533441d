"""What a reply cannot rise above, however warm the rest of it is, once certain things were seen.

Words count for something only if they are meant for the person: a list of nice words, the right words in the wrong
language, pasted text and text for the scorer are held down; so are harms that people do not forgive for a kind word
beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from trainer.scoring.dimensions import LOWEST
from trainer.scoring.features import Looked

_HARD: Mapping[str, tuple[float, float, float]] = {
    "wrong_language": (-0.5, -0.3, -1.6),
    "keyword_list": (-0.8, -0.4, -1.0),
    "addresses_scorer": (-1.0, -0.6, -1.2),
    "one_word": (-0.1, 0.4, -0.4),
}
"""Behaviour -> highest points for empathy, de-escalation and clarity."""
_SCRAPS = 3
"""So few words beside pasted text are no reply."""
_NOTHING_OWN = (-1.2, -0.6, -1.2)
"""For a reply that is empty or altogether pasted."""
_SOFT: Mapping[str, tuple[float, float, float]] = {
    "insults": (2.0, -1.2, 2.0),
    "threatens": (2.0, -1.0, 2.0),
    "denies_apology": (-1.0, -0.8, 2.0),
    "conditional_apology": (-0.6, -0.2, 2.0),
    "calm_down": (0.0, -0.5, 2.0),
    "mocks": (-0.6, -0.6, 2.0),
    "dismisses_feeling": (-0.5, 0.3, 2.0),
    "blames_person": (0.2, -0.7, 2.0),
    "shows_the_door": (-0.4, -0.8, 2.0),
    "does_not_care": (-0.6, -0.5, 2.0),
}
_SHARE_ABOVE = 0.1
"""Above a soft limit only this share of the points remains: the patterns may be wrong, so nothing is cut off."""


def held(points: Mapping[str, float], looked: Looked) -> dict[str, float]:
    """The points after all limits that apply."""
    seen = {each.behaviour.id for each in looked.found}
    out = dict(points)
    for name in seen & _SOFT.keys():
        for dimension, limit in zip(out, _SOFT[name], strict=True):
            if out[dimension] > limit:
                out[dimension] = limit + _SHARE_ABOVE * (out[dimension] - limit)
    hard = [_HARD[name] for name in seen & _HARD.keys()]
    own = [word for word in looked.reading.words if word[0].isalnum()]
    if not own or ("copies_words" in seen and len(own) <= _SCRAPS):
        hard.append(_NOTHING_OWN)
    return _cut(out, hard)


def _cut(points: dict[str, float], limits: Iterable[tuple[float, float, float]]) -> dict[str, float]:
    """Never above a limit, and among those above it the order of the points remains, in a narrow band below it."""
    for limit in limits:
        for dimension, highest in zip(points, limit, strict=True):
            if points[dimension] > highest:
                band = 0.1 * (points[dimension] - highest) / (2.0 - highest)
                points[dimension] = max(highest - 0.1 + band, LOWEST)
    return points
