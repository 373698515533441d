"""How hard a text is to read: the reading ease of Flesch (1948), for Russian in the form of Oborneva (2006)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from trainer.scoring.text import read

_VOWELS = {"en": re.compile("[aeiouy]+"), "ru": re.compile("[аеёиоуыэюя]")}
_WEIGHTS = {"en": (206.835, 1.015, 84.6), "ru": (206.835, 1.3, 60.1)}
"""Language -> constant, weight of words per sentence, weight of syllables per word."""
LEVELS: tuple[tuple[float, LazyString], ...] = (
    (80, _l("very easy, as spoken")),
    (60, _l("plain")),
    (45, _l("rather hard")),
    (float("-inf"), _l("hard to read")),
)
FEW_WORDS = 20
"""With fewer words a figure would be chance."""


@dataclass(frozen=True, slots=True)
class Ease:
    """``words`` in all texts, ``per_sentence`` on average, ``ease``: 0 hard to 100 easy, None for too few words."""

    words: int
    per_sentence: float
    ease: float | None

    @property
    def level(self) -> LazyString | None:
        """The ease in words."""
        return None if self.ease is None else next(words for least, words in LEVELS if self.ease >= least)


def ease_of(texts: Sequence[str], language: str) -> Ease:
    """The reading ease of several texts together."""
    sentences = [
        [word for word in sentence.words if word[0].isalpha()]
        for text in texts
        for sentence in read(text, language).sentences
    ]
    sentences = [sentence for sentence in sentences if sentence]
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return Ease(0, 0.0, None)
    per_sentence = len(words) / len(sentences)
    per_word = sum(_syllables(word, language) for word in words) / len(words)
    constant, of_sentences, of_words = _WEIGHTS[language]
    ease = constant - of_sentences * per_sentence - of_words * per_word
    return Ease(len(words), per_sentence, min(100.0, max(0.0, ease)) if len(words) >= FEW_WORDS else None)


def _syllables(word: str, language: str) -> int:
    """Groups of vowels; in English a silent ``e`` at the end is none."""
    count = len(_VOWELS[language].findall(word))
    if language == "en" and count > 1 and word.endswith("e") and not word.endswith(("le", "ee")):
        count -= 1
    return max(1, count)
