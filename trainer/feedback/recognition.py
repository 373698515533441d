"""Behaviour worth a word, seen in a talk by rule: what somebody did, never how many points it gave."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from trainer.dialogue.engine import Playthrough, Turn
from trainer.scenario.model import Kind, Outcome
from trainer.words import Words, say

REFLECTIVE, CRITICISM, PROMISE, LIMIT = "reflective", "criticism", "promise", "limit"
CALMED, WON_BACK, NOTICED = "calmed", "won_back", "noticed"
KINDS: Mapping[str, Words] = {
    REFLECTIVE: say("An answer that reflects"),
    CRITICISM: say("Criticism taken without defence"),
    PROMISE: say("A promise that can be checked"),
    LIMIT: say("A limit set kindly"),
    CALMED: say("A heated thread brought to calm"),
    WON_BACK: say("An angry customer won back"),
    NOTICED: say("Noticed by the coach"),
}
MEANINGS: Mapping[str, Words] = {
    REFLECTIVE: say("In your own words you took up what the other side said or felt, before anything else."),
    CRITICISM: say("Under fire you took responsibility or agreed with what was true, and defended nothing."),
    PROMISE: say("You said who does what, and by when."),
    LIMIT: say("You drew a line without a threat and without an insult."),
    CALMED: say("The discussion was about to boil over, and ended calm."),
    WON_BACK: say("The customer was furious, and the talk ended well."),
    NOTICED: say("Something that no rule sees."),
}
HOT, CALM = 6, 3
"""Tension, 0 to 10: from here on a talk is heated, up to here it is calm."""
UNDER_FIRE = 5

_TAKES_UP = {"reflects_context", "names_feeling"}
_OWNS = {"takes_responsibility", "agrees", "apologises_for_it", "thanks_for_it", "finds_feeling_fair"}
_DEFENDS = {
    "defends",
    "but_after_apology",
    "conditional_apology",
    "denies_apology",
    "blames_person",
    "contradicts",
    "hides_behind_rules",
    "doubts_word",
    "turns_to_self",
}
_HARMS = {"insults", "swears", "threatens", "accuses", "mocks", "orders", "shows_the_door", "calm_down", "copies_words"}


@dataclass(frozen=True, slots=True)
class Recognised:
    """A kind, and the turn where it was seen."""

    kind: str
    turn: int


def recognise(playthrough: Playthrough) -> tuple[Recognised, ...]:
    """What is worth a word in this talk, each kind once, at the first turn that shows it.

    Rules about words look at typed words only: choosing a good sentence is not saying it.
    """
    found = [_first(playthrough, kind, rule) for kind, rule in _OF_WORDS.items()]
    return tuple(each for each in (*found, _ended_calm(playthrough)) if each is not None)


def _first(playthrough: Playthrough, kind: str, rule: Callable[[Turn, set[str]], bool]) -> Recognised | None:
    for turn in playthrough.turns:
        if turn.step.typed is not None and rule(turn, behaviours(turn.step.typed.assessment)):
            return Recognised(kind, turn.number)
    return None


def behaviours(assessment: Mapping[str, Any] | None) -> set[str]:
    """The ids of the behaviours that a stored assessment has seen."""
    scores = (assessment or {}).get("scores", {}).values()
    return {behaviour for score in scores for _, _, behaviour, _ in score.get("evidence", ())}


def _reflects(turn: Turn, seen: set[str]) -> bool:
    return bool(seen & _TAKES_UP) and not seen & _HARMS and turn.scores["empathy"] >= 1


def _takes_criticism(turn: Turn, seen: set[str]) -> bool:
    owned = bool(seen & _OWNS) and not seen & (_DEFENDS | _HARMS)
    return owned and turn.tension_before >= UNDER_FIRE and turn.scores["de_escalation"] >= 0.5


def _promises(turn: Turn, seen: set[str]) -> bool:
    return {"says_who_does", "says_when"} <= seen and "vague_time" not in seen and turn.scores["clarity"] >= 1


def _sets_limit(turn: Turn, seen: set[str]) -> bool:
    return "sets_limit_kindly" in seen and not seen & _HARMS and turn.scores["de_escalation"] >= 0


_OF_WORDS: Mapping[str, Callable[[Turn, set[str]], bool]] = {
    REFLECTIVE: _reflects,
    CRITICISM: _takes_criticism,
    PROMISE: _promises,
    LIMIT: _sets_limit,
}


def _ended_calm(playthrough: Playthrough) -> Recognised | None:
    """A heated talk that ended calm and well; the turn is the one that calmed most."""
    turns = playthrough.turns
    hot = any(max(turn.tension_before, turn.tension_after) >= HOT for turn in turns)
    well = playthrough.ending in {Outcome.RESOLVED, Outcome.SETTLED}
    if not (hot and well and playthrough.tension <= CALM):
        return None
    best = min(turns, key=lambda turn: turn.tension_after - turn.tension_before)
    return Recognised(CALMED if playthrough.scenario.kind == Kind.DISCUSSION else WON_BACK, best.number)
