"""Finding a scenario on the shelf."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Select, select

from trainer.extensions import db
from trainer.library.models import Shelved


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
    """The scenarios that fit, easy ones first. Words are looked for in title, summary and slug, in any case."""
    found = db.session.scalars(_query(wanted)).all()
    words = wanted.words.casefold().split()
    return [item for item in found if _has_skill(item, wanted.skill) and _has_words(item, words)]


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


def _has_words(item: Shelved, words: list[str]) -> bool:
    # Not in SQL: SQLite folds the case of Latin letters only, and a shelf holds hundreds of scenarios, not millions.
    text = f"{item.title} {item.summary} {item.slug}".casefold()
    return all(word in text for word in words)


def get(language: str, slug: str) -> Shelved:
    """The scenario at that address. Raises ``NoSuchScenario``, or ``Retired`` if there was one."""
    item = db.session.scalar(select(Shelved).where(Shelved.language == language, Shelved.slug == slug))
    if item is None:
        raise NoSuchScenario(f"{language}/{slug}")
    if item.retired:
        raise Retired(item.title)
    return item
