"""A reply -> its assessment. The two functions that everything else calls: ``assess`` and ``rate``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from trainer.scoring import embedding, rules
from trainer.scoring.advise import advise, missing
from trainer.scoring.assessment import MAX_CHARS, Assessment, Evidence, Known, Part, Score, TooLong
from trainer.scoring.behaviours import LANGUAGES, SUB_SCORES, load
from trainer.scoring.dimensions import DIMENSION_IDS, HIGHEST, LOWEST
from trainer.scoring.features import Looked, Row, look, look_up
from trainer.scoring.heads import Heads, heads
from trainer.scoring.limits import held
from trainer.scoring.shown import Shown, shown

SURE = 0.5
"""Below this confidence in any dimension, a reply goes to the coach."""
_FAMILIAR = 0.7
"""The novelty that hardly a reply of the corpus exceeds."""
_RATE_PARTS = 10
"""``rate`` reads texts of up to so many times ``MAX_CHARS`` part by part; nothing is cut off."""
RULES_VERSION = "behaviours"


def preload() -> None:
    """Loads everything a process needs, once, before it serves (about a second and 190 MB), so that no first reply
    waits.
    """
    for lang in LANGUAGES:
        load(lang)
    embedding.encoder()
    trained = heads()
    for lang, words in trained.words.items() if trained else ():
        look_up(words, lang)
    assess("Thank you, I am looking into it now.", "Where is my parcel?", "en")
    assess("Спасибо, уже смотрю.", "Где моя посылка?", "ru")


def is_whole() -> bool:
    """Whether both layers serve in this process; without the encoder or the weights, behaviours serve alone."""
    return embedding.encoder() is not None and heads() is not None


def assess(reply: str, context: str | None, lang: str, *, known: Sequence[Known] = ()) -> Assessment:
    """Judges a reply on every dimension.

    ``context``: what was said before, or None; ``lang``: ``en`` or ``ru``, the language the answer should be in;
    ``known``: the replies the scenario has at this place, for better wordings. Raises ``TooLong`` above ``MAX_CHARS``
    characters, ``ValueError`` for an unknown language.
    """
    if lang not in LANGUAGES:
        raise ValueError(f"there is no scorer for the language {lang!r}")
    if len(reply) > MAX_CHARS:
        raise TooLong(len(reply))
    looked = look(reply, context, lang)
    trained = heads() if looked.vectors is not None else None
    by_rules = rules.points(looked.sums)
    if trained is None:
        points, sub, sure, parts = _by_behaviours(looked, by_rules)
    else:
        points, sub, sure, parts = _by_heads(trained, looked, by_rules)
    points = held(points, looked)
    seen = shown(looked.reading, looked.found)
    lacking = {name: missing(name, points[name], looked) for name in DIMENSION_IDS}
    scores = {
        name: Score(
            points[name], sure[name], _evidence(seen, name), lacking[name], {s: sub[s] for s in SUB_SCORES[name]}
        )
        for name in DIMENSION_IDS
    }
    return Assessment(
        lang=lang,
        version=trained.version if trained else RULES_VERSION,
        scores=scores,
        parts=parts,
        advice=advise(points, lacking, looked, known),
        unsure=min(sure.values()) < SURE,
        degraded=trained is None,
    )


Judged = tuple[dict[str, float], dict[str, float], dict[str, float], tuple[Part, ...]]


def _by_behaviours(looked: Looked, by_rules: dict[str, float]) -> Judged:
    """Points, sub-scores, confidence and parts without the heads; the more was seen, the surer, but never very sure."""
    sub = rules.sub_scores(looked.sums)
    seen = {
        name: sum(name in (e.behaviour.dimension, *e.behaviour.also) for e in looked.found) for name in DIMENSION_IDS
    }
    sure = {name: min(0.3 + 0.15 * seen[name], 0.6) for name in DIMENSION_IDS}
    return by_rules, sub, sure, _parts(looked, {})


def _by_heads(trained: Heads, looked: Looked, by_rules: dict[str, float]) -> Judged:
    raw = trained.raw(looked)
    values = trained.calibrated(raw, looked)
    points = {name: float(np.clip(values[name], LOWEST, HIGHEST)) for name in DIMENSION_IDS}
    sub = rules.sub_scores(looked.sums)
    for name in sub.keys() & values.keys():
        sub[name] = float(np.clip((sub[name] - 50) * 0.4 + values[name], 0, 100))
    novelty = trained.novelty(looked)
    sure = {name: confidence(trained, looked, novelty, (points[name], by_rules[name])) for name in DIMENSION_IDS}
    moved = trained.by_sentence(looked)
    shares = {name: moved[:, number] for number, name in enumerate(DIMENSION_IDS)}
    return points, sub, sure, _parts(looked, shares)


def confidence(trained: Heads, looked: Looked, novelty: float, both: tuple[float, float]) -> float:
    """How much the score can be trusted, 0 to 1, from what made the heads err on replies they had not seen.

    ``both``: the points of the heads and of the behaviours. Weighs how far they are apart, how far the reply is
    from all seen replies, and how short it is. One reply of twenty like those of the corpus has less than ``SURE``,
    and so has what is stranger than nearly all of them.
    """
    strange = float(np.clip((novelty - _FAMILIAR) / (1 - _FAMILIAR), 0, 1))
    return trained.trust(doubts(novelty, *both, len(looked.reading.words))) * (1 - 0.7 * strange)


def doubts(novelty: float, points: float, by_rules: float, words: int) -> Row:
    """The row that ``Heads.doubt`` weighs: a constant, the layers' difference, novelty, shortness."""
    apart = abs(points - by_rules) if by_rules * points < 0 else max(abs(by_rules) - abs(points), 0) / 2
    return np.array([1.0, apart, novelty, 1 / (1 + words / 4)], dtype=np.float32)


