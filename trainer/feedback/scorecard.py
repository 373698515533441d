"""What a playthrough shows: what was reached and reachable, turn by turn. The formulas are in ``docs/scores.md``."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
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


Corrections = Mapping[tuple[int, str], float]
"""Turn number and dimension id -> the points a coach gave; they count in place of those of the scorer or the author."""


class NothingSaid(DialogueError):
    """There is no turn yet, so there is nothing to score."""


@dataclass(frozen=True, slots=True)
class DimensionScore:
    """One dimension: mean ``points`` over the turns (-2 to 2), the same in percent, and the anchor nearest to it.

    ``reachable``: lowest and highest percent that a way through this scenario can reach; None if it was not analysed.
    ``corrected``: in how many turns the points are a coach's.
    """

    dimension: Dimension
    points: float
    percent: float
    anchor: Words
    reachable: tuple[float, float] | None
    corrected: int = 0


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
    ``before``: dimension id -> percent of the scorer or the author, for those that a coach corrected.
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
    before: Mapping[str, float]

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


def scorecard(
    playthrough: Playthrough, analysis: Analysis | None = None, corrections: Corrections | None = None
) -> Scorecard:
    """The scorecard of a talk with at least one turn, ended or not. Raises ``NothingSaid`` without one.

    ``analysis`` is that of the playthrough's scenario; without it nothing is said about what was reachable. It speaks
    of written replies and of finished talks: typed words can go beyond it, and so can a talk that still goes on.
    Where there are ``corrections`` of a coach, they count.
    """
    turns = playthrough.turns
    if not turns:
        raise NothingSaid(say("Nothing has been said yet, so there is nothing to score."))
    given = corrections or {}
    reach = analysis.reach if analysis is not None else {}
    points = {turn.number: _points(turn, given) for turn in turns}
    dimensions = tuple(
        replace(
            dimension_score(dimension, fmean(each[dimension.id] for each in points.values()), reach.get(dimension.id)),
            corrected=sum((number, dimension.id) in given for number in points),
        )
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
            _card(playthrough, turn, given, (turned.get(turn.number), returned[turn.number])) for turn in turns
        ),
    )


def _points(turn: Turn, given: Corrections) -> dict[str, float]:
    """Dimension id -> the points that count."""
    return {name: given.get((turn.number, name), turn.scores[name]) for name in DIMENSION_IDS}


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


def _card(
    playthrough: Playthrough,
    turn: Turn,
    given: Corrections,
    effects: tuple[Turning | None, tuple[Echo, ...]],
) -> TurnCard:
    scene, typed, effect = playthrough.scenario.scenes[turn.scene], turn.step.typed, turn.effect
    by_tone, points = typed is not None and typed.by_tone, _points(turn, given)
    return TurnCard(
        number=turn.number,
        scene=turn.scene,
        title=scene.title,
        lines=turn.lines,
        said=turn.said,
        typed=typed,
        stands_for=effect.say if typed is not None and typed.matched and isinstance(effect, Reply) else None,
        points=points,
        percent={name: to_percent(points[name]) for name in DIMENSION_IDS},
        overall=_overall(points),
        # The author wrote about the written reply; where the words stood for none, that would be about something else.
        why=None if by_tone else effect.why,
        instead=None if by_tone else effect.instead,
        evidence=(effect.why,) if typed is None and effect.why else (),
        best=_best(playthrough, turn, sum(points.values())),
        tension_before=turn.tension_before,
        tension_after=turn.tension_after,
        turning=effects[0],
        echoes=effects[1],
        skills=tuple(skill.value for skill in scene.skills or playthrough.scenario.skills),
        before={name: to_percent(turn.scores[name]) for name in DIMENSION_IDS if (turn.number, name) in given},
    )


def _overall(points: Mapping[str, float]) -> float:
    return fmean(to_percent(points[name]) for name in DIMENSION_IDS)


def _best(playthrough: Playthrough, turn: Turn, said: float) -> Outlook | None:
    """The best reply that was on offer by sum of points, the one that calms more if two are level."""
    moment = rewind(playthrough, turn.number)
    better = [reply for reply in moment.offered if sum(reply.scores.as_dict().values()) >= said + CLEARLY]
    for reply in sorted(better, key=lambda reply: (-sum(reply.scores.as_dict().values()), reply.tension)):
        try:
            then = answer(moment, reply.id or "")
        except DialogueError:  # an unplayed branch of a faulty draft leads nowhere: it is no advice
            continue
        percent = _overall(reply.scores.as_dict())
        return Outlook(reply.id or "", reply.say, percent, then.lines, then.tension, then.ending)
    return None
