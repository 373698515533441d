"""Drafts: made, found, and what of them the lists show. How they are saved stands in ``saving``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from trainer.accounts.roles import can_coach
from trainer.authoring.models import DRAFT, REVIEW, Draft, DraftVersion
from trainer.extensions import db
from trainer.library.models import Shelved
from trainer.practice.attempts import KEY
from trainer.scenario.composer import compose
from trainer.scenario.decoding import MOST_BYTES

OPEN = (DRAFT, REVIEW)
"""What a draft must be to be written on."""
_FIELD = re.compile(r"^(title|language):.*(?:\n[ \t]+\S.*)*", re.MULTILINE)


class NoSuchDraft(LookupError):
    """There is no such draft, or it is none of this person's business."""


class Unwritable(Exception):
    """This text cannot be a draft: it is larger than 1 MB, or holds what no database can."""


class Closed(Exception):
    """The draft was published, declined or discarded in the meantime: ``draft.status`` says which."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft.status)
        self.draft = draft


@dataclass(frozen=True, slots=True)
class Head:
    """What lists show of a draft, as it stands in its text; None where it does not."""

    title: str | None
    language: str | None


def new_draft(
    user_id: int | None,
    key: str,
    text: str,
    *,
    language: str,
    slug: str,
    base_digest: str | None = None,
    proposal: bool = False,
) -> Draft:
    """A new draft; one commit. The same form sent twice gives the draft that it made the first time.

    Raises ``NoSuchDraft`` if the key is malformed or is that of somebody else's draft, and ``Unwritable``.
    """
    if not KEY.fullmatch(key):
        raise NoSuchDraft(key)
    text = clean(text)
    draft = Draft(key=key, text=text, slug=slug, language=language, base_digest=base_digest, proposal=proposal)
    draft.owner_id, draft.version, draft.title = user_id, 1, head_of(text).title or slug
    db.session.add(draft)
    try:
        db.session.flush()
        db.session.add(DraftVersion(draft_id=draft.id, version=1, text=text, user_id=user_id))
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        known = db.session.scalar(select(Draft).where(Draft.key == key, Draft.owner_id == user_id))
        if known is None:
            raise NoSuchDraft(key) from None
        return known
    return draft


def load(user: Any, key: str) -> Draft:
    """The draft of that key. Raises ``NoSuchDraft``, also for those who may not see it.

    Coaches see all drafts; others see what they propose themselves.
    """
    draft = db.session.scalar(select(Draft).where(Draft.key == key))
    if draft is None or not can_see(user, draft):
        raise NoSuchDraft(key)
    return draft


def can_see(user: Any, draft: Draft) -> bool:
    """Whether ``user`` may read and write the draft."""
    own = bool(user.is_authenticated) and draft.proposal and draft.owner_id == user.id
    return own or can_coach(user)


def check_open(draft: Draft) -> None:
    """Raise ``Closed`` if the draft is not written on any more."""
    if draft.status not in OPEN:
        raise Closed(draft)


def go_on(user: Any, key: str, new_key: str, text: str) -> Draft:
    """A new draft with ``text`` in place of one that is closed; one commit. Raises as ``load`` and ``new_draft``."""
    old = load(user, key)
    head = head_of(text)
    proposal = not can_coach(user)
    return new_draft(
        user.id,
        new_key,
        text,
        language=head.language or old.language,
        slug=old.slug,
        base_digest=None if proposal else _standing(old),
        proposal=proposal,
    )


def _standing(old: Draft) -> str | None:
    """The revision that the shelf offers now under the draft's name."""
    return db.session.scalar(select(Shelved.digest).where(Shelved.language == old.language, Shelved.slug == old.slug))


def clean(text: str) -> str:
    """The text with line feeds as its line breaks, as it is stored. Raises ``Unwritable``."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        raise Unwritable from None
    if "\0" in text or size > MOST_BYTES:
        raise Unwritable
    return text


def head_of(text: str) -> Head:
    """Title (at most 120 characters) and language, if these two fields can be read, whatever the rest looks like."""
    found: dict[str, str] = {}
    for match in _FIELD.finditer(text):
        root, problems = compose(match[0])
        if root is not None and isinstance(root.value, dict) and not problems:
            found |= {name: node.raw.strip() for name, node in root.value.items() if node.raw}
    language = found.get("language")
    return Head(found.get("title", "")[:120] or None, language if language in ("en", "ru") else None)
