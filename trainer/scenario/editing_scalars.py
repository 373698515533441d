"""Values as YAML text: as plain as the words allow, in the manner of the text around them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from trainer.scenario.composer import compose
from trainer.scenario.nodes import plain

Value = str | int | Sequence["Value"] | Mapping[str, "Value"]

WIDTH = 120
_WORD = re.compile(r"[\w.]{1,60}")


def flow(value: Value, style: str = "") -> str:
    """The value on one line, as it stands inside brackets; a text in the quotation marks it had."""
    if isinstance(value, str) and style in ("'", '"'):
        return _quoted(value, style)
    if isinstance(value, str):
        return value if _reads_as(f"[{value}]", [value]) else _quoted(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_beside(key, item)}" for key, item in value.items()) + "}"
    if isinstance(value, Sequence):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    return str(value)


def _beside(key: str, value: Value) -> str:
    return signed(value) if key == "tension" and isinstance(value, int) else flow(value)


def signed(change: int) -> str:
    """A change of tension as coaches write it: ``+2``, ``-1``, ``0``."""
    return f"{change:+d}" if change else "0"


def block(value: Value, indent: int, offset: int, room: int) -> str:
    """The value behind its key or dash.

    ``indent``: how far in the key is, in characters; what follows on lines of its own is at least two further in.
    ``offset``: how far a list is in from its key. ``room``: how many characters are left on the line.
    """
    if isinstance(value, str):
        return scalar(value, indent, room)
    if isinstance(value, Mapping):
        if all(isinstance(item, int) for item in value.values()):
            return flow(value)
        inner = indent + 2
        return "\n" + fields(value, inner, offset)
    if isinstance(value, Sequence):
        if not value or all(isinstance(item, str) and _WORD.fullmatch(item) for item in value):
            return flow(value)
        return "".join("\n" + item(each, indent + offset, offset) for each in value)
    return str(value)


def fields(value: Mapping[str, Value], indent: int, offset: int) -> str:
    """A mapping, one field a line, all of them in by ``indent``."""
    return "\n".join(" " * indent + one(key, each, indent, offset) for key, each in value.items())


def one(key: str, value: Value, indent: int, offset: int) -> str:
    """``key: value`` without what stands before it on its line."""
    if key == "tension" and isinstance(value, int) and indent > 0:
        return f"{key}: {signed(value)}"
    written = block(value, indent, offset, WIDTH - indent - len(key) - 2)
    return f"{key}:{written}" if written.startswith("\n") else f"{key}: {written}"


def item(value: Value, indent: int, offset: int) -> str:
    """An item of a list with its dash, which is in by ``indent``."""
    if isinstance(value, Mapping):
        return " " * indent + "- " + fields(value, indent + 2, offset).lstrip(" ")
    return " " * indent + "- " + block(value, indent, offset, WIDTH - indent - 2)


def scalar(value: str, indent: int, room: int, style: str = "") -> str:
    """A text behind its key (in by ``indent``), in the ``style`` it had, if the words allow that."""
    inner = " " * (indent + 2)
    if "\n" in value:
        return _literal(value, inner) or _quoted(value)
    if style in ("|", ">") or len(value) > room:
        folded = _folded(value, inner, style or ">")
        if folded:
            return folded
    if style in ("'", '"'):
        return _quoted(value, style)
    return value if _reads_as(f"a: {value}", {"a": value}) else _quoted(value)


def _literal(value: str, inner: str) -> str:
    if value[0].isspace() or any(line != line.rstrip() for line in value.split("\n")):
        return ""
    return "|\n" + "\n".join(inner + line if line else "" for line in value.split("\n"))


def _folded(value: str, inner: str, style: str) -> str:
    words = value.split(" ")
    if "" in words or "\t" in value:
        return ""  # folding keeps single spaces only
    if style == "|":
        return f"|\n{inner}{value}"
    lines = [""]
    for word in words:
        if lines[-1] and len(inner) + len(lines[-1]) + len(word) >= WIDTH:
            lines.append("")
        lines[-1] += " " + word if lines[-1] else word
    return ">-\n" + "\n".join(inner + line for line in lines)


def _quoted(value: str, style: str = "") -> str:
    """In quotation marks: in those asked for, else in those that need no doubling."""
    if "\n" in value or style == '"' or (not style and "'" in value and '"' not in value and "\\" not in value):
        marks = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
        return '"' + "".join(marks.get(letter, letter) for letter in value) + '"'
    return "'" + value.replace("'", "''") + "'"


def _reads_as(written: str, wanted: object) -> bool:
    if "\n" in written:
        return False
    root, problems = compose(written)
    return root is not None and not problems and plain(root) == wanted
