"""Playing a draft: the path is all there is, it is carried by the page, and nothing is stored or counted."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from trainer.dialogue.engine import (
    DialogueError,
    PathError,
    Playthrough,
    answer,
    replay,
    time_out,
    to_json,
)
from trainer.dialogue.hearing import hear
from trainer.practice.judging import judging
from trainer.scenario.model import TIMEOUT, Scenario
from trainer.scoring.assessment import from_json
from trainer.words import Words, say

LONGEST = 1_000_000
"""Characters of a path: 200 turns in own words with their assessments are shorter."""


class NotPlayable(Exception):
    """The draft cannot be played from this scene; ``words`` say why."""

    def __init__(self, words: Words) -> None:
        super().__init__(str(words))
        self.words = words


@dataclass(frozen=True, slots=True)
class Played:
    """Where the talk stands. ``word``: what is to be said about the last step, if it was not taken as it was sent."""

    playthrough: Playthrough
    word: Words | None = None

    @property
    def path(self) -> str:
        """The path as the page carries it."""
        return json.dumps(to_json(self.playthrough), ensure_ascii=False, separators=(",", ":"))


def begin(scenario: Scenario, scene: str, tension: int | None) -> Scenario:
    """The scenario as it is played from that scene (none: from its start), at that tension. Raises ``NotPlayable``."""
    if scene and scene not in scenario.scenes:
        raise NotPlayable(say("There is no scene `{scene}` any more.", scene=scene))
    changes: dict[str, object] = {"start": scene or scenario.start}
    if tension is not None:
        changes["tension"] = min(10, max(0, tension))
    return scenario.model_copy(update=changes)


def play(scenario: Scenario, path: str, back: int = 0) -> Played:
    """The talk after that path, without its last ``back`` steps. Raises ``NotPlayable``.

    The draft may have changed since: then the path is followed as far as it goes.
    """
    steps = _steps(path)
    steps = steps[: len(steps) - back] if back else steps
    try:
        return Played(replay(scenario, steps))
    except PathError as error:
        # A step may stand for nothing any more, or a later one for something else.
        kept = replay(scenario, steps[: error.step - 1])
        return Played(kept, say("The draft has changed: the talk goes on from where it still fits."))
    except DialogueError as error:
        raise NotPlayable(error.words) from error


def take(played: Played, reply: str, words: str) -> Played:
    """The talk after one more answer: a reply, ``timeout``, or own words, which are judged and matched.

    Raises the scorer's ``TooLong``, and ``NotJudged``.
    """
    before = played.playthrough
    try:
        if reply == TIMEOUT:
            return Played(time_out(before))
        if reply:
            return Played(answer(before, reply))
        if not words.strip():
            return Played(before, say("Write a few words first, or choose a reply."))
        if not before.offered:
            return Played(before, say("There is nothing to answer here."))
        with judging():
            matched, typed = hear(before, words.strip())
        return Played(answer(before, matched, typed))
    except DialogueError as error:
        return Played(before, error.words)


def _steps(path: str) -> Sequence[object]:
    """The steps that a page sent. Raises ``ValueError`` for what no page of ours sends."""
    if len(path) > LONGEST:
        raise ValueError("path")
    steps = json.loads(path or "[]")
    if not isinstance(steps, list):
        raise ValueError("path")
    for step in steps:
        typed = step.get("typed") if isinstance(step, dict) else None
        if isinstance(typed, dict) and typed.get("assessment") is not None:
            from_json(typed["assessment"])
    return steps
