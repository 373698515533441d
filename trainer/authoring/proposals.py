"""A whole scenario proposed by somebody who may not publish: a draft of theirs, and a suggestion that it be taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select, update

from trainer.accounts.players import Player
from trainer.authoring.drafts import OPEN as DRAFT_OPEN
from trainer.authoring.drafts import go_on, load, new_draft
from trainer.authoring.models import DRAFT, PUBLISHED, REVIEW, Draft
from trainer.authoring.new import FOLDER, STARTERS, free_slug, slug_of
from trainer.authoring.suggestion_models import CHANGES, OPEN, SCENARIO, WITHDRAWN, WRITING, Suggestion
from trainer.authoring.suggestions import (
    LONGEST_LEADS,
    NoSuchSuggestion,
    NothingSuggested,
    add_once,
    check_few,
    of,
    own,
)
from trainer.extensions import db
from trainer.practice.attempts import KEY
from trainer.scenario.editing import set_header
from trainer.scenario.reader import read
from trainer.web.clock import now
from trainer.web.locale import LANGUAGES

LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class Idea:
    """What a scenario is to be: title, language, the starter it grows from, and in a sentence what it is good for."""

    title: str
    language: str
    starter: str
    pitch: str = ""
    credited: bool = True


def begin(user: Any, key: str, idea: Idea) -> Suggestion:
    """A draft that its writer and the coaches can open; once per ``key``.

    Raises ``NothingSuggested`` (no title, or none of our starters), ``TooManySuggestions``, and as ``new_draft``.
    """
    player, title = Player(user_id=user.id), " ".join(idea.title.split())[:LONGEST_TITLE]
    if not title or not KEY.fullmatch(key) or idea.starter not in STARTERS or idea.language not in LANGUAGES:
        raise NothingSuggested
    known = db.session.scalar(select(Suggestion).where(Suggestion.key == key, of(player)))
    if known is not None:
        return known
    check_few(player)
    starter = (FOLDER / idea.language / f"{idea.starter}.yaml").read_text(encoding="utf-8")
    text, slug = set_header(starter, {"title": title}), free_slug(idea.language, slug_of(title))
    draft = new_draft(user.id, key, text, language=idea.language, slug=slug, proposal=True)
    return add_once(_written_in(draft, idea.pitch.strip()[:LONGEST_LEADS] or None, idea.credited), player)


def begin_anew(user: Any, key: str, new_key: str, text: str) -> Draft:
    """A proposal with ``text`` in place of one that is closed; once per ``new_key``.

    Raises ``TooManySuggestions``, and as ``load`` and ``new_draft``.
    """
    player = Player(user_id=user.id)
    if db.session.scalar(select(Suggestion.id).where(Suggestion.key == new_key, of(player))) is None:
        check_few(player)
    old = db.session.scalar(select(Suggestion).where(Suggestion.draft_key == load(user, key).key, of(player)))
    draft = go_on(user, key, new_key, text)
    add_once(_written_in(draft, old.leads if old else None, old.credited if old else True), player)
    return draft


def _written_in(draft: Draft, leads: str | None, credited: bool) -> Suggestion:
    """The suggestion that a draft is; it has the same key."""
    row = Suggestion(key=draft.key, kind=SCENARIO, status=WRITING, user_id=draft.owner_id, draft_key=draft.key)
    row.language, row.slug, row.title = draft.language, draft.slug, draft.title
    row.text, row.heard, row.leads, row.credited = "", [], leads, credited
    return row


def send_in(user: Any, key: str) -> Suggestion:
    """Give it to the coaches, if it can be read. Doing it twice changes nothing.

    Raises ``NoSuchSuggestion``, or ``ScenarioError`` with what is to be mended first.
    """
    row, draft = _mine(user, key)
    if row.status not in (WRITING, CHANGES, WITHDRAWN) or draft.status not in DRAFT_OPEN:
        return row
    row.title = read(draft.text, draft.slug).scenario.title
    return _switch(row, draft, OPEN, REVIEW)


def take_back(user: Any, key: str) -> Suggestion:
    """The undo of ``send_in``, as long as no coach has decided. Raises ``NoSuchSuggestion``."""
    row, draft = _mine(user, key)
    return row if row.status != OPEN else _switch(row, draft, WITHDRAWN, DRAFT)


def forget(user_id: int) -> None:
    """Delete what an account proposed and no coach has taken, because the account goes. The caller commits."""
    own_ones = delete(Draft).where(Draft.owner_id == user_id, Draft.proposal, Draft.status != PUBLISHED)
    db.session.execute(own_ones, execution_options={"synchronize_session": False})


def _mine(user: Any, key: str) -> tuple[Suggestion, Draft]:
    row = own(Player(user_id=user.id), key)
    draft = db.session.scalar(select(Draft).where(Draft.key == row.draft_key, Draft.owner_id == user.id))
    if row.kind != SCENARIO or draft is None:
        raise NoSuchSuggestion(key)
    return row, draft


def _switch(row: Suggestion, draft: Draft, status: str, standing: str) -> Suggestion:
    here = update(Suggestion).where(Suggestion.id == row.id, Suggestion.status == row.status)
    done = db.session.execute(here.values(status=status, at=now()), execution_options={"synchronize_session": False})
    if done.rowcount == 1:  # type: ignore[attr-defined]  # else a coach has decided in the meantime
        draft.status = standing
    db.session.commit()
    db.session.refresh(row)
    return row
