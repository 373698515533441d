"""Publishing a draft: read, linted, put on the shelf, once, and never over something nobody has looked at."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from trainer.accounts.roles import check_coach
from trainer.authoring.drafts import OPEN, Closed, check_open, head_of, load
from trainer.authoring.models import DISCARDED, DRAFT, PUBLISHED, REVIEW, Draft, DraftVersion, Publication
from trainer.authoring.new import free_slug, slug_of
from trainer.authoring.queue import note_published, with_credits
from trainer.authoring.records import (
    PUBLISH,
    Overtaken,
    Refused,
    audited,
    find,
    hold,
    offer,
    record,
    remember_what_stood,
)
from trainer.extensions import db
from trainer.library.models import EDITED, Shelved
from trainer.library.revisions import EarlierFormat, content
from trainer.practice.models import RUNNING, Attempt
from trainer.scenario.changes import Changes, changes
from trainer.scenario.lint import lint
from trainer.scenario.problems import Problem, ScenarioError
from trainer.scenario.reader import Document, read
from trainer.web.clock import now
from trainer.words import say

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
LONGEST_SLUG = 80


class NotReady(Exception):
    """The draft cannot be read or played: ``problems`` says what is to be mended."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems)
        self.problems = problems


class WentOn(Refused):
    """The draft was saved after the coach had looked at it."""

    def __init__(self) -> None:
        super().__init__(say("The draft was changed after this page was opened. Look at it once more, then publish."))


@dataclass(frozen=True, slots=True)
class Prospect:
    """What a coach sees before publishing."""

    draft: Draft
    slug: str
    """The name in addresses; of a new scenario, a free one that follows its title."""
    document: Document | None
    errors: Sequence[Problem]
    warnings: Sequence[Problem]
    item: Shelved | None
    """What stands on the shelf under the draft's name."""
    overtaken: bool
    """The shelf offers another revision than the one this draft was begun from."""
    taken: bool
    """A new scenario whose name is taken already."""
    running: int
    """Attempts that run on the revision that stands now, and stay on it."""
    changes: Changes | None

    @property
    def new(self) -> bool:
        """Whether the draft becomes a scenario of its own."""
        return self.item is None or self.taken


def prospect(user: Any, key: str) -> Prospect:
    """What publishing the draft would do. Raises ``NoSuchDraft`` and ``Closed``."""
    check_coach(user)
    draft = load(user, key)
    check_open(draft)
    try:
        document = read(draft.text)
        found = lint(document)
    except ScenarioError as error:
        document, found = None, list(error.problems)
    item = find(document.scenario.language if document else draft.language, draft.slug)
    compared = document is not None and item is not None and draft.base_digest is not None
    return Prospect(
        draft=draft,
        slug=draft.slug if draft.base_digest else _proposed(draft, document),
        document=document,
        errors=[problem for problem in found if problem.level == "error"],
        warnings=[problem for problem in found if problem.level == "warning"],
        item=item,
        overtaken=item is not None and draft.base_digest not in (None, item.digest),
        taken=item is not None and draft.base_digest is None,
        running=running_on(item.digest) if item is not None else 0,
        changes=_changes(item, document) if compared and item and document else None,
    )


def _changes(item: Shelved, document: Document) -> Changes | None:
    try:
        return changes(content(item.digest).scenario, document.scenario)
    except EarlierFormat:  # the draft is what mends it
        return None


def _proposed(draft: Draft, document: Document | None) -> str:
    """The draft's name, or one after its new title, if the old one came from the title it began with."""
    begun = db.session.get(DraftVersion, (draft.id, 1))
    first = head_of(begun.text).title if begun is not None else None
    follows = document is not None and first is not None and draft.slug.startswith(slug_of(first))
    name = slug_of(document.scenario.title) if document is not None and follows else draft.slug
    return free_slug(document.scenario.language if document is not None else draft.language, name)


def running_on(digest: str) -> int:
    """How many attempts run on a revision."""
    return db.session.scalar(
        select(func.count()).select_from(Attempt).where(Attempt.digest == digest, Attempt.status == RUNNING)
    ) or 0  # fmt: skip


