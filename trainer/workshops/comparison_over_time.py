"""A team over months and across workshops, and a member's own place in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from trainer.accounts.players import Player
from trainer.accounts.team_keeping import NoSuchTeam
from trainer.accounts.teams import Team, TeamMember
from trainer.extensions import db
from trainer.library.models import Shelved
from trainer.scoring.dimensions import SKILLS
from trainer.web.clock import now
from trainer.workshops.comparison import SMALLEST_TEAM, Change, Estimate, estimate, summary
from trainer.workshops.comparison_people import (
    NAMES,
    OVERALL,
    Person,
    Values,
    changes,
    latest_kind,
    name_of,
    of_kind,
    people,
)
from trainer.workshops.comparison_turns import LostTurn, turns_lost
from trainer.workshops.models import Participant, RoundTalk, Workshop
from trainer.workshops.report import Level, Spread, spread, to_practise
from trainer.workshops.result_models import MemberTally
from trainer.workshops.results import FIGURES

YEAR = timedelta(days=365)
"""How far back a team's page looks."""
MOST_WORKSHOPS = 24
"""How many workshops it lists, the latest."""


@dataclass(frozen=True, slots=True)
class Month:
    """``people`` practised in it; their mean only if they are enough."""

    month: datetime
    people: int
    estimate: Estimate | None


@dataclass(frozen=True, slots=True)
class TeamWorkshop:
    """A workshop as the team's people went through it; figures only if they are enough."""

    workshop: Workshop
    people: int
    level: Estimate | None
    change: Change | None


@dataclass(frozen=True, slots=True)
class TeamResults:
    """Everything on the page of a team. ``people`` practised in the last year."""

    team: Team
    people: int
    levels: tuple[Level, ...]
    skills: tuple[Level, ...]
    """The strongest first."""
    spreads: tuple[Spread, ...]
    months: tuple[Month, ...]
    workshops: tuple[TeamWorkshop, ...]
    lost: tuple[LostTurn, ...]
    next: tuple[Shelved, ...]


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """A member's own mean in one figure beside the team's. ``team`` is None while too few people practise."""

    name: str
    own: float
    team: Estimate | None


def team_results(team: Team, language: str) -> TeamResults:
    """The results of that team; ``language`` of what is recommended. Who may read it is for the caller to check."""
    rows = _rows(team.id)
    means = list(_means(rows).values())
    skills = _levels(means, SKILLS)
    workshops = tuple(_workshops(team.id))
    looked_at = [each.workshop.id for each in workshops]
    return TeamResults(
        team=team,
        people=len(means),
        levels=tuple(_levels(means, NAMES)),
        skills=tuple(sorted(skills, key=lambda level: -level.estimate.mean)),
        spreads=_spreads(means),
        months=tuple(_months(rows)),
        workshops=workshops,
        lost=turns_lost((RoundTalk.team_id == team.id) & RoundTalk.workshop_id.in_(looked_at)),
        next=to_practise(language, skills, set()),
    )


def means_of_members(team_id: int) -> dict[str, Values]:
    """Owner (as in ``Person``) -> the mean over the talks of the last year, every talk weighing the same."""
    return _means(_rows(team_id))


def own_place(player: Player, key: str) -> tuple[Team, list[OwnPlace]]:
    """The team, and where the player stands in it; empty before their first talk. Raises ``NoSuchTeam``."""
    team = db.session.scalar(select(Team).join(TeamMember).where(Team.key == key, _is(player)))
    if team is None or (player.user_id is None and player.guest_key is None):
        raise NoSuchTeam(key)
    means = means_of_members(team.id)
    mine = means.get(_owner(player.user_id, player.guest_key), {})
    levels = {level.id: level.estimate for level in _levels(list(means.values()), {**NAMES, **SKILLS})}
    return team, [OwnPlace(name, mine[name], levels.get(name)) for name in (*NAMES, *SKILLS) if name in mine]


