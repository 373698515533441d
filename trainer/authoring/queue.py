"""What coaches decide about suggestions: taken, sent back, not taken, open again. Each function owns its commit."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select, update

from trainer.accounts.models import User
from trainer.accounts.notice_models import Notice
from trainer.accounts.notices import notify
from trainer.authoring.contributions import Edit, NewReply, add_example, all_of, credit, insert_reply, land, reword
from trainer.authoring.drafts import OPEN as DRAFT_OPEN
from trainer.authoring.models import DECLINED as DRAFT_DECLINED
from trainer.authoring.models import DRAFT, PUBLISHED, REVIEW, Draft
from trainer.authoring.saving import Sender, save
from trainer.authoring.suggestion_models import (
    ACCEPTED,
    CHANGES,
    DECLINED,
    OPEN,
    SCENARIO,
    WITHDRAWN,
    WRITING,
    Suggestion,
)
from trainer.authoring.suggestions import NoSuchSuggestion
from trainer.extensions import db
from trainer.scenario.editing import EditError
from trainer.web.clock import now
from trainer.words import Words, say

IN_PLACE, AS_EXAMPLE, AS_REPLY, BY_HAND = "place", "example", "reply", "hand"
"""How a suggestion is taken: instead of the words there, beside them, as a reply of its own, or the coach writes it."""
LONGEST_WORD = 2000


class WordMissing(ValueError):
    """A suggestion was sent back without saying why."""


class WordTooLong(ValueError):
    """More than ``LONGEST_WORD`` characters."""


class OnTheShelf(Exception):
    """The scenario is published already."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decides, with what word, and the path at which the person reads of it."""

    coach: Any
    word: str
    url: str


def find(key: str) -> Suggestion:
    """The suggestion of that key, unless it was not sent or was taken back. Raises ``NoSuchSuggestion``."""
    seen = Suggestion.status.in_((OPEN, CHANGES, ACCEPTED, DECLINED))
    row = db.session.scalar(select(Suggestion).where(Suggestion.key == key, seen))
    if row is None:
        raise NoSuchSuggestion(key)
    return row


def accept(key: str, decision: Decision, how: str = "", new: NewReply | None = None) -> Suggestion:
    """Put it into the draft of its scenario, with the person's name if they agreed, and tell them.

    What is decided already stays so. Raises ``NoSuchSuggestion``, ``WordTooLong``, ``EditError`` (it cannot be put in
    as it stands), and what ``land`` raises.
    """
    row = find(key)
    _check_length(decision)
    if row.status != OPEN:
        return row
    if row.kind == SCENARIO:
        _name_writer(decision.coach, row)
    else:
        edit = all_of(*_changes(row, how, new), *_credits(row))
        draft = land(decision.coach, row.language, row.slug, edit, _stamp(row))
        row.draft_key = draft.key
    told = _taken(decision.coach, row)
    if _decide(row, decision, ACCEPTED, told) and row.kind == SCENARIO:
        _hand_over(decision.coach, row)
    return _stored(row)


def with_credits(draft: Draft) -> str:
    """The text of a draft; of a proposal with its writer named in it, if they agreed."""
    row = _proposal(draft)
    if row is None:
        return draft.text
    with suppress(EditError):
        return all_of(*_credits(row))(draft.text)
    return draft.text


def note_published(coach: Any, draft: Draft) -> None:
    """A proposal that is published is taken: its writer is told. The caller commits."""
    row = _proposal(draft)
    if row is not None:
        # Not ``url_for``: where the writer reads of it has an address without a request, too.
        decision = Decision(coach, "", f"/suggestions#suggestion-{row.key}")
        _decide(row, decision, ACCEPTED, _taken(coach, row), (WRITING, OPEN, CHANGES, WITHDRAWN))


def ask_for_changes(key: str, decision: Decision) -> Suggestion:
    """Send it back with a word, and tell the person. Raises ``NoSuchSuggestion``, ``WordMissing``, ``WordTooLong``."""
    row = _with_word(key, decision)
    told = say("{coach} asks you to change your suggestion for “{title}”.", coach=decision.coach.name, title=row.title)
    if _decide(row, decision, CHANGES, told) and row.kind == SCENARIO:
        draft = _draft_of(row)
        draft.status, draft.word = DRAFT, decision.word.strip()
    return _stored(row)


def decline(key: str, decision: Decision) -> Suggestion:
    """Not taken, with a word; the person is told. Raises ``NoSuchSuggestion``, ``WordMissing``, ``WordTooLong``."""
    row = _with_word(key, decision)
    told = say("{coach} has not taken your suggestion for “{title}”.", coach=decision.coach.name, title=row.title)
    if _decide(row, decision, DECLINED, told) and row.kind == SCENARIO:
        draft = _draft_of(row)
        draft.status, draft.word = DRAFT_DECLINED, decision.word.strip()
    return _stored(row)


