"""Where a change is cut into a YAML text: every function gives the whole new text, with one value changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from trainer.scenario.editing_scalars import WIDTH, Value, block, flow, item, one, scalar, signed
from trainer.scenario.editing_spans import (
    Entry,
    Gone,
    Span,
    column,
    dash,
    entry,
    find,
    line_end,
    line_start,
    spans,
    with_comments,
)
from trainer.scenario.problems import Path


class Cutter:
    """A text and where everything in it stands. Raises ``Gone`` for places that are not written out in the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._root = spans(text)
        self._offset = self._usual_offset()

    def span(self, path: Path) -> Span:
        """The value at that path."""
        return find(self._root, path)

    def entry(self, path: Path) -> Entry:
        """The value at that path with its key."""
        return entry(self.span(path[:-1]), path[-1])

    def _cut(self, start: int, end: int, words: str) -> str:
        return self.text[:start] + words + self.text[end:]

    def replaced(self, path: Path, value: Value) -> str:
        """With another value behind a key or a dash."""
        found = self.entry(path)
        span, text = found.value, self.text
        rest_end = line_end(text, span.end)
        if self._in_flow(path) or (span.flow and not isinstance(value, str)):
            return self._cut(span.start, span.end, _one_line(found.key, value, span.style))
        wide = self._indent(found)
        room = WIDTH - column(text, span.start)
        if isinstance(value, str):
            style = span.style if span.kind == "scalar" else ""
            written = scalar(value, wide, room, style)
        elif found.key == "tension" and isinstance(value, int) and wide:
            written = signed(value)
        else:
            written = block(value, wide, self._offset, room)
        if span.start == found.key_end + 1 and not written.startswith("\n"):
            written = " " + written  # an empty value begins right behind its colon
        first, feed, more = written.partition("\n")
        header = text[span.start : min(line_end(text, span.start), span.end)]
        note = re.search(r"\s+#.*", header) if span.style in ("|", ">") else None
        tail = text[span.end : rest_end]
        return text[: span.start] + first + (note.group() if note else "") + tail + feed + more + text[rest_end:]

    def new_field(self, path: Path, value: Value, order: Sequence[str]) -> str:
        """With a field that was not there, where ``order`` puts it among its fellows."""
        holder, key = self.span(path[:-1]), str(path[-1])
        if holder.kind != "map":
            raise Gone(key)
        before = _goes_behind(holder, key, order)
        if holder.flow:
            if before is None:
                return self._cut(holder.start + 1, holder.start + 1, _pair(key, value))
            return self._cut(before.value.end, before.value.end, ", " + _pair(key, value))
        if before is None:
            raise Gone(key)
        wide = column(self.text, holder.entries[0].key_start)
        end = line_end(self.text, before.value.end)
        return self._cut(end, end, "\n" + " " * wide + one(key, value, wide, self._offset))

    def deleted(self, path: Path) -> str:
        """Without a field or an item and the comments right above it."""
        holder, found = self.span(path[:-1]), self.entry(path)
        if holder.flow:
            return self._out_of_flow(holder, found)
        text = self.text
        begin = dash(text, holder, int(path[-1])) if holder.kind == "list" else found.key_start
        start, end = line_start(text, begin), line_end(text, found.value.end)
        if text[start:begin].strip():
            return self._first_behind_dash(holder, found)
        start = with_comments(text, begin, column(text, begin))
        if _is_blank_before(text, start) and text[end + 1 : end + 2] in ("\n", ""):
            start = line_start(text, start - 1)
        return text[:start] + text[end + 1 :]

    def _first_behind_dash(self, holder: Span, found: Entry) -> str:
        """The first field stands on the line of a dash: the second one moves up to it."""
        second = holder.entries[holder.entries.index(found) + 1]
        if "#" in self.text[found.value.end : second.key_start]:
            raise Gone(found.key)
        return self._cut(found.key_start, second.key_start, "")

    def _out_of_flow(self, holder: Span, found: Entry) -> str:
        place = holder.entries.index(found)
        if place + 1 < len(holder.entries):
            return self._cut(found.key_start, holder.entries[place + 1].key_start, "")
        return self._cut(holder.entries[place - 1].value.end, found.value.end, "")

    def inserted(self, path: Path, index: int, value: Value) -> str:
        """With one more item in a list that has some."""
        holder, text = self.span(path), self.text
        if holder.flow:
            if index < len(holder.entries):
                at = holder.entries[index].value.start
                return self._cut(at, at, flow(value) + ", ")
            at = holder.entries[-1].value.end
            return self._cut(at, at, ", " + flow(value))
        wide = column(text, holder.start)
        written = item(value, wide, self._offset)
        if index < len(holder.entries):
            first = dash(text, holder, index)
            if text[line_start(text, first) : first].strip():
                raise Gone(index)
            at = with_comments(text, first, wide)
            return self._cut(at, at, written + "\n")
        at = line_end(text, holder.entries[-1].value.end)
        return self._cut(at, at, "\n" + written)

    def reordered(self, path: Path, order: Sequence[int]) -> str:
        """With the items of a list in another order; what stands between them stays where it is."""
        holder, text = self.span(path), self.text
        if holder.flow:
            pieces = [(each.value.start, each.value.end) for each in holder.entries]
        else:
            dashes = [dash(text, holder, number) for number in range(len(holder.entries))]
            wide = column(text, holder.start)
            starts = [with_comments(text, each, wide) for each in dashes]
            ends = [line_end(text, each.value.end) for each in holder.entries]
            pieces = list(zip(starts, ends, strict=True))
        new, last = "", 0
        for place, number in enumerate(order):
            new += text[last : pieces[place][0]] + text[slice(*pieces[number])]
            last = pieces[place][1]
        return new + text[last:]

    def renamed(self, path: Path, name: str) -> str:
        """With another name for a field."""
        found = self.entry(path)
        return self._cut(found.key_start, found.key_end, name)

    def added(self, path: Path, key: str, value: Value, after: str | None) -> str:
        """With one more field that fills lines of its own, and a blank line before it if others have one."""
        holder = self.span(path)
        known = [str(each.key) for each in holder.entries]
        before = entry(holder, after) if after in known else holder.entries[-1]
        wide = column(self.text, holder.entries[0].key_start)
        blank = "\n" if _blank_between(self.text, holder) else ""
        end = line_end(self.text, before.value.end)
        return self._cut(end, end, "\n" + blank + " " * wide + one(key, value, wide, self._offset))

    def _indent(self, found: Entry) -> int:
        if isinstance(found.key, str):
            return column(self.text, found.key_start)
        return column(self.text, found.value.start) - 2

    def _in_flow(self, path: Path) -> bool:
        """Whether the value stands inside brackets."""
        return any(self.span(path[:depth]).flow for depth in range(len(path)))

    def _usual_offset(self) -> int:
        """How far in from their key the lists of this text are."""
        for holder in _maps(self._root):
            for each in holder.entries:
                if each.value.kind == "list" and not each.value.flow:
                    return max(0, column(self.text, each.value.start) - column(self.text, each.key_start))
        return 2


def _one_line(key: str | int, value: Value, style: str = "") -> str:
    return signed(value) if key == "tension" and isinstance(value, int) else flow(value, style)


def _pair(key: str, value: Value) -> str:
    return f"{key}: {_one_line(key, value)}"


def _goes_behind(holder: Span, key: str, order: Sequence[str]) -> Entry | None:
    """The field after which a new one belongs; the first if it belongs before all of them."""
    earlier = set(order[: order.index(key)]) if key in order else {str(each.key) for each in holder.entries}
    before = [each for each in holder.entries if str(each.key) in earlier or str(each.key) not in order]
    return before[-1] if before else next(iter(holder.entries), None)


def _is_blank_before(text: str, start: int) -> bool:
    return start > 0 and text[line_start(text, start - 1) : start].strip() == ""


def _blank_between(text: str, holder: Span) -> bool:
    pairs = zip(holder.entries, holder.entries[1:], strict=False)
    return any("\n\n" in text[one_entry.value.end : other.key_start] for one_entry, other in pairs)


def _maps(span: Span) -> Iterator[Span]:
    if span.kind == "map" and not span.flow:
        yield span
    for each in span.entries:
        yield from _maps(each.value)
