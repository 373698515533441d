"""Finding the behaviours in a reply."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from trainer.scoring.behaviours import Behaviour, index, load, patterns
from trainer.scoring.detectors import BY_NAME, Background, copied
from trainer.scoring.patterns import NUMBER, SHORTEST_PREFIX, Pattern
from trainer.scoring.text import Reading, Sentence, negated

_JOINING = frozenset(("and", "but", "or", "so", "и", "а", "но", "или"))
"""Words between clauses; without a comma they begin a new one too."""


@dataclass(frozen=True, slots=True)
class Found:
    """A behaviour seen at a place: ``start`` and ``end`` in characters."""

    behaviour: Behaviour
    start: int
    end: int


def find(reading: Reading, behind: Background | None) -> list[Found]:
    """All behaviours in a reply, in the order of the text. Pasted sentences count for nothing but having been
    pasted.
    """
    behaviours = load(reading.lang)
    found: list[Found] = []
    for sentence in reading.sentences:
        if not copied(sentence, behind):
            found += _in_sentence(sentence, reading.lang, behaviours)
    for behaviour in behaviours:
        if behaviour.detector is not None:
            found += [Found(behaviour, start, end) for start, end in BY_NAME[behaviour.detector](reading, behind)]
    return sorted(found, key=lambda each: (each.start, each.end))


def _in_sentence(sentence: Sentence, lang: str, behaviours: tuple[Behaviour, ...]) -> list[Found]:
    """The places in one sentence. Where places of a behaviour overlap, the longest is kept: it can be understood by
    itself.
    """
    places: dict[int, list[tuple[int, int]]] = {}
    for place, pattern in _candidates(sentence, lang):
        for start, end in pattern.search(sentence.words, sentence.pauses):
            if _holds(behaviours[place], sentence, start, lang):
                places.setdefault(place, []).append((start, end))
    return [
        Found(behaviours[place], sentence.places[start][0], sentence.places[end - 1][1])
        for place, spans in places.items()
        for start, end in _apart(spans)
    ]


def _holds(behaviour: Behaviour, sentence: Sentence, start: int, lang: str) -> bool:
    """Whether what stands before a place in its clause leaves its meaning."""
    if not behaviour.keeps_negation and negated(sentence, start, lang):
        return False
    if not behaviour.not_after:
        return True
    begins = [at for at in range(start) if at in sentence.pauses or sentence.words[at] in _JOINING]
    return behaviour.not_after.isdisjoint(sentence.words[max(begins, default=0) : start])


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Of places that overlap the longest, of equally long ones the first."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        if all(end <= other_start or other_end <= start for other_start, other_end in kept):
            kept.append((start, end))
    return kept


def _candidates(sentence: Sentence, lang: str) -> list[tuple[int, Pattern]]:
    words = frozenset(sentence.words)
    numbers = frozenset().union(*(needing(word, lang) for word in words))
    every = patterns(lang)
    return [every[number] for number in sorted(numbers) if every[number][1].possible(words)]


@lru_cache(maxsize=20000)
def needing(word: str, lang: str) -> frozenset[int]:
    """Places in ``patterns`` of those that need this word."""
    keys = (word, word[:SHORTEST_PREFIX] + "*", *((NUMBER,) if word[0].isdigit() else ()))
    return frozenset().union(*(index(lang).get(key, frozenset()) for key in keys))
