"""The report on a workshop: before and after, teams, skills, where most was lost, and what to practise next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from trainer.extensions import db
from trainer.library.models import Shelved
from trainer.library.shelf import Wanted, find
from trainer.scoring.dimensions import DIMENSION_IDS, SKILLS
from trainer.words import Words
from trainer.workshops.comparison import (
    SMALLEST_TEAM,
    Change,
    Estimate,
    OrderEffect,
    estimate,
    histogram,
    order_effect,
    summary,
)
from trainer.workshops.comparison_people import (
    NAMES,
    Person,
    changes,
    latest_kind,
    name_of,
    of_kind,
    pairs,
    people,
)
from trainer.workshops.comparison_teams import Standing, TeamName, stand, teams_of
from trainer.workshops.comparison_turns import LostTurn, turns_lost
from trainer.workshops.funnel import Funnel, funnel
from trainer.workshops.models import AFTER, BEFORE, Participant, Round, RoundTalk, Workshop

NEXT = 3
"""How many scenarios are recommended."""


@dataclass(frozen=True, slots=True)
class Named:
    """A figure that has a name: of a dimension, of a skill."""

    id: str
    name: Words


@dataclass(frozen=True, slots=True)
class Changed(Named):
    change: Change


@dataclass(frozen=True, slots=True)
class Level(Named):
    estimate: Estimate


@dataclass(frozen=True, slots=True)
class Spread(Named):
    """How many people lie in each tenth of the scale. ``before`` is empty without a round before."""

    before: tuple[int, ...]
    after: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team in the table of teams. ``levels``: dimension -> mean; ``change``: overall, if enough people have both."""

    standing: Standing
    levels: Mapping[str, Estimate]
    change: Change | None


@dataclass(frozen=True, slots=True)
class Forms:
    """The parallel scenarios by title, and what their order did."""

    titles: tuple[str, str]
    effect: OrderEffect


@dataclass(frozen=True, slots=True)
class Report:
    """Everything on the page. What fewer than ``SMALLEST_TEAM`` people stand behind is left out.

    ``kind``: of the round that levels, skills and teams speak of: the latest that enough people have finished.
    """

    workshop: Workshop
    kind: str | None
    funnel: Funnel
    changes: tuple[Changed, ...]
    skill_changes: tuple[Changed, ...]
    forms: Forms | None
    spreads: tuple[Spread, ...]
    levels: tuple[Level, ...]
    skills: tuple[Level, ...]
    """The strongest first."""
    teams: tuple[TeamRow, ...]
    waiting: int
    """People whose teams are too small to be shown."""
    lost: tuple[LostTurn, ...]
    next: tuple[Shelved, ...]

    @property
    def is_empty(self) -> bool:
        return not self.levels


def report(workshop: Workshop) -> Report:
    """The report on that workshop; who may read it is for the caller to check."""
    found = people(Participant.workshop_id == workshop.id).get(workshop.id, [])
    kind = latest_kind(found)
    skills = levels(found, kind, SKILLS)
    rows, waiting = team_rows(found, kind, teams_of(workshop.id))
    return Report(
        workshop=workshop,
        kind=kind,
        funnel=funnel(workshop, sum(person.is_paired for person in found)),
        changes=changed(found, NAMES),
        skill_changes=changed(found, SKILLS),
        forms=_forms(workshop, found),
        spreads=_spreads(found, kind),
        levels=tuple(levels(found, kind, NAMES)),
        skills=tuple(sorted(skills, key=lambda level: -level.estimate.mean)),
        teams=rows,
        waiting=waiting,
        lost=turns_lost(RoundTalk.workshop_id == workshop.id),
        next=to_practise(workshop.language, skills, _played(workshop)),
    )


def changed(found: Sequence[Person], names: Mapping[str, Words]) -> tuple[Changed, ...]:
    """The changes that enough people stand behind."""
    every = changes(found, names)
    return tuple(Changed(name, name_of(name), each) for name, each in every.items() if each.n >= SMALLEST_TEAM)


