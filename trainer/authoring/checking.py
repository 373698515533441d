"""What is wrong with a text while it is written, as the editor wants it: where each problem begins and ends."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from trainer.authoring.mapping import Plan, plan_of
from trainer.scenario.decoding import decode
from trainer.scenario.lint import lint
from trainer.scenario.problems import Problem, ScenarioError
from trainer.scenario.reader import Document, read
from trainer.scenario.recomposer import recompose
from trainer.web.locale import words

KEPT = 8
"""How many checked texts a process remembers: the page, its scripts and a second tab ask about the same ones."""
_KEY = re.compile(r"[\w-]+(?=\s*:(?:\s|$))")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'')
_WORD = re.compile(r"[^\s,\[\]{}]+")


@dataclass(frozen=True, slots=True)
class Checked:
    """A text that was looked at. ``document`` and ``plan`` are None while it cannot be read."""

    text: str
    problems: tuple[Problem, ...]
    document: Document | None
    plan: Plan | None

    @property
    def errors(self) -> int:
        return sum(problem.level == "error" for problem in self.problems)


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Hundreds of thousands of short-lived objects make Python look through all remembered scenes: 100 ms each time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@lru_cache(maxsize=KEPT)
@_no_collecting()
def check(text: str) -> Checked:
    """Read the text; if that succeeds, ask the linter too."""
    try:
        document = read(text, compose=recompose)
    except ScenarioError as error:
        return Checked(text, error.problems, None, None)
    problems = tuple(lint(document))
    return Checked(text, problems, document, plan_of(document, problems))


def for_editor(checked: Checked) -> dict[str, Any]:
    """The same as JSON in the language of this request.

    Lines count from 1. Columns count from 0, in UTF-16 units as browsers do; ``end`` is where the mark stops.
    """
    try:
        lines = decode(checked.text, "").split("\n")
    except ScenarioError:
        lines = []
    return {
        "problems": [_shown(problem, lines) for problem in checked.problems],
        "map": asdict(checked.plan) if checked.plan else None,
    }


def _shown(problem: Problem, lines: list[str]) -> dict[str, Any]:
    line = lines[problem.line - 1] if problem.line <= len(lines) else ""
    start = min(problem.column - 1, len(line))
    return {
        "line": problem.line,
        "column": _units(line[:start]),
        "end": _units(line[: _end(line, start)]),
        "level": problem.level,
        "code": problem.code,
        "field": problem.field,
        "message": words(problem.message),
        "suggestion": words(problem.suggestion),
    }


def _end(line: str, start: int) -> int:
    """Where the mark that begins at ``start`` ends: behind the key, the quoted text, the word, or the line."""
    for kind in (_KEY, _QUOTED):
        if found := kind.match(line, start):
            return found.end()
    rest = line[start:]
    if start and line[:start].lstrip(" -") and "{" not in line[:start] and "[" not in line[:start]:
        return start + len(re.split(r"\s#", rest, maxsplit=1)[0].rstrip())
    found = _WORD.match(line, start)
    return found.end() if found else len(line)


def _units(text: str) -> int:
    """Length in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
