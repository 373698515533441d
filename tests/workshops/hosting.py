"""A coach who holds a workshop through the pages, and people who join it with its code."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.people import Person

PARCEL = "late-parcel"
PLAN = {
    "kind-0": "before", "minutes-0": "10", "scenario-0": PARCEL,
    "kind-1": "wall", "minutes-1": "8", "scene-1": f"{PARCEL}/opening",
    "kind-2": "practice", "minutes-2": "15", "scenario-2": PARCEL,
    "kind-3": "after", "minutes-3": "10", "scenario-3": PARCEL,
}  # fmt: skip
BEST, BAD = ("Three messages and no parcel", "It is stuck at the depot"), ("Please calm down",)


class Host:
    """A coach with a workshop of four rounds: before, wall, practice, after."""

    def __init__(self, coach: Person, **plan: str) -> None:
        self.coach = coach
        coach.opens("/coach/workshops/new")
        coach.presses("Plan the workshop", title="Calm at the counter", **{**PLAN, **plan})
        self.key = coach.at.rsplit("/", 1)[1]

    @property
    def desk(self) -> str:
        return f"/coach/workshops/{self.key}"

    @property
    def code(self) -> str:
        """As it stands on the cards, typed without the space."""
        words = self.coach.opens(f"{self.desk}/cards")
        found = re.search(r"and type (\w{3} \w{3})", words)
        assert found, words
        return found[1].replace(" ", "")

    def presses(self, label: str, **fields: str) -> str:
        """Press a button on the desk."""
        self.coach.opens(self.desk)
        return self.coach.presses(label, **fields)

    def opens_doors(self) -> str:
        """Let people in; the code."""
        self.presses("Open the doors")
        return self.code

    def projects(self) -> str:
        """The words on the projector."""
        return self.coach.opens(f"{self.desk}/projector")


def joins(person: Person, code: str, name: str, **more: str) -> str:
    """Join with the code and a name; the words in the room."""
    person.opens(f"/w/{code}")
    return person.presses("Join", name=name, **more)


def plays(person: Person, *says: str) -> str:
    """Play the talk that the room asks for, and come back; the words in the room."""
    room = person.at
    person.presses("Begin the talk")
    for words in says:
        person.presses(words)
    return person.opens(room)


def five(visitor: Callable[..., Person], code: str, **more: str) -> list[Person]:
    """Five people who join."""
    people = [visitor() for _ in range(5)]
    for number, person in enumerate(people, 1):
        joins(person, code, f"Person {number}", **more)
    return people
