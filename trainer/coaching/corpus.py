"""What coaches said about typed words, as labelled data to train the scorer on: without owners, without times, masked.

The rows are those of ``trainer.scoring.corpus``. Words that people typed stay personal after masking too: names that no
account has and stories that only one person can tell are still in them.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from statistics import fmean
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import selectinload

from trainer.accounts.models import User
from trainer.dialogue.engine import Turn, rewind
from trainer.dialogue.hearing import context
from trainer.extensions import db
from trainer.practice.attempts import CannotReplay, Loaded, replayed
from trainer.practice.models import Attempt
from trainer.practice.review_models import BlindRating, Correction
from trainer.scenario.model import Kind
from trainer.scoring.agreement import anchor
from trainer.scoring.corpus import MAX_CHARS
from trainer.scoring.dimensions import DIMENSION_IDS

BATCH = 100
PER_PART = 9999
"""Rows with the same part in their ids: the ids have four digits."""
DOMAINS: Mapping[Kind, str] = {Kind.CUSTOMER: "shops", Kind.DISCUSSION: "communities"}
"""The nearest the corpus has: a scenario does not say its branch."""
PATTERNS = (
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "[mail]"),
    (re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE), "[link]"),
    (re.compile(r"(?<!\w)@\w{3,}"), "[name]"),
    (re.compile(r"\b(my name is|меня зовут)\s+[A-ZА-ЯЁ][\w-]+", re.IGNORECASE), r"\1 [name]"),
    (re.compile(r"(?<![\w+])\+?\(?\d(?:[\s().-]{0,2}\d){6,}\b"), "[phone]"),
    (re.compile(r"(?<!\w)(?:№\s*|#\s*)?(?=[\w/-]*\d{4})\w[\w/-]*"), "[number]"),
)
_WORD = re.compile(r"[^\W\d_]+")
_ENDINGS = "аяоеёиыуюэьй"


@dataclass(slots=True)
class Labels:
    """What coaches gave to one turn: dimension -> points, blind and as a correction."""

    blind: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    corrected: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What came of one talk: rows without ids, and how many turns could not be used."""

    rows: Sequence[dict[str, Any]]
    left_out: int


def how_many(language: str = "") -> int:
    """Talks in which a coach gave points."""
    return db.session.scalar(select(func.count()).select_from(_talks(language).subquery())) or 0


def _talks(language: str) -> Select[Any]:
    corrected = select(Correction.attempt_id).where(Correction.withdrawn_at.is_(None))
    query = select(Attempt.id).where(or_(Attempt.id.in_(corrected), Attempt.id.in_(select(BlindRating.attempt_id))))
    return query.where(Attempt.language == language) if language else query


def gather(language: str = "") -> Iterator[Gathered]:
    """Talk by talk, the oldest first; reads only."""
    names, last = Names(_accounts()), 0
    while ids := db.session.scalars(_talks(language).where(Attempt.id > last).order_by(Attempt.id).limit(BATCH)).all():
        labels = _labels(ids)
        query = select(Attempt).where(Attempt.id.in_(ids)).options(selectinload(Attempt.steps)).order_by(Attempt.id)
        for attempt in db.session.scalars(query):
            yield _gathered(attempt, labels[attempt.id], names)
        last = ids[-1]
        db.session.expunge_all()  # a long run must not grow


def _accounts() -> Iterable[str]:
    return db.session.scalars(select(User.name))


def _labels(ids: Sequence[int]) -> Mapping[int, Mapping[int, Labels]]:
    found: defaultdict[int, defaultdict[int, Labels]] = defaultdict(lambda: defaultdict(Labels))
    for rating in db.session.scalars(select(BlindRating).where(BlindRating.attempt_id.in_(ids))):
        for name in DIMENSION_IDS:
            found[rating.attempt_id][rating.number].blind[name].append(getattr(rating, name))
    counts = Correction.attempt_id.in_(ids), Correction.withdrawn_at.is_(None)
    for row in db.session.scalars(select(Correction).where(*counts)):
        found[row.attempt_id][row.number].corrected[row.dimension] = row.points
    return found


def _gathered(attempt: Attempt, labels: Mapping[int, Labels], names: Names) -> Gathered:
    try:
        loaded = replayed(attempt)
    except CannotReplay:
        return Gathered((), len(labels))
    hidden = names.with_cast([person.name for person in loaded.playthrough.scenario.cast.values()])
    rows = [row for number in sorted(labels) if (row := _row(loaded, number, labels[number], hidden)) is not None]
    return Gathered(rows, len(labels) - len(rows))


