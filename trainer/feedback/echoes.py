"""What came back: later moments of a talk that went as they did because of a flag that an earlier turn had set.

A flag made a difference at a moment if a line, a reply or a route there would have been another without it. The moment
right after the turn does not count: what the other side says to one's words is their answer, not their memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from trainer.dialogue.engine import Playthrough, Turn
from trainer.scenario import rules
from trainer.scenario.model import Condition, Scene
from trainer.words import Words, say


class EchoKind(StrEnum):
    """How it came back, the most telling first."""

    HEARD = "heard"
    LED = "led"
    OPENED = "opened"
    CLOSED = "closed"
    SPARED = "spared"


@dataclass(frozen=True, slots=True)
class Echo:
    """One return of a flag, before ``turn`` was answered; ``turn`` is None in what was heard last.

    ``text`` are the words of the line or reply concerned; None for a route.
    """

    flag: str
    turn: int | None
    kind: EchoKind
    text: str | None

    @property
    def words(self) -> Words:
        """The sentence for the trainee."""
        template = _AT_THE_END[self.kind] if self.turn is None else _AT_A_TURN[self.kind]
        return Words(template.template, {"turn": self.turn, "text": self.text})


_AT_A_TURN = {
    EchoKind.HEARD: say("It came back at turn {turn}: “{text}”"),
    EchoKind.LED: say("It decided where the talk went before turn {turn}."),
    EchoKind.OPENED: say("Because of it you could say at turn {turn}: “{text}”"),
    EchoKind.CLOSED: say("Because of it you could no longer say at turn {turn}: “{text}”"),
    EchoKind.SPARED: say("Because of it you did not hear at turn {turn}: “{text}”"),
}
_AT_THE_END = {
    EchoKind.HEARD: say("It came back at the end: “{text}”"),
    EchoKind.LED: say("It decided how the talk went on at the end."),
    EchoKind.OPENED: say("Because of it you can now say: “{text}”"),
    EchoKind.CLOSED: say("Because of it you can no longer say: “{text}”"),
    EchoKind.SPARED: say("Because of it you did not hear at the end: “{text}”"),
}


@dataclass(frozen=True, slots=True)
class _Moment:
    number: int
    turn: int | None
    scenes: tuple[Scene, ...]
    flags: frozenset[str]
    tension: int


def echoes(playthrough: Playthrough) -> Mapping[int, tuple[Echo, ...]]:
    """Turn number -> what came back of it, in the order it came; at most one echo per flag and moment."""
    found: dict[int, list[Echo]] = {turn.number: [] for turn in playthrough.turns}
    setters: dict[str, int] = {}
    for moment, answered in _moments(playthrough):
        for flag, number in setters.items():
            if moment.number > number + 1:
                found[number] += _echoes_at(moment, flag)[:1]
        if answered is not None:
            fresh = (flag for flag in answered.effect.sets if flag not in answered.flags_before)
            setters.update(dict.fromkeys(fresh, answered.number))
    return {number: tuple(items) for number, items in found.items()}


def _moments(playthrough: Playthrough) -> Iterator[tuple[_Moment, Turn | None]]:
    scenes = playthrough.scenario.scenes
    for turn in playthrough.turns:
        entered = tuple(scenes[name] for name in turn.entered)
        yield _Moment(turn.number, turn.number, entered, turn.flags_before, turn.tension_before), turn
    entered = tuple(scenes[name] for name in playthrough.entered)
    yield _Moment(len(playthrough.turns) + 1, None, entered, playthrough.flags, playthrough.tension), None


def _echoes_at(moment: _Moment, flag: str) -> list[Echo]:
    """What the flag changed at the moment, the most telling first."""
    without = moment.flags - {flag}
    found: list[tuple[EchoKind, str | None]] = []
    for scene in moment.scenes:
        for line in scene.lines:
            found += _told(_difference(line, moment, without), EchoKind.HEARD, EchoKind.SPARED, line.text)
        for reply in scene.replies:
            found += _told(_difference(reply, moment, without), EchoKind.OPENED, EchoKind.CLOSED, reply.say)
        if rules.next_route(scene, moment.flags, moment.tension) != rules.next_route(scene, without, moment.tension):
            found.append((EchoKind.LED, None))
    rank = list(EchoKind).index
    return [Echo(flag, moment.turn, kind, text) for kind, text in sorted(found, key=lambda item: rank(item[0]))]


def _difference(condition: Condition, moment: _Moment, without: frozenset[str]) -> int:
    """1 if the condition holds only with the flag, -1 if only without it, 0 if the flag is all the same to it."""
    return condition.holds(moment.flags, moment.tension) - condition.holds(without, moment.tension)


def _told(difference: int, gained: EchoKind, lost: EchoKind, text: str) -> list[tuple[EchoKind, str | None]]:
    return [(gained if difference > 0 else lost, text)] if difference else []
