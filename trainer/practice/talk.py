"""The talk as a page shows it: messages from both sides, and the replies in this attempt's order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

from trainer.dialogue.engine import Playthrough, Turn
from trainer.practice.attempts import Loaded
from trainer.scenario.model import NARRATOR, YOU, Kind, Line, Reply, Scenario

COLOURS = 6
"""How many avatar colours the style sheet has."""


@dataclass(frozen=True, slots=True)
class Message:
    """One bubble. ``side`` is "them", "you", "narrator" or "silence"; ``new`` arrived with the last answer."""

    side: str
    text: str
    name: str = ""
    to: str = ""
    colour: int = 0
    new: bool = False
    turn: Turn | None = None
    """For the trainee's own words: the turn, whose effect practice mode may tell."""


def messages(playthrough: Playthrough) -> list[Message]:
    """Everything said so far, in order."""
    return list(_messages(playthrough))


def _messages(playthrough: Playthrough) -> Iterator[Message]:
    scenario, turns = playthrough.scenario, playthrough.turns
    for turn in turns:
        for line in turn.lines:
            yield _heard(scenario, line, new=False)
        yield _said(turn, new=turn is turns[-1])
    for line in playthrough.lines:
        yield _heard(scenario, line, new=True)


def _said(turn: Turn, new: bool) -> Message:
    if turn.step.typed is not None:
        return Message("you", turn.step.typed.text, new=new, turn=turn)
    if isinstance(turn.effect, Reply):
        return Message("you", turn.effect.say, new=new, turn=turn)
    return Message("silence", "", new=new, turn=turn)


def _heard(scenario: Scenario, line: Line, new: bool) -> Message:
    if line.speaker == NARRATOR:
        return Message("narrator", line.text, new=new)
    if line.speaker == YOU:
        return Message("you", line.text, new=new)
    order = list(scenario.cast)
    return Message(
        "them",
        line.text,
        name=scenario.cast[line.speaker].name,
        to=_addressee(scenario, line),
        colour=order.index(line.speaker) % COLOURS,
        new=new,
    )


def _addressee(scenario: Scenario, line: Line) -> str:
    """To whom a line is said: a name, "you", or nothing where there is only one to talk to."""
    if scenario.kind is not Kind.DISCUSSION or line.to is None:
        return ""
    return YOU if line.to == YOU else scenario.cast[line.to].name


def choices(loaded: Loaded) -> list[Reply]:
    """The replies on offer, shuffled: differently for each attempt, the same each time it is shown."""
    scene = loaded.playthrough.scene_id

    def place(reply: Reply) -> bytes:
        return blake2b(f"{loaded.attempt.seed}/{scene}/{reply.id}".encode(), digest_size=8).digest()

    return sorted(loaded.playthrough.offered, key=place)


def seconds(loaded: Loaded) -> int | None:
    """How long there is to answer now, or None if the scene is not timed or timing is off."""
    scene = loaded.playthrough.scene
    return scene.seconds if loaded.attempt.timed and scene.timeout is not None else None
