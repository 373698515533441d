"""The history of a scenario: its versions, what was made of each, and the ways back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import defer

from trainer.accounts.roles import check_coach
from trainer.authoring.models import Publication
from trainer.authoring.recent import MOST, last_talks
from trainer.authoring.records import (
    PUBLISH,
    PUSH,
    RESTORE,
    RETIRE,
    ROLLBACK,
    SHIPPED,
    Refused,
    audited,
    find,
    hold,
    offer,
    record,
    remember_what_stood,
)
from trainer.extensions import db
from trainer.library.models import EDITED, FILE, Shelved
from trainer.library.revisions import EarlierFormat, NoSuchRevision, content
from trainer.library.shelf import NoSuchScenario
from trainer.practice.models import ENDED, RUNNING, Attempt
from trainer.scenario.changes import Changes, changes
from trainer.scoring.dimensions import DIMENSION_IDS
from trainer.words import say


@dataclass(slots=True)
class Figures:
    """What was made of one revision: its last talks, and the mean scores (percent) and endings of those that ended."""

    begun: int = 0
    running: int = 0
    ended: int = 0
    sums: dict[str, float] = field(default_factory=dict)
    endings: Counter[str] = field(default_factory=Counter)

    @property
    def is_cut(self) -> bool:
        """Whether there may be more talks than those that count here."""
        return self.begun >= MOST

    @property
    def means(self) -> Mapping[str, float]:
        """Dimension -> mean percent; empty before the first end."""
        return {name: total / self.ended for name, total in self.sums.items()} if self.ended else {}


@dataclass(frozen=True, slots=True)
class History:
    """A scenario with its record, the newest first, and the figures of each revision by digest."""

    item: Shelved
    entries: Sequence[Publication]
    figures: Mapping[str, Figures]

    @property
    def versions(self) -> Sequence[Publication]:
        """One entry for each revision: the newest that speaks of it."""
        found: dict[str, Publication] = {}
        for entry in self.entries:
            found.setdefault(entry.digest, entry)
        return list(found.values())


def history(language: str, slug: str) -> History:
    """The history of a scenario, retired ones included. Raises ``NoSuchScenario``."""
    item = _known(language, slug)
    query = select(Publication).where(Publication.language == language, Publication.slug == slug)
    entries = list(db.session.scalars(query.options(defer(Publication.text)).order_by(Publication.id.desc())))
    if not entries or entries[0].digest != item.digest:  # a database from before there was a record
        entries.insert(0, _unrecorded(item))
    return History(item, entries, _figures(item, {entry.digest for entry in entries}))


def _unrecorded(item: Shelved) -> Publication:
    try:
        credited = list(content(item.digest).scenario.credits)
    except EarlierFormat:
        credited = []
    return Publication(
        language=item.language, slug=item.slug, digest=item.digest, text=item.text or "", action=SHIPPED,
        credits=credited, who="", at=item.updated_at,
    )  # fmt: skip


def _figures(item: Shelved, digests: set[str]) -> Mapping[str, Figures]:
    """One grouped query for a hundred revisions, by the index on revisions."""
    here = Attempt.language == item.language, Attempt.slug == item.slug
    found: dict[str, Figures] = {}
    for talks in last_talks((Attempt.digest == digest, *here) for digest in sorted(digests)):
        sums = [func.sum(talks.c[name]) for name in DIMENSION_IDS]
        by = (talks.c.digest, talks.c.status, talks.c.ending)
        for digest, status, ending, count, *totals in db.session.execute(
            select(*by, func.count(), *sums).group_by(*by)
        ):
            figures = found.setdefault(digest, Figures())
            figures.begun += count
            figures.running += count if status == RUNNING else 0
            if status == ENDED:
                figures.ended += count
                figures.endings[ending] += count
                for name, total in zip(DIMENSION_IDS, totals, strict=True):
                    figures.sums[name] = figures.sums.get(name, 0.0) + (total or 0.0)
    return found


def between(language: str, slug: str, old: str, new: str) -> Changes:
    """What changed from one revision of a scenario to another. Raises ``NoSuchScenario``."""
    item = _known(language, slug)
    query = select(Publication.digest).where(Publication.language == language, Publication.slug == slug)
    known = {item.digest, item.offered, *db.session.scalars(query)}
    if old not in known or new not in known:
        raise NoSuchScenario(f"{language}/{slug}")
    try:
        return changes(content(old).scenario, content(new).scenario)
    except (NoSuchRevision, EarlierFormat) as error:
        raise NoSuchScenario(f"{language}/{slug}") from error


def roll_back(user: Any, language: str, slug: str, digest: str, seen: str, note: str = "") -> Shelved:
    """Offer an earlier revision again; one commit. ``seen``: what the shelf offered on the coach's page.

    Twice is once. Raises ``NoSuchScenario``, and ``Refused`` with a reason.
    """
    check_coach(user)
    item = _known(language, slug)
    if item.digest == digest and not item.retired:
        return item
    entry = db.session.scalar(
        select(Publication)
        .where(Publication.language == language, Publication.slug == slug, Publication.digest == digest)
        .order_by(Publication.id.desc())
        .limit(1)
    )
    if entry is None:
        raise NoSuchScenario(f"{language}/{slug}")
    try:
        scenario = content(digest).scenario
    except EarlierFormat:
        raise Refused(say("That version was written for an earlier format and cannot be played any more.")) from None
    hold(item, seen)
    remember_what_stood(item)
    offer(item, scenario, entry.text)
    record(item, ROLLBACK, user, note)
    audited("scenario.rolled_back", item, note)
    db.session.commit()
    return item


def retire(user: Any, language: str, slug: str) -> Shelved:
    """Take a scenario off the shelf; attempts on it go on. One commit; twice is once. Raises ``NoSuchScenario``."""
    check_coach(user)
    item = _known(language, slug)
    if not item.retired:
        hold(item, item.digest)
        remember_what_stood(item)
        if item.origin == FILE:
            item.shipped = item.digest
        item.retired, item.origin = True, EDITED  # or the folder would bring it back
        _record_change(item, RETIRE, "scenario.retired", user)
    return item


def restore(user: Any, language: str, slug: str) -> Shelved:
    """The undo of ``retire``: what follows the folder of files follows it again. One commit; twice is once."""
    check_coach(user)
    item = _known(language, slug)
    if item.retired:
        hold(item, item.digest)
        if item.origin == FILE:  # its file is gone: only as a coach's own can it stay
            item.shipped, item.origin = item.digest, EDITED
        elif item.offered is None:  # else a coach has to choose first
            item.origin = _origin(item)
        item.retired = False
        _record_change(item, RESTORE, "scenario.restored", user)
    return item


def take_shipped(user: Any, language: str, slug: str, digest: str) -> Shelved:
    """Offer the newer version that came with the software; the folder is followed again. One commit; twice is once.

    Raises ``NoSuchScenario``, and ``Refused`` if another version is on offer by now.
    """
    check_coach(user)
    item = _known(language, slug)
    if item.origin == FILE and item.digest == digest:
        return item
    _check_offered(item, digest)
    hold(item, item.digest)
    remember_what_stood(item)
    offer(item, content(digest).scenario, item.offered_text, origin=FILE)
    item.shipped = item.offered = item.offered_text = None
    _record_change(item, SHIPPED, "scenario.took_shipped", user)
    return item


def keep_ours(user: Any, language: str, slug: str, digest: str) -> Shelved:
    """Leave the newer version aside until a still newer one comes. One commit; twice is once."""
    check_coach(user)
    item = _known(language, slug)
    if item.shipped != digest:
        _check_offered(item, digest)
        item.shipped, item.offered, item.offered_text = digest, None, None
        db.session.commit()
    return item


def _check_offered(item: Shelved, digest: str) -> None:
    if item.offered != digest:
        raise Refused(say("That version is not on offer any more. This is how it stands now."))


def _record_change(item: Shelved, action: str, deed: str, user: Any) -> None:
    record(item, action, user)
    audited(deed, item)
    db.session.commit()


def _origin(item: Shelved) -> str:
    """Whether what a scenario offers came from a file or from a coach, by its record."""
    query = select(Publication.action).where(
        Publication.language == item.language,
        Publication.slug == item.slug,
        Publication.action.in_((PUBLISH, PUSH, ROLLBACK, SHIPPED)),
    )
    action = db.session.scalar(query.order_by(Publication.id.desc()).limit(1))
    return FILE if action == SHIPPED else EDITED


def _known(language: str, slug: str) -> Shelved:
    item = find(language, slug)
    if item is None:
        raise NoSuchScenario(f"{language}/{slug}")
    return item
