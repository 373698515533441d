"""Whatever a file holds, its coach gets a scenario or problems with places inside the file, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scenario.drafts import GOOD_TALK
from trainer.scenario.composer import compose
from trainer.scenario.lint import lint
from trainer.scenario.problems import Problem
from trainer.scenario.reader import Document, ScenarioError, from_json, read, to_json

LONG = (Path(__file__).parents[2] / "docs" / "scenario-format.md").read_text().split("```yaml\n")[1].split("```")[0]
SEEDS = st.sampled_from([GOOD_TALK, LONG])
SIGNS = [
    "to:",
    "  ",
    "\n",
    "- ",
    ": ",
    "{",
    "}",
    "[",
    "]",
    "&a ",
    "*a",
    "!x ",
    "'",
    '"',
    "|\n",
    "? ",
    "#",
    "\t",
    "---\n",
]
VALUES = [
    "null",
    "~",
    "-2",
    "1.5",
    "true",
    "opening",
    "seconds: 30\n",
    "ending: lost\n",
    "needs: [a]",
    "\u202e",
    "\0",
    "…",
]
SNIPPETS = st.sampled_from(SIGNS + VALUES)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A good file with a few places cut out, doubled, moved or written over."""
    text = draw(SEEDS)
    for _ in range(draw(st.integers(1, 4))):
        first = draw(st.integers(0, len(text)))
        last = min(len(text), first + draw(st.integers(0, 40)))
        cut = text[first:last]
        new = draw(st.sampled_from(["", cut + cut, cut[::-1]]) | SNIPPETS | st.text(max_size=5))
        text = text[:first] + new + text[last:]
    return text


def check(text: str, content: str | bytes) -> None:
    found = attempt(content)
    if isinstance(found, Document):
        assert from_json(to_json(found.scenario)) == found.scenario
        check_places(text, lint(found))
    else:
        assert found.problems
        assert str(found)
        check_places(text, found.problems)


def attempt(content: str | bytes) -> Document | ScenarioError:
    try:
        return read(content)
    except ScenarioError as error:
        return error


def check_places(text: str, problems: tuple[Problem, ...] | list[Problem]) -> None:
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for problem in problems:
        assert 1 <= problem.line <= len(lines)
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1
        assert str(problem.message)
        assert "{" not in problem.message.template.format(**dict.fromkeys(problem.message.values, ""))


@given(mutated())
@settings(max_examples=300, deadline=None)
def test_a_file_with_slips_is_read_or_refused(text: str) -> None:
    check(text, text)


@given(mutated(), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1251", "latin-1"]))
@settings(max_examples=100, deadline=None)
def test_so_are_its_bytes(text: str, encoding: str) -> None:
    check(text, text.encode(encoding, errors="replace"))


@given(st.binary(max_size=300))
@settings(deadline=None)
def test_so_is_anything_else(content: bytes) -> None:
    check(content.decode("utf-8", errors="replace"), content)


YAML = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | SNIPPETS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(st.sampled_from(["title", "cast", "scenes", "start", "walkthroughs", "skills"]), YAML))
@settings(deadline=None)
def test_fields_of_any_shape_are_refused_with_words(fields: dict[str, object]) -> None:
    text = json.dumps(fields)  # JSON is YAML
    check(text, text)


@given(
    st.lists(st.sampled_from(["a: ", "- ", "&x ", "*x", "[", "]", "{", "}", ",", "\n", "  ", "b", "? ", "!t ", "''"]))
)
@settings(max_examples=300, deadline=None)
def test_the_composer_stops_at_any_heap_of_yaml_signs(signs: list[str]) -> None:
    text = "".join(signs)
    root, problems = compose(text)
    assert root is not None or problems or not text.strip()
    check_places(text, problems)
