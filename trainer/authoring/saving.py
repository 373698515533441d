"""Saving a draft: one statement decides who comes first, and whoever comes second is merged, or asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from trainer.authoring.drafts import NoSuchDraft, check_open, clean, head_of, load
from trainer.authoring.merging import join
from trainer.authoring.models import Draft, DraftAside, DraftVersion
from trainer.authoring.thinning import thin
from trainer.extensions import db
from trainer.practice.attempts import new_key
from trainer.web.clock import now

TRIES = 20
"""So often somebody else may come first while a save is under way."""


class Collision(Exception):
    """Both changed the same lines. The draft stays as ``theirs``; ``mine`` is kept in ``aside`` until its writer chose.

    ``marked`` holds both, with marks around what could not be joined. ``version`` is that of ``theirs``.
    """

    def __init__(self, draft: Draft, aside: DraftAside, base: str, marked: str) -> None:
        super().__init__(draft.key)
        self.draft, self.aside, self.base, self.marked = draft, aside, base, marked
        self.mine, self.theirs, self.version = aside.text, draft.text, draft.version


@dataclass(frozen=True, slots=True)
class Sender:
    """The open page a save comes from, and which of its saves this is, from 1: so that one sent twice counts once."""

    page: str
    number: int


@dataclass(frozen=True, slots=True)
class Saved:
    """The draft after a save. ``merged``: ``text`` is not what was sent; somebody else's changes are in it too."""

    version: int
    text: str
    merged: bool


def save(
    user: Any, key: str, text: str, version: int, sender: Sender | None = None, settles: int | None = None
) -> Saved:
    """Store ``text``, which grew from ``version`` of the draft, in one commit.

    ``settles`` is the id of the aside that ``text`` puts an end to. Raises ``NoSuchDraft``, ``Closed``,
    ``Unwritable``, or ``Collision`` where the text cannot be joined with what others saved in the meantime.
    """
    text = clean(text)
    sender = sender or Sender(new_key(), 1)
    for _ in range(TRIES):
        draft = load(user, key)
        check_open(draft)
        last = _last_of(draft, sender.page)
        if last is not None and _came_before(last, sender, text):
            return Saved(draft.version, draft.text, draft.text != text)
        base = _base(draft, version, last if last is not None and last.number < sender.number else None)
        joined = join(base.text, text, draft.text)
        if not joined.clean:
            aside = _put_aside(user.id, draft, text, base.version, sender.page)
            raise Collision(draft, aside, base.text, joined.text)
        if joined.text == draft.text or _advance(draft, joined.text, user.id, sender, joined.text != text):
            _settle(draft, user.id, settles)
            db.session.commit()
            return Saved(draft.version, joined.text, joined.text != text)
    raise RuntimeError(f"draft {key} is saved by so many at once that nobody gets through")


def text_at(draft: Draft, version: int) -> str:
    """The text of the draft in that version, or in the last one before it that is kept."""
    return draft.text if version == draft.version else _base(draft, version, None).text


def asides_of(user_id: int, draft: Draft) -> list[DraftAside]:
    """What this person still has to choose about, the newest first."""
    mine = (DraftAside.draft_id == draft.id, DraftAside.user_id == user_id, DraftAside.settled_at.is_(None))
    return list(db.session.scalars(select(DraftAside).where(*mine).order_by(DraftAside.at.desc())))


def collision_of(user: Any, key: str, aside_id: int) -> Collision:
    """The collision as it stands now, settled or not. Raises ``NoSuchDraft`` for that of somebody else, too."""
    draft = load(user, key)
    aside = db.session.get(DraftAside, aside_id)
    if aside is None or aside.draft_id != draft.id or aside.user_id != user.id:
        raise NoSuchDraft(key)
    base = _base(draft, aside.based_on, None).text
    return Collision(draft, aside, base, join(base, aside.text, draft.text).text)


def _last_of(draft: Draft, page: str) -> DraftVersion | None:
    query = select(DraftVersion).where(DraftVersion.draft_id == draft.id, DraftVersion.page == page)
    return db.session.scalar(query.order_by(DraftVersion.version.desc()).limit(1))


def _came_before(last: DraftVersion, sender: Sender, text: str) -> bool:
    """Whether a save was stored already, or is older than one that was.

    A page without scripts sends number 1 always: whoever goes back to it and writes on sends other words.
    """
    return last.number > sender.number or (last.number == sender.number and last.text == text)


def _base(draft: Draft, version: int, last: DraftVersion | None) -> DraftVersion:
    """The text that a save grew from.

    If the answer to the page's last save was lost on its way, the page does not know it: then it grew from that save.
    What was thinned out is stood in for by what is kept from before it: what both share since then is no conflict.
    """
    if last is not None and last.version > version and not last.merged:
        return last
    query = select(DraftVersion).where(DraftVersion.draft_id == draft.id, DraftVersion.version <= max(version, 1))
    return db.session.scalars(query.order_by(DraftVersion.version.desc()).limit(1)).one()


def _advance(draft: Draft, text: str, user_id: int, sender: Sender, merged: bool) -> bool:
    """Make ``text`` the next version, unless somebody else was first: then nothing was done. The caller commits."""
    head, moment, version = head_of(text), now(), draft.version + 1
    change = update(Draft).where(Draft.id == draft.id, Draft.version == draft.version, Draft.status == draft.status)
    values = {"text": text, "version": version, "title": head.title or draft.title, "updated_at": moment}
    if draft.base_digest is None and head.language:
        values["language"] = head.language
    done = db.session.execute(change.values(values), execution_options={"synchronize_session": False})
    if done.rowcount != 1:  # type: ignore[attr-defined]
        db.session.rollback()
        return False
    made = DraftVersion(draft_id=draft.id, version=version, text=text, user_id=user_id, at=moment)
    made.page, made.number, made.merged = sender.page, sender.number, merged
    db.session.add(made)
    db.session.flush()
    thin(draft.id, version, moment)
    db.session.refresh(draft)
    return True


def _settle(draft: Draft, user_id: int, aside_id: int | None) -> None:
    if aside_id is not None:
        aside = (DraftAside.id == aside_id, DraftAside.draft_id == draft.id, DraftAside.user_id == user_id)
        db.session.execute(update(DraftAside).where(*aside).values(settled_at=now()))


def _put_aside(user_id: int, draft: Draft, text: str, based_on: int, page: str) -> DraftAside:
    """Keep a text that could not be joined; one per page, which is renewed while its writer goes on. One commit."""
    mine = (DraftAside.draft_id == draft.id, DraftAside.user_id == user_id, DraftAside.page == page)
    aside = db.session.scalar(select(DraftAside).where(*mine))
    if aside is None:
        aside = DraftAside(draft_id=draft.id, user_id=user_id, page=page)
        db.session.add(aside)
    aside.text, aside.based_on, aside.at, aside.settled_at = text, based_on, now(), None
    try:
        db.session.commit()
    except IntegrityError:  # the same save, sent twice at once
        db.session.rollback()
        return db.session.scalars(select(DraftAside).where(*mine)).one()
    return aside
