"""Groups of typed replies of one meaning, and what a coach makes of one: a reply, an example, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

import numpy as np
from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from trainer.accounts.models import User
from trainer.authoring.contributions import Edit, NewReply, add_example, all_of, insert_reply, land
from trainer.authoring.suggestion_models import AS_EXAMPLE, AS_REPLY, ASIDE, ClusterDeed, DealtReply
from trainer.authoring.unmatched import Ref, Said
from trainer.dialogue.clustering import MOST, cluster
from trainer.extensions import db
from trainer.practice.attempts import KEY
from trainer.scenario.model import Scenario
from trainer.scoring.dimensions import DIMENSION_IDS
from trainer.web.clock import now

EXAMPLES = 4
"""How many further wordings the form offers as examples."""
MOST_DEEDS = 20


class NoSuchGroup(LookupError):
    """There is no such group any more: its replies were dealt with, or are gone."""


class NothingToAdd(ValueError):
    """A form without words, or without a scene to lead to."""


@dataclass(frozen=True, slots=True)
class Group:
    """Replies of one meaning at one scene, the most central first."""

    scene: str
    members: tuple[Said, ...]

    @property
    def heading(self) -> str:
        """The wording in the middle."""
        return self.members[0].text

    @property
    def people(self) -> int:
        """How many different people said it."""
        return len({each.person for each in self.members})

    @property
    def points(self) -> dict[str, float]:
        """The scorer's points, on average: dimension id -> -2 to 2."""
        return {name: fmean(each.points[name] for each in self.members) for name in DIMENSION_IDS}

    @property
    def wordings(self) -> tuple[str, ...]:
        """The different words, the most central first."""
        return tuple(dict.fromkeys(each.text for each in self.members))

    @property
    def like(self) -> tuple[str, ...]:
        """Further wordings, as examples."""
        return tuple(" ".join(words.split()) for words in self.wordings[1 : EXAMPLES + 1])

    @property
    def refs(self) -> str:
        """The members as a form carries them, so that what is dealt with is what was shown."""
        return ",".join(f"{attempt}-{number}" for attempt, number in (each.ref for each in self.members))


@dataclass(frozen=True, slots=True)
class AtScene:
    """What waits at a scene: groups of several people, what one person said, and whether older ones were left out."""

    scene: str
    groups: tuple[Group, ...]
    single: tuple[Group, ...]
    cut_off: bool


@dataclass(frozen=True, slots=True)
class Deed:
    """What was made of a group, and by whom."""

    row: ClusterDeed
    by: str


def grouped(rows: Sequence[Said], scenario: Scenario) -> list[AtScene]:
    """Scene by scene in the order of the scenario; what would be understood today is left out."""
    found = []
    for scene in scenario.scenes:
        here = [row for row in rows if row.scene == scene]
        groups = groups_of(here)
        if groups:
            several = tuple(group for group in groups if group.people > 1)
            single = tuple(group for group in groups if group.people == 1)
            found.append(AtScene(scene, several, single, len(here) >= MOST))
    return found


def groups_of(rows: Sequence[Said]) -> list[Group]:
    """The groups among the replies of one scene, those of the most people first."""
    waiting = [row for row in rows if row.vector is not None and not row.understood]
    if not waiting:
        return []
    found = cluster([row.text for row in waiting], np.vstack([row.vector for row in waiting if row.vector is not None]))
    groups = [Group(waiting[0].scene, tuple(waiting[place] for place in each.members)) for each in found]
    return sorted(groups, key=lambda group: (-group.people, -len(group.members), group.heading))


def group_with(rows: Sequence[Said], ref: Ref) -> Group:
    """The group in which that reply is. Raises ``NoSuchGroup``."""
    scene = next((row.scene for row in rows if row.ref == ref), None)
    groups = groups_of([row for row in rows if row.scene == scene])
    found = next((group for group in groups if any(each.ref == ref for each in group.members)), None)
    if found is None:
        raise NoSuchGroup(ref)
    return found


