"""Scenarios as files: one to be downloaded, and a folder of them kept alike with the shelf, in both directions.

A folder (a coach's git repository) has ``en/`` and ``ru/`` with ``<slug>.yaml``. Beside them ``STATE`` notes, per
scenario, the text that both sides had in common last. So it can be told which side has changed since; if both have,
that is a conflict, which nothing overwrites unless the coach says whose text counts.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from pathlib import Path

from sqlalchemy import select

from trainer.authoring.models import Publication
from trainer.authoring.records import (
    PUSH,
    SHIPPED,
    audited,
    find,
    hold,
    last,
    offer,
    record,
    remember_what_stood,
    text_of,
)
from trainer.extensions import db
from trainer.library.models import EDITED, Shelved
from trainer.library.shelf import NoSuchScenario
from trainer.scenario.decoding import decode, load
from trainer.scenario.folder import scenario_files
from trainer.scenario.lint import lint
from trainer.scenario.problems import Problem, ScenarioError
from trainer.scenario.reader import Document, read, slug
from trainer.words import say

STATE = ".trainer-scenarios.json"
Address = tuple[str, str]
"""Language and slug."""


class BrokenState(Exception):
    """The file that notes what both sides had in common cannot be read."""


class How(Enum):
    """How a scenario stands between folder and shelf."""

    SAME = "same"
    HERE = "changed in the folder"
    THERE = "changed on the shelf"
    BOTH = "changed on both sides"
    ONLY_HERE = "only in the folder"
    ONLY_THERE = "only on the shelf"


@dataclass(frozen=True, slots=True)
class Pair:
    """A scenario in the folder (``here``, as text) and on the shelf (``there``); None: not there."""

    address: Address
    how: How
    here: str | None
    there: str | None
    path: Path
    item: Shelved | None
    changed_by: str = ""
    changed_at: datetime | None = None
    """Who changed it on the shelf last, and when; nothing, if nobody has."""


@dataclass(frozen=True, slots=True)
class Compared:
    """The whole folder beside the whole shelf, and the files that are no text or have no place of their own."""

    pairs: Sequence[Pair]
    unreadable: Sequence[ScenarioError]


@dataclass(slots=True)
class Moved:
    """What a pull or a push did."""

    moved: list[Pair] = field(default_factory=list)
    conflicts: list[Pair] = field(default_factory=list)
    settled: list[Pair] = field(default_factory=list)
    """Conflicts, or changes of the other side, in which the coach's word left this side as it is."""
    refused: list[ScenarioError] = field(default_factory=list)
    unchanged: int = 0


def exported(language: str, slug: str, digest: str = "") -> str:
    """The YAML of a scenario, or of an earlier version of it. Raises ``NoSuchScenario``."""
    item = find(language, slug)
    if item is not None and digest in ("", item.digest):
        return text_of(item)
    query = select(Publication.text).where(
        Publication.language == language, Publication.slug == slug, Publication.digest == digest
    )
    text = db.session.scalar(query.order_by(Publication.id.desc()).limit(1))
    if text is None:
        raise NoSuchScenario(f"{language}/{slug}")
    return text


def findings(item: Shelved) -> Sequence[Problem]:
    """What the linter says about what the shelf offers, with the lines of its file."""
    try:
        return lint(read(text_of(item), item.slug))
    except ScenarioError as error:
        return error.problems
    except ValueError:  # only its content is known, and that was written for an earlier format
        return ()


def compare(folder: Path) -> Compared:
    """Folder and shelf side by side, by address. Raises ``BrokenState``."""
    base = _read_state(folder)
    files, unreadable = _files(folder)
    shelved = {(item.language, item.slug): item for item in db.session.scalars(select(Shelved))}
    pairs = []
    for address in sorted({*files, *(address for address, item in shelved.items() if not item.retired)}):
        path, here = files.get(address, (folder / address[0] / f"{address[1]}.yaml", None))
        if here is None and path.exists():
            continue  # something that is no text has its place: told among the unreadable, and left alone
        item = shelved.get(address)
        there = text_of(item) if item is not None else None
        entry = last(*address) if item is not None and here != there else None
        by = (entry.who, entry.at) if entry is not None and entry.action != SHIPPED else ("", None)
        pairs.append(Pair(address, _how(here, there, base.get("/".join(address))), here, there, path, item, *by))
    return Compared(pairs, unreadable)


def _how(here: str | None, there: str | None, base: str | None) -> How:
    if here is None or there is None:
        return How.ONLY_THERE if here is None else How.ONLY_HERE
    if here == there:
        return How.SAME
    if _mark(there) == base:
        return How.HERE
    return How.THERE if _mark(here) == base else How.BOTH


