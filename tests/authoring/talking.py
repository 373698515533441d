"""People who play a talk and suggest something in it."""

from __future__ import annotations

from tests.people import Person

PARCEL = "/scenarios/en/late-parcel"
BETTER = "Three messages without an answer, Dana: I'd be furious too. I'm looking for your parcel right now."
CALL_BACK = "May I ring you in ten minutes, once I know more?"


def plays(person: Person, *says: str) -> str:
    """Play the talk about the late parcel to its end, by written replies or own words; its address."""
    person.opens(PARCEL)
    person.presses("Begin")
    talk = person.at
    for words in says or ("Three messages and no parcel", "It is stuck at the depot"):
        if any(words in label for *_, label in person.form("Say it").buttons):
            person.presses(words)
        else:
            person.presses("Say it", text=words)
    return talk


def suggests(person: Person, talk: str, turn: int = 1, **more: str) -> str:
    """Suggest better words at a turn; the words on the page that follows."""
    person.opens(f"{talk}/turns/{turn}/suggest")
    return person.presses("Send it to the coaches", **{"text": BETTER, **more})
