"""The form for one scene, and the one for the scenario: what it shows of the text, and what it makes of it.

A form is flat: names such as ``reply.0.say`` with texts. What was sent is compared with what the form showed of the
same text, and only what differs is written.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from trainer.authoring.scene_fields import HEAD, Field, fields_of
from trainer.scenario import editing
from trainer.scenario.editing import EditError, Pen
from trainer.scenario.editing_stubs import new_reply, stub_words
from trainer.scenario.model import Outcome
from trainer.scenario.problems import Path, Problem, ScenarioError, in_words
from trainer.scenario.reader import read
from trainer.scenario.recomposer import recompose
from trainer.words import Words, say

CHANGED = say("The text was changed in the meantime. This is how it stands now.")


@dataclass(frozen=True, slots=True)
class Shown:
    """One form: its ``values`` by name, and what is wrong by name (``""``: with the scene as a whole)."""

    scene: str
    values: Mapping[str, str]
    data: Mapping[str, Any]
    """The scene as plain data; for ``HEAD`` the whole scenario."""
    scenes: Mapping[str, str]
    """Id -> title, in the order of the text."""
    cast: Mapping[str, str]
    """Short name -> name."""
    language: str
    stamp: str
    problems: Mapping[str, Sequence[Problem]] = field(default_factory=dict)
    errors: Mapping[str, Words] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Applied:
    """What came of a form: the new text and the scene to show next; what ``errors`` names is as it was."""

    text: str
    scene: str
    errors: Mapping[str, Words] = field(default_factory=dict)


def show(
    text: str, scene: str, errors: Mapping[str, Words] | None = None, sent: Mapping[str, str] | None = None
) -> Shown:
    """The form for a scene of the text, or for the scenario (``HEAD``).

    ``sent``: what somebody wrote that could not be taken; it stays in the form. Raises ``EditError``.
    """
    pen = Pen(text)
    data = _part(pen, scene)
    known = {each.name: each for each in fields_of(pen, scene)}
    values = {name: each.value for name, each in known.items()} | dict(sent or {})
    return Shown(
        scene=scene,
        values=values,
        data=data,
        scenes={str(name): _title(each) or str(name) for name, each in _mapping(pen.get(("scenes",))).items()},
        cast={
            str(name): str(_mapping(each).get("name") or name) for name, each in _mapping(pen.get(("cast",))).items()
        },
        language=pen.words(("language",)),
        stamp=stamp(data),
        problems=_problems(text, known.values(), () if scene == HEAD else ("scenes", scene)),
        errors=errors or {},
    )


def stamp(data: Any) -> str:
    """What tells that the scene has changed since its form was shown."""
    return hashlib.sha256(json.dumps(data, ensure_ascii=False, default=str).encode()).hexdigest()[:16]


def apply(text: str, scene: str, sent: Mapping[str, str], do: str = "") -> Applied:
    """Write what differs, then do what the button says: ``reply.0.up``, ``line.add``, ``branch.1`` and so on.

    Raises ``EditError`` for a text that cannot be read; all else comes back as errors.
    """
    pen = Pen(text)
    data = _part(pen, scene)
    if sent.get("stamp", "") != stamp(data):
        return Applied(text, scene, {"": CHANGED})
    known = fields_of(pen, scene)
    text, errors = _written(text, known, sent)
    if errors or not do:
        return Applied(text, scene, errors)
    try:
        return _done(text, scene, sent, do)
    except EditError as error:
        # What was typed is kept; only the button could not do its work.
        return Applied(text, scene, {_place(do): error.words})
    except (ValueError, IndexError):
        return Applied(text, scene, {"": CHANGED})


def _written(text: str, known: Sequence[Field], sent: Mapping[str, str]) -> tuple[str, dict[str, Words]]:
    """The text with all that differs and is right, and what is wrong by name: one slip holds nothing else back."""
    errors: dict[str, Words] = {}
    for each in known:
        if each.name not in sent:
            continue
        if wrong := each.wrong(sent[each.name]):
            errors[each.name] = wrong
            continue
        try:
            if each.differs(sent[each.name]):
                text = each.write(text, sent[each.name])
        except EditError as error:
            errors[each.name] = error.words
    return text, errors


def _done(text: str, scene: str, sent: Mapping[str, str], do: str) -> Applied:
    what, *more = do.split(".")
    return ACTIONS.get(what, _nothing)(text, scene, sent, more)


Action = Callable[[str, str, Mapping[str, str], list[str]], Applied]


def _nothing(text: str, scene: str, _sent: Mapping[str, str], _more: list[str]) -> Applied:
    return Applied(text, scene)


def _line(text: str, scene: str, _sent: Mapping[str, str], more: list[str]) -> Applied:
    if more == ["add"]:
        pen = Pen(text)
        lines = pen.get(("scenes", scene, "lines")) or []
        cast = _mapping(pen.get(("cast",)))
        last = editing.speaker_of(lines[-1], cast) if lines and isinstance(lines[-1], dict) else None
        speaker = last or next(iter(cast), "narrator")
        return Applied(editing.add_line(text, scene, speaker, stub_words(pen.data)["line"]), scene)
    return Applied(_moved(editing.move_line, editing.remove_line, text, scene, more), scene)


def _reply(text: str, scene: str, _sent: Mapping[str, str], more: list[str]) -> Applied:
    if more[0] == "add":
        reply = new_reply(Pen(text).data, weak=more[1:] == ["weak"])
        return Applied(editing.add_reply(text, scene, reply), scene)
    return Applied(_moved(editing.move_reply, editing.remove_reply, text, scene, more), scene)


def _moved(move: Any, remove: Any, text: str, scene: str, more: list[str]) -> str:
    number, how = int(more[0]), more[1]
    if how == "remove":
        return str(remove(text, scene, number))
    return str(move(text, scene, number, number - 1 if how == "up" else number + 1))


def _branch(text: str, scene: str, sent: Mapping[str, str], more: list[str]) -> Applied:
    """A new scene, and the reply leads to it."""
    number = int(more[0])
    text, name = _add_scene(text, scene, sent, f"branch.{number}")
    return Applied(editing.change_reply(text, scene, number, {"to": name}), name)


def _scene(text: str, scene: str, sent: Mapping[str, str], more: list[str]) -> Applied:
    if more == ["add"]:
        return Applied(*_add_scene(text, scene, sent, "scene"))
    if more == ["rename"]:
        name = sent.get("scene.id", "").strip()
        return Applied(editing.rename_scene(text, scene, name), name)
    names = list(Pen(text).get(("scenes",)))
    text = editing.delete_scene(text, scene)
    place = max(0, names.index(scene) - 1)
    return Applied(text, [name for name in names if name != scene][place])


def _add_scene(text: str, scene: str, sent: Mapping[str, str], prefix: str) -> tuple[str, str]:
    title = sent.get(f"{prefix}.title", "").strip()[:120]
    if not title:
        raise EditError(say("Give the new scene a title."))
    kind = sent.get(f"{prefix}.kind", "")
    ending = kind if kind in set(Outcome) else None
    return editing.add_scene(text, title, ending=ending, after=None if ending or scene == HEAD else scene)


def _person(text: str, scene: str, sent: Mapping[str, str], more: list[str]) -> Applied:
    if more == ["add"]:
        name, role = sent.get("person.name", "").strip()[:120], sent.get("person.role", "").strip()[:120]
        if not name or not role:
            raise EditError(say("Give the new person a name and a role."))
        return Applied(editing.add_person(text, name, role)[0], scene)
    return Applied(editing.remove_person(text, more[0]), scene)


ACTIONS: Mapping[str, Action] = {"line": _line, "reply": _reply, "branch": _branch, "scene": _scene, "person": _person}


def _place(do: str) -> str:
    """The name of the part of the form beside which the error of a button is shown."""
    what, *more = do.split(".")
    return f"branch.{more[0]}" if what == "branch" else f"{what}.{more[0]}" if more and more[-1] != "add" else do


def _problems(text: str, known: Any, here: Path) -> dict[str, list[Problem]]:
    """What the reader says, beside the field it speaks of; what has no field of its own, beside the whole."""
    try:
        read(text, compose=recompose)
    except ScenarioError as error:
        problems = error.problems
    else:
        return {}
    names = {in_words(each.path): each.name for each in known}
    place, found = in_words(here), dict[str, list[Problem]]()
    for problem in problems:
        if problem.field in names:
            found.setdefault(names[problem.field], []).append(problem)
        elif here and (problem.field == place or problem.field.startswith(f"{place} › ")):
            found.setdefault("", []).append(problem)
    return found


def _part(pen: Pen, scene: str) -> dict[str, Any]:
    if scene == HEAD:
        return {name: value for name, value in pen.data.items() if name not in ("scenes", "walkthroughs")}
    found = pen.get(("scenes", scene))
    if not isinstance(found, dict):
        raise EditError(say("There is no scene `{scene}` any more.", scene=scene))
    return found


def _mapping(value: Any) -> dict[Any, Any]:
    return value if isinstance(value, dict) else {}


def _title(scene: Any) -> str:
    return str(_mapping(scene).get("title") or "")
