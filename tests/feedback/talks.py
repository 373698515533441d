"""Talks about a lamp, as different trainees lead them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tests.dialogue.walking import own_words, play
from trainer.dialogue.engine import Playthrough, Typed, answer, start
from trainer.scenario.model import Scenario
from trainer.scenario.reader import read_file

__all__ = ["lamp", "own_words", "play", "talk", "typed_talk"]


@cache
def lamp() -> Scenario:
    """The scenario of ``lamp.yaml``."""
    return read_file(Path(__file__).with_name("lamp.yaml")).scenario


def talk(*takes: str) -> Playthrough:
    """The talk about the lamp after these replies; ``timeout`` lets time run out."""
    return play(lamp(), *takes)


def typed_talk(*answers: tuple[str, Typed]) -> Playthrough:
    """The same, with each reply said in the trainee's own words."""
    playthrough = start(lamp())
    for reply, words in answers:
        playthrough = answer(playthrough, reply, words)
    return playthrough
