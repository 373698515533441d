"""What the rules of the linter work on, and what they return."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from trainer.scenario.model import Effect, Scenario, Scene
from trainer.scenario.problems import Path
from trainer.scenario.states import States, explore, flat
from trainer.scenario.ways import reachable
from trainer.words import Words


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a rule has found, at a path of the file."""

    path: Path
    message: Words
    suggestion: Words | None = None
    level: Literal["error", "warning"] = "warning"


class View:
    """A scenario and all situations it can be in.

    ``complete`` is False if there are too many: then ``states`` are the scenes alone, as if every condition held.
    ``homeward``: per state, whether an ending (or a state that is stuck, which has its own rule) can be reached.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.states: States = explore(scenario, lines=True)
        self.complete = self.states.complete
        if not self.complete:
            self.states = flat(scenario)
        count = len(self.states.found)
        goals = [*(number for number, over in enumerate(self.states.ends()) if over), *self.states.stuck]
        self.homeward = reachable(count, ((target, source) for source, target, _ in self.states.edges), goals)

    def visited(self) -> set[str]:
        """The scenes that some way reaches."""
        if self.complete:
            return {self.states.names[state[0]] for state in self.states.found}
        pairs = ((source, target) for source, target, _ in self.states.edges)
        start = self.states.names.index(self.scenario.start)
        seen = reachable(len(self.states.found), pairs, [start])
        return {name for name, reached in zip(self.states.names, seen, strict=True) if reached}

    def scenes(self) -> Iterator[tuple[Path, Scene]]:
        """Every scene with its path."""
        return ((("scenes", name), scene) for name, scene in self.scenario.scenes.items())

    def effects(self) -> Iterator[tuple[Path, Effect]]:
        """Every reply and every timeout with its path."""
        for path, scene in self.scenes():
            for index, reply in enumerate(scene.replies):
                yield (*path, "replies", index), reply
            if scene.timeout is not None:
                yield (*path, "timeout"), scene.timeout


Rule = Callable[[View], Iterator[Finding]]