def teams_of_player(player: Player) -> Sequence[Team]:
    """The teams the player is a member of, by name."""
    if player.user_id is None and player.guest_key is None:
        return []
    query = select(Team).join(TeamMember).where(_is(player), Team.archived.is_(False))
    return db.session.scalars(query.order_by(Team.name)).all()


def _is(player: Player) -> Any:
    if player.user_id is not None:
        return TeamMember.user_id == player.user_id
    return TeamMember.guest_key == player.guest_key


def _owner(user_id: int | None, guest_key: str | None) -> str:
    return f"account {user_id}" if user_id is not None else f"guest {guest_key}"


def _rows(team_id: int) -> list[Any]:
    """Owner, month, number of talks, figures, skills: one row per member and month of the last year."""
    columns = (getattr(MemberTally, name) for name in (*FIGURES, "skills"))
    query = (
        select(TeamMember.user_id, TeamMember.guest_key, MemberTally.month, MemberTally.n, *columns)
        .join(MemberTally, MemberTally.member_id == TeamMember.id)
        .where(TeamMember.team_id == team_id, MemberTally.month >= f"{now() - YEAR:%Y-%m}")
    )
    return [(_owner(user_id, guest_key), *row) for user_id, guest_key, *row in db.session.execute(query)]


def _means(rows: Iterable[Any]) -> dict[str, Values]:
    """Owner -> figures and skills over all their months, each month weighing as much as it has talks."""
    sums: dict[str, dict[str, tuple[float, float]]] = {}
    for owner, _month, n, *figures, skills in rows:
        weighted = [(name, n, value) for name, value in zip(FIGURES, figures, strict=True)]
        weighted += [(name, count, mean) for name, (count, mean) in skills.items()]
        mine = sums.setdefault(owner, {})
        for name, weight, value in weighted:
            before = mine.get(name, (0.0, 0.0))
            mine[name] = before[0] + weight, before[1] + weight * value
    return {owner: {name: total / n for name, (n, total) in each.items()} for owner, each in sums.items()}


def _levels(means: Sequence[Values], names: Mapping[str, Any]) -> list[Level]:
    every = {name: [each[name] for each in means if name in each] for name in names}
    return [
        Level(name, name_of(name), estimate(summary(values)))
        for name, values in every.items()
        if len(values) >= SMALLEST_TEAM
    ]


def _spreads(means: Sequence[Values]) -> tuple[Spread, ...]:
    if len(means) < SMALLEST_TEAM:
        return ()
    return tuple(spread(name, [], [each[name] for each in means]) for name in NAMES)


def _months(rows: Iterable[Any]) -> list[Month]:
    by_month: dict[str, list[float]] = {}
    for _, month, _, overall, *_ in rows:
        by_month.setdefault(month, []).append(overall)
    return [
        Month(
            datetime.strptime(month, "%Y-%m"),  # noqa: DTZ007 - a month has no zone
            len(values),
            estimate(summary(values)) if len(values) >= SMALLEST_TEAM else None,
        )
        for month, values in sorted(by_month.items())
    ]


def _workshops(team_id: int) -> list[TeamWorkshop]:
    by_workshop = people(Participant.team_id == team_id)
    query = select(Workshop).where(Workshop.id.in_(by_workshop), Workshop.deleted_at.is_(None))
    latest = db.session.scalars(query.order_by(Workshop.created_at.desc()).limit(MOST_WORKSHOPS)).all()
    return [_workshop(each, by_workshop[each.id]) for each in reversed(latest)]


def _workshop(workshop: Workshop, found: Sequence[Person]) -> TeamWorkshop:
    values = of_kind(found, latest_kind(found))
    change = changes(found, [OVERALL]).get(OVERALL)
    return TeamWorkshop(
        workshop,
        len(values),
        estimate(summary(values)) if len(values) >= SMALLEST_TEAM else None,
        change if change is not None and change.n >= SMALLEST_TEAM else None,
    )