def levels(found: Sequence[Person], kind: str | None, names: Mapping[str, Words]) -> list[Level]:
    """The means in one kind of round that enough people stand behind."""
    every = {name: of_kind(found, kind, name) for name in names}
    return [
        Level(name, name_of(name), estimate(summary(values)))
        for name, values in every.items()
        if len(values) >= SMALLEST_TEAM
    ]


def team_rows(found: Sequence[Person], kind: str | None, teams: Sequence[TeamName]) -> tuple[tuple[TeamRow, ...], int]:
    """Teams beside each other by place, and how many people are in teams too small to be shown."""
    known = {team.id: team for team in teams}
    members: dict[TeamName | None, list[Person]] = {}
    for person in found:
        members.setdefault(known.get(person.team_id or 0), []).append(person)
    standings, waiting = stand((team, summary(of_kind(each, kind))) for team, each in members.items())
    shown = {each.team for each in standings}
    rest = [person for team, each in members.items() if team is None or team not in shown for person in each]
    rows = (_team_row(each, members[each.team] if each.team else rest, kind) for each in standings)
    return tuple(rows), waiting


def _team_row(standing: Standing, members: Sequence[Person], kind: str | None) -> TeamRow:
    change = changes(members, ["overall"]).get("overall")
    enough = change is not None and change.n >= SMALLEST_TEAM
    return TeamRow(
        standing,
        {name: estimate(summary(of_kind(members, kind, name))) for name in DIMENSION_IDS},
        change if enough else None,
    )


def _forms(workshop: Workshop, found: Sequence[Person]) -> Forms | None:
    query = select(Round.scenarios).where(Round.workshop_id == workshop.id, Round.kind == BEFORE)
    scenarios = [tuple(each) for each in db.session.scalar(query.order_by(Round.number)) or []][:2]
    halves = [[person for person in found if person.form == form and person.is_paired] for form in (0, 1)]
    if len(scenarios) < 2 or min(map(len, halves)) < SMALLEST_TEAM:
        return None
    effect = order_effect(pairs(halves[0]), pairs(halves[1]))
    titles = _titles([(language, slug) for language, slug in scenarios])
    return Forms((titles[0], titles[1]), effect) if effect is not None else None


def _titles(scenarios: Sequence[tuple[str, str]]) -> list[str]:
    query = select(Shelved.language, Shelved.slug, Shelved.title).where(
        Shelved.language.in_({language for language, _ in scenarios}), Shelved.slug.in_({slug for _, slug in scenarios})
    )
    known = {(language, slug): title for language, slug, title in db.session.execute(query)}
    return [known.get(each, each[1]) for each in scenarios]


def _spreads(found: Sequence[Person], kind: str | None) -> tuple[Spread, ...]:
    if len(of_kind(found, kind)) < SMALLEST_TEAM:
        return ()
    paired = [person for person in found if person.is_paired]
    if len(paired) >= SMALLEST_TEAM:  # the same people twice, or the two could not be compared
        return tuple(spread(name, of_kind(paired, BEFORE, name), of_kind(paired, AFTER, name)) for name in NAMES)
    return tuple(spread(name, [], of_kind(found, kind, name)) for name in NAMES)


def spread(name: str, before: list[float], after: list[float]) -> Spread:
    """How the values lie, before and after; ``before`` may be empty."""
    return Spread(name, name_of(name), histogram(before) if before else (), histogram(after))


def _played(workshop: Workshop) -> set[tuple[str, str]]:
    rounds = db.session.scalars(select(Round.scenarios).where(Round.workshop_id == workshop.id))
    return {(language, slug) for scenarios in rounds for language, slug in scenarios}


def to_practise(language: str, skills: Sequence[Level], played: set[tuple[str, str]]) -> tuple[Shelved, ...]:
    """Scenarios for the weakest skill, easy ones first, that were not played yet; none before skills have figures."""
    if not skills:
        return ()
    weakest = min(skills, key=lambda level: level.estimate.mean)
    items = find(Wanted(language=language, skill=weakest.id))
    return tuple(item for item in items if (item.language, item.slug) not in played)[:NEXT]