def reopen(key: str, url: str) -> Suggestion:
    """The undo of a decision. What was put into a draft stays there, for a coach to take out.

    Whoever has not read of the decision yet never will; others are told at ``url`` that it is open again. Raises
    ``NoSuchSuggestion``, and ``OnTheShelf`` for a scenario that is published already.
    """
    row = find(key)
    if row.status == OPEN:
        return row
    if row.kind == SCENARIO:
        _give_back(row)
    here = update(Suggestion).where(Suggestion.id == row.id, Suggestion.rounds == row.rounds)
    values = {"status": OPEN, "word": None, "decided_by": None, "decided_at": None, "rounds": row.rounds + 1}
    unread = delete(Notice).where(Notice.user_id == row.user_id, Notice.url == url, Notice.read_at.is_(None))
    first, unaware = _changed(here.values(values)), _changed(unread)
    if first and not unaware and row.user_id is not None:
        notify(row.user_id, say("Your suggestion for “{title}” is open again.", title=row.title), url)
    return _stored(row)


def _changes(row: Suggestion, how: str, new: NewReply | None) -> list[Edit]:
    scene = row.scene or ""
    if how == BY_HAND:
        return []
    if how == AS_REPLY:
        if new is None:
            raise EditError(say("A reply needs words of at most 2,000 characters, and a scene to lead to."))
        return [insert_reply(scene, new)]
    if how in (IN_PLACE, AS_EXAMPLE) and row.reply is not None:
        return [(reword if how == IN_PLACE else add_example)(scene, row.reply, row.text)]
    raise EditError(say("Say first how it is to be taken."))


def _credits(row: Suggestion) -> list[Edit]:
    user = db.session.get(User, row.user_id) if row.credited else None
    return [credit(user.name)] if user is not None else []


def _stamp(row: Suggestion) -> str:
    return f"suggestion-{row.id}-{row.rounds}"


def _proposal(draft: Draft) -> Suggestion | None:
    """The suggestion that this draft is."""
    if not draft.proposal:
        return None
    return db.session.scalar(select(Suggestion).where(Suggestion.kind == SCENARIO, Suggestion.draft_key == draft.key))


def _taken(coach: Any, row: Suggestion) -> Words:
    return say("{coach} has taken your suggestion for “{title}”.", coach=coach.name, title=row.title)


def _name_writer(coach: Any, row: Suggestion) -> None:
    """Put the name of whoever proposed a scenario into its draft; one commit."""
    draft = _draft_of(row)
    if draft.status in DRAFT_OPEN:
        # A text that cannot be read yet is mended first; the name is then put in by hand.
        with suppress(EditError):
            save(coach, draft.key, all_of(*_credits(row))(draft.text), draft.version, Sender(_stamp(row), 1))


def _hand_over(coach: Any, row: Suggestion) -> None:
    """A proposed scenario becomes a draft of the coach's like any other."""
    draft = _draft_of(row)
    if draft.status in DRAFT_OPEN:
        draft.proposal, draft.status, draft.owner_id = False, DRAFT, coach.id


def _give_back(row: Suggestion) -> None:
    draft = _draft_of(row)
    if draft.status == PUBLISHED:
        raise OnTheShelf
    draft.proposal, draft.status, draft.owner_id = True, REVIEW, row.user_id


def _draft_of(row: Suggestion) -> Draft:
    draft = db.session.scalar(select(Draft).where(Draft.key == row.draft_key))
    if draft is None:
        raise NoSuchSuggestion(row.key)
    return draft


def _with_word(key: str, decision: Decision) -> Suggestion:
    if not decision.word.strip():
        raise WordMissing
    _check_length(decision)
    return find(key)


def _check_length(decision: Decision) -> None:
    if len(decision.word) > LONGEST_WORD:
        raise WordTooLong


def _decide(row: Suggestion, decision: Decision, status: str, told: Words, undecided: Sequence[str] = (OPEN,)) -> bool:
    """Write the decision and tell the person; False if there is one already, which then stands."""
    values = {"status": status, "word": decision.word.strip() or None, "decided_by": decision.coach.id}
    here = update(Suggestion).where(Suggestion.id == row.id, Suggestion.status.in_(undecided))
    first = _changed(here.values({**values, "decided_at": now()})) == 1
    if first and row.user_id is not None:
        notify(row.user_id, told, decision.url)
    return first


def _changed(statement: Any) -> int:
    """How many rows an UPDATE or DELETE has touched."""
    return int(db.session.execute(statement, execution_options={"synchronize_session": False}).rowcount)  # type: ignore[attr-defined]


def _stored(row: Suggestion) -> Suggestion:
    db.session.commit()
    db.session.refresh(row)
    return row
