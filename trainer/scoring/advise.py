"""From what was seen and what is missing in a reply to what to try next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from trainer.scoring.assessment import Advice, Known
from trainer.scoring.behaviours import catalogue
from trainer.scoring.dimensions import DIMENSION_IDS
from trainer.scoring.features import Looked

GOOD = 1.0
"""From these points on, nothing is missing."""
_WANTED: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "empathy": (
        ("reflects_context", "names_what_happened"),
        ("names_feeling", "finds_feeling_fair"),
        ("asks_to_understand",),
    ),
    "de_escalation": (("takes_responsibility", "agrees"), ("offers_help", "says_what_is_possible"), ("offers_choice",)),
    "clarity": (("says_who_does", "gives_next_step"), ("says_when",), ("promises_update", "says_what_if")),
}
"""What makes an excellent reply, most important first; of each group one is enough."""


def missing(dimension: str, points: float, looked: Looked) -> tuple[str, ...]:
    """Ids of behaviours that would raise the score of a dimension, at most two, none if the score is good."""
    if points >= GOOD:
        return ()
    seen = {each.behaviour.id for each in looked.found}
    groups = [group for group in _WANTED[dimension] if not seen.intersection(group)]
    if looked.behind is None:
        groups = [tuple(name for name in group if name != "reflects_context") for group in groups]
    return tuple(group[0] for group in groups if group)[:2]


def advise(
    points: Mapping[str, float], lacking: Mapping[str, tuple[str, ...]], looked: Looked, known: Sequence[Known]
) -> tuple[Advice, ...]:
    """One piece of advice per dimension that is not good yet, the weakest first: the gravest harm, else what is missing
    most.
    """
    out = []
    for dimension in sorted(DIMENSION_IDS, key=lambda name: points[name]):
        harm = _gravest(looked, dimension)
        behaviour = harm or next(iter(lacking[dimension]), None)
        if behaviour is not None and (harm or points[dimension] < GOOD):
            out.append(Advice(dimension, behaviour, _better(dimension, points[dimension], known)))
    return tuple(out)


def _gravest(looked: Looked, dimension: str) -> str | None:
    harms = [e.behaviour for e in looked.found if not e.behaviour.helps and dimension == e.behaviour.dimension]
    return min(harms, key=lambda behaviour: behaviour.weight).id if harms else None


def _better(dimension: str, points: float, known: Sequence[Known]) -> str | None:
    """The scenario's own reply that is best in this dimension, if it is clearly better than what was typed."""
    best = max(known, key=lambda each: (each.points.get(dimension, 0), sum(each.points.values())), default=None)
    if best is None or best.points.get(dimension, 0) < max(points + 0.5, 1):
        return None
    return best.text


def describe(behaviour: str, lang: str) -> tuple[str, str, str]:
    """Name, advice and source of a behaviour in a language of the interface. Raises ``KeyError`` for an unknown id."""
    entry = catalogue(lang)[behaviour]
    return entry.name, entry.advice, entry.source
