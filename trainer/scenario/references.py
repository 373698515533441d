"""What fits field by field but not together: scenes, speakers and ids that are named and not there, shapes of scenes.

Works on plain data, not on a ``Scenario``, so that a coach sees these problems together with all others. What has the
wrong type is passed over here: it has been reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any

from trainer.scenario.model import NARRATOR, TIMEOUT, YOU
from trainer.scenario.nodes import Places
from trainer.scenario.problems import MOST_PROBLEMS, Path, Problem, did_you_mean, in_words, shown
from trainer.scenario.shape import RESERVED
from trainer.words import Words, say

Found = tuple[str, Path, Words, Words | None]
"""Code, path of the value, message, suggestion."""


def cross_check(data: Any, places: Places) -> dict[Path, Problem]:
    """Path -> problem for everything that is wrong between the fields of a scenario in its type's shape."""
    scenes = _mapping(data, "scenes")
    checks: list[Iterable[Found]] = [_start(data, scenes), _cast(data), _walkthroughs(data, scenes)]
    speakers = [*_mapping(data, "cast"), NARRATOR, YOU]
    for name, scene in scenes.items():
        if isinstance(scene, dict):
            path: Path = ("scenes", name)
            checks += [_targets(path, scene, scenes), _voices(path, scene, speakers), _ids(path, scene)]
            checks += [_exits(path, scene), _timing(path, scene), _ranges(path, scene)]
    problems: dict[Path, Problem] = {}
    for code, path, message, suggestion in islice(chain.from_iterable(checks), MOST_PROBLEMS + 1):
        line, column = places.at(path)
        problems.setdefault(path, Problem(line, column, in_words(path), message, suggestion, code))
    return problems


def _mapping(data: Any, name: str) -> dict[str, Any]:
    value = data.get(name) if isinstance(data, dict) else None
    return value if isinstance(value, dict) else {}


def _each(scene: dict[str, Any], name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    value = scene.get(name)
    for index, item in enumerate(value if isinstance(value, list) else ()):
        if isinstance(item, dict):
            yield index, item


def _start(data: Any, scenes: dict[str, Any]) -> Iterator[Found]:
    if not scenes:
        return
    start = data.get("start")
    if start is None and "opening" not in scenes:
        message = say("There is no scene `opening` to start with.")
        yield "unknown-scene", ("scenes",), message, say("Name the first scene in `start`.")
    elif isinstance(start, str):
        yield from _scene_named(("start",), start, scenes)


def _scene_named(path: Path, name: object, scenes: dict[str, Any]) -> Iterator[Found]:
    if isinstance(name, str) and name and scenes and name not in scenes:
        field = str(path[-1])
        message = say("`{field}: {name}`: there is no scene `{name}`.", field=field, name=shown(name))
        yield "unknown-scene", path, message, did_you_mean(name, scenes)


def _cast(data: Any) -> Iterator[Found]:
    for name in _mapping(data, "cast"):
        if name in RESERVED:
            message = say("`{name}` has a meaning of its own and cannot be the short name of a person.", name=name)
            yield "reserved", ("cast", name), message, say("Choose another short name, for example the first name.")


def _walkthroughs(data: Any, scenes: dict[str, Any]) -> Iterator[Found]:
    for index, way in _each(data if isinstance(data, dict) else {}, "walkthroughs"):
        yield from _scene_named(("walkthroughs", index, "ends"), way.get("ends"), scenes)


def _targets(path: Path, scene: dict[str, Any], scenes: dict[str, Any]) -> Iterator[Found]:
    for kind in ("replies", "routes"):
        for index, item in _each(scene, kind):
            yield from _scene_named((*path, kind, index, "to"), item.get("to"), scenes)
    yield from _scene_named((*path, "timeout", "to"), _mapping(scene, "timeout").get("to"), scenes)


def _voices(path: Path, scene: dict[str, Any], speakers: list[str]) -> Iterator[Found]:
    for index, line in _each(scene, "lines"):
        speaker, listener = line.get("speaker"), line.get("to")
        if isinstance(speaker, str) and speaker not in speakers:
            message = say("Nobody in the cast is called `{name}`.", name=shown(speaker))
            yield "unknown-speaker", (*path, "lines", index), message, did_you_mean(speaker, speakers)
        if isinstance(listener, str) and (listener not in speakers or listener == NARRATOR):
            message = say("`to: {name}`: nobody in the cast is called `{name}`.", name=shown(listener))
            near = did_you_mean(listener, [name for name in speakers if name != NARRATOR])
            yield "unknown-speaker", (*path, "lines", index, "to"), message, near


def _ids(path: Path, scene: dict[str, Any]) -> Iterator[Found]:
    seen: dict[str, int] = {}
    for index, reply in _each(scene, "replies"):
        name = reply.get("id")
        if not isinstance(name, str):
            continue
        if name == TIMEOUT:
            message = say("`timeout` is how running out of time is called; no reply can have this id.")
            yield "reserved", (*path, "replies", index, "id"), message, None
        elif name in seen:
            pair = {"first": seen[name] + 1, "second": index + 1}
            message = say("Replies {first} and {second} are both called `{name}`.", name=shown(name), **pair)
            hint = say("A reply without `id` is called by its number; give one of them another `id`.")
            yield "duplicate-id", (*path, "replies", index, "id"), message, hint
        seen.setdefault(name, index)


def _exits(path: Path, scene: dict[str, Any]) -> Iterator[Found]:
    given = [name for name in ("replies", "routes", "ending") if scene.get(name) not in (None, [])]
    hint = say("A scene has either replies, or routes, or an ending.")
    if not given:
        yield "scene-shape", path, say("The talk stops here: no replies, no routes, no ending."), hint
    elif len(given) > 1:
        message = say("This scene has both `{first}` and `{second}`.", first=given[0], second=given[1])
        yield "scene-shape", (*path, given[1]), message, hint


def _timing(path: Path, scene: dict[str, Any]) -> Iterator[Found]:
    seconds, timeout = scene.get("seconds"), scene.get("timeout")
    if seconds is not None and timeout is None:
        message = say("This scene has `seconds` but no `timeout`.")
        hint = say("Say in `timeout` where the talk goes when nobody answers in time.")
        yield "timing", (*path, "seconds"), message, hint
    if timeout is not None and seconds is None:
        message = say("This scene has a `timeout` but no `seconds`.")
        yield "timing", (*path, "timeout"), message, say("Say in `seconds` how long one may think.")
    if seconds is not None and timeout is not None and scene.get("replies") in (None, []):
        yield "timing", (*path, "seconds"), say("Only a scene with replies can be timed."), None
    for name in ("needs", "unless", "at_tension"):
        if name in _mapping(scene, "timeout"):
            message = say("Time runs out whatever was said before: a timeout has no conditions.")
            hint = say("Lead it to a scene with routes, and put the condition there.")
            yield "timing", (*path, "timeout", name), message, hint


def _ranges(path: Path, scene: dict[str, Any]) -> Iterator[Found]:
    for kind in ("lines", "replies", "routes"):
        for index, item in _each(scene, kind):
            match item.get("at_tension"):
                case [int(low), int(high)] if low > high:
                    message = say("No tension lies between {low} and {high}.", low=low, high=high)
                    hint = say("Write the lower one first: `[{high}, {low}]`.", low=low, high=high)
                    yield "range", (*path, kind, index, "at_tension"), message, hint