def _row(loaded: Loaded, number: int, labels: Labels, names: Names) -> dict[str, Any] | None:
    """None for a turn without words, or without anything that they answer."""
    playthrough = loaded.playthrough
    if not 1 <= number <= len(playthrough.turns):
        return None
    turn, heard = playthrough.turns[number - 1], context(rewind(playthrough, number))
    said = mask(turn.said or "", names)
    if not heard or not said.strip() or len(said) > MAX_CHARS:
        return None
    scenario = playthrough.scenario
    points = {name: _points(turn, name, labels) for name in DIMENSION_IDS}
    words = {"context": mask(heard, names), "reply": said}
    return {"lang": scenario.language, "domain": DOMAINS[scenario.kind], **words, **points, "reason": _reason(labels)}


def _points(turn: Turn, name: str, labels: Labels) -> int:
    """A correction, which has a reason, before blind ratings, whose mean counts; what nobody rated stays as it was."""
    if name in labels.corrected:
        return labels.corrected[name]
    return anchor(fmean(labels.blind[name]) if labels.blind.get(name) else turn.scores[name])


def _reason(labels: Labels) -> str:
    """Where the points come from. What coaches wrote stays here: it is for one person."""
    if labels.blind:
        coaches = max(map(len, labels.blind.values()))
        return f"Rated blind by {'two coaches' if coaches > 1 else 'a coach'}."
    given = [name for name in DIMENSION_IDS if name in labels.corrected]
    rest = "" if len(given) == len(DIMENSION_IDS) else "; the other points are those it had before"
    return f"Corrected by a coach: {', '.join(given)}{rest}."


def numbered(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The lines of the file. Rows are put in an order that follows from their words, so that it does not tell which
    came from the same talk, and the same words to the same words stand there once.
    """
    by_words = {_place(row): row for row in rows}
    count: defaultdict[str, int] = defaultdict(int)
    for place in sorted(by_words):
        row = by_words[place]
        part, number = divmod(count[row["lang"]], PER_PART)
        count[row["lang"]] += 1
        name = f"{row['lang']}-coached{part + 1}-{number + 1:04}"
        yield json.dumps({"id": name, **row, "pair": None, "set": None}, ensure_ascii=False)


def _place(row: Mapping[str, Any]) -> str:
    words = " ".join(f"{row['lang']} {row['context']} {row['reply']}".lower().split())
    return blake2b(words.encode(), digest_size=16).hexdigest()


class Names:
    """Names to hide, word by word. Russian ones are found in other cases too."""

    def __init__(self, names: Iterable[str], placeholders: Mapping[str, str] | None = None) -> None:
        words = (word for name in names for word in _WORD.findall(name))
        self._placeholders = {**dict.fromkeys(map(_stem, filter(_is_long, words)), "[name]"), **(placeholders or {})}

    def with_cast(self, cast: Sequence[str]) -> Names:
        """These and the people of a scenario, who are told apart by numbers."""
        numbers = {
            _stem(word): f"[name{number}]"
            for number, name in enumerate(cast, 1)
            for word in _WORD.findall(name)
            if _is_long(word)
        }
        made = Names(())
        made._placeholders = {**self._placeholders, **numbers}
        return made

    def hide(self, word: str) -> str:
        """The placeholder if the word begins with a capital letter and is a name, else the word."""
        if not word[0].isupper():
            return word
        folded = word.lower()
        for cut in range(4 if _is_cyrillic(folded) else 1):
            found = self._placeholders.get(folded[: len(folded) - cut])
            if found is not None:
                return found
        return word


def _is_long(word: str) -> bool:
    return len(word) > 2


def _is_cyrillic(word: str) -> bool:
    return "а" <= word[0] <= "ё"


def _stem(word: str) -> str:
    """What stays of a name in all cases."""
    word = word.lower()
    return word.rstrip(_ENDINGS) if _is_cyrillic(word) and len(word.rstrip(_ENDINGS)) > 1 else word


def mask(text: str, names: Names) -> str:
    """The text without mail addresses, links, phone numbers, long numbers and the names."""
    for pattern, placeholder in PATTERNS:
        text = pattern.sub(placeholder, text)
    return _OUTSIDE.sub(lambda found: found[0] if found[0][0] == "[" else names.hide(found[0]), text)


_OUTSIDE = re.compile(rf"\[(?:mail|link|name|phone|number)\]|{_WORD.pattern}")
