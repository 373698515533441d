"""``compose`` for a text that is being written: scenes that did not change since the last time are not parsed again.

A scene is cut out of the text by its lines and composed alone. Where that is not certain to give what the whole text
gives (anything wrong, anchors, a scene named twice), the whole text is composed.
"""

from __future__ import annotations

import re
from functools import lru_cache

from trainer.scenario.composer import MOST_NODES, compose, compose_alone
from trainer.scenario.nodes import Node
from trainer.scenario.problems import Problem

KEPT = 2_000
"""How many scenes a process remembers: about 10 KB each."""
_SCENES = re.compile(r"^scenes:[ \t]*(?:#.*)?\n", re.MULTILINE)
_BEHIND = re.compile(r"^[^ \n#]", re.MULTILINE)
_FIRST = re.compile(r"^( +)[^ \n#]", re.MULTILINE)
_HOLDER = "scenes:\n"


def recompose(text: str) -> tuple[Node | None, list[Problem]]:
    """What ``compose`` gives for the text, at the price of what changed in it."""
    root = _by_scenes(text)
    return compose(text) if root is None else (root, [])


def _by_scenes(text: str) -> Node | None:
    cut = _cut(text)
    frame = compose_alone(cut[0]) if cut is not None else None
    if cut is None or frame is None or not isinstance(frame[0].value, dict):
        return None
    root, count = frame
    hole = frame[0].value.get("scenes")
    if hole is None or hole.value is not None:
        return None
    scenes = _joined(cut[1], cut[2], MOST_NODES - count)
    if scenes is None:
        return None
    whole = Node({**frame[0].value, "scenes": scenes}, root.line, root.column)
    whole.keys = root.keys
    return whole


def _joined(line: int, chunks: list[str], most: int) -> Node | None:
    """The scenes of all parts, the first of which begins on that line; None above ``most`` nodes."""
    scenes: Node | None = None
    for chunk in chunks:
        part = _scenes_at(chunk, line)
        if part is None:
            return None
        line += chunk.count("\n")
        most -= part[1]
        scenes = scenes or Node({}, part[0].line, part[0].column)
        if most < 0 or not _add(scenes, part[0]):
            return None
    return scenes


def _cut(text: str) -> tuple[str, int, list[str]] | None:
    """The text with empty lines in place of the scenes, the line (from 1) of the first of them, and their lines."""
    heads = list(_SCENES.finditer(text))
    if len(heads) != 1:
        return None
    begin = heads[0].end()
    behind = _BEHIND.search(text, begin)
    end = behind.start() if behind else len(text)
    block = text[begin:end]
    first = _FIRST.search(block)
    if first is None:
        return None
    starts = [found.start() for found in re.finditer(rf"^{first[1]}[^ \n#]", block, re.MULTILINE)]
    starts[0] = 0
    chunks = [block[one:other] for one, other in zip(starts, [*starts[1:], len(block)], strict=True)]
    frame = text[:begin] + "\n" * block.count("\n") + text[end:]
    return frame, text.count("\n", 0, begin) + 1, chunks


def _add(scenes: Node, part: Node) -> bool:
    """Put the scenes of one part beside the others; False if one of that name is there already."""
    if (
        not isinstance(scenes.value, dict)
        or not isinstance(part.value, dict)
        or scenes.value.keys() & part.value.keys()
    ):
        return False
    scenes.value.update(part.value)
    scenes.keys.update(part.keys)
    return True


@lru_cache(maxsize=KEPT)
def _scenes_at(chunk: str, line: int) -> tuple[Node, int] | None:
    """The mapping in these lines, of which the first is number ``line``, and its number of nodes."""
    part = _scenes_of(chunk)
    return None if part is None else (_moved(part[0], line - 2), part[1])


@lru_cache(maxsize=KEPT)
def _scenes_of(chunk: str) -> tuple[Node, int] | None:
    whole = compose_alone(_HOLDER + chunk)
    if whole is None or not isinstance(whole[0].value, dict) or len(whole[0].value) != 1:
        return None
    scenes = whole[0].value["scenes"]
    return (scenes, whole[1]) if isinstance(scenes.value, dict) and scenes.value else None


def _moved(node: Node, by: int) -> Node:
    """A copy of the node, so many lines further down."""
    value = node.value
    if isinstance(value, dict):
        value = {key: _moved(child, by) for key, child in value.items()}
    elif isinstance(value, list):
        value = [_moved(child, by) for child in value]
    copy = Node(value, node.line + by, node.column, node.raw)
    copy.keys = {key: (line + by, column) for key, (line, column) in node.keys.items()} if node.keys else node.keys
    return copy
