"""What a coach should know about a draft before publishing it, beside what the linter says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import fmean

from trainer.authoring.report_reading import Ease, ease_of
from trainer.dialogue.engine import DialogueError, replay
from trainer.dialogue.second_opinion import Opinion, opinion_on
from trainer.scenario.editing_stubs import PLACEHOLDERS
from trainer.scenario.graph import Analysis, analyse
from trainer.scenario.model import NARRATOR, YOU, Reply, Scenario, Walkthrough
from trainer.scenario.nodes import Places
from trainer.scenario.problems import Path
from trainer.scenario.reader import Document, read
from trainer.scoring.dimensions import to_percent
from trainer.words import Words

KEPT = 64


@dataclass(frozen=True, slots=True)
class Walk:
    """A walkthrough that was played. ``trouble``: why it could not be; ``overall`` in percent."""

    name: str
    turns: int
    ends: str
    reached: str
    overall: float | None
    tension: int | None
    trouble: Words | None

    @property
    def holds(self) -> bool:
        """Whether it ends where it says."""
        return self.trouble is None and self.reached == self.ends


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks, and how hard that is to read. ``name`` is empty for the written replies."""

    name: str
    ease: Ease


@dataclass(frozen=True, slots=True)
class Lengths:
    """Mean number of words of good and of weak replies (None without any), and of how many scenes with a best reply
    it is the longest; ``scenes`` names those scenes.
    """

    good: float | None
    weak: float | None
    longest: int
    choices: int
    scenes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """All of it, but for the scorer's second opinion, which takes longer."""

    analysis: Analysis
    walks: Sequence[Walk]
    voices: Sequence[Voice]
    lengths: Lengths
    placeholders: Sequence[int]
    """Lines that still hold the words with which a new scene begins."""
    replies: int


def report_on(document: Document) -> Report:
    """The report on a draft that can be read."""
    scenario = document.scenario
    return Report(
        analysis=analyse(scenario),
        walks=[_walk(scenario, number, way) for number, way in enumerate(scenario.walkthroughs, 1)],
        voices=list(_voices(scenario)),
        lengths=_lengths(scenario),
        placeholders=sorted(_placeholders(scenario, document.places)),
        replies=sum(len(scene.replies) for scene in scenario.scenes.values()),
    )


@lru_cache(maxsize=KEPT)
def scorer_opinion(text: str) -> Opinion:
    """The scorer's scores beside the author's; remembered, because each reply takes a moment.

    Raises ``ScenarioError`` for a text that cannot be read.
    """
    return opinion_on(read(text))


def _walk(scenario: Scenario, number: int, way: Walkthrough) -> Walk:
    name = way.name or str(number)
    path = [dict(zip(("scene", "reply"), step.partition(".")[::2], strict=True)) for step in way.take]
    try:
        played = replay(scenario, path)
    except DialogueError as error:
        return Walk(name, len(way.take), way.ends, "", None, None, error.words)
    points = [fmean(turn.scores.values()) for turn in played.turns]
    overall = to_percent(fmean(points)) if points else None
    return Walk(name, len(points), way.ends, played.scene_id, overall, played.tension, None)


def _voices(scenario: Scenario) -> Iterator[Voice]:
    lines = [line for scene in scenario.scenes.values() for line in scene.lines]
    for short, person in scenario.cast.items():
        said = [line.text for line in lines if line.speaker == short]
        if said:
            yield Voice(person.name, ease_of(said, scenario.language))
    told = [line.text for line in lines if line.speaker in (NARRATOR, YOU)]
    if told:
        yield Voice(NARRATOR, ease_of(told, scenario.language))
    replies = [reply.say for scene in scenario.scenes.values() for reply in scene.replies]
    yield Voice("", ease_of(replies, scenario.language))


def _points(reply: Reply) -> int:
    return sum(reply.scores.as_dict().values())


def _lengths(scenario: Scenario) -> Lengths:
    replies = [reply for scene in scenario.scenes.values() for reply in scene.replies]
    good = [len(reply.say.split()) for reply in replies if _points(reply) > 0]
    weak = [len(reply.say.split()) for reply in replies if _points(reply) < 0]
    choices, longest = 0, []
    for name, scene in scenario.scenes.items():
        if len({_points(reply) for reply in scene.replies}) > 1:
            choices += 1
            most = max(scene.replies, key=lambda reply: len(reply.say))
            if _points(most) == max(map(_points, scene.replies)):
                longest.append((name, scene.title or name))
    return Lengths(fmean(good) if good else None, fmean(weak) if weak else None, len(longest), choices, tuple(longest))


def _placeholders(scenario: Scenario, places: Places) -> Iterator[int]:
    for name, scene in scenario.scenes.items():
        here: Path = ("scenes", name)
        if scene.debrief in PLACEHOLDERS:
            yield places.at((*here, "debrief"))[0]
        for number, line in enumerate(scene.lines):
            if line.text in PLACEHOLDERS:
                yield places.at((*here, "lines", number))[0]
        for number, reply in enumerate(scene.replies):
            for field in ("say", "why", "instead"):
                if getattr(reply, field) in PLACEHOLDERS:
                    yield places.at((*here, "replies", number, field))[0]
