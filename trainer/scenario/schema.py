"""The file format as a JSON Schema, so that editors complete fields and explain them to coaches.

Made from the types, and then put into the shape coaches write: a line is ``speaker: words``. Draft 7, the newest that
all editors know. What a schema cannot say (does that scene exist?) only the reader finds.
"""

from __future__ import annotations

from typing import Any

from trainer.scenario.model import Scenario
from trainer.scenario.shape import BESIDE
from trainer.words import told

Schema = dict[str, Any]

_CONDITIONS = ("needs", "unless", "at_tension")


def json_schema() -> Schema:
    """The schema of a scenario file, ready for ``json.dumps``."""
    made = Scenario.model_json_schema()
    definitions: dict[str, Schema] = made.pop("$defs")
    choices = {f"#/$defs/{name}": one for name, one in definitions.items() if "enum" in one}
    kept = {name: _simplified(one, choices) for name, one in definitions.items() if "enum" not in one}
    kept["Line"] = _line(kept["Line"])
    for name in _CONDITIONS:
        del kept["Timeout"]["properties"][name]
    _shape_of_scene(kept["Scene"])
    root = _simplified(made, choices)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A talk to practise",
        **root,
        "$defs": dict(sorted(kept.items())),
    }


def _simplified(schema: Schema, choices: dict[str, Schema]) -> Schema:
    """Without the noise that pydantic adds: titles made from names, ``null`` as an alternative, enums elsewhere."""
    return {
        key: {name: _field(one, choices) for name, one in value.items()} if key == "properties" else value
        for key, value in schema.items()
        if key != "title"
    }


def _field(field: Schema, choices: dict[str, Schema]) -> Schema:
    slim = {key: value for key, value in field.items() if key not in ("title", "default", "anyOf")}
    options = [option for option in field.get("anyOf", ()) if option != {"type": "null"}]
    for option in options:
        slim |= option
    if field.get("default") not in (None, [], {}):
        slim["default"] = field["default"]
    if "prefixItems" in slim:
        slim["items"] = slim.pop("prefixItems")[0]
    if "patternProperties" in slim:
        slim["additionalProperties"] = False
    for holder in (slim, slim.get("items", {})):
        if holder.get("$ref") in choices:
            holder |= {"type": "string", "enum": choices[holder.pop("$ref")]["enum"]}
    return slim


def _line(line: Schema) -> Schema:
    """``- dana: words``: any name may be a field, its value is the words."""
    properties = line["properties"]
    words = {key: value for key, value in properties["text"].items() if key != "description"}
    return {
        "type": "object",
        "description": told(
            "Who says what: `- dana: words`. The speaker is a name from the cast, `narrator` or `you`."
        ),
        "properties": {name: properties[name] for name in BESIDE},
        "additionalProperties": {**words, "description": told("The words of this speaker.")},
        "propertyNames": {"pattern": properties["speaker"]["pattern"]},
        "minProperties": 1,
    }


def _shape_of_scene(scene: Schema) -> None:
    scene["oneOf"] = [{"required": [name]} for name in ("replies", "routes", "ending")]
    scene["dependencies"] = {"seconds": ["timeout"], "timeout": ["seconds"]}
