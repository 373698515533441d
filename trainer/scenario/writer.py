"""A scenario as YAML, where only its content is kept. What is written reads back to the same digest."""

from __future__ import annotations

import json
import re
from typing import Any

from trainer.scenario.model import Scenario
from trainer.scenario.nodes import resolve

_PLAIN = re.compile(r"[^\W_][^\n]*\Z")
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_FLOW = ("scores", "skills", "sets", "clears", "needs", "unless", "at_tension", "take")
"""Short fields that stand on one line, in brackets."""
_REPLY = ("id", "say", "scores", "tension", "sets", "clears", "why", "instead", "like")
"""What stands first in a reply, in this order."""


def write(scenario: Scenario) -> str:
    """The scenario as a coach would type it, without what has its default."""
    content = scenario.model_dump(mode="json", exclude_defaults=True)
    lines: list[str] = []
    for name, value in content.items():
        if name == "scenes":
            lines += ["", "scenes:"]
            for scene, fields in value.items():
                lines += [f"  {scene}:", *_fields({**fields, **_as_typed(fields)}, "    "), ""]
        else:
            lines += _field(name, value, "")
    return "\n".join(lines).rstrip("\n") + "\n"


def _as_typed(scene: dict[str, Any]) -> dict[str, Any]:
    """Lines as ``speaker: words``, and replies without the number that the reader gives them."""
    typed: dict[str, Any] = {}
    if "lines" in scene:
        typed["lines"] = [
            {line["speaker"]: line["text"], **{name: line[name] for name in line if name not in ("speaker", "text")}}
            for line in scene["lines"]
        ]
    if "replies" in scene:
        typed["replies"] = [
            _in_order({name: value for name, value in reply.items() if name != "id" or value != str(number)})
            for number, reply in enumerate(scene["replies"], 1)
        ]
    return typed


def _in_order(reply: dict[str, Any]) -> dict[str, Any]:
    return {name: reply[name] for name in (*_REPLY, *reply) if name in reply}


def _fields(content: dict[str, Any], indent: str) -> list[str]:
    return [line for name, value in content.items() for line in _field(name, value, indent)]


def _field(name: str, value: Any, indent: str) -> list[str]:
    if _stands_on_one_line(name, value):
        return [f"{indent}{name}: {_flow(value)}"]
    if isinstance(value, dict):
        return [f"{indent}{name}:", *_fields(value, indent + "  ")] if value else [f"{indent}{name}: {{}}"]
    if isinstance(value, list):
        return [f"{indent}{name}:", *(line for item in value for line in _item(item, indent + "  "))]
    if isinstance(value, str) and "\n" in value and not _ODD.search(value):
        return [f"{indent}{name}: |", *(f"{indent}  {line}" if line else "" for line in value.split("\n"))]
    signed = f"{value:+d}" if name == "tension" and indent and isinstance(value, int) else scalar(value)
    return [f"{indent}{name}: {signed}"]


def _stands_on_one_line(name: str, value: Any) -> bool:
    """Scenes and people may have the names of fields, so the name alone does not tell."""
    if isinstance(value, dict):
        return name == "scores" and all(isinstance(each, int) for each in value.values())
    return name in _FLOW and isinstance(value, list)


def _item(value: Any, indent: str) -> list[str]:
    """One entry of a list: its first line begins with a hyphen."""
    if not isinstance(value, dict):
        return [f"{indent}- {scalar(value)}"]
    lines = _fields(value, indent + "  ")
    return [f"{indent}- {lines[0].lstrip()}", *lines[1:]]


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {scalar(each)}" for name, each in value.items()) + "}"
    return "[" + ", ".join(scalar(each, flow=True) for each in value) + "]"


def scalar(value: Any, *, flow: bool = False) -> str:
    """A number, or a text with quotation marks where YAML would take it for something else."""
    if not isinstance(value, str):
        return json.dumps(value)
    if _is_plain(value) and not (flow and re.search(r"[,\[\]{}]", value)):
        return value
    return _ODD.sub(lambda odd: f"\\u{ord(odd.group()):04x}", json.dumps(value, ensure_ascii=False))


def _is_plain(text: str) -> bool:
    return (
        _PLAIN.match(text) is not None
        and isinstance(resolve(text), str)
        and ": " not in text
        and " #" not in text
        and not text.endswith((":", " "))
        and "\t" not in text
        and not _ODD.search(text)
    )
