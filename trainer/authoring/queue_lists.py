"""The coaches' queue as it is shown: what waits, and what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from trainer.accounts.models import User
from trainer.authoring.models import Draft
from trainer.authoring.suggestion_models import ACCEPTED, CHANGES, DECLINED, OPEN, Suggestion
from trainer.extensions import db
from trainer.library.models import Shelved
from trainer.library.revisions import EarlierFormat, content
from trainer.scenario.model import Reply, Scenario, Scene

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Queued:
    """A suggestion as the queue shows it: who made it, and its place as the shelf offers it now (None: gone)."""

    row: Suggestion
    by: str
    coach: str
    scenario: Scenario | None
    draft: Draft | None

    @property
    def scene(self) -> Scene | None:
        """The scene it is about."""
        return self.scenario.scenes.get(self.row.scene or "") if self.scenario is not None else None

    @property
    def reply(self) -> Reply | None:
        """The reply it is about."""
        return self.scene.reply(self.row.reply) if self.scene is not None and self.row.reply else None


def open_ones() -> list[Queued]:
    """What waits, the oldest first; at most ``MOST_SHOWN``."""
    query = select(Suggestion).where(Suggestion.status == OPEN).order_by(Suggestion.at, Suggestion.id)
    return _queued(db.session.scalars(query.limit(MOST_SHOWN)).all())


def settled_ones() -> list[Queued]:
    """What was decided or sent back, the last first; at most ``MOST_SHOWN``."""
    query = select(Suggestion).where(Suggestion.status.in_((ACCEPTED, DECLINED, CHANGES)))
    return _queued(db.session.scalars(query.order_by(Suggestion.decided_at.desc()).limit(MOST_SHOWN)).all())


def how_many_wait() -> int:
    """The length of the queue."""
    return db.session.scalar(select(func.count()).select_from(Suggestion).where(Suggestion.status == OPEN)) or 0


def _queued(rows: Sequence[Suggestion]) -> list[Queued]:
    people = {number for row in rows for number in (row.user_id, row.decided_by) if number is not None}
    found = db.session.execute(select(User.id, User.name).where(User.id.in_(people)))
    names = {number: name for number, name in found}  # noqa: C416  # rows are not pairs to the type checker
    slugs = {row.slug for row in rows}
    shelf = {
        (item.language, item.slug): item.digest
        for item in db.session.scalars(select(Shelved).where(Shelved.slug.in_(slugs)))
    }
    keys = {row.draft_key for row in rows if row.draft_key}
    drafts = {draft.key: draft for draft in db.session.scalars(select(Draft).where(Draft.key.in_(keys)))}
    return [
        Queued(
            row,
            names.get(row.user_id or 0, ""),
            names.get(row.decided_by or 0, ""),
            _scenario(shelf.get((row.language, row.slug))),
            drafts.get(row.draft_key or ""),
        )
        for row in rows
    ]


def _scenario(digest: str | None) -> Scenario | None:
    try:
        return content(digest).scenario if digest is not None else None
    except EarlierFormat:
        return None
