"""Where the author's scores and the scorer's lie far apart: a second opinion for coaches, not a verdict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from trainer.scenario.model import NARRATOR, Reply, Scene
from trainer.scenario.problems import Path, Problem, in_words
from trainer.scenario.reader import Document
from trainer.scoring.assess import assess
from trainer.scoring.assessment import Assessment, TooLong
from trainer.scoring.dimensions import DIMENSIONS
from trainer.words import say

FAR = 2.0
"""From this many points of difference on, a coach should look again."""
NEAR = 1.0
"""Up to this many points of difference author and scorer are of one mind."""
Judged = tuple[Path, Reply, Assessment]


@dataclass(frozen=True, slots=True)
class Beside:
    """One dimension over all replies: mean points of author and scorer, and at how many replies they are near."""

    said: float
    seen: float
    near: int
    replies: int


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the scorer makes of all written replies: by dimension, and where it differs by far and is sure."""

    beside: Mapping[str, Beside]
    problems: Sequence[Problem]


def opinion_on(document: Document) -> Opinion:
    """The scorer's opinion. It reads each reply as an answer to the lines of its scene that are always said."""
    judged = list(_judged(document))
    beside = {dimension.id: _beside(judged, dimension.id) for dimension in DIMENSIONS} if judged else {}
    return Opinion(beside, [problem for each in judged for problem in _far_apart(document, *each)])


def second_opinions(document: Document) -> list[Problem]:
    """Warnings for written replies whose authored points and the scorer's differ by two steps, where it is sure."""
    return [problem for each in _judged(document) for problem in _far_apart(document, *each)]


def _judged(document: Document) -> Iterator[Judged]:
    """Every written reply that is short enough, with its place."""
    for name, scene in document.scenario.scenes.items():
        for number, reply in enumerate(scene.replies):
            try:
                assessment = assess(reply.say, _context(scene), document.scenario.language)
            except TooLong:
                continue
            yield ("scenes", name, "replies", number), reply, assessment


def _beside(judged: Sequence[Judged], dimension: str) -> Beside:
    said = [reply.scores.as_dict()[dimension] for _path, reply, _assessment in judged]
    seen = [assessment.scores[dimension].points for _path, _reply, assessment in judged]
    near = sum(abs(one - other) <= NEAR for one, other in zip(said, seen, strict=True))
    return Beside(fmean(said), fmean(seen), near, len(judged))


def _far_apart(document: Document, path: Path, reply: Reply, assessment: Assessment) -> Iterator[Problem]:
    authored = reply.scores.as_dict()
    for dimension in DIMENSIONS:
        seen = assessment.scores[dimension.id].points
        if not assessment.unsure and abs(seen - authored[dimension.id]) >= FAR:
            line, column = document.places.at((*path, "scores"))
            message = say(
                "{dimension}: the scorer sees {seen}; you say {said}.",
                dimension=dimension.name,
                seen=f"{seen:+.1f}",
                said=f"{authored[dimension.id]:+d}",
            )
            advice = say("Look at the words once more. If you are right, leave it: the scorer errs too.")
            yield Problem(line, column, in_words(path), message, advice, "second-opinion", "warning")


def _context(scene: Scene) -> str | None:
    always = [line.text for line in scene.lines if line.speaker != NARRATOR and line.holds(frozenset(), 5)]
    return "\n".join(always) or None
