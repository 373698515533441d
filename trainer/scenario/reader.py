"""YAML text to a ``Scenario``, with every problem of a file at once, and the JSON in which revisions are stored."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from trainer.scenario.composer import compose
from trainer.scenario.decoding import decode, load
from trainer.scenario.model import Scenario
from trainer.scenario.nodes import Node, Places, plain
from trainer.scenario.problems import MOST_PROBLEMS, Problem, ScenarioError
from trainer.scenario.references import cross_check
from trainer.scenario.shape import shape
from trainer.scenario.wording import problem_of, value_at
from trainer.words import say

__all__ = ["Document", "Problem", "ScenarioError", "from_json", "read", "read_file", "to_json"]


@dataclass(frozen=True)
class Document:
    """A scenario that was read.

    ``digest`` is the SHA-256 of its content (comments and layout do not count), ``slug`` comes from the name of the
    file, ``places`` says where things stand in it, and ``text`` is the file as written, comments included.
    """

    scenario: Scenario
    digest: str
    slug: str
    places: Places = field(repr=False, compare=False)
    name: str = field(default="scenario", compare=False)
    text: str = field(default="", repr=False, compare=False)


Composer = Callable[[str], tuple[Node | None, list[Problem]]]


def read(text: str | bytes, name: str = "scenario", compose: Composer = compose) -> Document:
    """The scenario in ``text`` (UTF-8 if bytes). Raises ``ScenarioError`` with all problems; never any other error.

    ``compose`` may be ``recomposer.recompose`` for a text that is read over and over while it is written.
    """
    text = decode(text, name)
    root, problems = compose(text)
    if root is None or not isinstance(root.value, dict):
        raise ScenarioError(name, problems or [_no_fields(root)])
    root, of_lines = shape(root)
    places = Places(root)
    data = plain(root)
    scenario, details = _validate(data, places)
    if scenario is None or problems or of_lines:
        raise ScenarioError(name, [*problems, *of_lines, *_all_problems(details, data, places)])
    crossed = cross_check(data, places)
    if crossed:
        raise ScenarioError(name, crossed.values())
    return Document(scenario, digest(scenario), slug(name), places, name, text)


def read_file(path: str | os.PathLike[str]) -> Document:
    """The scenario in a file of at most 1 MB. Raises ``ScenarioError``, for a missing file too."""
    return read(load(Path(path), str(path)), str(path))


def to_json(scenario: Scenario) -> str:
    """The scenario as JSON, the same text for equal scenarios.

    What has its default is left out, so that a field added to the format later does not change stored digests.
    """
    content = scenario.model_dump(mode="json", exclude_defaults=True)
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def from_json(content: str) -> Scenario:
    """The inverse of ``to_json``. Raises ``ValueError`` for anything else."""
    return Scenario.model_validate_json(content)


def digest(scenario: Scenario) -> str:
    """SHA-256 of the scenario's JSON, as 64 hex digits: the name of a revision."""
    return hashlib.sha256(to_json(scenario).encode()).hexdigest()


def slug(name: str) -> str:
    """The name of a file as it stands in addresses: no folder, no ending, lower-case Latin letters, digits, hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", Path(name).stem.lower())[:80].strip("-") or "scenario"


def _no_fields(root: Node | None) -> Problem:
    if root is None or root.value is None:
        return Problem(1, 1, "", say("The file is empty."), None, "empty")
    message = say("A scenario consists of fields: lines of the form `name: value`.")
    return Problem(root.line, root.column, "", message, say("Begin with `title: ...`."), "type")


def _validate(data: Any, places: Places) -> tuple[Scenario | None, list[ErrorDetails]]:
    """The scenario, or what pydantic has against it. Where text is wanted, ``2024`` and ``no`` are taken as written."""
    for attempt in range(2):
        try:
            return Scenario.model_validate(data), []
        except ValidationError as error:
            details = error.errors(include_url=False, include_input=False)
        if attempt or not _take_as_written(data, details, places):
            break
    return None, details


def _take_as_written(data: Any, details: list[ErrorDetails], places: Places) -> bool:
    """Put the text as written where text is wanted and YAML gave something else; whether there was such a place."""
    changed = False
    for detail in details:
        node = places.node(detail["loc"]) if detail["type"] == "string_type" else None
        if node is not None and node.raw is not None:
            value_at(data, detail["loc"][:-1])[detail["loc"][-1]] = node.raw
            changed = True
    return changed


def _all_problems(details: list[ErrorDetails], data: Any, places: Places) -> list[Problem]:
    """Problems of fields and between fields; where both speak about one value, the one that knows more."""
    crossed = cross_check(data, places)
    fields = [problem_of(one, places, data) for one in details[: MOST_PROBLEMS + 1] if one["loc"] not in crossed]
    return [*fields, *crossed.values()]
