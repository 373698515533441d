"""The score of the behaviours alone: what serves if the encoder cannot load, and what the heads are compared with."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from trainer.scoring.behaviours import SUB_SCORES
from trainer.scoring.dimensions import DIMENSION_IDS, HIGHEST, LOWEST
from trainer.scoring.matching import Found

_UP, _DOWN = 0.3, 0.4
"""How fast seen behaviours fill the scale; harm weighs more than help (Gottman: one insult undoes several
kindnesses)."""


def tallies(found: Iterable[Found]) -> dict[str, tuple[float, float]]:
    """Dimension and sub-score -> summed strength of what helps and of what harms; the second time counts half, then
    none.
    """
    up: defaultdict[str, float] = defaultdict(float)
    down: defaultdict[str, float] = defaultdict(float)
    times: Counter[str] = Counter()
    for each in found:
        behaviour = each.behaviour
        times[behaviour.id] += 1
        share = {1: 1.0, 2: 0.5}.get(times[behaviour.id], 0.0)
        side = up if behaviour.helps else down
        strength = abs(behaviour.weight) * share
        side[behaviour.dimension] += strength
        side[behaviour.sub] += strength
        for other in behaviour.also:
            side[other] += strength / 2
    return {name: (up[name], down[name]) for name in {*up, *down}}


def points(sums: Mapping[str, tuple[float, float]]) -> dict[str, float]:
    """Dimension id -> points from -2 to 2, by the behaviours alone, from ``tallies``."""
    return {name: _squash(*sums.get(name, (0.0, 0.0))) for name in DIMENSION_IDS}


def _squash(up: float, down: float) -> float:
    value = HIGHEST * (math.tanh(_UP * up) - math.tanh(_DOWN * down))
    return min(max(value, LOWEST), HIGHEST)


def sub_scores(sums: Mapping[str, tuple[float, float]]) -> dict[str, float]:
    """Sub-score name -> 0 to 100, 50 where nothing was seen; ``attack`` is high where there is none."""
    return {name: 50 + 25 * _squash(*sums.get(name, (0.0, 0.0))) for names in SUB_SCORES.values() for name in names}
