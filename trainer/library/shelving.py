"""Putting a revision on the shelf: the steps that syncing and publishing share. The callers commit."""

from __future__ import annotations

from trainer.extensions import db
from trainer.library.models import Revision, Shelved
from trainer.scenario.model import Scenario
from trainer.scenario.reader import digest, to_json
from trainer.web.clock import now


def keep_revision(scenario: Scenario) -> str:
    """The digest of the scenario's revision, which is stored if it is new."""
    name = digest(scenario)
    if db.session.get(Revision, name) is None:
        db.session.add(Revision(digest=name, content=to_json(scenario)))
        db.session.flush()  # what points to it comes after it
    return name


def put(item: Shelved, scenario: Scenario, name: str, text: str | None) -> None:
    """Let the shelf offer this revision (``name`` is its digest), as written in ``text``."""
    item.digest, item.text = name, text
    item.title, item.summary = scenario.title, scenario.summary
    item.kind, item.channel = scenario.kind, scenario.channel
    item.difficulty, item.minutes = scenario.difficulty, scenario.minutes
    item.skills = list(scenario.skills)
    item.retired = False
    item.updated_at = now()
