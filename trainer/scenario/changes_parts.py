"""Which part of the old talk is which part of the new one, and what a part is called."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from trainer.scenario.model import NARRATOR, YOU, Character, Line, Part, Reply, Route, Scenario, Scene, Walkthrough
from trainer.scenario.wordiff import alike
from trainer.words import Words, say

ENOUGH_ALIKE = 0.4
"""Two texts that share this much of their words are the same one, reworded."""
T = TypeVar("T")
Named = tuple[str, Part]
"""A part with its name: the reply's id, the person's short name, else its number."""
Pair = tuple[int | None, int | None]
"""Which old one is which new one, by their places; None: there is none."""
Test = Callable[[T, T], bool]

MAIN = {Line: "text", Reply: "say", Character: "name", Walkthrough: "name"}
"""The field that is the part's words."""


def named(parts: Mapping[str, Part]) -> list[Named]:
    return list(parts.items())


def numbered(parts: Sequence[Part]) -> list[Named]:
    return [(getattr(part, "id", None) or str(number), part) for number, part in enumerate(parts, 1)]


def words_of(part: Part | None) -> str:
    """The part's words, or nothing."""
    field = MAIN.get(type(part))  # type: ignore[arg-type]  # None is no key, which is what is asked
    return str(getattr(part, field) or "") if field else ""


def words_of_scene(scene: Scene) -> str:
    """All that is said in a scene."""
    return " ".join(words_of(part) for part in (*scene.lines, *scene.replies))


SAME: tuple[Test[Named], ...] = (
    lambda a, b: a == b,
    lambda a, b: a[1] == b[1],
    lambda a, b: a[0] == b[0] and not a[0].isdecimal(),
    lambda a, b: bool(words_of(a[1])) and words_of(a[1]) == words_of(b[1]),
    lambda a, b: alike(words_of(a[1]), words_of(b[1])) >= ENOUGH_ALIKE if words_of(a[1]) else False,
    lambda a, b: a[0] == b[0] and not isinstance(a[1], Line),
)
"""When two parts are the same one, the surest sign first."""


def same_scene(old: Scenario, new: Scenario) -> tuple[Test[str], ...]:
    """The same for scenes, by their names: one that has another name now is known by what is said in it."""
    return (
        lambda a, b: a == b,
        lambda a, b: a not in new.scenes and b not in old.scenes and old.scenes[a] == new.scenes[b],
        lambda a, b: (
            a not in new.scenes
            and b not in old.scenes
            and alike(words_of_scene(old.scenes[a]), words_of_scene(new.scenes[b])) >= ENOUGH_ALIKE
        ),
    )


def pair(old: Sequence[T], new: Sequence[T], tests: Sequence[Test[T]]) -> list[Pair]:
    """Old and new ones side by side, in the new order; what is gone stands behind what it followed."""
    partner: dict[int, int] = {}
    left = dict(enumerate(old))
    for test in tests:
        for b, item in enumerate(new):
            a = next((a for a, other in left.items() if test(other, item)), None) if b not in partner else None
            if a is not None:
                partner[b] = a
                del left[a]
    pairs: list[Pair] = [(partner.get(b), b) for b in range(len(new))]
    for gone in left:
        before = [n for n, (a, _) in enumerate(pairs) if a is not None and a < gone]
        pairs.insert(before[-1] + 1 if before else 0, (gone, None))
    return pairs


def label(scenario: Scenario, name: str, part: Part | None) -> str | Words:
    """What a part is called where it is shown."""
    if isinstance(part, Line):
        return speaker(scenario, part.speaker)
    if isinstance(part, Reply):
        return say("Reply {name}", name=name)
    if isinstance(part, Route):
        return say("Way on {number}", number=name)
    if isinstance(part, Walkthrough):
        return say("Walkthrough {number}", number=name)
    return name if isinstance(part, Character) else say("When time runs out")


def speaker(scenario: Scenario, name: str) -> str | Words:
    """Somebody in the talk, as the trainee knows them."""
    if name in scenario.cast:
        return scenario.cast[name].name
    return {NARRATOR: say("What happens"), YOU: say("You")}.get(name, name)


def place(scenario: Scenario, name: str) -> str:
    """A scene as a coach knows it: its title, and its name in the file."""
    scene = scenario.scenes.get(name)
    return f"{scene.title} ({name})" if scene is not None and scene.title else name
