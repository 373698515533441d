"""Finding a scenario on the shelf."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import Select, select

from trainer.extensions import db
from trainer.library.models import Shelved
from trainer.library.revisions import EarlierFormat, content


class NoSuchScenario(LookupError):
    """There is no such scenario."""


class Retired(NoSuchScenario):
    """The scenario was on the shelf once; ``title`` is what it was called."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.title = title


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for. Empty text and 0 mean: does not matter."""

    language: str = ""
    kind: str = ""
    skill: str = ""
    difficulty: int = 0
    minutes: int = 0
    """At most so many minutes."""
    words: str = ""


def find(wanted: Wanted) -> list[Shelved]:
    """The scenarios that fit, easy ones first.

    Words are looked for in what stands on the card, in brief, facts and cast, in any case and whatever their ending.
    """
    found = db.session.scalars(_query(wanted)).all()
    stems = [_stem(word) for word in _words_of(wanted.words)]
    return [item for item in found if _has_skill(item, wanted.skill) and _has_words(item, stems)]


def _query(wanted: Wanted) -> Select[Shelved]:
    query = select(Shelved).where(Shelved.retired.is_(False))
    if wanted.language:
        query = query.where(Shelved.language == wanted.language)
    if wanted.kind:
        query = query.where(Shelved.kind == wanted.kind)
    if wanted.difficulty:
        query = query.where(Shelved.difficulty == wanted.difficulty)
    if wanted.minutes:
        query = query.where(Shelved.minutes <= wanted.minutes)
    return query.order_by(Shelved.difficulty, Shelved.minutes, Shelved.title)


def _has_skill(item: Shelved, skill: str) -> bool:
    return not skill or skill in item.skills


def _has_words(item: Shelved, stems: list[str]) -> bool:
    # Not in SQL: SQLite folds the case of Latin letters only, and a shelf holds hundreds of scenarios, not millions.
    if not stems:
        return True
    words = _words_of(f"{item.title} {item.summary} {item.slug} {_told(item)}")
    return all(any(word.startswith(stem) for word in words) for stem in stems)


def _told(item: Shelved) -> str:
    """What a person is told before the talk: that it is a bank or a hotel stands here, and seldom in a title."""
    try:
        scenario = content(item.digest).scenario
    except EarlierFormat:
        return ""
    people = (f"{person.name} {person.role} {person.about or ''}" for person in scenario.cast.values())
    return " ".join((scenario.brief, scenario.goal or "", *scenario.facts, *people))


def _words_of(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold().replace("ё", "е")))


def _stem(word: str) -> str:
    """The word without what changes at its end, so that ``Казань`` finds ``в Казани`` and ``hotels`` a hotel."""
    kept = word if len(word) < 5 else word[: -1 if len(word) < 7 else -2]
    bare = kept.rstrip("аеиоуыэюяьй")
    return bare if len(bare) > 2 else kept


def get(language: str, slug: str) -> Shelved:
    """The scenario at that address. Raises ``NoSuchScenario``, or ``Retired`` if there was one."""
    item = db.session.scalar(select(Shelved).where(Shelved.language == language, Shelved.slug == slug))
    if item is None:
        raise NoSuchScenario(f"{language}/{slug}")
    if item.retired:
        raise Retired(item.title)
    return item
