"""Who points at a scene or a reply, and how these pointers follow when it gets another name or number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from trainer.scenario.editing_text import Pen
from trainer.scenario.model import Scenario
from trainer.scenario.problems import Path, in_words


@dataclass(frozen=True, slots=True)
class Pointer:
    """What points: a reply, route or line (``kind``, counted from 0) of a scene, its timeout, or the start."""

    scene: str
    kind: str
    number: int = 0

    @property
    def path(self) -> Path:
        """Where the pointing thing stands."""
        if self.kind == "start":
            return ("start",)
        lists = {"reply": "replies", "route": "routes", "line": "lines"}
        here: Path = ("scenes", self.scene)
        return (*here, lists[self.kind], self.number) if self.kind in lists else (*here, self.kind)

    def words(self) -> str:
        """The place as a coach would say it."""
        return in_words(self.path)


def pointers(data: Any, scene: str) -> list[Pointer]:
    """Everything that leads to a scene, walkthroughs left out."""
    found = [pointer for pointer, target in _targets(data) if target == scene]
    if str(data.get("start", "opening")) == scene:
        found.append(Pointer("", "start"))
    return found


def _targets(data: Any) -> Iterator[tuple[Pointer, Any]]:
    scenes = data.get("scenes")
    for name, scene in scenes.items() if isinstance(scenes, dict) else ():
        if not isinstance(scene, dict):
            continue
        for kind, field in (("reply", "replies"), ("route", "routes")):
            items = scene.get(field)
            for number, item in enumerate(items if isinstance(items, list) else []):
                if isinstance(item, dict):
                    yield Pointer(name, kind, number), item.get("to")
        if isinstance(scene.get("timeout"), dict):
            yield Pointer(name, "timeout"), scene["timeout"].get("to")


def following(way: Any, scene: str) -> bool:
    """Whether a walkthrough leads through a scene or ends there."""
    if not isinstance(way, dict):
        return False
    take = way.get("take")
    steps = take if isinstance(take, list) else []
    return way.get("ends") == scene or any(str(step).partition(".")[0] == scene for step in steps)


def renamed(pen: Pen, old: str, new: str) -> None:
    """Let everything that names the scene ``old`` name ``new``."""
    for pointer in pointers(pen.data, old):
        if pointer.kind == "start":
            pen.set(("start",), new, tuple(Scenario.model_fields))
        else:
            pen.set((*pointer.path, "to"), new)
    _steps(pen, lambda scene, reply: (new if scene == old else scene, reply))
    for number, way in enumerate(_ways(pen)):
        if isinstance(way, dict) and way.get("ends") == old:
            pen.set(("walkthroughs", number, "ends"), new)


def moved_numbers(pen: Pen, scene: str, old: Sequence[str], places: Sequence[int | None]) -> None:
    """Let walkthroughs follow the replies of a scene.

    ``old``: their ids before, numbers where they had none; ``places``: where each is now, None for one that is gone.
    A walkthrough that took a reply that is gone goes too: nobody can walk it any more.
    """
    gone = {f"{scene}.{name}" for name, place in zip(old, places, strict=True) if place is None}
    for number in reversed(range(len(_ways(pen)))):
        take = pen.get(("walkthroughs", number, "take"))
        if isinstance(take, list) and gone.intersection(map(str, take)):
            pen.delete(("walkthroughs", number))
    replies = pen.get(("scenes", scene, "replies")) or []
    now: dict[str, str] = {}
    for name, place in zip(old, places, strict=True):
        if place is not None:
            reply = replies[place]
            given = reply.get("id") if isinstance(reply, dict) else None
            now[name] = str(given or place + 1)
    _steps(pen, lambda of, reply: (of, now.get(reply, reply) if of == scene else reply))


def _ways(pen: Pen) -> list[Any]:
    ways = pen.get(("walkthroughs",))
    return ways if isinstance(ways, list) else []


def _steps(pen: Pen, change: Any) -> None:
    for number, way in enumerate(_ways(pen)):
        take = way.get("take") if isinstance(way, Mapping) else None
        for place, step in enumerate(take if isinstance(take, list) else []):
            scene, dot, reply = str(step).partition(".")
            if dot:
                pen.set(("walkthroughs", number, "take", place), ".".join(change(scene, reply)))
