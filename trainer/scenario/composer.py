"""YAML events to nodes: bounded, without recursion, with every position, and without the surprises of YAML 1.1.

PyYAML's own composer lets the last of two equal keys win, follows alias bombs and recurses as deep as the file says.
This one collects duplicate keys and tags as problems, and stops at what would cost too much. See docs/adr/0002.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NoReturn

import yaml

from trainer.scenario.nodes import Node, resolve
from trainer.scenario.problems import MOST_PROBLEMS, Path, Problem, in_words, shown
from trainer.scenario.syntax import syntax_problem
from trainer.words import Words, say

MOST_DEPTH = 20
MOST_NODES = 60_000
MOST_ALIASES = 50
_LOADER = getattr(yaml, "CLoader", yaml.Loader)


def compose(text: str) -> tuple[Node | None, list[Problem]]:
    """The root of the file, if it could be read to its end, and what is wrong with it as YAML."""
    composer = _Composer()
    try:
        for event in _events(text):
            composer.take(event)
    except _Stop:
        return None, composer.problems
    except yaml.YAMLError as error:
        return None, [*composer.problems, syntax_problem(error, text)]
    return composer.root, composer.problems


def compose_alone(text: str) -> tuple[Node, int] | None:
    """The root and its number of nodes, if nothing is wrong and nothing in the text can be meant elsewhere."""
    composer = _Composer()
    try:
        for event in _events(text):
            composer.take(event)
    except (_Stop, yaml.YAMLError):
        return None
    if composer.root is None or composer.problems or composer.named:
        return None
    return composer.root, composer.size


def _events(text: str) -> Iterator[yaml.Event]:
    yield from yaml.parse(text, Loader=_LOADER)


def _spot(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)


class _Stop(Exception):
    """Nothing after this point can be read."""


class _Frame:
    """A mapping or a list that is still open. ``key`` is set while the value of a mapping's key is awaited."""

    __slots__ = ("anchor", "height", "key", "node", "repeated", "size")

    def __init__(self, node: Node, anchor: str | None) -> None:
        self.node = node
        self.anchor = anchor
        self.key: str | None = None
        self.repeated = False
        self.size = 1
        self.height = 1


class _Composer:
    def __init__(self) -> None:
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self._stack: list[_Frame] = []
        self._anchors: dict[str, tuple[Node, int, int]] = {}
        self._nodes = 0
        self._aliases = 0

    @property
    def named(self) -> bool:
        """Whether something is called ``&name`` or repeated by ``*name``."""
        return bool(self._anchors or self._aliases)

    @property
    def size(self) -> int:
        """How many nodes there are."""
        return self._nodes

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._open(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            frame = self._stack.pop()
            self._place(frame.node, frame.size, frame.height, frame.anchor)
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)
        elif isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            self._stop(event, "documents", say("A scenario file holds one scenario; `---` starts a second one here."))

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        frame = self._stack[-1] if self._stack else None
        if frame is not None and frame.key is None and type(frame.node.value) is dict:
            self._key(frame, event)
            return
        if event.tag is not None:
            self._tag(event)
        value = resolve(event.value) if event.style is None or event.style == "" else event.value
        node = Node(value, *_spot(event), event.value)
        self._place(node, 1, 0, event.anchor)

    def _key(self, frame: _Frame, event: yaml.ScalarEvent) -> None:
        frame.key = event.value
        place = _spot(event)
        if event.tag is not None:
            self._tag(event)
        first = frame.node.keys.setdefault(event.value, place)
        frame.repeated = first is not place
        if frame.repeated:
            message = say(
                "`{name}` stands here twice; the first one is on line {line}.", name=shown(event.value), line=first[0]
            )
            self._problem(event, "duplicate-key", message, say("Delete one of them, or give it another name."))

    def _open(self, event: yaml.CollectionStartEvent) -> None:
        self._expect_value(event)
        if len(self._stack) >= MOST_DEPTH:
            self._stop(event, "too-deep", say("This is nested too deeply to be a scenario."))
        if event.tag is not None:
            self._tag(event)
        empty: dict[str, Node] | list[Node] = {} if isinstance(event, yaml.MappingStartEvent) else []
        self._stack.append(_Frame(Node(empty, *_spot(event)), event.anchor))

    def _alias(self, event: yaml.AliasEvent) -> None:
        self._expect_value(event)
        self._aliases += 1
        if event.anchor not in self._anchors:
            message = say(
                "`*{name}` repeats something called `&{name}`, but there is none above.", name=shown(event.anchor)
            )
            self._stop(event, "unknown-alias", message)
        node, size, height = self._anchors[event.anchor]
        if self._aliases > MOST_ALIASES or len(self._stack) + height > MOST_DEPTH:
            self._stop(event, "aliases", say("Too much is repeated with `*`. Write it out instead."))
        copy = Node(node.value, *_spot(event), node.raw)
        copy.keys = node.keys
        self._nodes += size - 1
        self._place(copy, size, height, None, event)

    def _place(self, node: Node, size: int, height: int, anchor: str | None, event: yaml.Event | None = None) -> None:
        """Put a finished node into what encloses it. ``size`` counts its nodes, ``height`` its levels."""
        self._nodes += 1
        if self._nodes > MOST_NODES:
            self._stop(event or node, "too-large", say("There is too much in this file to be one scenario."))
        if anchor is not None:
            self._anchors[anchor] = node, size, height
        if not self._stack:
            self.root = node
            return
        frame = self._stack[-1]
        frame.size += size
        frame.height = max(frame.height, height + 1)
        if isinstance(frame.node.value, list):
            frame.node.value.append(node)
        elif isinstance(frame.node.value, dict) and frame.key is not None:
            if not frame.repeated:
                frame.node.value[frame.key] = node
            frame.key = None

    def _expect_value(self, event: yaml.Event) -> None:
        frame = self._stack[-1] if self._stack else None
        if frame is not None and frame.key is None and isinstance(frame.node.value, dict):
            hint = say("If this is text that begins with a bracket or a star, put quotation marks around it.")
            self._stop(event, "key", say("The name of a field must be a word."), hint)

    def _tag(self, event: yaml.NodeEvent) -> None:
        message = say("Tags (words that begin with `!`) are not used in scenarios.")
        self._problem(event, "tag", message, say("If it is text, put quotation marks around it."))

    def _path(self) -> Path:
        steps: list[str | int] = []
        for frame in self._stack:
            if isinstance(frame.node.value, list):
                steps.append(len(frame.node.value))
            elif frame.key is not None:
                steps.append(frame.key)
        return tuple(steps)

    def _problem(self, spot: yaml.Event | Node, code: str, message: Words, suggestion: Words | None = None) -> None:
        line, column = (spot.line, spot.column) if isinstance(spot, Node) else _spot(spot)
        self.problems.append(Problem(line, column, in_words(self._path()), message, suggestion, code))
        if len(self.problems) > MOST_PROBLEMS:
            raise _Stop

    def _stop(self, spot: yaml.Event | Node, code: str, message: Words, suggestion: Words | None = None) -> NoReturn:
        self._problem(spot, code, message, suggestion)
        raise _Stop
