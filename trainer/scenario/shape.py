"""From the shape that coaches write to the shape of the types: ``- dana: words`` and replies without an id."""

from __future__ import annotations

from trainer.scenario.model import NARRATOR, YOU, Line
from trainer.scenario.nodes import Node
from trainer.scenario.problems import MOST_PROBLEMS, Path, Problem, did_you_mean, in_words, shown
from trainer.words import Words, say

BESIDE = tuple(name for name in Line.model_fields if name not in ("speaker", "text"))
"""What may stand beside the words of a line."""
RESERVED = (NARRATOR, YOU, *BESIDE)
"""Names nobody in the cast can have."""


def shape(root: Node) -> tuple[Node, list[Problem]]:
    """The same tree with lines as {speaker, text, ...} and every reply with its id, and what is wrong with lines.

    Nothing is changed in place, since aliases share nodes.
    """
    problems: list[Problem] = []
    scenes = root.value.get("scenes") if isinstance(root.value, dict) else None
    if not isinstance(root.value, dict) or scenes is None or not isinstance(scenes.value, dict):
        return root, problems
    cast = root.value.get("cast")
    speakers = {NARRATOR, YOU, *(cast.value if cast is not None and isinstance(cast.value, dict) else ())}
    shaped: dict[str, Node] = {}
    for name, scene in scenes.value.items():
        if len(problems) <= MOST_PROBLEMS:
            shaped[name] = _scene(scene, ("scenes", name), speakers, problems)
    return _like(root, {**root.value, "scenes": _like(scenes, shaped)}), problems


def _like(node: Node, value: dict[str, Node] | list[Node]) -> Node:
    copy = Node(value, node.line, node.column)
    copy.keys = node.keys
    return copy


def _scene(scene: Node, path: Path, speakers: set[str], problems: list[Problem]) -> Node:
    if not isinstance(scene.value, dict):
        return scene
    value = dict(scene.value)
    lines, replies = value.get("lines"), value.get("replies")
    if lines is not None and isinstance(lines.value, list):
        some = lines.value[:MOST_PROBLEMS]  # more lines than that are refused by the type anyway
        found = [_line(line, (*path, "lines", i), speakers, problems) for i, line in enumerate(some)]
        value["lines"] = _like(lines, [line for line in found if line is not None])
    if replies is not None and isinstance(replies.value, list):
        value["replies"] = _like(replies, [_reply(reply, i) for i, reply in enumerate(replies.value)])
    return _like(scene, value)


def _reply(reply: Node, index: int) -> Node:
    given = reply.value.get("id") if isinstance(reply.value, dict) else None
    if not isinstance(reply.value, dict) or (given is not None and given.value is not None):
        return reply
    return _like(reply, {**reply.value, "id": Node(str(index + 1), reply.line, reply.column)})


def _line(line: Node, path: Path, speakers: set[str], problems: list[Problem]) -> Node | None:
    """A line as its type wants it, or None with a problem if nobody can be found to speak it."""
    if not isinstance(line.value, dict):
        hint = say("Write it as `- {name}: words`.", name=_likely(speakers))
        _add(problems, line, path, "line", say("A line needs to say who speaks."), hint)
        return None
    others = [key for key in line.value if key not in BESIDE]
    known = [key for key in others if key in speakers]
    if not others:
        hint = say("Write it as `- {name}: words`.", name=_likely(speakers))
        _add(problems, line, path, "line", say("A line needs to say who speaks."), hint)
        return None
    speaker = known[0] if known else others[0]
    if len(known) > 1:
        both = say("Two speak in one line: {first} and {second}.", first=known[0], second=known[1])
        _add(problems, _key(line, known[1]), path, "line", both, say("Begin a new line with `-`."))
    for key in [key for key in others if key != speaker and key not in known][:MOST_PROBLEMS]:
        hint = did_you_mean(key, (*BESIDE, *speakers)) or say(
            "Beside the words may stand: {names}.", names=", ".join(BESIDE)
        )
        unknown = say("There is no field `{name}`.", name=shown(key))
        _add(problems, _key(line, key), (*path, key), "unknown-field", unknown, hint)
    value = {key: child for key, child in line.value.items() if key in BESIDE}
    shaped = _like(line, {"speaker": Node(speaker, *line.keys[speaker], speaker), "text": line.value[speaker], **value})
    shaped.keys = {**line.keys, "speaker": line.keys[speaker], "text": line.keys[speaker]}
    return shaped


def _likely(speakers: set[str]) -> str:
    return min(speakers - {NARRATOR, YOU}, default=NARRATOR)


def _key(line: Node, key: str) -> Node:
    return Node(key, *line.keys[key])


def _add(problems: list[Problem], spot: Node, path: Path, code: str, message: Words, suggestion: Words | None) -> None:
    problems.append(Problem(spot.line, spot.column, in_words(path), message, suggestion, code))