def _evidence(seen: Sequence[Shown], dimension: str) -> tuple[Evidence, ...]:
    """What was seen of a dimension, each on the words that a reader should look at."""
    return tuple(
        Evidence(each.start, each.end, each.behaviour.id, each.behaviour.helps)
        for each in seen
        if dimension in (each.behaviour.dimension, *each.behaviour.also)
    )


def _parts(looked: Looked, shares: dict[str, Any]) -> tuple[Part, ...]:
    return tuple(
        Part(sentence.start, sentence.end, {name: float(values[number]) for name, values in shares.items()})
        for number, sentence in enumerate(looked.reading.sentences)
    )


def rate(reply: str, context: str | None, lang: str) -> dict[str, Any]:
    """Plain figures for evaluation scripts.

    Dimension ids -> 0 to 100; ``sub``: sub-score -> 0 to 100; ``spans``: dimension id -> [[start, end], ...] in
    characters. A text above ``MAX_CHARS`` is read part by part and the parts averaged by length; ten times that raises
    ``TooLong``.
    """
    if len(reply) > _RATE_PARTS * MAX_CHARS:
        raise TooLong(len(reply), _RATE_PARTS * MAX_CHARS)
    pieces = _pieces(reply)
    rated = [_rate(piece, context, lang) for _, piece in pieces]
    if len(rated) == 1:
        return rated[0]
    weights = np.array([len(piece) for _, piece in pieces]) / sum(len(piece) for _, piece in pieces)
    out: dict[str, Any] = {name: float(weights @ np.array([each[name] for each in rated])) for name in DIMENSION_IDS}
    out["sub"] = {name: float(weights @ np.array([each["sub"][name] for each in rated])) for name in rated[0]["sub"]}
    out["spans"] = {
        name: [
            [start + at, end + at]
            for (at, _), each in zip(pieces, rated, strict=True)
            for start, end in each["spans"][name]
        ]
        for name in DIMENSION_IDS
    }
    return out


def _pieces(reply: str) -> list[tuple[int, str]]:
    """The text in parts of at most ``MAX_CHARS``, cut at white space where there is some, each with its place."""
    out, at = [], 0
    while len(reply) - at > MAX_CHARS:
        cut = max(
            reply.rfind(" ", at + MAX_CHARS // 2, at + MAX_CHARS),
            reply.rfind("\n", at + MAX_CHARS // 2, at + MAX_CHARS),
        )
        end = cut if cut > at else at + MAX_CHARS
        out.append((at, reply[at:end]))
        at = end
    return [*out, (at, reply[at:])]


def _rate(reply: str, context: str | None, lang: str) -> dict[str, Any]:
    judged = assess(reply, context, lang)
    out: dict[str, Any] = {name: score.percent for name, score in judged.scores.items()}
    out["sub"] = {name: value for score in judged.scores.values() for name, value in (score.sub or {}).items()}
    out["spans"] = {
        name: sorted({(each.start, each.end) for each in score.evidence}) for name, score in judged.scores.items()
    }
    out["spans"] = {name: [list(span) for span in spans] for name, spans in out["spans"].items()}
    return out
