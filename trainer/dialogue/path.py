"""The way through a talk, as it is stored: which reply, or which typed words, at which scene.

In JSON a path is a list of ``{"scene": id, "reply": id}``; a step with typed words has a ``"typed"`` beside them:
``{"text": words, "scores": {dimension: points}, "matched": true or false, "assessment": the scorer's record or null}``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trainer.dialogue.errors import PathError
from trainer.scoring.dimensions import DIMENSION_IDS, HIGHEST, LOWEST
from trainer.words import say


@dataclass(frozen=True, slots=True)
class Typed:
    """The trainee's own words and what the scorer made of them.

    ``scores``: dimension id -> points, -2 to 2, one for each dimension. ``matched``: the words stand for the written
    reply of the step; if not, the other side reacts to the tone only. ``assessment`` is the scorer's record, JSON-able,
    kept as it is.
    """

    text: str
    scores: Mapping[str, float]
    matched: bool
    assessment: Mapping[str, object] | None = None

    @property
    def by_tone(self) -> bool:
        """Whether the talk went on by tone, because the words stood for none of the written replies."""
        return not self.matched

    @property
    def is_scored(self) -> bool:
        """Whether there are words, and one score on the scale for each dimension and nothing else."""
        on_scale = all(LOWEST <= points <= HIGHEST for points in self.scores.values())
        return bool(self.text.strip()) and set(self.scores) == set(DIMENSION_IDS) and on_scale


@dataclass(frozen=True, slots=True)
class Step:
    """One answer. ``reply`` is the id of the reply whose consequences follow, or ``timeout``."""

    scene: str
    reply: str
    typed: Typed | None = None


def path_to_json(path: Sequence[Step]) -> list[dict[str, object]]:
    """The path as JSON-able dicts, small enough to be stored with every attempt."""
    return [_step_to_json(step) for step in path]


def path_from_json(path: Sequence[object]) -> tuple[Step, ...]:
    """The inverse of ``path_to_json``; takes ``Step`` as well. Raises ``PathError`` naming the first malformed step."""
    return tuple(item if isinstance(item, Step) else _read_step(item, number) for number, item in enumerate(path, 1))


def _step_to_json(step: Step) -> dict[str, object]:
    written: dict[str, object] = {"scene": step.scene, "reply": step.reply}
    if step.typed is not None:
        written["typed"] = {
            "text": step.typed.text,
            "scores": dict(step.typed.scores),
            "matched": step.typed.matched,
            "assessment": None if step.typed.assessment is None else dict(step.typed.assessment),
        }
    return written


def _read_step(item: object, number: int) -> Step:
    match item:
        case {"scene": str(scene), "reply": str(reply), "typed": Mapping() as typed}:
            return Step(scene, reply, _read_typed(typed, number))
        case {"scene": str(scene), "reply": str(reply), **others} if "typed" not in others:
            return Step(scene, reply)
    raise PathError(number, say("It names no scene and reply."))


def _read_typed(item: Mapping[str, object], number: int) -> Typed:
    text, scores, matched, assessment = (item.get(name) for name in ("text", "scores", "matched", "assessment"))
    if not isinstance(text, str) or not isinstance(matched, bool) or not isinstance(scores, Mapping):
        raise PathError(number, say("Its typed words are not complete."))
    if not all(isinstance(points, int | float) and not isinstance(points, bool) for points in scores.values()):
        raise PathError(number, say("Its typed words are not complete."))
    if not (assessment is None or isinstance(assessment, Mapping)):
        raise PathError(number, say("Its typed words are not complete."))
    return Typed(text, scores, matched, assessment)
