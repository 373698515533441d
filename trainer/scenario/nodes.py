"""YAML text as a tree of nodes that know where they stand, and plain values by the rules of YAML 1.2."""

from __future__ import annotations

import re

from trainer.scenario.problems import Path

Scalar = str | int | float | bool | None

_WORDS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,14})", re.ASCII)
_FLOAT = re.compile(
    r"[-+]?(?:[0-9]{1,15}\.[0-9]{0,15}|\.[0-9]{1,15}|[0-9]{1,15}(?=[eE]))(?:[eE][-+]?[0-9]{1,3})?", re.ASCII
)


class Node:
    """One value of the file. ``raw`` is a scalar as written; ``keys`` says where the keys of a mapping stand."""

    __slots__ = ("column", "keys", "line", "raw", "value")

    def __init__(self, value: dict[str, Node] | list[Node] | Scalar, line: int, column: int, raw: str | None = None):
        self.value = value
        self.line = line
        self.column = column
        self.raw = raw
        self.keys: dict[str, tuple[int, int]] = {}


def resolve(text: str) -> Scalar:
    """A scalar without quotation marks: ``true``, ``null`` and plain numbers mean themselves, all else is text.

    ``yes``, ``no``, ``on``, ``12:30``, ``007`` and ``0x1F`` are text, unlike in YAML 1.1.
    """
    if text in _WORDS:
        return _WORDS[text]
    if _INT.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    return text


def plain(node: Node) -> object:
    """The node as dicts, lists and scalars. The composer bounds its depth, so recursion is safe."""
    if isinstance(node.value, dict):
        return {key: plain(child) for key, child in node.value.items()}
    if isinstance(node.value, list):
        return [plain(child) for child in node.value]
    return node.value


class Places:
    """Where things stand in the file, by path."""

    def __init__(self, root: Node) -> None:
        self._root = root

    def node(self, path: Path) -> Node | None:
        """The node of exactly this path."""
        node: Node | None = self._root
        for step in path:
            if node is None:
                return None
            if isinstance(node.value, dict) and isinstance(step, str):
                node = node.value.get(step)
            elif isinstance(node.value, list) and isinstance(step, int) and 0 <= step < len(node.value):
                node = node.value[step]
            else:
                return None
        return node

    def at(self, path: Path) -> tuple[int, int]:
        """(line, column), from 1, of the value; of what encloses it, if it is not in the file."""
        while (node := self.node(path)) is None:
            path = path[:-1]
        return node.line, node.column

    def key(self, path: Path) -> tuple[int, int]:
        """(line, column), from 1, of the key under which the value stands; of the value, where it has none."""
        holder = self.node(path[:-1]) if path else None
        if holder is not None and isinstance(path[-1], str) and path[-1] in holder.keys:
            return holder.keys[path[-1]]
        return self.at(path)
