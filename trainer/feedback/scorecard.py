"""What a playthrough shows: what was reached and reachable, turn by turn. The formulas are in ``docs/scores.md``."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import fmean

from trainer.dialogue.engine import DialogueError, Playthrough, Turn, Typed, answer, rewind
from trainer.feedback.echoes import Echo, echoes
from trainer.feedback.turning import Turning, turnings
from trainer.scenario.graph import Analysis
from trainer.scenario.model import Line, Outcome, Reply
from trainer.scoring.dimensions import DIMENSION_IDS, DIMENSIONS, Dimension, to_percent
from trainer.words import Words, say

FORMULA = say(
    "The overall score is the plain average of empathy, de-escalation and clarity; each of these is the average over "
    "your turns, on a scale from 0 (harmful) over 50 (neutral) to 100 (excellent)."
)

CLEARLY = 0.5
"""By how many points, over all dimensions, a reply must be better to be worth showing; matters for typed words only."""


class NothingSaid(DialogueError):
    """There is no turn yet, so there is nothing to score."""


@dataclass(frozen=True, slots=True)
class DimensionScore:
    """One dimension: mean ``points`` over the turns (-2 to 2), the same in percent, and the anchor nearest to it.

    ``reachable``: lowest and highest percent that a way through this scenario can reach; None if it was not analysed.
    """

    dimension: Dimension
    points: float
    percent: float
    anchor: Words
    reachable: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Outlook:
    """A better reply that was on offer, and what would have happened then."""

    reply: str
    text: str
    percent: float
    lines: tuple[Line, ...]
    tension: int
    ending: Outcome | None


@dataclass(frozen=True, slots=True)
class TurnCard:
    """One turn for its reader.

    ``said`` is None if time ran out. ``percent``: dimension id -> 0 to 100; ``overall``: their mean. ``stands_for``:
    the written reply that typed words stood for. ``evidence``: sentences the scores rest on, empty for typed words,
    whose evidence is in ``typed.assessment``. ``best`` is None if nothing on offer was better than what was said.
    """

    number: int
    scene: str
    title: str | None
    lines: tuple[Line, ...]
    said: str | None
    typed: Typed | None
    stands_for: str | None
    points: Mapping[str, float]
    percent: Mapping[str, float]
    overall: float
    why: str | None
    instead: str | None
    evidence: tuple[str, ...]
    best: Outlook | None
    tension_before: int
    tension_after: int
    turning: Turning | None
    echoes: tuple[Echo, ...]
    skills: tuple[str, ...]

    @property
    def is_turning_point(self) -> bool:
        """Whether the talk turned here: the largest rise or fall of tension, or something that came back later."""
        return self.turning is not None or bool(self.echoes)


@dataclass(frozen=True, slots=True)
class TensionPoint:
    """Tension (0 to 10) at the start (``turn`` 0) or after a turn."""

    turn: int
    label: Words
    tension: int


@dataclass(frozen=True, slots=True)
class Scorecard:
    """A whole playthrough. ``overall`` and ``reachable`` are in percent; ``ending`` is None while the talk goes on."""

    dimensions: tuple[DimensionScore, ...]
    overall: float
    reachable: tuple[float, float] | None
    ending: Outcome | None
    debrief: str | None
    last_lines: tuple[Line, ...]
    tension: tuple[TensionPoint, ...]
    turns: tuple[TurnCard, ...]

    @property
    def skills(self) -> dict[str, float]:
        """Skill id -> mean of the overall percent of the turns that train it."""
        trained = sorted({skill for turn in self.turns for skill in turn.skills})
        return {skill: fmean(turn.overall for turn in self.turns if skill in turn.skills) for skill in trained}

    @property
    def typed_share(self) -> float:
        """Share of the turns, 0 to 1, that were answered in the trainee's own words."""
        return fmean(turn.typed is not None for turn in self.turns)


