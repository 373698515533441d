"""The fields of a scenario in words: what they are called, and how their values read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trainer.scenario.model import AnswerBy, Channel, Kind, Outcome, Scores
from trainer.scoring.dimensions import DIMENSIONS, SKILLS
from trainer.words import Words, say

NAMES: Mapping[str, Words] = {
    "title": say("Title"),
    "language": say("Language"),
    "kind": say("Kind"),
    "channel": say("Channel"),
    "difficulty": say("Difficulty"),
    "minutes": say("Minutes"),
    "skills": say("Skills"),
    "summary": say("Summary"),
    "brief": say("Brief"),
    "goal": say("Goal"),
    "facts": say("Facts"),
    "credits": say("Credits"),
    "answer_by": say("Answer by"),
    "tension": say("Tension"),
    "start": say("Begins with"),
    "name": say("Name"),
    "role": say("Role"),
    "about": say("About"),
    "seconds": say("Seconds to answer"),
    "ending": say("Ending"),
    "debrief": say("Debrief"),
    "speaker": say("Speaker"),
    "text": say("Words"),
    "say": say("Words"),
    "like": say("Other wordings"),
    "id": say("Name in the file"),
    "scores": say("Scores"),
    "sets": say("Sets the flags"),
    "clears": say("Clears the flags"),
    "why": say("Why"),
    "instead": say("Say instead"),
    "needs": say("Needs the flags"),
    "unless": say("Unless the flags"),
    "at_tension": say("At a tension of"),
    "take": say("Replies taken"),
    "ends": say("Ends at"),
    "to": say("Goes on to"),
}
"""Field -> what a coach calls it."""
TO_WHOM = say("Said to")
"""What ``to`` means on a line."""
ORDERS: Mapping[str, Words] = {
    "scenes": say("Order of the scenes"),
    "cast": say("Order of the people"),
    "lines": say("Order of the lines"),
    "replies": say("Order of the replies"),
    "routes": say("Order of the ways on"),
    "walkthroughs": say("Order of the walkthroughs"),
}

_CHOICES: Mapping[str, Words] = {
    Kind.CUSTOMER: say("Angry customer"),
    Kind.DISCUSSION: say("Heated discussion"),
    Channel.CHAT: say("Chat"),
    Channel.PHONE: say("Phone call"),
    Channel.PUBLIC: say("Public thread"),
    Channel.MAIL: say("Mail"),
    Channel.MEETING: say("Meeting"),
    Outcome.RESOLVED: say("Resolved"),
    Outcome.SETTLED: say("Settled"),
    Outcome.ESCALATED: say("Escalated"),
    Outcome.LOST: say("Lost"),
    AnswerBy.CHOOSE: say("written replies only"),
    AnswerBy.TYPE: say("own words only"),
    AnswerBy.BOTH: say("written replies or own words"),
}

Shown = tuple[str | Words, ...]
"""A value as parts to be shown one after the other: texts, and words to be translated."""


def shown(field: str, value: Any) -> Shown:
    """A value as it reads; nothing for what is not there."""
    if value is None:
        return ()
    if isinstance(value, Scores):
        points = value.as_dict()
        return tuple(
            say("{name} {points}", name=dimension.name, points=f"{points[dimension.id]:+d}") for dimension in DIMENSIONS
        )
    if field == "at_tension":
        return (say("{low} to {high}", low=value[0], high=value[1]),)
    if isinstance(value, tuple):
        return tuple(SKILLS[each] if field == "skills" else str(each) for each in value)
    is_choice = field in ("kind", "channel", "ending", "answer_by")
    return (_CHOICES[value] if is_choice else str(value),)