def publish(user: Any, key: str, version: int, note: str = "", *, slug: str = "", over: str = "") -> Publication:
    """Put the draft on the shelf as it stands in ``version``; one commit. The same form sent twice publishes once.

    ``slug``: the name of a new scenario; ``over``: the revision that the coach agreed to publish over, though the draft
    was begun from another one. Raises ``NoSuchDraft``, ``Closed``, ``NotReady``, and ``Refused`` with a reason.
    """
    check_coach(user)
    draft = load(user, key)
    done = _published(draft, version)
    if done is not None:
        return done
    check_open(draft)
    if draft.version != version:
        raise WentOn
    document = _playable(with_credits(draft))
    try:
        _close(draft)
        publication = _publish(user, draft, document, note, slug or draft.slug, over)
        db.session.commit()
    except (IntegrityError, Refused) as error:
        db.session.rollback()
        done = _published(draft, version)  # the same form, sent twice in one moment
        if done is not None:
            return done
        raise error if isinstance(error, Refused) else Overtaken from error
    return publication


def _publish(user: Any, draft: Draft, document: Document, note: str, slug: str, over: str) -> Publication:
    scenario = document.scenario
    if not SLUG.match(slug) or len(slug) > LONGEST_SLUG:
        raise Refused(say("The name in addresses takes lower-case Latin letters, digits and hyphens, at most 80."))
    item = find(scenario.language, slug if draft.base_digest is None else draft.slug)
    if item is None:
        item = Shelved(language=scenario.language, slug=slug, origin=EDITED)
    else:
        _check_may_replace(item, draft, document, over)
        hold(item, item.digest)
        remember_what_stood(item)
    offer(item, scenario, document.text)
    publication = record(item, PUBLISH, user, note)
    publication.draft_id, publication.draft_version = draft.id, draft.version
    draft.slug, draft.language = item.slug, item.language
    note_published(user, draft)
    audited("scenario.published", item, note)
    return publication


def _close(draft: Draft) -> None:
    """Nobody writes on it from here on. Raises ``WentOn`` if somebody has saved or closed it a moment before."""
    same = Draft.id == draft.id, Draft.version == draft.version, Draft.status == draft.status
    done = db.session.execute(update(Draft).where(*same).values(status=PUBLISHED, updated_at=now()))
    if done.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE has one
        raise WentOn


def _check_may_replace(item: Shelved, draft: Draft, document: Document, over: str) -> None:
    if draft.base_digest is None:
        raise Refused(say("There is a scenario of this name already: {title}. Choose another name.", title=item.title))
    if item.digest not in (draft.base_digest, over):
        raise Refused(
            say("The shelf offers another version than the one you began from. Look at both, and tick that you agree.")
        )
    if item.digest == document.digest and item.text == document.text and not item.retired:
        raise Refused(say("This is what the shelf offers already: nothing has changed."))


def _playable(text: str) -> Document:
    try:
        document = read(text)
    except ScenarioError as error:
        raise NotReady(error.problems) from None
    errors = [problem for problem in lint(document) if problem.level == "error"]
    if errors:
        raise NotReady(errors)
    return document


def _published(draft: Draft, version: int) -> Publication | None:
    query = select(Publication).where(Publication.draft_id == draft.id, Publication.draft_version == version)
    return db.session.scalar(query)


def discard(user: Any, key: str) -> Draft:
    """Put a draft away; ``take_up`` brings it back. One commit. Raises ``NoSuchDraft``, and ``Closed`` if published."""
    check_coach(user)
    draft = load(user, key)
    if draft.status == DISCARDED:
        return draft
    check_open(draft)
    draft.status = DISCARDED
    db.session.commit()
    return draft


def take_up(user: Any, key: str) -> Draft:
    """The undo of ``discard``; one commit. Raises ``NoSuchDraft``, and ``Closed`` if it was not discarded."""
    check_coach(user)
    draft = load(user, key)
    if draft.status in OPEN:
        return draft
    if draft.status != DISCARDED:
        raise Closed(draft)
    draft.status = REVIEW if draft.proposal else DRAFT
    db.session.commit()
    return draft
