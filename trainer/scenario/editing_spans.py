"""Where each value of a YAML text begins and ends, so that one can be changed and all others stay as they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

import yaml

from trainer.scenario.problems import Path

_LOADER = getattr(yaml, "CLoader", yaml.Loader)


@dataclass(slots=True)
class Span:
    """One value: ``text[start:end]``, without the comments and blank lines that follow it.

    ``style``: how a scalar is written: ``""`` (plain), ``'``, ``"``, ``|``, ``>``. ``flow``: written in brackets.
    """

    kind: Literal["scalar", "map", "list", "alias"]
    start: int
    end: int
    style: str = ""
    flow: bool = False
    entries: list[Entry] = field(default_factory=list)


@dataclass(slots=True)
class Entry:
    """One entry of a mapping (with the place of its key) or of a list (where key and value begin together)."""

    key: str | int
    key_start: int
    key_end: int
    value: Span


class Gone(LookupError):
    """There is nothing at this path."""


def spans(text: str) -> Span:
    """The whole text as spans. The text must have passed ``composer.compose``, which bounds its depth."""
    return _value(_events(text), text)


def _events(text: str) -> Iterator[yaml.Event]:
    outside = yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentStartEvent, yaml.DocumentEndEvent
    return (event for event in yaml.parse(text, Loader=_LOADER) if not isinstance(event, outside))


def _value(events: Iterator[yaml.Event], text: str, event: yaml.Event | None = None) -> Span:
    event = event or next(events)
    start, end = _place(event)
    if isinstance(event, yaml.ScalarEvent):
        style = event.style or ""
        return Span("scalar", start, _trimmed(text, start, end) if style in ("|", ">") else end, style)
    if isinstance(event, yaml.MappingStartEvent):
        return _collection(events, text, Span("map", start, end, flow=bool(event.flow_style)))
    if isinstance(event, yaml.SequenceStartEvent):
        return _collection(events, text, Span("list", start, end, flow=bool(event.flow_style)))
    return Span("alias", start, end)


def _collection(events: Iterator[yaml.Event], text: str, span: Span) -> Span:
    for event in events:
        if isinstance(event, yaml.CollectionEndEvent):
            # The end of a block is told where the next thing begins, behind the comments between them.
            last = span.entries[-1].value.end if span.entries else span.end
            span.end = _place(event)[1] if span.flow else last
            break
        if span.kind == "map" and isinstance(event, yaml.ScalarEvent):
            span.entries.append(Entry(event.value, *_place(event), _value(events, text)))
        else:
            value = _value(events, text, event)
            span.entries.append(Entry(len(span.entries), value.start, value.start, value))
    return span


def _place(event: yaml.Event) -> tuple[int, int]:
    start, end = event.start_mark, event.end_mark
    return (start.index, end.index) if start is not None and end is not None else (0, 0)


def _trimmed(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())


def find(root: Span, path: Path) -> Span:
    """The span at that path. Raises ``Gone``, also where the way leads through an alias."""
    for step in path:
        root = entry(root, step).value
    return root


def entry(span: Span, key: str | int) -> Entry:
    """The entry of that key or number. Raises ``Gone``."""
    for each in span.entries:
        if each.key == key:
            return each
    raise Gone(key)


def line_start(text: str, at: int) -> int:
    """Where the line of that place begins."""
    return text.rfind("\n", 0, at) + 1


def line_end(text: str, at: int) -> int:
    """Where the line of that place ends, before its line feed."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def column(text: str, at: int) -> int:
    """How far the place is from the beginning of its line, from 0."""
    return at - line_start(text, at)


def with_comments(text: str, start: int, wide: int) -> int:
    """Where the comments begin that stand right above the line of ``start``, as far in (``wide``) as it is."""
    first = line_start(text, start)
    while first:
        above = line_start(text, first - 1)
        if not text[above:first].startswith(" " * wide + "#"):
            break
        first = above
    return first


def dash(text: str, listed: Span, number: int) -> int:
    """Where the dash of an item of a block list stands."""
    wide, at = column(text, listed.start), line_start(text, listed.entries[number].value.start)
    least = line_start(text, listed.start)
    # A list in a list begins behind the outer dash: its own first dash is the start of the list.
    if number == 0:
        return listed.start
    while at > least and text[at : at + wide + 1] != " " * wide + "-":
        at = line_start(text, at - 1)
    return at + wide
