"""Behaviours that no pattern can describe: they are counted, or need the words that the reply answers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from trainer.scoring.text import FUNCTION_WORDS, Reading, Sentence, read, stem, word_set

Span = tuple[int, int]
LONG_SENTENCE = 36
"""Words from which a sentence counts as too long; plain-language guides advise 15 to 20 on average."""
COPIED_ROW = 5
"""So many words in a row as in the context count as pasted."""
SHORTEST_COPY = 3

_OTHER_LATIN = word_set(
    "der die das und ich nicht ist es tut mir leid dass sie wir haben auf le la les des et vous nous je ne "
    "pas est que qui pour avec desole suis el los las una por con lo siento que usted mucho para esta muy il "
    "che non per sono ci dispiace um para voce nao obrigado prosze przepraszam jest nie ze"
)
_OTHER_CYRILLIC = re.compile(r"[іїєґўј]")
_MARKS = re.compile(r"!{3,}|!\?+!|\?!{2,}|\?{3,}")
_CAPITALS = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Background:
    """What was said before, read once: its ``words``, the ``stems`` that carry meaning, rows of words, and
    questions.
    """

    words: tuple[str, ...]
    stems: frozenset[str]
    rows: frozenset[tuple[str, ...]]
    asks: bool


@lru_cache(maxsize=512)
def background(context: str, lang: str) -> Background:
    """Reads the context of a reply. Only its last 2,000 characters count."""
    reading = read(context[-2000:], lang)
    words = tuple(word for word in reading.words if word not in "?!")
    return Background(words, frozenset(meaning(words, lang)), _rows(words, COPIED_ROW), "?" in context)


def meaning(words: tuple[str, ...], lang: str) -> list[str]:
    """Stems of the words that carry meaning (no function words, at least three letters, or a number)."""
    function = FUNCTION_WORDS.get(lang, frozenset())
    return [stem(word, lang) for word in words if word not in function and (len(word) > 2 or word.isdigit())]


def function_share(words: tuple[str, ...], lang: str) -> float:
    """Share of function words, 0 to 1."""
    function = FUNCTION_WORDS.get(lang, frozenset())
    return sum(word in function for word in words) / max(len(words), 1)


def copied(sentence: Sentence, behind: Background | None) -> bool:
    """Whether most of a sentence (at least three words) is pasted from the context, or quoted with ``>``."""
    if sentence.quoted:
        return True
    words = tuple(word for word in sentence.words if word not in "?!")
    if behind is None or len(words) < SHORTEST_COPY:
        return False
    row = min(COPIED_ROW, len(words))
    rows = behind.rows if row == COPIED_ROW else _rows(behind.words, row)
    taken: set[int] = set()
    for at in range(len(words) - row + 1):
        if words[at : at + row] in rows:
            taken.update(range(at, at + row))
    return len(taken) >= 0.7 * len(words)


def _rows(words: tuple[str, ...], length: int) -> frozenset[tuple[str, ...]]:
    return frozenset(words[at : at + length] for at in range(len(words) - length + 1))


def _whole(sentence: Sentence) -> Span:
    return sentence.start, sentence.end


def reflects(reading: Reading, behind: Background | None) -> list[Span]:
    """Sentences that take up at least two facts of the context without pasting it."""
    if behind is None:
        return []
    found = []
    for sentence in reading.sentences:
        if not copied(sentence, behind):
            shared = set(meaning(sentence.words, reading.lang)) & behind.stems
            if len(shared) >= 2:
                found.append(_whole(sentence))
    return found


def copies(reading: Reading, behind: Background | None) -> list[Span]:
    """Sentences pasted from the context."""
    return [_whole(sentence) for sentence in reading.sentences if copied(sentence, behind)]


def shouting(reading: Reading, _: Background | None) -> list[Span]:
    """Rows of marks, and three or more words in capitals where most of the text is in capitals."""
    found = [match.span() for match in _MARKS.finditer(reading.plain)]
    long_words = list(_CAPITALS.finditer(reading.plain))
    shouted = [match for match in long_words if match.group().isupper()]
    many = len(shouted) >= 3 and (len(shouted) >= 0.3 * len(long_words) or _in_a_row(shouted))
    if many or (shouted and len(shouted) == len(long_words) and len(reading.words) > 1):
        found.append((shouted[0].start(), shouted[-1].end()))
    return found


def _in_a_row(matches: list[re.Match[str]]) -> bool:
    return any(c.start() - a.end() < 12 for a, c in zip(matches, matches[2:], strict=False))


def long_sentence(reading: Reading, _: Background | None) -> list[Span]:
    """Sentences of more than ``LONG_SENTENCE`` words."""
    return [_whole(sentence) for sentence in reading.sentences if len(sentence.words) > LONG_SENTENCE]


def too_short(reading: Reading, _: Background | None) -> list[Span]:
    """A reply of a word or two that does not ask anything, or of no words at all."""
    words = [word for word in reading.words if word not in "?!"]
    if len([word for word in words if word[0].isalnum()]) <= 2 and "?" not in reading.words:
        return [(0, len(reading.text))]
    return []


def wrong_language(reading: Reading, _: Background | None) -> list[Span]:
    """The whole reply if it is in another language than ``reading.lang``."""
    letters = [char for char in reading.plain if char.isalpha()]
    if len(letters) < 4:
        return []
    cyrillic = sum("\u0400" <= char <= "\u04ff" for char in letters) / len(letters)
    if reading.lang == "ru":
        foreign = cyrillic < 0.4 or len(_OTHER_CYRILLIC.findall(reading.plain.lower())) > 0.02 * len(letters)
    else:
        others = sum(word in _OTHER_LATIN for word in reading.words) / max(len(reading.words), 1)
        foreign = cyrillic > 0.3 or (others > 0.25 and others > function_share(reading.words, "en"))
    return [(0, len(reading.text))] if foreign else []


def stuffing(reading: Reading, _: Background | None) -> list[Span]:
    """A row of words without the little words that make a sentence, or the same words again and again."""
    words = tuple(word for word in reading.words if word[0].isalpha())
    if len(words) < 6:
        return []
    most = max(Counter(words).values())
    repeated = most >= 4 and most > 0.2 * len(words) and len(set(words)) < 0.6 * len(words)
    least = 0.12 if reading.lang == "en" else 0.06
    bare = function_share(words, reading.lang) < least and len(words) / max(len(reading.sentences), 1) >= 6
    return [(0, len(reading.text))] if repeated or bare else []


def concrete(reading: Reading, _: Background | None) -> list[Span]:
    """Numbers, and names in the middle of a sentence."""
    return [
        place
        for sentence in reading.sentences
        for word, place in zip(sentence.words, sentence.places, strict=True)
        if word[0].isdigit() or (place[0] > sentence.start and _is_name(reading.plain[place[0] : place[1]]))
    ]


def _is_name(word: str) -> bool:
    return len(word) > 2 and word[0].isupper() and not word.isupper() and not word.startswith(("I'", "I’"))


BY_NAME: Mapping[str, Callable[[Reading, Background | None], list[Span]]] = {
    "reflects": reflects,
    "copies": copies,
    "shouting": shouting,
    "long_sentence": long_sentence,
    "too_short": too_short,
    "wrong_language": wrong_language,
    "stuffing": stuffing,
    "concrete": concrete,
}
