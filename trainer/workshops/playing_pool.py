"""Ways through the shelf's scenarios, played beforehand at each level of skill."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from trainer.dialogue.engine import Playthrough, answer, start
from trainer.feedback.scorecard import scorecard
from trainer.library.models import Shelved
from trainer.library.revisions import content
from trainer.scenario.model import Reply
from trainer.workshops.results import best_on_offer

LEVELS = 9
"""From 0 (any reply) to the highest (almost always the best)."""

Steps = tuple[tuple[str, str], ...]
"""Scene and reply of each answer."""


@dataclass(frozen=True, slots=True)
class Played:
    """One way through a scenario with its figures (percent); ``turns``: scene, reached, best that was on offer."""

    digest: str
    steps: Steps
    turns: tuple[tuple[str, float, float], ...]
    ending: str | None
    overall: float
    dimensions: Mapping[str, float]
    skills: Mapping[str, float]

    def figure(self, name: str) -> float:
        return self.overall if name == "overall" else self.dimensions[name]


class Pool:
    """``size`` ways for each scenario and level. The first two scenarios are the parallel forms of workshops."""

    def __init__(self, scenarios: Sequence[Shelved], size: int, seed: int) -> None:
        chance = random.Random(seed)  # noqa: S311 - plausible choices, not secrets
        self.scenarios = scenarios
        kept: dict[tuple[str, Steps], Played] = {}  # the skilled often go the same way, and figures take longest
        self._ways = [
            [[play(item.digest, level, chance, kept) for _ in range(size)] for level in range(LEVELS)]
            for item in scenarios
        ]

    def forms(self) -> tuple[int, int]:
        """The parallel scenarios A and B, by number."""
        return 0, 1 % len(self.scenarios)

    def practice(self) -> int:
        """The scenario of the round between."""
        return 2 % len(self.scenarios)

    def address(self, scenario: int) -> list[str]:
        """Language and slug, as a round keeps them."""
        item = self.scenarios[scenario]
        return [item.language, item.slug]

    def played(self, scenario: int, level: int) -> Sequence[Played]:
        """All ways at that level."""
        return self._ways[scenario][level]

    def mean(self, scenario: int, level: int, figure: str) -> float:
        """The true mean of a figure (percent) there: talks are drawn from these ways, all alike."""
        return fmean(each.figure(figure) for each in self.played(scenario, level))


def play(digest: str, level: int, chance: random.Random, kept: dict[tuple[str, Steps], Played]) -> Played:
    """One way at that level; ``kept`` is filled with the ways gone so far."""
    playthrough = start(content(digest).scenario)
    while not playthrough.ended:
        playthrough = answer(playthrough, _choose(playthrough, level / LEVELS, chance).id or "")
    steps = tuple((step.scene, step.reply) for step in playthrough.path)
    if (digest, steps) not in kept:
        kept[digest, steps] = _played(digest, steps, playthrough)
    return kept[digest, steps]


def _choose(playthrough: Playthrough, skill: float, chance: random.Random) -> Reply:
    if chance.random() < skill:
        return max(playthrough.offered, key=lambda reply: sum(reply.scores.as_dict().values()))
    return chance.choice(playthrough.offered)


def _played(digest: str, steps: Steps, playthrough: Playthrough) -> Played:
    card = scorecard(playthrough)
    turns: list[Any] = []
    for turn, seen in zip(playthrough.turns, card.turns, strict=True):
        best = max(seen.overall, best_on_offer(playthrough.scenario.scenes[turn.scene], turn))
        turns.append((turn.scene, seen.overall, best))
    return Played(
        digest=digest,
        steps=steps,
        turns=tuple(turns),
        ending=card.ending.value if card.ending is not None else None,
        overall=card.overall,
        dimensions={score.dimension.id: score.percent for score in card.dimensions},
        skills=card.skills,
    )