def pull(folder: Path, *, ours: bool = False, theirs: bool = False) -> Moved:
    """Write into the folder what has changed on the shelf.

    Where both sides changed: ``theirs`` takes the shelf's text, ``ours`` keeps the file and lets the next push publish
    it; without either it is a conflict, and the file stays. Raises ``BrokenState``. Doing it twice changes nothing.
    """
    compared = compare(folder)
    done, state = Moved(refused=list(compared.unreadable)), _read_state(folder)
    for pair in compared.pairs:
        if pair.how in (How.THERE, How.ONLY_THERE) or (pair.how is How.BOTH and theirs):
            _write(pair.path, pair.there or "")
            done.moved.append(pair)
        elif pair.how is How.BOTH and not ours:
            done.conflicts.append(pair)
            continue
        elif pair.how is How.BOTH:
            done.settled.append(pair)
        else:
            done.unchanged += 1
        if pair.there is not None and pair.how is not How.HERE:
            state["/".join(pair.address)] = _mark(pair.there)
    _write_state(folder, state)
    return done


def push(folder: Path, *, ours: bool = False, theirs: bool = False) -> Moved:
    """Publish what has changed in the folder; one commit for each scenario.

    Where both sides changed: ``ours`` publishes the file, ``theirs`` leaves the shelf and lets the next pull write the
    file; without either it is a conflict, and the shelf stays. A file with errors is left out. Raises ``BrokenState``.
    Doing it twice changes nothing.
    """
    compared = compare(folder)
    done, state = Moved(refused=list(compared.unreadable)), _read_state(folder)
    for pair in compared.pairs:
        name = "/".join(pair.address)
        if pair.how in (How.HERE, How.ONLY_HERE) or (pair.how is How.BOTH and ours):
            try:
                _publish(pair)
            except ScenarioError as error:
                done.refused.append(error)
                continue
            done.moved.append(pair)
            state[name] = _mark(pair.here or "")
        elif pair.how is How.BOTH and not theirs:
            done.conflicts.append(pair)
        elif pair.how is How.BOTH:
            done.settled.append(pair)
            state[name] = _mark(pair.here or "")
        else:
            done.unchanged += 1
            if pair.how is How.SAME:
                state[name] = _mark(pair.here or "")
    _write_state(folder, state)
    return done


def _publish(pair: Pair) -> None:
    """Put a file on the shelf. Raises ``ScenarioError``, for what the linter calls an error too."""
    document = read(pair.here or "", str(pair.path))
    errors = [problem for problem in lint(document) if problem.level == "error"]
    if errors:
        raise ScenarioError(document.name, errors)
    item = pair.item
    if item is None:
        item = Shelved(language=pair.address[0], slug=pair.address[1], origin=EDITED)
    else:
        hold(item, item.digest)
        remember_what_stood(item)
    offer(item, document.scenario, document.text)
    record(item, PUSH, None)
    audited("scenario.published", item)
    db.session.commit()


def _files(folder: Path) -> tuple[Mapping[Address, tuple[Path, str]], list[ScenarioError]]:
    """Address -> file and its text. A file that is text but no scenario yet has the language of its folder."""
    found: dict[Address, tuple[Path, str]] = {}
    errors: list[ScenarioError] = []
    for path in scenario_files(folder):
        try:
            text = decode(load(path, str(path)), str(path))
            address = _language(path, text), slug(str(path))
            if address in found:
                raise _same_name(path, found[address][0])
            found[address] = (path, text)
        except ScenarioError as error:
            errors.append(error)
    return found, errors


def _language(path: Path, text: str) -> str:
    """The language of a scenario. Raises ``ScenarioError`` if neither the file nor its folder says it."""
    try:
        document: Document = read(text, str(path))
    except ScenarioError:
        if path.parent.name in ("en", "ru"):
            return path.parent.name
        raise
    return document.scenario.language


def _same_name(path: Path, first: Path) -> ScenarioError:
    message = say("There is a scenario of this name and language already: {file}.", file=first)
    hint = say("Give one of the two files another name.")
    return ScenarioError(str(path), [Problem(1, 1, "", message, hint, "same-name")])


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _read_state(folder: Path) -> dict[str, str]:
    try:
        state = json.loads((folder / STATE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise BrokenState(folder / STATE) from error
    if not isinstance(state, dict):
        raise BrokenState(folder / STATE)
    return {str(name): str(mark) for name, mark in state.items()}


def _write_state(folder: Path, state: Mapping[str, str]) -> None:
    _write(folder / STATE, json.dumps(dict(sorted(state.items())), indent=1) + "\n")


def _write(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
