"""A nudge before an answer, for practice mode. It points at what matters now, never at one of the replies."""

from __future__ import annotations

import re
from collections.abc import Sequence

from trainer.dialogue.engine import Ended, Playthrough
from trainer.scenario.model import NARRATOR, YOU, Line, Reply, Scenario
from trainer.scoring.dimensions import DIMENSION_IDS
from trainer.words import Words, say

HOT, WARM = 7, 4
"""From this tension on the talk counts as hot, or as warm; below it is calm."""

_NUDGE = {
    ("empathy", "hot"): say(
        "At this heat facts do not get through yet. Which words would show that the anger makes sense?"
    ),
    ("empathy", "warm"): say("Listen for what lies under the words: what has this cost the other side?"),
    ("empathy", "calm"): say(
        "The heat is gone, the feeling may not be. Is there something that still wants to be heard?"
    ),
    ("de_escalation", "hot"): say(
        "One wrong word can tip this. Which answer leaves the other side nothing to push against?"
    ),
    ("de_escalation", "warm"): say(
        "Is there something in the criticism that is simply true? Think of what follows if you say so."
    ),
    ("de_escalation", "calm"): say("It is quiet now. Which answer keeps you both on the same side of the problem?"),
    ("clarity", "hot"): say("In anger people take in one thing at a time. What is the one thing to know right now?"),
    ("clarity", "warm"): say("After your answer, will the other side know who does what, and by when?"),
    ("clarity", "calm"): say("Now there is room for the matter. What exactly happens next, and when?"),
}
_TO_ANOTHER = say("{speaker} is speaking to {other}, and everybody is listening.")
_SEVERAL = say("More than one person is waiting for you here.")
_ASKED = say("There is a question in what {speaker} just said.")
_LOUD = say("{speaker} is getting loud; look at what the volume stands for.")
_SHORT = say("Time is running: short is good enough.")


def hint(playthrough: Playthrough) -> Words:
    """One or two sentences about the moment, by the last words heard, the tension and the dimension most at stake.

    Raises ``Ended`` if there is nothing left to answer.
    """
    if playthrough.ended:
        raise Ended(say("This talk is over."))
    band = "hot" if playthrough.tension >= HOT else "warm" if playthrough.tension >= WARM else "calm"
    nudge = _NUDGE[most_at_stake(playthrough.offered, band), band]
    situation = _situation(playthrough)
    return nudge if situation is None else say("{first} {second}", first=situation, second=nudge)


def most_at_stake(replies: Sequence[Reply], band: str) -> str:
    """The dimension in which the replies differ most. Where they are level: the feeling first, in a calm talk last."""
    order = DIMENSION_IDS if band != "calm" else tuple(reversed(DIMENSION_IDS))
    return max(order, key=lambda name: _spread(replies, name))


def _spread(replies: Sequence[Reply], dimension: str) -> int:
    points = [reply.scores.as_dict()[dimension] for reply in replies]
    return max(points, default=0) - min(points, default=0)


def _situation(playthrough: Playthrough) -> Words | None:
    spoken = [line for line in playthrough.lines if line.speaker not in (NARRATOR, YOU)]
    if playthrough.scene.seconds is not None:
        return _SHORT
    if not spoken:
        return None
    last, speaker = spoken[-1], _name(playthrough.scenario, spoken[-1].speaker)
    if last.to is not None and last.to != YOU:
        other = _name(playthrough.scenario, last.to)
        return Words(_TO_ANOTHER.template, {"speaker": speaker, "other": other})
    if len({line.speaker for line in spoken}) > 1:
        return _SEVERAL
    if _is_loud(last):
        return Words(_LOUD.template, {"speaker": speaker})
    return Words(_ASKED.template, {"speaker": speaker}) if "?" in last.text else None


def _name(scenario: Scenario, speaker: str) -> str:
    character = scenario.cast.get(speaker)
    return character.name if character is not None else speaker


def _is_loud(line: Line) -> bool:
    """Several exclamation marks, or a shouted word of four letters or more."""
    shouted = any(len(word) > 3 and word.isupper() for word in re.findall(r"\w+", line.text))
    return line.text.count("!") > 1 or shouted
