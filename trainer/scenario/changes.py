"""What is different between two versions of a talk, in the order of the talk and in words that a coach reads.

``changes(old, new)`` is empty exactly if both have the same content. People, scenes, lines and replies are followed
through moves and rewordings: by their names where they have some, else by their words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from trainer.scenario.changes_parts import (
    MAIN,
    SAME,
    Named,
    Pair,
    label,
    named,
    numbered,
    pair,
    place,
    same_scene,
    speaker,
    words_of,
)
from trainer.scenario.changes_words import NAMES, ORDERS, TO_WHOM, Shown, shown
from trainer.scenario.model import Character, Effect, Line, Part, Reply, Scenario, Scene
from trainer.scenario.wordiff import Kind, Piece, pieces
from trainer.words import Words

TEXTS = ("title", "summary", "brief", "goal", "facts", "credits", "why", "instead", "debrief", "about", "like", "role")
"""Fields that are compared word by word."""


@dataclass(frozen=True, slots=True)
class Change:
    """A field that changed. ``pieces``: for texts, both compared word by word."""

    field: Words
    old: Shown
    new: Shown
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A line, a reply, a way on, somebody of the cast or a walkthrough: its words, and its fields that changed."""

    kind: Kind
    label: str | Words
    pieces: tuple[Piece, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class SceneChange:
    """A scene that changed; ``name`` as in the file, ``title`` as on the map."""

    kind: Kind
    name: str
    title: str | None
    changes: tuple[Change, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that changed between two versions; false if nothing did."""

    about: tuple[Change, ...]
    cast: tuple[Entry, ...]
    scenes: tuple[SceneChange, ...]
    walkthroughs: tuple[Entry, ...]

    def __bool__(self) -> bool:
        return bool(self.about or self.cast or self.scenes or self.walkthroughs)


def changes(old: Scenario, new: Scenario) -> Changes:
    """What a reader of ``new`` who knows ``old`` has to be told."""
    return _Comparison(old, new).all()


class _Comparison:
    def __init__(self, old: Scenario, new: Scenario) -> None:
        self.old, self.new = old, new

    def all(self) -> Changes:
        about = list(self._fields(self.old, self.new, skip=("cast", "scenes", "walkthroughs")))
        cast = self._entries("cast", named(self.old.cast), named(self.new.cast), about)
        scenes = self._scenes(about)
        ways = self._entries("walkthroughs", numbered(self.old.walkthroughs), numbered(self.new.walkthroughs), about)
        return Changes(tuple(about), cast, scenes, ways)

    def _scenes(self, about: list[Change]) -> tuple[SceneChange, ...]:
        old, new = list(self.old.scenes), list(self.new.scenes)
        pairs = pair(old, new, same_scene(self.old, self.new))
        about += _reordered("scenes", pairs, old)
        compared = (self._scene(None if a is None else old[a], None if b is None else new[b]) for a, b in pairs)
        return tuple(scene for scene in compared if scene is not None)

    def _scene(self, a: str | None, b: str | None) -> SceneChange | None:
        before = self.old.scenes[a] if a is not None else None
        after = self.new.scenes[b] if b is not None else None
        found = [Change(NAMES["id"], (a,), (b,))] if a is not None and b is not None and a != b else []
        found += self._fields(before, after, skip=("lines", "replies", "routes", "timeout"))
        entries: list[Entry] = []
        for group in ("lines", "replies", "routes"):
            old, new = (numbered(getattr(scene, group) if scene else ()) for scene in (before, after))
            entries += self._entries(group, old, new, found)
        old, new = (_timeout(scene) for scene in (before, after))
        entries += self._entries("timeout", old, new, found)
        scene = after or before
        if scene is None or (before is not None and after is not None and not found and not entries):
            return None
        return SceneChange(_kind(before, after), b or a or "", scene.title, tuple(found), tuple(entries))

    def _entries(
        self, group: str, old: Sequence[Named], new: Sequence[Named], orders: list[Change]
    ) -> tuple[Entry, ...]:
        """What changed among the parts of one kind; a new order is added to ``orders``."""
        pairs = pair(old, new, SAME)
        orders += _reordered(group, pairs, [name for name, _ in old])
        both = ((None if a is None else old[a], None if b is None else new[b]) for a, b in pairs)
        entries = (self._entry(before, after) for before, after in both if before != after)
        # A line has no name of its own: that it is the third one now is not worth a word.
        return tuple(entry for entry in entries if entry.kind != "changed" or entry.changes or _differ(entry.pieces))

    def _entry(self, before: Named | None, after: Named | None) -> Entry:
        scenario, (name, part) = (self.new, after) if after else (self.old, before or ("", Part()))
        old, new = before[1] if before else None, after[1] if after else None
        found = list(self._fields(old, new, skip=(MAIN.get(type(part), ""), "id")))
        if before and after and before[0] != after[0] and isinstance(part, Reply | Character):
            found.insert(0, Change(NAMES["id"], (before[0],), (after[0],)))
        compared = pieces(words_of(old), words_of(new))
        return Entry(_kind(before, after), label(scenario, name, part), compared, tuple(found))

    def _fields(self, old: Part | None, new: Part | None, skip: Sequence[str]) -> list[Change]:
        """The fields that differ; of a part that is new or gone, those that say anything."""
        found = []
        kind: type[Part] = type(new or old or Part())
        for name, field in kind.model_fields.items():
            nothing = None if old and new else field.get_default(call_default_factory=True)
            before, after = (getattr(part, name) if part else nothing for part in (old, new))
            if name in skip or before == after:
                continue
            sides = self._shown(self.old, old, name, before), self._shown(self.new, new, name, after)
            what = TO_WHOM if name == "to" and issubclass(kind, Line) else NAMES[name]
            found.append(Change(what, *sides, pieces(*_texts(*sides)) if name in TEXTS else ()))
        return found

    def _shown(self, scenario: Scenario, part: Part | None, name: str, value: object) -> Shown:
        if part is None:
            return ()
        if isinstance(value, str) and (name in ("start", "ends") or (name == "to" and not isinstance(part, Line))):
            return (place(scenario, value),)
        if isinstance(value, str) and name in ("speaker", "to"):
            return (speaker(scenario, value),)
        if name == "tension" and isinstance(part, Effect):
            return (f"{value:+d}",)
        return shown(name, value)


def _texts(old: Shown, new: Shown) -> tuple[str, str]:
    """Both sides as texts; of a list, what is on one side only, unless that is nothing but another order."""
    gone = [str(each) for each in old if each not in new]
    come = [str(each) for each in new if each not in old]
    return ("\n".join(gone), "\n".join(come)) if gone or come else ("\n".join(map(str, old)), "\n".join(map(str, new)))


def _timeout(scene: Scene | None) -> list[Named]:
    return [("", scene.timeout)] if scene is not None and scene.timeout is not None else []


def _reordered(group: str, pairs: Sequence[Pair], old: Sequence[str]) -> list[Change]:
    """The order of what is in both, if it is another one now."""
    kept = [a for a, b in pairs if a is not None and b is not None]
    if all(first < second for first, second in pairwise(kept)):
        return []
    return [Change(ORDERS[group], tuple(old[a] for a in sorted(kept)), tuple(old[a] for a in kept))]


def _kind(before: object, after: object) -> Kind:
    return "added" if before is None else "removed" if after is None else "changed"


def _differ(compared: Sequence[Piece]) -> bool:
    return any(piece.kind != "same" for piece in compared)
