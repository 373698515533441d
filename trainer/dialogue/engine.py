"""Playing a talk: ``start``, then ``answer`` or ``time_out`` until it has ended.

A ``Playthrough`` is a frozen value. It is made from the scenario and the path alone, without a clock or a database, so
a stored path replays to an equal value. The rules themselves are in ``trainer.scenario.rules``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trainer.dialogue.errors import (
    DialogueError,
    Ended,
    NotOnOffer,
    NotScored,
    NotTimed,
    PathError,
    Stuck,
    TooLong,
)
from trainer.dialogue.path import Step, Typed, path_from_json, path_to_json
from trainer.scenario import rules
from trainer.scenario.model import TIMEOUT, Line, Outcome, Reply, Scenario, Scene, Timeout
from trainer.words import say

__all__ = [
    "MOST_TURNS",
    "DialogueError",
    "Ended",
    "NotOnOffer",
    "NotScored",
    "NotTimed",
    "PathError",
    "Playthrough",
    "Step",
    "Stuck",
    "TooLong",
    "Turn",
    "Typed",
    "answer",
    "replay",
    "rewind",
    "start",
    "time_out",
    "to_json",
]

MOST_TURNS = 200
"""A talk is over an order of magnitude earlier; the bound keeps a loop from filling a database."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One answer and what it did.

    ``entered`` are the scenes passed through since the turn before, this turn's ``scene`` last; ``lines`` are what was
    heard in them. ``offered`` are the ids of the replies that were open. ``scores``: dimension id -> points, of the
    typed words if there were some, else as written in the scenario. Tension runs from 0 to 10.
    """

    number: int
    scene: str
    entered: tuple[str, ...]
    lines: tuple[Line, ...]
    offered: tuple[str, ...]
    step: Step
    effect: Reply | Timeout
    tension_before: int
    tension_after: int
    flags_before: frozenset[str]
    scores: Mapping[str, float]

    @property
    def said(self) -> str | None:
        """What the trainee said, in their own or in written words; None if time ran out."""
        if self.step.typed is not None:
            return self.step.typed.text
        return self.effect.say if isinstance(self.effect, Reply) else None

    @property
    def timed_out(self) -> bool:
        """Whether the trainee said nothing in time."""
        return self.step.reply == TIMEOUT


@dataclass(frozen=True, slots=True)
class Playthrough:
    """Where a talk stands: the turns so far, the scene that waits, and what was heard since the last turn."""

    scenario: Scenario
    turns: tuple[Turn, ...]
    entered: tuple[str, ...]
    lines: tuple[Line, ...]
    tension: int
    flags: frozenset[str]

    @property
    def scene_id(self) -> str:
        """Id of the scene that waits for an answer, or that ended the talk."""
        return self.entered[-1]

    @property
    def scene(self) -> Scene:
        """That scene."""
        return self.scenario.scenes[self.scene_id]

    @property
    def ended(self) -> bool:
        """Whether the talk is over."""
        return self.scene.ending is not None

    @property
    def ending(self) -> Outcome | None:
        """How it ended, or None while it goes on."""
        return self.scene.ending

    @property
    def offered(self) -> tuple[Reply, ...]:
        """The replies that can be chosen now, in the order they are written; none after the end."""
        return rules.open_replies(self.scene, self.flags, self.tension)

    @property
    def path(self) -> tuple[Step, ...]:
        """The answers so far."""
        return tuple(turn.step for turn in self.turns)


def start(scenario: Scenario) -> Playthrough:
    """The talk before the first answer. Raises ``Stuck`` if the scenario leaves no way on."""
    return _enter(scenario, (), scenario.start, scenario.tension, frozenset())


def answer(playthrough: Playthrough, reply_id: str, typed: Typed | None = None) -> Playthrough:
    """The talk after the reply of that id.

    With ``typed`` words the reply's consequences follow, and the scores are those of the words. Raises ``Ended``,
    ``NotOnOffer``, ``NotScored`` (typed words without scores), ``TooLong`` or ``Stuck``.
    """
    _check_goes_on(playthrough)
    reply = next((reply for reply in playthrough.offered if reply.id == reply_id), None)
    if reply is None:
        raise NotOnOffer(say("This reply is not on offer here."))
    if typed is not None and not typed.is_scored:
        raise NotScored(say("Your own words need a text and a score for each dimension."))
    return _take(playthrough, Step(playthrough.scene_id, reply_id, typed), reply)


def time_out(playthrough: Playthrough) -> Playthrough:
    """The talk after nothing was said in time. Raises ``Ended``, ``NotTimed``, ``TooLong`` or ``Stuck``."""
    _check_goes_on(playthrough)
    if playthrough.scene.timeout is None:
        raise NotTimed(say("There is no time limit here."))
    return _take(playthrough, Step(playthrough.scene_id, TIMEOUT), playthrough.scene.timeout)


def to_json(playthrough: Playthrough) -> list[dict[str, object]]:
    """The path as JSON-able dicts; ``replay`` makes an equal playthrough of it. The shape is in ``path.py``."""
    return path_to_json(playthrough.path)


def replay(scenario: Scenario, path: Sequence[object]) -> Playthrough:
    """The talk after all steps of ``path`` (``Step``, or dicts from ``to_json``).

    Raises ``PathError``, naming the step, if the path is malformed or does not fit the scenario.
    """
    playthrough = start(scenario)
    for number, step in enumerate(path_from_json(path), 1):
        try:
            playthrough = _retake(playthrough, step)
        except DialogueError as error:
            raise PathError(number, error.words) from error
    return playthrough


def rewind(playthrough: Playthrough, turn: int) -> Playthrough:
    """The talk as it stood before that turn (from 1), to go on from there. Raises ``ValueError`` if there is none."""
    if not 1 <= turn <= len(playthrough.turns):
        raise ValueError(f"there is no turn {turn}")
    left = playthrough.turns[turn - 1]
    return Playthrough(
        playthrough.scenario,
        playthrough.turns[: turn - 1],
        left.entered,
        left.lines,
        left.tension_before,
        left.flags_before,
    )


def _check_goes_on(playthrough: Playthrough) -> None:
    if playthrough.ended:
        raise Ended(say("This talk is over."))
    if len(playthrough.turns) >= MOST_TURNS:
        raise TooLong(say("This talk has gone on for {count} turns; please start again.", count=MOST_TURNS))


def _retake(playthrough: Playthrough, step: Step) -> Playthrough:
    if not playthrough.ended and step.scene != playthrough.scene_id:
        raise NotOnOffer(say("The talk is at {here}, not at {there}.", here=playthrough.scene_id, there=step.scene))
    if step.reply == TIMEOUT and step.typed is None:
        return time_out(playthrough)
    return answer(playthrough, step.reply, step.typed)


def _take(before: Playthrough, step: Step, effect: Reply | Timeout) -> Playthrough:
    flags, tension = rules.apply(effect, before.flags, before.tension)
    turn = Turn(
        number=len(before.turns) + 1,
        scene=before.scene_id,
        entered=before.entered,
        lines=before.lines,
        offered=tuple(reply.id or "" for reply in before.offered),
        step=step,
        effect=effect,
        tension_before=before.tension,
        tension_after=tension,
        flags_before=before.flags,
        scores=effect.scores.as_dict() if step.typed is None else step.typed.scores,
    )
    return _enter(before.scenario, (*before.turns, turn), effect.to, tension, flags)


def _enter(
    scenario: Scenario, turns: tuple[Turn, ...], scene_id: str, tension: int, flags: frozenset[str]
) -> Playthrough:
    try:
        entered, last = rules.settle(scenario, scene_id, flags, tension)
    except rules.StuckError as error:
        raise Stuck(say("The talk cannot go on from {scene}.", scene=error.scene_id)) from error
    scene = scenario.scenes[last]
    if scene.ending is None and not rules.moves(scene, flags, tension):
        raise Stuck(say("The talk cannot go on from {scene}.", scene=last))
    heard = (line for name in entered for line in scenario.scenes[name].lines if line.holds(flags, tension))
    return Playthrough(scenario, turns, entered, tuple(heard), tension, flags)