def make_reply(coach: Any, key: str, rows: Sequence[Said], new: NewReply | None, place: Place) -> ClusterDeed:
    """A new reply in the draft of the scenario; once per ``key``.

    Raises ``NoSuchGroup``, ``NothingToAdd``, ``EditError``, and what ``land`` raises.
    """
    if new is None:
        raise NothingToAdd
    return _deal(coach, key, rows, place, AS_REPLY, insert_reply(place.scene, new))


def make_examples(
    coach: Any, key: str, rows: Sequence[Said], reply: str, wordings: Sequence[str], place: Place
) -> ClusterDeed:
    """Other wordings of a reply that is there already; once per ``key``. Raises as ``make_reply``."""
    if not reply or not wordings:
        raise NothingToAdd
    edits = [add_example(place.scene, reply, words) for words in wordings]
    return _deal(coach, key, rows, place, AS_EXAMPLE, all_of(*edits))


def set_aside(coach: Any, key: str, rows: Sequence[Said], place: Place) -> ClusterDeed:
    """Nothing is made of it; it is not shown any more. Once per ``key``. Raises ``NoSuchGroup``."""
    return _deal(coach, key, rows, place, ASIDE, None)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the replies were said."""

    language: str
    slug: str
    scene: str


def _deal(coach: Any, key: str, rows: Sequence[Said], place: Place, what: str, edit: Edit | None) -> ClusterDeed:
    if not KEY.fullmatch(key):
        raise NoSuchGroup(key)
    known = _deed(key)
    if known is not None:
        return known
    group = _as_one([row for row in rows if row.scene == place.scene and row.vector is not None])
    draft = land(coach, place.language, place.slug, edit, key) if edit is not None else None
    deed = ClusterDeed(
        key=key,
        language=place.language,
        slug=place.slug,
        scene=place.scene,
        words=group.heading,
        people=group.people,
        what=what,
        draft_key=draft.key if draft is not None else None,
        user_id=coach.id,
    )
    db.session.add(deed)
    try:
        db.session.flush()
        for row in group.members:
            db.session.add(DealtReply(attempt_id=row.ref[0], number=row.ref[1], deed_id=deed.id))
        db.session.commit()
    except IntegrityError:  # the same form twice at one moment, or another coach came first
        db.session.rollback()
        known = _deed(key)
        if known is None:
            raise NoSuchGroup(key) from None
        return known
    return deed


def _as_one(rows: Sequence[Said]) -> Group:
    if not rows:
        raise NoSuchGroup
    found = cluster([row.text for row in rows], np.vstack([row.vector for row in rows if row.vector is not None]), -1.0)
    return Group(rows[0].scene, tuple(rows[place] for place in found[0].members))


def _deed(key: str) -> ClusterDeed | None:
    return db.session.scalar(select(ClusterDeed).where(ClusterDeed.key == key))


def reopen(key: str) -> ClusterDeed:
    """The undo: its replies wait again. What is in a draft stays there. Raises ``NoSuchGroup``."""
    deed = _deed(key)
    if deed is None:
        raise NoSuchGroup(key)
    if deed.reopened_at is None:
        deed.reopened_at = now()
        db.session.execute(delete(DealtReply).where(DealtReply.deed_id == deed.id))
        db.session.commit()
    return deed


def deeds(language: str, slug: str) -> list[Deed]:
    """What was made of groups of that scenario, the last first; at most ``MOST_DEEDS``."""
    here = ClusterDeed.language == language, ClusterDeed.slug == slug, ClusterDeed.reopened_at.is_(None)
    query = select(ClusterDeed, func.coalesce(User.name, "")).outerjoin(User, User.id == ClusterDeed.user_id)
    rows = db.session.execute(query.where(*here).order_by(ClusterDeed.at.desc()).limit(MOST_DEEDS))
    return [Deed(row, by) for row, by in rows]
