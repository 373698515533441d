"""Bringing a folder of scenario files onto the shelf."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from trainer.extensions import db
from trainer.library.models import Revision, Shelved
from trainer.scenario.folder import read_folder
from trainer.scenario.lint import lint
from trainer.scenario.problems import Problem, ScenarioError
from trainer.scenario.reader import Document, slug, to_json
from trainer.web.clock import now
from trainer.words import say


@dataclass(frozen=True, slots=True)
class Synced:
    """What a sync did: the slugs that are new, changed or gone, and the files that cannot be read or played."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)
    refused: list[ScenarioError] = field(default_factory=list)


def sync(folder: Path) -> Synced:
    """Put every playable scenario of ``folder`` on the shelf and retire those whose file is gone; one commit.

    A file with errors, those of the linter included, leaves the scenario as it stood before. Revisions are never
    changed or deleted, so attempts that run or have ended do not notice. Doing it twice changes nothing.
    """
    documents, refused = read_folder(folder)
    done = Synced(refused=refused)
    shelved = {(item.language, item.slug): item for item in db.session.scalars(select(Shelved))}
    put: dict[tuple[str, str], Document] = {}
    for document in documents:
        address = document.scenario.language, document.slug
        if address in put:
            done.refused.append(_same_name(document, put[address]))
        else:
            put[address] = document
            _put(document, shelved.pop(address, None), done)
    broken = {slug(error.source) for error in done.refused}
    for (_language, name), item in shelved.items():
        if not item.retired and name not in broken:
            item.retired = True
            done.retired.append(name)
    db.session.commit()
    return done


def _same_name(document: Document, first: Document) -> ScenarioError:
    message = say("There is a scenario of this name and language already: {file}.", file=first.name)
    hint = say("Give one of the two files another name.")
    return ScenarioError(document.name, [Problem(1, 1, "", message, hint, "same-name")])


def _put(document: Document, item: Shelved | None, done: Synced) -> None:
    if item is not None and item.digest == document.digest and not item.retired:
        return
    errors = [problem for problem in lint(document) if problem.level == "error"]
    if errors:
        done.refused.append(ScenarioError(document.name, errors))
        return
    if db.session.get(Revision, document.digest) is None:
        db.session.add(Revision(digest=document.digest, content=to_json(document.scenario)))
    if item is None:
        item = Shelved(language=document.scenario.language, slug=document.slug)
        db.session.add(item)
        done.new.append(document.slug)
    else:
        done.changed.append(document.slug)
    _describe(item, document)


def _describe(item: Shelved, document: Document) -> None:
    scenario = document.scenario
    item.digest = document.digest
    item.title, item.summary = scenario.title, scenario.summary
    item.kind, item.channel = scenario.kind, scenario.channel
    item.difficulty, item.minutes = scenario.difficulty, scenario.minutes
    item.skills = list(scenario.skills)
    item.retired = False
    item.updated_at = now()