def scorecard(playthrough: Playthrough, analysis: Analysis | None = None) -> Scorecard:
    """The scorecard of a talk with at least one turn, ended or not. Raises ``NothingSaid`` without one.

    ``analysis`` is that of the playthrough's scenario; without it nothing is said about what was reachable. It speaks
    of written replies and of finished talks: typed words can go beyond it, and so can a talk that still goes on.
    """
    turns = playthrough.turns
    if not turns:
        raise NothingSaid(say("Nothing has been said yet, so there is nothing to score."))
    reach = analysis.reach if analysis is not None else {}
    dimensions = tuple(
        dimension_score(dimension, fmean(turn.scores[dimension.id] for turn in turns), reach.get(dimension.id))
        for dimension in DIMENSIONS
    )
    turned, returned = turnings(turns), echoes(playthrough)
    start = TensionPoint(0, say("Start"), turns[0].tension_before)
    after = (TensionPoint(turn.number, say("Turn {turn}", turn=turn.number), turn.tension_after) for turn in turns)
    return Scorecard(
        dimensions=dimensions,
        overall=fmean(score.percent for score in dimensions),
        reachable=_in_percent(analysis.overall) if analysis is not None else None,
        ending=playthrough.ending,
        debrief=playthrough.scene.debrief,
        last_lines=playthrough.lines,
        tension=(start, *after),
        turns=tuple(
            _card(playthrough, turn, turned.get(turn.number), returned[turn.number]) for turn in playthrough.turns
        ),
    )


def dimension_score(
    dimension: Dimension, points: float, reachable: tuple[float, float] | None = None
) -> DimensionScore:
    """A score in points with its percent and the anchor nearest to it; ``reachable`` is in points too."""
    nearest = math.floor(points + 0.5)
    return DimensionScore(
        dimension, points, to_percent(points), dimension.anchors[nearest], _in_percent(reachable) if reachable else None
    )


def _in_percent(span: tuple[float, float]) -> tuple[float, float]:
    return to_percent(span[0]), to_percent(span[1])


def _card(playthrough: Playthrough, turn: Turn, turning: Turning | None, returned: tuple[Echo, ...]) -> TurnCard:
    scene, typed, effect = playthrough.scenario.scenes[turn.scene], turn.step.typed, turn.effect
    by_tone = typed is not None and typed.by_tone
    return TurnCard(
        number=turn.number,
        scene=turn.scene,
        title=scene.title,
        lines=turn.lines,
        said=turn.said,
        typed=typed,
        stands_for=effect.say if typed is not None and typed.matched and isinstance(effect, Reply) else None,
        points=turn.scores,
        percent={name: to_percent(turn.scores[name]) for name in DIMENSION_IDS},
        overall=_overall(turn.scores),
        # The author wrote about the written reply; where the words stood for none, that would be about something else.
        why=None if by_tone else effect.why,
        instead=None if by_tone else effect.instead,
        evidence=(effect.why,) if typed is None and effect.why else (),
        best=_best(playthrough, turn),
        tension_before=turn.tension_before,
        tension_after=turn.tension_after,
        turning=turning,
        echoes=returned,
        skills=tuple(skill.value for skill in scene.skills or playthrough.scenario.skills),
    )


def _overall(points: Mapping[str, float]) -> float:
    return fmean(to_percent(points[name]) for name in DIMENSION_IDS)


def _best(playthrough: Playthrough, turn: Turn) -> Outlook | None:
    """The best reply that was on offer by sum of points, the one that calms more if two are level."""
    moment = rewind(playthrough, turn.number)
    said = sum(turn.scores.values())
    better = [reply for reply in moment.offered if sum(reply.scores.as_dict().values()) >= said + CLEARLY]
    for reply in sorted(better, key=lambda reply: (-sum(reply.scores.as_dict().values()), reply.tension)):
        try:
            then = answer(moment, reply.id or "")
        except DialogueError:  # an unplayed branch of a faulty draft leads nowhere: it is no advice
            continue
        percent = _overall(reply.scores.as_dict())
        return Outlook(reply.id or "", reply.say, percent, then.lines, then.tension, then.ending)
    return None
