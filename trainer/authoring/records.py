"""The record of what the shelf offered and when, and the one way in which a coach changes what it offers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Flask, current_app
from sqlalchemy import select, update

from trainer.accounts import audit
from trainer.accounts.models import Role, User
from trainer.accounts.notices import notify
from trainer.accounts.roles import ADMIN, COACH
from trainer.authoring.models import Publication
from trainer.extensions import db
from trainer.library.models import EDITED, FILE, Shelved
from trainer.library.revisions import content
from trainer.library.shelving import keep_revision, put
from trainer.scenario.model import Scenario
from trainer.scenario.writer import write
from trainer.web.clock import now
from trainer.words import Words, say

PUBLISH, ROLLBACK, RETIRE, RESTORE, PUSH, SHIPPED = "publish", "rollback", "retire", "restore", "push", "shipped"
SOFTWARE, COMMAND_LINE = "software", "command line"
LONGEST_NOTE = 2000


class Refused(Exception):
    """It cannot be done; ``words`` say why."""

    def __init__(self, words: Words) -> None:
        super().__init__(words)
        self.words = words


class Overtaken(Refused):
    """Somebody else was quicker: what the shelf offers is not what this person has seen."""

    def __init__(self) -> None:
        super().__init__(say("The shelf has changed in the meantime. This is how it stands now."))


def text_of(item: Shelved) -> str:
    """The YAML of what the shelf offers: as written, or from its content where only that is known."""
    return item.text if item.text is not None else write(content(item.digest).scenario)


def find(language: str, slug: str) -> Shelved | None:
    """What is or was on the shelf at that address, retired ones included."""
    return db.session.scalar(select(Shelved).where(Shelved.language == language, Shelved.slug == slug))


def last(language: str, slug: str) -> Publication | None:
    """The newest entry of a scenario's record."""
    query = select(Publication).where(Publication.language == language, Publication.slug == slug)
    return db.session.scalar(query.order_by(Publication.id.desc()).limit(1))


def record(item: Shelved, action: str, user: Any, note: str | None = None, at: datetime | None = None) -> Publication:
    """Add to the record that ``item`` is offered as it stands now (or not any more). The caller commits."""
    try:
        text, credited = text_of(item), list(content(item.digest).scenario.credits)
    except ValueError:  # written for an earlier format; it can be taken off the shelf all the same
        text, credited = item.text or "", []
    entry = Publication(
        language=item.language,
        slug=item.slug,
        digest=item.digest,
        text=text,
        action=action,
        note=(note or "").strip()[:LONGEST_NOTE] or None,
        credits=credited,
        user_id=user.id if user else None,
        who=user.name if user else SOFTWARE if action == SHIPPED else COMMAND_LINE,
        at=at or now(),
    )
    db.session.add(entry)
    return entry


def remember_what_stood(item: Shelved) -> None:
    """Make sure that the record knows what is on the shelf now, so that it can be come back to. The caller commits."""
    latest = last(item.language, item.slug)
    if latest is None or latest.digest != item.digest:
        record(item, SHIPPED, None, at=item.updated_at)


def hold(item: Shelved, seen: str) -> None:
    """Take hold of the scenario until the commit. Raises ``Overtaken`` if it offers another revision than ``seen``."""
    here = update(Shelved).where(Shelved.id == item.id, Shelved.digest == seen).values(updated_at=now())
    held = db.session.execute(here, execution_options={"synchronize_session": False})
    if held.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE has one
        db.session.rollback()
        raise Overtaken


def offer(item: Shelved, scenario: Scenario, text: str | None, origin: str = EDITED) -> None:
    """Let the shelf offer this content, which the folder of files does not change any more. The caller commits."""
    if item.origin == FILE and origin == EDITED:
        item.shipped = item.digest
    put(item, scenario, keep_revision(scenario), text)
    item.origin = origin
    db.session.add(item)
    db.session.flush()


def audited(action: str, item: Shelved, note: str | None = None) -> None:
    """Note the deed in the audit log. The caller commits."""
    details = {"revision": item.digest, **({"note": note.strip()[:200]} if note and note.strip() else {})}
    audit.record(action, f"{item.language}/{item.slug}", **details)


def note_shipped(_app: Flask, item: Shelved, **_more: Any) -> None:
    """Receiver: a file has become what the shelf offers, or was taken off it."""
    db.session.flush()
    record(item, RETIRE if item.retired else SHIPPED, None)


def tell_coaches(_app: Flask, item: Shelved, **_more: Any) -> None:
    """Receiver: the software came with a newer version of what was edited here."""
    words = say(
        "“{title}” was edited here, and the software brings a newer version. Yours was left as it is: take a look.",
        title=item.title,
    )
    # No request is needed for this: the software may be starting.
    address = current_app.url_map.bind("").build("history.show", {"language": item.language, "slug": item.slug})
    wanted = select(User.id).where(User.active, User.roles.any(Role.name.in_((COACH, ADMIN))))
    for user_id in db.session.scalars(wanted).all():
        notify(user_id, words, address)
