"""What is wrong with a scenario, said to the coach who wrote it: where it stands, what it is, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from trainer.words import Words, say

Path = tuple[str | int, ...]
"""Where a value stands in the file: keys and 0-based indices, for example ("scenes", "opening", "replies", 1, "to")."""

MOST_PROBLEMS = 100
SINGULAR = {"replies": "reply", "lines": "line", "routes": "route", "walkthroughs": "walkthrough"}


def _same(template: str) -> str:
    return template


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. ``line`` and ``column`` count from 1; ``field`` is in the coach's words."""

    line: int
    column: int
    field: str
    message: Words
    suggestion: Words | None
    code: str
    level: Literal["error", "warning"] = "error"

    def show(self, source: str, translate: Callable[[str], str] = _same) -> str:
        """``source:line:column: level: field: message suggestion``, as compilers do, so that editors can jump there."""
        label = (say("warning") if self.level == "warning" else say("error")).text(translate)
        words = [self.message.text(translate)] + ([self.suggestion.text(translate)] if self.suggestion else [])
        where = f"{self.field}: " if self.field else ""
        return f"{source}:{self.line}:{self.column}: {label}: {where}{' '.join(words)}"


class ScenarioError(Exception):
    """A scenario that cannot be read. ``problems`` holds all that was found, in the order of the file."""

    def __init__(self, source: str, problems: Iterable[Problem]) -> None:
        ordered = sorted(problems, key=lambda problem: (problem.line, problem.column))
        if len(ordered) > MOST_PROBLEMS:
            last = ordered[MOST_PROBLEMS - 1]
            more = say("There are more problems after this one. Mend these first.")
            ordered = [*ordered[:MOST_PROBLEMS], Problem(last.line, last.column, "", more, None, "more")]
        self.source = source
        self.problems: tuple[Problem, ...] = tuple(ordered)
        super().__init__(source, self.problems)

    def __str__(self) -> str:
        return "\n".join(problem.show(self.source) for problem in self.problems)


def in_words(path: Path) -> str:
    """A path as a coach would say it: ``scenes › opening › reply 2 › to``."""
    words: list[str] = []
    for step in path:
        if isinstance(step, int):
            word = SINGULAR.get(words[-1], words[-1]) if words else ""
            words[-1:] = [f"{word} {step + 1}".strip()]
        else:
            words.append(shown(step))
    return " › ".join(words)


def shown(value: object) -> str:
    """A value for use in a sentence: on one line and not too long."""
    text = " ".join(str(value)[:200].split())
    return text if len(text) <= 60 else text[:59] + "…"


def did_you_mean(word: object, candidates: Collection[str]) -> Words | None:
    """A suggestion if one of the candidates looks like ``word``. Bounded: none among more than 1,000 candidates."""
    if not isinstance(word, str) or not 1 < len(word) <= 60 or len(candidates) > 1000:
        return None
    letters = set(word)
    near = [
        name for name in candidates if abs(len(name) - len(word)) <= 3 and len(letters & set(name)) > len(letters) / 2
    ]
    close = get_close_matches(word.lower(), [name for name in near if name != word], n=1, cutoff=0.6)
    return say("Did you mean `{name}`?", name=close[0]) if close else None
