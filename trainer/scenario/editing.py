"""Edits of a scenario's YAML text, for forms: from text and edit to new text.

Each function changes what it says and nothing else: comments, order, quotation marks and layout stay. An edit that
changes nothing returns the text as it was. The text need not be a scenario that can be read, only YAML. Scenes are
named by id; lines and replies are counted from 0. All raise ``EditError``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from trainer.scenario.editing_ids import free_id
from trainer.scenario.editing_references import Pointer, following, moved_numbers, pointers, renamed
from trainer.scenario.editing_scalars import Value
from trainer.scenario.editing_stubs import new_ending, new_scene
from trainer.scenario.editing_text import EditError, Pen
from trainer.scenario.model import NARRATOR, YOU, Scenario
from trainer.scenario.shape import BESIDE
from trainer.words import say

__all__ = [
    "EditError",
    "Pen",
    "Pointed",
    "add_line",
    "add_person",
    "add_reply",
    "add_scene",
    "change_line",
    "change_person",
    "change_reply",
    "delete_scene",
    "free_id",
    "move_line",
    "move_reply",
    "remove_line",
    "remove_person",
    "remove_reply",
    "rename_scene",
    "set_header",
    "set_scene",
    "speaker_of",
]

HEADER = tuple(Scenario.model_fields)
SCENE = ("title", "skills", "lines", "seconds", "timeout", "replies", "routes", "ending", "debrief")
REPLY = (
    "id", "needs", "unless", "at_tension", "say", "scores", "tension", "why", "instead", "like", "sets", "clears", "to",
)  # fmt: skip
PERSON = ("name", "role", "about")
Fields = Mapping[str, Value | None]


class Pointed(EditError):
    """Others still point at what should go; ``pointers`` says which."""

    def __init__(self, found: Sequence[Pointer]) -> None:
        places = ", ".join(pointer.words() for pointer in found[:5])
        super().__init__(say("Something still leads here: {places}. Lead it elsewhere first.", places=places))
        self.pointers = tuple(found)


# The whole scenario.


def set_header(text: str, fields: Fields) -> str:
    """Title, language, brief, goal, facts, difficulty, minutes, skills, tension and so on; None takes one away."""
    return _set_all(Pen(text), (), fields, HEADER).text


def add_person(text: str, name: str, role: str) -> tuple[str, str]:
    """Somebody new in the cast; the new text and the short name."""
    pen = Pen(text)
    short = free_id(name, [*(pen.get(("cast",)) or {}), NARRATOR, YOU, *BESIDE], "person")
    if not isinstance(pen.get(("cast",)), dict) or not pen.get(("cast",)):
        pen.set(("cast",), {short: {"name": name, "role": role}}, HEADER)
    else:
        pen.set(("cast", short), {"name": name, "role": role})
    return pen.text, short


def change_person(text: str, person: str, fields: Fields) -> str:
    """Name, role and about of somebody in the cast."""
    return _set_all(Pen(text), ("cast", person), fields, PERSON).text


def remove_person(text: str, person: str) -> str:
    """Take somebody out of the cast. Raises ``Pointed`` if they still speak or are spoken to."""
    pen = Pen(text)
    found = [
        Pointer(name, "line", number)
        for name, number, line in _lines(pen)
        if person in (speaker_of(line, pen.get(("cast",)) or {}), line.get("to"))
    ]
    if found:
        raise Pointed(found)
    if len(pen.get(("cast",)) or {}) == 1:
        raise EditError(say("Somebody has to take part: give this person another name instead."))
    pen.delete(("cast", person))
    return pen.text


# Scenes.


def set_scene(text: str, scene: str, fields: Fields) -> str:
    """Title, skills, seconds, ending, debrief of a scene; None takes one away."""
    pen = Pen(text)
    _check_scene(pen, scene)
    return _set_all(pen, ("scenes", scene), fields, SCENE).text


def add_scene(text: str, title: str, *, ending: str | None = None, after: str | None = None) -> tuple[str, str]:
    """A scene with words to be replaced, behind the scene ``after``, or an ending; the new text and the id.

    The id is made of the title, in Latin letters.
    """
    pen = Pen(text)
    scenes = pen.get(("scenes",))
    if not isinstance(scenes, dict):
        raise EditError(say("There is no list of scenes in the text. Write `scenes:` first."))
    name = free_id(title, list(scenes), "scene")
    stub = new_ending(pen.data, title, ending) if ending else new_scene(pen.data, title)
    pen.add_entry(("scenes",), name, stub, after)
    return pen.text, name


def rename_scene(text: str, old: str, new: str) -> str:
    """Give a scene another id, and change every reply, route, timeout, start and walkthrough that names it."""
    pen = Pen(text)
    _check_scene(pen, old)
    if not re.fullmatch(r"[a-z0-9][a-z0-9_]{0,39}", new):
        raise EditError(say("An id consists of lower-case Latin letters, digits and `_`."))
    pen.rename(("scenes", old), new)
    if old != new:
        renamed(pen, old, new)
    return pen.text


def delete_scene(text: str, scene: str) -> str:
    """Take a scene away, and the walkthroughs that lead through it. Raises ``Pointed`` if something leads to it."""
    pen = Pen(text)
    _check_scene(pen, scene)
    if found := [each for each in pointers(pen.data, scene) if each.scene != scene]:
        raise Pointed(found)
    if len(pen.get(("scenes",))) == 1:
        raise EditError(say("This is the only scene."))
    ways = pen.get(("walkthroughs",)) or []
    for number in reversed(range(len(ways))):
        if following(ways[number], scene):
            pen.delete(("walkthroughs", number))
    pen.delete(("scenes", scene))
    return pen.text


# Lines.


def add_line(text: str, scene: str, speaker: str, words: str, at: int | None = None) -> str:
    """A line of ``speaker`` (a short name, ``narrator`` or ``you``), at that place or at the end."""
    pen = Pen(text)
    _check_scene(pen, scene)
    path = ("scenes", scene, "lines")
    pen.insert(path, len(pen.get(path) or []) if at is None else at, {speaker: words}, SCENE)
    return pen.text


def change_line(text: str, scene: str, number: int, *, speaker: str, words: str, fields: Fields | None = None) -> str:
    """Who speaks and what; ``fields`` are those beside the words: to, needs, unless."""
    pen = Pen(text)
    path = ("scenes", scene, "lines", number)
    line = pen.get(path)
    if not isinstance(line, dict):
        raise EditError(say("There is no such line any more."))
    old = speaker_of(line, pen.get(("cast",)) or {})
    if old is None:
        raise EditError(say("A line needs to say who speaks."))
    pen.set((*path, old), words)
    pen.rename((*path, old), speaker)
    return _set_all(pen, path, fields or {}, (speaker, *BESIDE)).text


def remove_line(text: str, scene: str, number: int) -> str:
    """Take a line away."""
    return _removed(text, ("scenes", scene, "lines"), number)


def move_line(text: str, scene: str, number: int, to: int) -> str:
    """Put a line at another place."""
    pen = Pen(text)
    path = ("scenes", scene, "lines")
    pen.reorder(path, _order(len(pen.get(path) or []), number, to))
    return pen.text


# Replies.


def add_reply(text: str, scene: str, fields: Fields, at: int | None = None) -> str:
    """A reply with at least ``say`` and ``to``, at that place or at the end."""
    pen = Pen(text)
    _check_scene(pen, scene)
    path = ("scenes", scene, "replies")
    count = len(pen.get(path) or [])
    place = count if at is None else min(at, count)
    ids = _ids(pen, path)
    given = {name: fields.get(name) for name in REPLY}
    reply: dict[str, Value] = {
        name: value for name, value in given.items() if value is not None and value not in ("", [])
    }
    pen.insert(path, place, reply, SCENE)
    moved_numbers(pen, scene, ids, [*range(place), *range(place + 1, count + 1)])
    return pen.text


def change_reply(text: str, scene: str, number: int, fields: Fields) -> str:
    """Any field of a reply: say, scores, tension, why, instead, like, to, needs, unless, sets, clears."""
    pen = Pen(text)
    path = ("scenes", scene, "replies", number)
    if not isinstance(pen.get(path), dict):
        raise EditError(say("There is no such reply any more."))
    ids = _ids(pen, path[:-1])
    _set_all(pen, path, fields, REPLY)
    moved_numbers(pen, scene, ids, list(range(len(ids))))
    return pen.text


def remove_reply(text: str, scene: str, number: int) -> str:
    """Take a reply away, and the walkthroughs that took it."""
    pen = Pen(text)
    path = ("scenes", scene, "replies")
    ids = _ids(pen, path)
    if not 0 <= number < len(ids):
        raise EditError(say("There is no such reply any more."))
    pen.delete((*path, number))
    places: list[int | None] = [place - (place > number) for place in range(len(ids))]
    places[number] = None
    moved_numbers(pen, scene, ids, places)
    return pen.text


def move_reply(text: str, scene: str, number: int, to: int) -> str:
    """Put a reply at another place; walkthroughs that name replies by number follow."""
    pen = Pen(text)
    path = ("scenes", scene, "replies")
    ids = _ids(pen, path)
    order = _order(len(ids), number, to)
    pen.reorder(path, order)
    moved_numbers(pen, scene, ids, [order.index(place) for place in range(len(ids))])
    return pen.text


# What all of them use.


def speaker_of(line: Mapping[str, Any], cast: Mapping[str, Any]) -> str | None:
    """Who speaks a line as it is typed: the name of the cast among its fields, else the first that is no field."""
    others = [key for key in line if key not in BESIDE]
    return next((key for key in others if key in cast or key in (NARRATOR, YOU)), others[0] if others else None)


def _set_all(pen: Pen, path: tuple[str | int, ...], fields: Fields, order: Sequence[str]) -> Pen:
    for name, value in fields.items():
        pen.set((*path, name), value, order)
    return pen


def _check_scene(pen: Pen, scene: str) -> None:
    if not isinstance(pen.get(("scenes", scene)), dict):
        raise EditError(say("There is no scene `{scene}` any more.", scene=scene))


def _lines(pen: Pen) -> list[tuple[str, int, dict[str, Any]]]:
    scenes = pen.get(("scenes",))
    found = scenes.items() if isinstance(scenes, dict) else ()
    return [
        (name, number, line)
        for name, scene in found
        if isinstance(scene, dict)
        for number, line in enumerate(scene.get("lines") or [])
        if isinstance(line, dict)
    ]


def _ids(pen: Pen, path: tuple[str | int, ...]) -> list[str]:
    """The ids of the replies of a scene, numbers where they have none."""
    replies = pen.get(path)
    some = replies if isinstance(replies, list) else []
    return [
        str(each.get("id") or number) if isinstance(each, dict) else str(number) for number, each in enumerate(some, 1)
    ]


def _removed(text: str, path: tuple[str | int, ...], number: int) -> str:
    pen = Pen(text)
    if not 0 <= number < len(pen.get(path) or []):
        raise EditError(say("There is no such line any more."))
    pen.delete((*path, number))
    return pen.text


def _order(count: int, number: int, to: int) -> list[int]:
    if not (0 <= number < count and 0 <= to < count):
        raise EditError(say("There is no such place in this list."))
    order = [place for place in range(count) if place != number]
    order.insert(to, number)
    return order
