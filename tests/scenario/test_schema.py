"""A coach's editor completes and explains fields by the schema."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.scenario import editor
from tests.scenario.drafts import GOOD, GOOD_TALK, talk
from trainer.scenario.model import Reply, Scenario, Scene
from trainer.scenario.schema import json_schema

SCENARIOS = Path(__file__).parents[2] / "scenarios"
SCHEMA = json_schema()


def underlined(text: str) -> list[str]:
    return list(editor.complaints(yaml.safe_load(text), SCHEMA, SCHEMA))


def test_the_file_beside_the_scenarios_is_up_to_date() -> None:
    text = json.dumps(SCHEMA, indent=2, ensure_ascii=False) + "\n"
    assert (SCENARIOS / "schema.json").read_text() == text, "write it with: trainer schema > scenarios/schema.json"


def test_nothing_is_underlined_in_good_files() -> None:
    files = sorted(SCENARIOS.rglob("*.yaml"))
    for text in (GOOD_TALK, *(path.read_text() for path in files)):
        assert underlined(text) == []


@pytest.mark.parametrize(
    ("right", "wrong", "underlining"),
    [
        ("minutes: 5", "minuts: 5", ": minuts is unknown"),
        ("minutes: 5", "", ": misses one of ['title', 'language', 'kind', 'difficulty', 'minutes'"),
        ("kind: customer", "kind: custmer", "/kind: not one of ['customer', 'discussion']"),
        ("empathy: 2", "empathy: 3", "/scenes/opening/replies/0/scores/empathy: greater than 2"),
        ("to: end}", "to: The End}", "/scenes/opening/replies/0/to: does not match"),
        ("to: end}", "tu: end}", "/scenes/opening/replies/0: tu is unknown"),
        ("dana: Where is it?", "{}", "/scenes/opening/lines/0: fewer fields than 1"),
        ("dana: Where is it?", "Dana: Where is it?", "/scenes/opening/lines/0: a name does not match"),
        ("dana: Where is it?", "{dana: Hi, needs: a}", "/scenes/opening/lines/0/needs: not of type array"),
        ("    ending: resolved", "    title: End", "/scenes/end: not one of [{'required': ['replies']}"),
        (
            "    ending: resolved",
            "    ending: resolved\n    seconds: 9",
            "/scenes/end: misses one of {'seconds': ['timeout']",
        ),
    ],
)
def test_an_editor_underlines_what_the_reader_would_refuse(right: str, wrong: str, underlining: str) -> None:
    assert any(said.startswith(underlining) for said in underlined(GOOD_TALK.replace(right, wrong, 1)))


def test_a_line_is_a_speaker_with_words_and_what_stands_beside() -> None:
    line = "- {dana: Hi, to: you, needs: [a], unless: [b], at_tension: [0, 5]}"
    assert underlined(GOOD_TALK.replace("- dana: Where is it?", line)) == []


def test_a_timeout_has_no_conditions() -> None:
    body = f"opening:\n  replies: [{{say: A, {GOOD}, to: end}}]\n  seconds: 9\n  timeout: {{to: end, needs: [a]}}\n"
    assert underlined(talk(body)) == ["/scenes/opening/timeout: needs is unknown"]


def test_every_field_is_explained() -> None:
    for holder in (SCHEMA, *SCHEMA["$defs"].values()):
        for name, field in holder["properties"].items():
            assert len(field.get("description", "")) > 9, name
    assert set(SCHEMA["properties"]) == set(Scenario.model_fields)
    assert set(SCHEMA["$defs"]["Scene"]["properties"]) == set(Scene.model_fields)
    assert set(SCHEMA["$defs"]["Reply"]["properties"]) == set(Reply.model_fields)


def test_the_schema_uses_only_words_that_every_editor_knows() -> None:
    known = {*editor.HELD, "$schema", "$defs", "title", "description", "default"}

    def words(schema: Any) -> Iterator[str]:
        if isinstance(schema, dict):
            for key, value in schema.items():
                yield key
                named = key in ("properties", "patternProperties", "$defs", "dependencies")
                for child in value.values() if named else [value]:
                    yield from words(child)
        elif isinstance(schema, list):
            for child in schema:
                yield from words(child)

    assert set(words(SCHEMA)) <= known
    assert SCHEMA["$schema"] == "http://json-schema.org/draft-07/schema#"
