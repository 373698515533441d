"""A YAML text that is changed one value at a time; all that is not touched stays as it is written, comments included.

A change is cut into the text at the place of its value. Then the new text is read again: if it does not say exactly
what was wanted (rare ways of writing YAML), ruamel.yaml writes the text anew, which keeps comments and order, and if
that does not say it either, nothing is changed.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from typing import Any

from trainer.scenario.decoding import decode
from trainer.scenario.editing_cuts import Cutter
from trainer.scenario.editing_data import after, at, drop, same, without
from trainer.scenario.editing_scalars import WIDTH, Value
from trainer.scenario.editing_spans import Gone, Span
from trainer.scenario.nodes import Places, plain
from trainer.scenario.problems import Path, ScenarioError, in_words
from trainer.scenario.recomposer import recompose
from trainer.words import Words, say


class EditError(Exception):
    """An edit that cannot be made; ``words`` say why and what to do."""

    def __init__(self, words: Words) -> None:
        super().__init__(str(words))
        self.words = words


class Pen:
    """A text under edit. ``text`` is what it says now, ``data`` the same as dicts and lists.

    Raises ``EditError`` for a text that cannot be read as YAML, and for a change that cannot be made.
    """

    def __init__(self, text: str) -> None:
        try:
            text = decode(text, "draft")
        except ScenarioError as error:
            raise _mend(error.problems[0].line) from error
        self.text = text
        root, problems = recompose(text)
        if root is None or problems:
            raise _mend(problems[0].line if problems else 1)
        self.data: Any = plain(root)
        if not isinstance(self.data, dict):
            raise _mend(1)
        self._places = Places(root)
        self._cutters: dict[str, tuple[Cutter, int, int]] = {}

    def get(self, path: Path) -> Any:
        """What stands at that path, or None."""
        return at(self.data, path)

    def words(self, path: Path) -> str:
        """The text at that path as it is typed, numbers and ``no`` too; empty if there is none."""
        node = self._places.node(path)
        return (node.raw or "").strip() if node is not None else ""

    def set(self, path: Path, value: Value | None, order: Sequence[str] = ()) -> None:
        """Write ``value`` there; None takes the field away. ``order``: where among its fellows a new field belongs."""
        if value is None or (isinstance(value, list | tuple) and not value):
            self.delete(path)
            return
        value = value.strip() if isinstance(value, str) else value
        old = self.get(path)
        if same(old, value) or (isinstance(value, str) and value and self.words(path) == value.strip()):
            return
        if isinstance(value, dict) and isinstance(old, dict) and set(old) <= set(value):
            for key, each in value.items():
                self.set((*path, key), each, list(value))
        elif isinstance(value, list | tuple) and isinstance(old, list) and old and not self._span(path).flow:
            self._set_list(path, old, list(value))
        elif old is None and not self._has(path):
            self._change(
                path, value, lambda: self._cut(path, lambda cutter, place: cutter.new_field(place, value, order))
            )
        else:
            self._change(path, value, lambda: self._cut(path, lambda cutter, place: cutter.replaced(place, value)))

    def delete(self, path: Path) -> None:
        """Take the field or the item away, with the comments right above it. What becomes empty goes with it."""
        if not self._has(path):
            return
        if len(path) > 1 and len(self.get(path[:-1])) == 1:
            self.delete(path[:-1])
            return
        wanted = without(self.data, path)
        self._accept(
            wanted, lambda: self._cut(path, lambda cutter, place: cutter.deleted(place)), lambda root: drop(root, path)
        )

    def insert(self, path: Path, index: int, value: Value, order: Sequence[str] = ()) -> None:
        """Put an item into the list at ``path``, which is made if there is none."""
        old = self.get(path)
        if not isinstance(old, list) or not old:
            self.set(path, [value], order)
            return
        index = min(index, len(old))

        def put(root: Any) -> None:
            at(root, path).insert(index, value)

        self._accept(
            after(self.data, put),
            lambda: self._cut(path, lambda cutter, place: cutter.inserted(place, index, value)),
            put,
        )

    def reorder(self, path: Path, order: Sequence[int]) -> None:
        """Put the items of a list into another order: numbers of the old places."""
        old = self.get(path)
        if not isinstance(old, list) or sorted(order) != list(range(len(old))):
            raise EditError(say("There is no such place in this list."))
        if list(order) == list(range(len(old))):
            return

        def put(root: Any) -> None:
            items = at(root, path)
            items[:] = [items[number] for number in order]

        self._accept(
            after(self.data, put), lambda: self._cut(path, lambda cutter, place: cutter.reordered(place, order)), put
        )

    def rename(self, path: Path, name: str) -> None:
        """Give the field at ``path`` another name, in its place."""
        holder, key = self.get(path[:-1]), path[-1]
        if name == key or not isinstance(holder, dict) or key not in holder:
            return
        if name in holder:
            raise EditError(say("There is already something called `{name}`.", name=name))

        def put(root: Any) -> None:
            fields = at(root, path[:-1])
            items = [(name if each == key else each, value) for each, value in fields.items()]
            fields.clear()
            for each, value in items:
                fields[each] = value

        self._accept(
            after(self.data, put), lambda: self._cut(path, lambda cutter, place: cutter.renamed(place, name)), put
        )

    def add_entry(self, path: Path, key: str, value: Value, after_key: str | None) -> None:
        """Add a field that fills lines of its own, behind ``after_key`` or at the end, set apart as the others are."""
        holder = self._span(path)
        if holder.flow or not holder.entries:
            self.set((*path, key), value, [*([after_key] if after_key else []), key])
            return

        def put(root: Any) -> None:
            at(root, path)[key] = value

        self._accept(
            after(self.data, put),
            lambda: self._cut(path, lambda cutter, place: cutter.added(place, key, value, after_key)),
            put,
        )

    def _set_list(self, path: Path, old: list[Any], new: list[Any]) -> None:
        """Only the items that differ are written: from the last to the first, so that numbers stay true."""
        keys = [str(each).strip() for each in old], [str(each).strip() for each in new]
        for kind, a1, a2, b1, b2 in reversed(SequenceMatcher(None, *keys, autojunk=False).get_opcodes()):
            both = min(a2 - a1, b2 - b1) if kind != "equal" else 0
            for number in reversed(range(a1 + both, a2) if kind != "equal" else ()):
                self.delete((*path, number))
            for number, value in enumerate(new[b1 + both : b2] if kind != "equal" else ()):
                self.insert(path, a1 + both + number, value)
            for number in range(both):
                self.set((*path, a1 + number), new[b1 + number])

    # Looking things up.

    def _span(self, path: Path) -> Span:
        try:
            cutter, _start, _end = self._cutter_of(path)
            return cutter.span(path if cutter.text is self.text else path[1:])
        except Gone as error:
            raise _elsewhere(path) from error

    def _has(self, path: Path) -> bool:
        holder = self.get(path[:-1])
        if isinstance(holder, dict):
            return path[-1] in holder
        return isinstance(holder, list) and isinstance(path[-1], int) and 0 <= path[-1] < len(holder)

    def _cutter_of(self, path: Path) -> tuple[Cutter, int, int]:
        """What cuts there, and from where to where in the text: the lines of one scene if the path lies within one.

        To look through all scenes for a change in one of them takes seconds where there are hundreds.
        """
        name = str(path[1]) if len(path) > 2 and path[0] == "scenes" else ""
        if name not in self._cutters:
            start, end = self._lines_of(name) if name else (0, len(self.text))
            cutter = Cutter(self.text if (start, end) == (0, len(self.text)) else self.text[start:end])
            self._cutters[name] = cutter, start, end
        return self._cutters[name]

    def _lines_of(self, scene: str) -> tuple[int, int]:
        """Where the lines of a scene begin and end; the whole text where scenes do not stand on lines of their own."""
        scenes, root = self._places.node(("scenes",)), self._places.node(())
        if scenes is None or root is None or scene not in scenes.keys:
            return 0, len(self.text)
        line, column = scenes.keys[scene]
        later = [at for at, _column in (*scenes.keys.values(), *root.keys.values()) if at > line]
        starts = [0, *(found.end() for found in re.finditer("\n", self.text)), len(self.text)]
        start, end = starts[line - 1], starts[min(later) - 1] if later else len(self.text)
        alone = (
            self.text[start : start + column - 1].isspace() and sum(at == line for at, _c in scenes.keys.values()) == 1
        )
        return (start, end) if alone else (0, len(self.text))

    def _cut(self, path: Path, do: Callable[[Cutter, Path], str]) -> str:
        cutter, start, end = self._cutter_of(path)
        if cutter.text is self.text:
            return do(cutter, path)
        return self.text[:start] + do(cutter, path[1:]) + self.text[end:]

    # Taking a change over.

    def _change(self, path: Path, value: Value, cut: Callable[[], str]) -> None:
        def put(root: Any) -> None:
            at(root, path[:-1])[path[-1]] = value

        self._accept(after(self.data, put), cut, put)

    def _accept(self, wanted: Any, cut: Callable[[], str], put: Callable[[Any], None]) -> None:
        """Take the new text over if it says what is ``wanted``; else let ruamel.yaml write what ``put`` changes."""
        for way in (cut, lambda: _written_anew(self.text, put)):
            try:
                new = Pen(way())
            except (Gone, EditError):
                continue
            if same(new.data, wanted):
                self.__dict__.update(new.__dict__)
                return
        raise EditError(say("This cannot be changed by the form. Change it in the text."))


def _mend(line: int) -> EditError:
    return EditError(say("Mend line {line} of the text first: it cannot be read as it stands.", line=line))


def _elsewhere(path: Path) -> EditError:
    return EditError(say("`{place}` is not written here, but repeated. Change it in the text.", place=in_words(path)))


def _written_anew(text: str, put: Callable[[Any], None]) -> str:
    """The text as ruamel.yaml writes it after the change: comments, order and quotation marks stay, layout may not."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    writer = YAML()
    writer.preserve_quotes = True
    writer.width = WIDTH
    writer.indent(mapping=2, sequence=4, offset=2)
    try:
        root = writer.load(text)
        put(root)
        stream = io.StringIO()
        writer.dump(root, stream)
    except (YAMLError, KeyError, IndexError, TypeError, AttributeError, ValueError) as error:
        raise EditError(say("This cannot be changed by the form. Change it in the text.")) from error
    return stream.getvalue()
