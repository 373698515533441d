"""Where the author's scores and the scorer's lie far apart: a second opinion for coaches, not a verdict."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.scenario.model import NARRATOR, Reply, Scene
from trainer.scenario.problems import Path, Problem, in_words
from trainer.scenario.reader import Document
from trainer.scoring.assess import assess
from trainer.scoring.assessment import TooLong
from trainer.scoring.dimensions import DIMENSIONS
from trainer.words import say

FAR = 2.0
"""From this many points of difference on, a coach should look again."""


def second_opinions(document: Document) -> list[Problem]:
    """Warnings for written replies whose authored points and the scorer's differ by two steps, where it is sure.

    The scorer reads each reply as an answer to the lines of its scene that are always said.
    """
    return list(_opinions(document))


def _opinions(document: Document) -> Iterator[Problem]:
    for name, scene in document.scenario.scenes.items():
        for number, reply in enumerate(scene.replies):
            yield from _opinion(document, scene, reply, ("scenes", name, "replies", number))


def _opinion(document: Document, scene: Scene, reply: Reply, path: Path) -> Iterator[Problem]:
    try:
        assessment = assess(reply.say, _context(scene), document.scenario.language)
    except TooLong:
        return
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
