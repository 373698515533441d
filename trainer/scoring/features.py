"""What the heads look at: one row of numbers per reply, made of blocks that fall apart into sentences where they can.

Blocks of the dense row, in this order: the mean of the sentences' vectors (weighted by their words), those of the first
and of the last sentence, how often each behaviour was seen, sums of behaviours, the text's own figures, figures of the
text against the words it answers. Beside it stand hashed counts of words and parts of words.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log1p, sqrt, tanh

import numpy as np
from numpy.typing import NDArray

from trainer.scoring import embedding
from trainer.scoring.behaviours import SUB_SCORES, load
from trainer.scoring.detectors import Background, background, copied, function_share, meaning
from trainer.scoring.dimensions import DIMENSION_IDS
from trainer.scoring.embedding import SIZE, Vectors, rarity
from trainer.scoring.matching import Found, find, needing
from trainer.scoring.rules import tallies
from trainer.scoring.text import Reading, read, word_set

Row = NDArray[np.float32]
Buckets = NDArray[np.int32]

BUCKETS = 1 << 15
BEHAVIOURS = tuple(behaviour.id for behaviour in load("en"))
SUMS = (*DIMENSION_IDS, *(name for names in SUB_SCORES.values() for name in names))
FIGURES = (
    "words", "sentences", "mean_sentence", "longest_sentence", "mean_word", "long_words", "mean_rarity", "rarest",
    "three_rarest", "pieces", "questions", "exclamations", "i", "we", "you", "opens_with_you", "numbers", "commas",
    "function_words", "variety", "dots", "smiles", "opens_small", "quotes", "russian", "rare_surplus", "rare_load",
    "five_rarest", "letters", "subordinate", "rank_spread", "asks", "ends_asking", "asks_openly", "asks_you", "brief",
)  # fmt: skip
AGAINST = (
    "shared",
    "share_shared",
    "pasted",
    "near",
    "nearest",
    "names_taken_up",
    "feelings_met",
    "asked_and_told",
    "asked_back",
)
_AT_BEHAVIOURS = 3 * SIZE
_AT_SUMS = _AT_BEHAVIOURS + len(BEHAVIOURS)
_AT_FIGURES = _AT_SUMS + 2 * len(SUMS)
_AT_AGAINST = _AT_FIGURES + len(FIGURES)
WIDTH = _AT_AGAINST + len(AGAINST)
BLOCKS = {
    "vector": slice(0, SIZE),
    "first": slice(SIZE, 2 * SIZE),
    "last": slice(2 * SIZE, 3 * SIZE),
    "behaviours": slice(_AT_BEHAVIOURS, _AT_SUMS),
    "sums": slice(_AT_SUMS, _AT_FIGURES),
    "figures": slice(_AT_FIGURES, _AT_AGAINST),
    "against": slice(_AT_AGAINST, WIDTH),
}
_PLACE = {name: number for number, name in enumerate(BEHAVIOURS)}
_SELF = {
    "en": word_set("i me my mine myself"),
    "ru": word_set("я меня мне мой моя мое мои мной сам сама"),
}
_US = {"en": word_set("we us our ours"), "ru": word_set("мы нас нам наш наша наше наши нами нашей")}
_YOU = {
    "en": word_set("you your yours yourself"),
    "ru": word_set("вы вас вам ваш ваша ваше ваши вами вашу вашей вашего ты тебя тебе твой твоя твое твои тобой"),
}
_LONG_WORD = {"en": 7, "ru": 9}
_COMMON = {"en": 8.0, "ru": 8.5}
"""Logarithm of the rank up to which a word counts as common (about the 3,000 most frequent pieces)."""
_SUBORDINATE = {
    "en": word_set("which who whose whom although whereas while despite whether since unless whereby thus"),
    "ru": word_set("который которая которое которые которого которой которому котором которым которых хотя поскольку"),
}
_OPEN = {
    "en": word_set("what how why which who where when"),
    "ru": word_set("что чего чем как каково почему зачем где когда кто кому кого какой какая какое какие сколько"),
}
"""Words of open questions, which let the other side tell."""
_SMILES = frozenset(("🙂", "😊", "😀", "❤", "🙏", "💛", "💙", "🤗", ":)", ":-)", "))", ";)", "♥", "🌷", "👍", ":d"))


@dataclass(frozen=True, slots=True)
class Looked:
    """A reply with everything that the heads need.

    ``row``: the dense row; ``vectors``: one per sentence, or None without the encoder; ``shares``: weight of each
    sentence;
    ``buckets``: hashed counts per sentence; ``found``: the behaviours seen; ``sums``: their ``tallies``.
    """

    reading: Reading
    behind: Background | None
    found: tuple[Found, ...]
    row: Row
    vectors: Vectors | None
    shares: Row
    buckets: tuple[Buckets, ...]
    sums: Mapping[str, tuple[float, float]]


def look(reply: str, context: str | None, lang: str) -> Looked:
    """Reads a reply once for all that follows. Pasted sentences count for nothing."""
    reading = read(reply, lang)
    behind = background(context, lang) if context and context.strip() else None
    found = tuple(find(reading, behind))
    own = [sentence for sentence in reading.sentences if not copied(sentence, behind)]
    vectors = _encode([reading.spoken(sentence) for sentence in own])
    weights = np.array([len(sentence.words) + 2.0 for sentence in own], dtype=np.float32)
    shares = weights / weights.sum() if own else weights
    kept = Reading(reading.text, lang, reading.plain, tuple(own), tuple(word for each in own for word in each.words))
    row = np.zeros(WIDTH, dtype=np.float32)
    if vectors is not None and own:
        row[BLOCKS["vector"]] = shares @ vectors
        row[BLOCKS["first"]], row[BLOCKS["last"]] = vectors[0], vectors[-1]
    row[BLOCKS["behaviours"]] = behaviour_counts(found)
    sums = tallies(found)
    row[BLOCKS["sums"]] = [tanh(0.3 * side) for name in SUMS for side in sums.get(name, (0.0, 0.0))]
    row[BLOCKS["figures"]] = _figures(kept)
    if behind is not None and context is not None:
        row[BLOCKS["against"]] = _against(kept, behind, context, vectors, shares, found)
    buckets = tuple(grams(sentence.words) for sentence in own)
    return Looked(kept, behind, found, row, vectors, shares, buckets, sums)


def look_up(words: Iterable[str], lang: str) -> None:
    """Looks up what is kept of each word, so that no reply waits for it."""
    for word in words:
        rarity(word)
        _word_grams(word)
        needing(word, lang)


def _encode(texts: Sequence[str]) -> Vectors | None:
    model = embedding.encoder()
    if model is None:
        return None
    return model.encode(texts) if texts else np.zeros((0, SIZE), dtype=np.float32)


def behaviour_counts(found: Sequence[Found]) -> Row:
    """How often each behaviour was seen, at most twice, over two."""
    counts = np.zeros(len(BEHAVIOURS), dtype=np.float32)
    for each in found:
        counts[_PLACE[each.behaviour.id]] += 0.5
    return np.minimum(counts, 1.0)


def _figures(reading: Reading) -> list[float]:
    words = [word for word in reading.words if word[0].isalnum()]
    letters = [word for word in words if word[0].isalpha()]
    n, lang = max(len(words), 1), reading.lang
    lengths = [len(sentence.words) for sentence in reading.sentences] or [0]
    known = {word: rarity(word) for word in letters}
    ranks = sorted((rank for _, rank in known.values()), reverse=True) or [0.0]
    all_ranks = [known[word][1] for word in letters]
    text = reading.plain
    opens = sum(bool(sentence.words) and sentence.words[0] in _YOU[lang] for sentence in reading.sentences)
    return [
        log1p(len(words)), log1p(len(lengths)), _mean(lengths) / 10, max(lengths) / 20,
        sum(map(len, letters)) / max(len(letters), 1) / 5, sum(len(word) >= _LONG_WORD[lang] for word in letters) / n,
        _mean(ranks) / 5, ranks[0] / 10, _mean(ranks[:3]) / 10,
        sum(count for count, _ in known.values()) / max(len(known), 1), reading.words.count("?") / len(lengths),
        min(text.count("!"), 4) / 2, sum(word in _SELF[lang] for word in words) / n * 5,
        sum(word in _US[lang] for word in words) / n * 5, sum(word in _YOU[lang] for word in words) / n * 5,
        opens / len(lengths), log1p(sum(word[0].isdigit() for word in words)), text.count(",") / n * 5,
        function_share(tuple(words), lang), len(set(words)) / n, float("..." in text or "…" in text),
        min(sum(word in _SMILES for word in reading.words), 2) / 2, float(text.strip()[:1].islower()),
        min(sum(text.count(mark) for mark in '"«“'), 2) / 2, float(lang == "ru"),
        *_weight_of_words(all_ranks, lang),
        log1p(sum(map(len, letters))), log1p(sum(word in _SUBORDINATE[lang] for word in words)),
        _spread(all_ranks) / 3, *_questions(reading), 1 / (1 + len(words) / 6),
    ]  # fmt: skip


def _questions(reading: Reading) -> tuple[float, float, float, float]:
    """How many questions there are (at most two, over two), whether the text ends in one, and whether one is open and
    one speaks of "you". A long reply that asks once asks no less than a short one, so this is no share.
    """
    asking = [sentence.words for sentence in reading.sentences if "?" in sentence.words]
    ends = bool(reading.sentences) and "?" in reading.sentences[-1].words
    openly = any(not _OPEN[reading.lang].isdisjoint(words) for words in asking)
    of_you = any(not _YOU[reading.lang].isdisjoint(words) for words in asking)
    return min(len(asking), 2) / 2, float(ends), float(openly), float(of_you)


def _weight_of_words(ranks: Sequence[float], lang: str) -> tuple[float, float, float]:
    """How heavy the words are: mean rarity above common words, its sum (logarithm), the mean of the five rarest."""
    if not ranks:
        return 0.0, 0.0, 0.0
    surplus = [max(rank - _COMMON[lang], 0.0) for rank in ranks]
    top = sorted(ranks)[-5:]
    return _mean(surplus), log1p(sum(surplus)), _mean(top) / 10


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _spread(values: Sequence[float]) -> float:
    if not values:
        return 0.0
    middle = _mean(values)
    return sqrt(_mean([(value - middle) ** 2 for value in values]))


def _against(
    reading: Reading, behind: Background, context: str, vectors: Vectors | None, shares: Row, found: Sequence[Found]
) -> list[float]:
    stems = meaning(reading.words, reading.lang)
    shared = set(stems) & behind.stems
    seen = {each.behaviour.id for each in found}
    near = nearest = 0.0
    before = embedding.encode_context(context) if vectors is not None else None
    if before is not None and vectors is not None and len(vectors):
        cosines = vectors @ before
        near, nearest = float(shares @ cosines), float(cosines.max())
    told = seen & {"answers_directly", "says_who_does", "says_when", "gives_reason", "concrete_details"}
    return [
        log1p(len(shared)),
        len(shared) / max(len(set(stems)), 1),
        float("copies_words" in seen),
        near,
        nearest,
        float("reflects_context" in seen),
        float("names_feeling" in seen) + float("finds_feeling_fair" in seen),
        float(behind.asks and bool(told)),
        float(behind.asks and "?" in reading.words),
    ]


def grams(words: Sequence[str]) -> Buckets:
    """Buckets of the words, of two words in a row, and of the parts of words of a sentence."""
    pairs = [zlib.crc32(f"{a} {b}".encode()) % BUCKETS for a, b in zip(("^", *words), (*words, "$"), strict=True)]
    return np.concatenate([*(_word_grams(word) for word in words), np.array(pairs, dtype=np.int32)])


@lru_cache(maxsize=20000)
def _word_grams(word: str) -> Buckets:
    marked = f"<{word}>"
    parts = {marked[at : at + size] for size in (3, 4, 5) for at in range(len(marked) - size + 1)}
    return np.array([zlib.crc32(part.encode()) % BUCKETS for part in sorted({marked, *parts})], dtype=np.int32)
