"""How well typed words are understood: ``measure`` puts the labelled variants through what is served, and counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from math import sqrt
from typing import Any

from trainer.dialogue.hearing import encode, judge, points
from trainer.dialogue.matching import LIMITS, TONE_IDS, Limits, Match, choose, weigh
from trainer.dialogue.variants import HALVES, Variant, talk_at
from trainer.scenario.model import Scenario
from trainer.scoring.embedding import encoder

_95 = 1.959964
_GROUPS = {
    "same": ("same",),
    "ruder": ("ruder",),
    "opposite": ("opposite",),
    "aside": ("other offer", "question", "off-topic"),
}


@dataclass(frozen=True, slots=True)
class Weighed:
    """A variant and each reply that was on offer with its figures."""

    variant: Variant
    replies: Sequence[Match]


def measure(variants: Iterable[Variant], scenarios: Mapping[str, Scenario]) -> dict[str, Any]:
    """The figures, JSON-able. ``scenarios``: slug -> scenario; variants of others are left out.

    ``{"limits": {...}, "encoder": bool, "tune": {language: figures}, "test": {language: figures}}``; the limits were
    chosen on "tune", so "test" is what counts. What the figures are: ``figures``. What has no variants is missing.
    """
    weighed = weigh_all(variants, scenarios)
    halves = {half: [each for each in weighed if each.variant.half == half] for half in HALVES}
    return {
        "limits": asdict(LIMITS),
        "encoder": encoder() is not None,
        **{half: by_language(each, LIMITS) for half, each in halves.items() if each},
    }


def weigh_all(variants: Iterable[Variant], scenarios: Mapping[str, Scenario]) -> list[Weighed]:
    """Every variant judged and compared with the replies on offer, as in a talk."""
    return [_weigh(each, scenarios[each.scenario]) for each in variants if each.scenario in scenarios]


def _weigh(variant: Variant, scenario: Scenario) -> Weighed:
    talk = talk_at(variant, scenario)
    model = encode if encoder() is not None else None
    return Weighed(variant, weigh(variant.text, points(judge(talk, variant.text)), talk.offered, model))


def by_language(weighed: Sequence[Weighed], limits: Limits) -> dict[str, Any]:
    """Language -> figures, and those of all under "all"."""
    languages = sorted({each.variant.language for each in weighed})
    out = {name: figures([each for each in weighed if each.variant.language == name], limits) for name in languages}
    return {**out, "all": figures(weighed, limits)}


def figures(weighed: Sequence[Weighed], limits: Limits) -> dict[str, Any]:
    """Shares with 95 % intervals.

    ``accuracy``: the right reply, or rightly none; ``false_match``: matched to a reply that the words do not stand for;
    ``same``, ``ruder``, ``opposite``, ``aside``: the accuracy for words that stand for a reply, that say it rudely,
    that deny it, that say something else; ``rude_goes_on_cold``: of rude words that were not matched, how many go on
    with a reply that its author does not find good in tone; ``goes_on_as_meant``: of words that were not matched though
    they stand for a reply, how many go on with that reply all the same.
    """
    found = [(each.variant, choose(each.replies, limits)) for each in weighed]
    loose = [(variant, match) for variant, match in found if not match.matched]
    rude = [match for variant, match in loose if variant.tone == "ruder"]
    meant = [match.reply.id == variant.stands_for for variant, match in loose if variant.stands_for is not None]
    return {
        "accuracy": share(map(right, found)),
        "false_match": share(match.matched and not right((variant, match)) for variant, match in found),
        **{name: share(right(each) for each in found if each[0].tone in tones) for name, tones in _GROUPS.items()},
        "rude_goes_on_cold": share(_cold(match) for match in rude),
        "goes_on_as_meant": share(meant),
    }


def right(found: tuple[Variant, Match]) -> bool:
    """Whether the words were taken for what they stand for."""
    variant, match = found
    return (match.reply.id if match.matched else None) == variant.stands_for


def _cold(match: Match) -> bool:
    authored = match.reply.scores.as_dict()
    return sum(authored[name] for name in TONE_IDS) <= 0


def share(hits: Iterable[bool]) -> dict[str, float]:
    """Value, low and high end of Wilson's 95 % interval (1927), all 0 to 1, and the number counted; zeros for none."""
    counted = list(hits)
    n = len(counted)
    if not n:
        return {"value": 0.0, "low": 0.0, "high": 0.0, "n": 0}
    p = sum(counted) / n
    middle, half = p + _95**2 / (2 * n), _95 * sqrt(p * (1 - p) / n + _95**2 / (4 * n * n))
    whole = 1 + _95**2 / n
    return {"value": p, "low": (middle - half) / whole, "high": (middle + half) / whole, "n": n}
