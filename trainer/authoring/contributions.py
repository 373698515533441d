"""Words of others put into a draft: a wording, an example, a reply, and who is to be credited."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from trainer.authoring.drafts import OPEN, new_draft
from trainer.authoring.models import Draft
from trainer.authoring.records import find, text_of
from trainer.authoring.saving import Sender, save
from trainer.extensions import db
from trainer.library.shelf import NoSuchScenario
from trainer.practice.attempts import new_key
from trainer.scenario.editing import (
    EditError,
    Pen,
    add_reply,
    add_scene,
    change_reply,
    set_header,
    set_scene,
)
from trainer.words import say

Edit = Callable[[str], str]
"""A scenario's text -> the text with the change in it. Raises ``EditError``."""
MOST_LIKE, MOST_REPLIES, MOST_CREDITS = 20, 12, 20
"""As many as the format takes (``scenario.model``)."""
LONGEST_CREDIT = 120


@dataclass(frozen=True, slots=True)
class NewReply:
    """A reply to be written: its words, points per dimension, the shift of tension, and the scene it leads to.

    With ``answer`` a scene comes between: the other side says it, and the talk goes on at ``to``.
    """

    words: str
    scores: Mapping[str, int]
    tension: int
    to: str
    answer: str = ""
    why: str = ""
    like: tuple[str, ...] = ()
    """Other wordings by which it is understood."""


def reword(scene: str, reply: str, words: str) -> Edit:
    """Other words for a written reply, in place of its own."""
    return lambda text: change_reply(text, scene, number_of(text, scene, reply), {"say": words})


def add_example(scene: str, reply: str, words: str) -> Edit:
    """One more wording of a written reply, by which typed words are understood."""

    def edit(text: str) -> str:
        number = number_of(text, scene, reply)
        like = list(Pen(text).get(("scenes", scene, "replies", number, "like")) or [])
        if words in like:
            return text
        if len(like) >= MOST_LIKE:
            raise EditError(say("This reply has {count} other wordings already; that is the most.", count=MOST_LIKE))
        return change_reply(text, scene, number, {"like": [*like, words]})

    return edit


def insert_reply(scene: str, new: NewReply) -> Edit:
    """One more reply at a scene, and a scene for what the other side answers, if something is given for it."""

    def edit(text: str) -> str:
        replies = Pen(text).get(("scenes", scene, "replies")) or []
        if len(replies) >= MOST_REPLIES:
            raise EditError(say("This scene has {count} replies already; that is the most.", count=MOST_REPLIES))
        to = new.to
        if new.answer:
            text, to = _scene_between(text, scene, new)
        fields = {"say": new.words, "scores": _moved(new.scores), "tension": new.tension or None, "to": to}
        return add_reply(text, scene, {**fields, "why": new.why or None, "like": list(new.like[:MOST_LIKE])})

    return edit


def _scene_between(text: str, scene: str, new: NewReply) -> tuple[str, str]:
    """A scene in which the other side answers, and which goes on by itself."""
    title = " ".join(new.answer.split()[:5])[:60]
    text, name = add_scene(text, title, after=scene)
    speaker = _speaker(Pen(text), scene)
    fields = {"lines": [{speaker: new.answer}], "replies": None, "routes": [{"to": new.to}]}
    return set_scene(text, name, fields), name


def _speaker(pen: Pen, scene: str) -> str:
    """Who spoke last at the scene, else the first of the cast."""
    cast = [str(name) for name in pen.get(("cast",)) or {}]
    lines = pen.get(("scenes", scene, "lines")) or []
    spoken: list[str] = [name for line in lines if isinstance(line, dict) for name in line if name in cast]
    return next(iter([*reversed(spoken), *cast]))


def _moved(scores: Mapping[str, int]) -> dict[str, int]:
    return {name: points for name, points in scores.items() if points} or dict(scores)


def credit(name: str) -> Edit:
    """Somebody's name among those who wrote the scenario; nothing where it stands already, or there is no room."""

    def edit(text: str) -> str:
        known = [str(each) for each in Pen(text).get(("credits",)) or []]
        if name in known or len(known) >= MOST_CREDITS:
            return text
        return set_header(text, {"credits": [*known, name[:LONGEST_CREDIT]]})

    return edit


def all_of(*edits: Edit) -> Edit:
    """One change after the other."""

    def edit(text: str) -> str:
        for each in edits:
            text = each(text)
        return text

    return edit


def number_of(text: str, scene: str, reply: str) -> int:
    """The place of a reply in its scene, from 0. Raises ``EditError`` if it is not there any more."""
    replies = Pen(text).get(("scenes", scene, "replies"))
    for number, each in enumerate(replies if isinstance(replies, list) else []):
        if isinstance(each, dict) and str(each.get("id") or number + 1) == reply:
            return number
    raise EditError(say("This reply is not in the draft any more."))


def land(user: Any, language: str, slug: str, edit: Edit, key: str) -> Draft:
    """Make the change in the open draft of that scenario, or in a new one of what the shelf offers; once per ``key``.

    Raises ``EditError`` and ``NoSuchScenario``, and what ``save`` raises.
    """
    draft = open_draft(language, slug)
    if draft is None:
        item = find(language, slug)
        if item is None:
            raise NoSuchScenario(f"{language}/{slug}")
        text = text_of(item)
        edit(text)  # what cannot be done makes no draft
        begun: dict[str, Any] = {"language": language, "slug": slug, "base_digest": item.digest}
        draft = new_draft(user.id, _key(user, key), text, **begun)
        if draft.status not in OPEN:  # begun by this form once, and put away since
            draft = new_draft(user.id, new_key(), text, **begun)
    save(user, draft.key, edit(draft.text), draft.version, Sender(key, 1))
    return draft


def _key(user: Any, key: str) -> str:
    """The key of the draft that this form begins: of two requests at once, both begin the same one."""
    return hashlib.sha256(f"{user.id} {key}".encode()).hexdigest()[:32]


def open_draft(language: str, slug: str) -> Draft | None:
    """The draft that changes this scenario and was written on last."""
    here = Draft.language == language, Draft.slug == slug, Draft.status.in_(OPEN)
    coaches = Draft.base_digest.is_not(None), Draft.proposal.is_(False)
    query = select(Draft).where(*here, *coaches).order_by(Draft.updated_at.desc())
    return db.session.scalars(query.limit(1)).first()
