"""What an editor would underline by a JSON Schema: the part of the standard that ours uses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

Schema = dict[str, Any]
Rule = Callable[[Any, Any], bool]

KINDS: dict[str, type] = {"object": dict, "array": list, "string": str, "integer": int}

RULES: dict[str, tuple[type, Rule, str]] = {
    "enum": (object, lambda value, names: value in names, "not one of"),
    "minItems": (list, lambda value, least: len(value) >= least, "fewer than"),
    "maxItems": (list, lambda value, most: len(value) <= most, "more than"),
    "minLength": (str, lambda value, least: len(value) >= least, "shorter than"),
    "maxLength": (str, lambda value, most: len(value) <= most, "longer than"),
    "pattern": (str, lambda value, pattern: bool(re.search(pattern, value)), "does not match"),
    "minimum": (int, lambda value, least: value >= least, "less than"),
    "maximum": (int, lambda value, most: value <= most, "greater than"),
    "minProperties": (dict, lambda value, least: len(value) >= least, "fewer fields than"),
    "maxProperties": (dict, lambda value, most: len(value) <= most, "more fields than"),
    "required": (dict, lambda value, names: all(name in value for name in names), "misses one of"),
    "oneOf": (dict, lambda value, shapes: sum(shape["required"][0] in value for shape in shapes) == 1, "not one of"),
    "dependencies": (
        dict,
        lambda value, needs: all(set(others) <= set(value) for name, others in needs.items() if name in value),
        "misses one of",
    ),
    "propertyNames": (
        dict,
        lambda value, names: all(re.search(names["pattern"], name) for name in value),
        "a name does not match",
    ),
}
"""Word of the schema -> the type of value it speaks about, whether the value holds it, and what is said if not."""

HELD = {*RULES, "$ref", "type", "items", "properties", "patternProperties", "additionalProperties"}


def complaints(value: Any, schema: Schema, root: Schema, path: str = "") -> Iterator[str]:
    """Every complaint as ``/path: what, by which word of the schema``."""
    if "$ref" in schema:
        yield from complaints(value, root["$defs"][schema["$ref"].removeprefix("#/$defs/")], root, path)
    if "type" in schema and not isinstance(value, KINDS[schema["type"]]):
        yield f"{path}: not of type {schema['type']}"
        return
    for word, (kind, holds, said) in RULES.items():
        if word in schema and isinstance(value, kind) and not holds(value, schema[word]):
            yield f"{path}: {said} {schema[word]}"
    if isinstance(value, dict):
        yield from _of_fields(value, schema, root, path)
    for index, item in enumerate(value if isinstance(value, list) else ()):
        yield from complaints(item, schema.get("items", {}), root, f"{path}/{index}")


def _of_fields(value: dict[str, Any], schema: Schema, root: Schema, path: str) -> Iterator[str]:
    for name, item in value.items():
        matching = [one for pattern, one in schema.get("patternProperties", {}).items() if re.search(pattern, name)]
        of_name = [schema["properties"][name]] if name in schema.get("properties", {}) else matching
        rest = schema.get("additionalProperties", {})
        if not of_name and rest is False:
            yield f"{path}: {name} is unknown"
        for one in of_name or ([rest] if rest else []):
            yield from complaints(item, one, root, f"{path}/{name}")
