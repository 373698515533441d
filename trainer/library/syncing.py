"""Bringing a folder of scenario files onto the shelf."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from blinker import NamedSignal
from flask import current_app
from sqlalchemy import select

from trainer.extensions import db
from trainer.library.models import EDITED, Shelved
from trainer.library.shelving import keep_revision, put
from trainer.library.signals import newer_shipped, shipped
from trainer.scenario.folder import read_folder
from trainer.scenario.lint import lint
from trainer.scenario.problems import Problem, ScenarioError
from trainer.scenario.reader import Document, slug
from trainer.words import say


@dataclass(frozen=True, slots=True)
class Synced:
    """What a sync did: the slugs that are new, changed, gone or left aside, and the files that cannot be played."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)
    left_aside: list[str] = field(default_factory=list)
    """Newer than what was edited here; a coach decides."""
    refused: list[ScenarioError] = field(default_factory=list)


def sync(folder: Path) -> Synced:
    """Put every playable scenario of ``folder`` on the shelf and retire those whose file is gone; one commit.

    A file with errors, those of the linter included, leaves the scenario as it stood before. What a coach has edited
    is left alone; a newer file is offered to the coaches. Revisions are never changed or deleted, so attempts that run
    or have ended do not notice. Doing it twice changes nothing.
    """
    documents, refused = read_folder(folder)
    done = Synced(refused=refused)
    shelved = {(item.language, item.slug): item for item in db.session.scalars(select(Shelved))}
    seen: dict[tuple[str, str], Document] = {}
    for document in documents:
        address = document.scenario.language, document.slug
        if address in seen:
            done.refused.append(_same_name(document, seen[address]))
        else:
            seen[address] = document
            _put(document, shelved.pop(address, None), done)
    broken = {slug(error.source) for error in done.refused}
    for (_language, name), item in shelved.items():
        if not item.retired and item.origin != EDITED and name not in broken:
            item.retired = True
            done.retired.append(name)
            _tell(shipped, item)
    db.session.commit()
    return done


def _same_name(document: Document, first: Document) -> ScenarioError:
    message = say("There is a scenario of this name and language already: {file}.", file=first.name)
    hint = say("Give one of the two files another name.")
    return ScenarioError(document.name, [Problem(1, 1, "", message, hint, "same-name")])


def _put(document: Document, item: Shelved | None, done: Synced) -> None:
    if item is not None and _stands(document, item):
        return
    errors = [problem for problem in lint(document) if problem.level == "error"]
    if errors:
        done.refused.append(ScenarioError(document.name, errors))
        return
    name = keep_revision(document.scenario)
    if item is not None and item.origin == EDITED:
        _offer(document, item, done)
        return
    if item is None:
        item = Shelved(language=document.scenario.language, slug=document.slug)
        db.session.add(item)
        done.new.append(document.slug)
    else:
        done.changed.append(document.slug)
    put(item, document.scenario, name, document.text)
    _tell(shipped, item)


def _stands(document: Document, item: Shelved) -> bool:
    """Whether there is nothing to do but to note what is written beside the content."""
    if item.origin == EDITED:
        if document.digest in (item.digest, item.shipped):
            item.offered = item.offered_text = None
            return True
        return document.digest == item.offered
    if item.digest != document.digest or item.retired:
        return False
    item.text = document.text
    return True


def _offer(document: Document, item: Shelved, done: Synced) -> None:
    item.offered, item.offered_text = document.digest, document.text
    done.left_aside.append(document.slug)
    if not item.retired:
        _tell(newer_shipped, item)


def _tell(signal: NamedSignal, item: Shelved) -> None:
    signal.send(current_app._get_current_object(), item=item)  # type: ignore[attr-defined]
