"""One person's figures per kind of round, as comparisons take them: read from the tallies, never from talks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select

from trainer.extensions import db
from trainer.scoring.dimensions import DIMENSIONS, SKILLS
from trainer.words import Words, say
from trainer.workshops.comparison import SMALLEST_TEAM, Change, change
from trainer.workshops.models import AFTER, BEFORE, PRACTICE, Participant
from trainer.workshops.result_models import WorkshopTally
from trainer.workshops.results import FIGURES

KINDS = (AFTER, PRACTICE, BEFORE)
"""The latest first."""
OVERALL = "overall"
NAMES: Mapping[str, Words] = {OVERALL: say("Overall"), **{each.id: each.name for each in DIMENSIONS}}
"""What a person has a figure in, apart from skills."""

Values = Mapping[str, float]
"""``overall``, dimensions and skills -> percent."""


@dataclass(frozen=True, slots=True)
class Person:
    """A participant of a workshop. ``kinds``: kind of round -> their means; a kind they have no talk of is missing."""

    id: int
    team_id: int | None
    form: int
    owner: str
    """The same for the same account or guest in every workshop."""
    kinds: dict[str, Values]

    @property
    def is_paired(self) -> bool:
        """Whether they can be set against themselves."""
        return BEFORE in self.kinds and AFTER in self.kinds


def people(where: ColumnElement[bool]) -> dict[int, list[Person]]:
    """Workshop -> its participants that ``where`` holds for, in the order they joined; one statement."""
    columns = (getattr(WorkshopTally, name) for name in (*FIGURES, "skills"))
    person = (Participant.id, Participant.workshop_id, Participant.team_id, Participant.form)
    query = (
        select(*person, Participant.user_id, Participant.guest_key, WorkshopTally.kind, *columns)
        .outerjoin(WorkshopTally, WorkshopTally.participant_id == Participant.id)
        .where(where)
        .order_by(Participant.id)
    )
    found: dict[int, dict[int, Person]] = {}
    for number, workshop_id, team_id, form, user_id, guest_key, kind, *figures in db.session.execute(query):
        owner = f"account {user_id}" if user_id is not None else f"guest {guest_key}"
        person_of = found.setdefault(workshop_id, {}).setdefault(number, Person(number, team_id, form, owner, {}))
        if kind is not None:
            person_of.kinds[kind] = values(figures)
    return {workshop_id: list(each.values()) for workshop_id, each in found.items()}


def values(figures: Sequence[Any]) -> dict[str, float]:
    """From the columns ``FIGURES`` and ``skills`` of a tally."""
    *plain, skills = figures
    return {**dict(zip(FIGURES, plain, strict=True)), **{name: mean for name, (_, mean) in skills.items()}}


def latest_kind(found: Iterable[Person]) -> str | None:
    """The last kind of round that enough people have finished a talk of."""
    return latest(Counter(kind for person in found for kind in person.kinds))


def latest(people: Mapping[str, int]) -> str | None:
    """The last kind that ``SMALLEST_TEAM`` people have; else the last that anybody has, None if nobody has any.

    The first who ends a talk of the next round must not take the figures of the last one off the page.
    """
    enough = (kind for kind in KINDS if people.get(kind, 0) >= SMALLEST_TEAM)
    return next(enough, None) or next((kind for kind in KINDS if people.get(kind)), None)


def of_kind(found: Iterable[Person], kind: str | None, name: str = OVERALL) -> list[float]:
    """One figure of everybody who has it in that kind of round."""
    return [person.kinds[kind][name] for person in found if kind in person.kinds and name in person.kinds[kind]]


def pairs(found: Iterable[Person], name: str = OVERALL) -> tuple[list[float], list[float]]:
    """One figure before and after, of everybody who has both."""
    both = [(person.kinds[BEFORE], person.kinds[AFTER]) for person in found if person.is_paired]
    both = [(before, after) for before, after in both if name in before and name in after]
    return [before[name] for before, _ in both], [after[name] for _, after in both]


def changes(found: Sequence[Person], names: Iterable[str]) -> dict[str, Change]:
    """Figure -> its change over those who have it before and after; figures that nobody has twice are left out."""
    every = {name: change(*pairs(found, name)) for name in names}
    return {name: each for name, each in every.items() if each.n}


def name_of(figure: str) -> Words:
    """What a figure is called."""
    return NAMES[figure] if figure in NAMES else SKILLS[figure]
