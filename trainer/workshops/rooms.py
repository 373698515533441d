"""Workshops of a coach: making, changing, duplicating, closing, deleting with time to think again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from flask import current_app
from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.exc import IntegrityError

from trainer.accounts.roles import can_administer, can_coach
from trainer.accounts.teams import Team, TeamCoach, teams_of_coach
from trainer.extensions import db
from trainer.practice.attempts import KEY, new_key
from trainer.web.clock import now
from trainer.workshops.codes import new_code
from trainer.workshops.models import (
    CLOSED,
    DRAWN,
    NOW,
    OPEN,
    WAITING,
    Participant,
    Round,
    Workshop,
    WorkshopTeam,
)
from trainer.workshops.rounds import finish, plan, touch
from trainer.workshops.signals import workshop_deleted

COLOURS = 6
"""How many team colours the style sheet has."""
MOST_TEAMS, MOST_ROUNDS = 60, 12
KEPT_DAYS = 14
"""How long a deleted workshop can be brought back."""


class NoSuchWorkshop(LookupError):
    """There is no such workshop, or it is not this person's."""


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """A round as the coach plans it. ``scenarios``: language and slug; the rest is for the wall."""

    kind: str
    minutes: int
    scenarios: tuple[tuple[str, str], ...] = ()
    line: str | None = None
    context: str | None = None
    scene: str | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """A workshop as the coach plans it. ``team_ids``: of the coach's own teams; ``new_teams``: names."""

    title: str
    language: str
    rounds: tuple[RoundPlan, ...] = ()
    team_ids: tuple[int, ...] = ()
    new_teams: tuple[str, ...] = ()
    occasion: str = ""
    """When and where."""
    invited: int = 0
    team_choice: str = DRAWN
    feedback: str = NOW
    switches: dict[str, bool] = field(default_factory=dict)
    """``show_board``, ``names_shown``, ``hold_answers``."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A workshop in the coach's list."""

    workshop: Workshop
    people: int
    rounds: int


def can_lead(user: Any, workshop: Workshop) -> bool:
    """Whether ``user`` runs this workshop: it is theirs, or they are an administrator."""
    return bool(user.is_authenticated and (workshop.coach_id == user.id or can_administer(user)))


def find(user: Any, key: str, *, deleted: bool = False) -> Workshop:
    """The workshop of that key that ``user`` runs. Raises ``NoSuchWorkshop``."""
    workshop = db.session.scalar(select(Workshop).where(Workshop.key == key))
    if workshop is None or not can_lead(user, workshop) or (workshop.deleted_at is not None) != deleted:
        raise NoSuchWorkshop(key)
    return workshop


def listed(user: Any, *, deleted: bool = False) -> list[Listed]:
    """What ``user`` runs, the newest first; administrators see all. One statement."""
    people = select(func.count()).where(Participant.workshop_id == Workshop.id).scalar_subquery()
    rounds = select(func.count()).where(Round.workshop_id == Workshop.id).scalar_subquery()
    query = select(Workshop, people, rounds).where(_mine(user), Workshop.deleted_at.is_not(None) == deleted)
    rows = db.session.execute(query.order_by(Workshop.created_at.desc()).limit(500))
    return [Listed(*row) for row in rows]


def _mine(user: Any) -> ColumnElement[bool]:
    return Workshop.id > 0 if can_administer(user) else Workshop.coach_id == user.id


def teams_of(workshop: Workshop) -> Sequence[tuple[WorkshopTeam, Team]]:
    """The teams that take part, in order; one statement."""
    query = select(WorkshopTeam, Team).join(Team, Team.id == WorkshopTeam.team_id)
    rows = db.session.execute(query.where(WorkshopTeam.workshop_id == workshop.id).order_by(WorkshopTeam.number))
    return [(place, team) for place, team in rows]


def create(user: Any, key: str, outline: Outline) -> Workshop:
    """A new workshop; one commit. The same form twice gives the one it made.

    Raises ``NoSuchWorkshop`` for a malformed key.
    """
    if not KEY.fullmatch(key):
        raise NoSuchWorkshop(key)
    workshop = Workshop(key=key, code=new_code(), coach_id=user.id, stage=1)
    db.session.add(workshop)
    try:
        _apply(user, workshop, outline)
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        if db.session.scalar(select(Workshop.id).where(Workshop.key == key)) is not None:
            return find(user, key)
        return create(user, key, outline)  # the code was taken: one in millions
    return workshop


def change(user: Any, key: str, outline: Outline) -> Workshop:
    """Change a workshop; rounds that began stay as they are. One commit. Raises ``NoSuchWorkshop``."""
    workshop = find(user, key)
    _apply(user, workshop, outline)
    touch(workshop)
    db.session.commit()
    return workshop


def _apply(user: Any, workshop: Workshop, outline: Outline) -> None:
    for name in ("title", "language", "occasion", "invited", "team_choice", "feedback"):
        setattr(workshop, name, getattr(outline, name))
    for name, value in outline.switches.items():
        setattr(workshop, name, value)
    db.session.flush()
    _plan_rounds(workshop, outline.rounds)
    _place_teams(user, workshop, outline)


def _plan_rounds(workshop: Workshop, wanted: Sequence[RoundPlan]) -> None:
    begun = [each for each in plan(workshop.id).rounds if each.status != WAITING]
    db.session.execute(delete(Round).where(Round.workshop_id == workshop.id, Round.status == WAITING))
    for number, each in enumerate(wanted[: MOST_ROUNDS - len(begun)], start=len(begun) + 1):
        pairs = [list(pair) for pair in each.scenarios]
        texts = {"line": each.line, "context": each.context, "scene": each.scene}
        row = Round(workshop_id=workshop.id, number=number, kind=each.kind, minutes=each.minutes, scenarios=pairs)
        for name, text in texts.items():
            setattr(row, name, text)
        db.session.add(row)


def _place_teams(user: Any, workshop: Workshop, outline: Outline) -> None:
    """The teams that were ticked, then the new ones; those with people in them stay. Without any, one of the title."""
    here = {team.id: (place, team) for place, team in teams_of(workshop)}
    taken = set(db.session.scalars(select(Participant.team_id).where(Participant.workshop_id == workshop.id)))
    for team_id in set(here) - set(outline.team_ids) - taken:
        db.session.delete(here.pop(team_id)[0])
    db.session.flush()
    known = {team.id: team for team in teams_of_coach(user.id) if not team.archived}
    wanted = [known[each] for each in outline.team_ids if each in known and each not in here]
    names = {team.name for _, team in here.values()} | {team.name for team in wanted}
    if can_coach(user):
        fresh = dict.fromkeys(name for name in outline.new_teams if name not in names)
        if not (here or wanted or fresh):
            fresh = {workshop.title[:80]: None}
        wanted += [_new_team(workshop.coach_id or user.id, name) for name in fresh]
    last = max((place.number for place, _ in here.values()), default=0)
    for number, team in enumerate(wanted[: MOST_TEAMS - len(here)], start=last + 1):
        colour = (number - 1) % COLOURS
        db.session.add(WorkshopTeam(workshop_id=workshop.id, team_id=team.id, number=number, colour=colour))


def _new_team(coach_id: int, name: str) -> Team:
    team = Team(key=new_key(), name=name)
    db.session.add(team)
    db.session.flush()
    db.session.add(TeamCoach(team_id=team.id, user_id=coach_id))
    return team


def duplicate(user: Any, key: str, new: str, title: str) -> Workshop:
    """The same plan once more, with the same teams and nobody in them. Raises ``NoSuchWorkshop``."""
    source = find(user, key)
    outline = outline_of(source, title)
    return create(user, new, outline)


def outline_of(workshop: Workshop, title: str | None = None) -> Outline:
    """The plan of a workshop, to be changed or used once more; two statements."""
    rounds = tuple(
        RoundPlan(
            each.kind, each.minutes, tuple((a, b) for a, b in each.scenarios), each.line, each.context, each.scene
        )
        for each in plan(workshop.id).rounds
    )
    switches = ("show_board", "names_shown", "hold_answers")
    return Outline(
        title=title or workshop.title,
        language=workshop.language,
        rounds=rounds,
        team_ids=tuple(team.id for _, team in teams_of(workshop)),
        invited=0,
        team_choice=workshop.team_choice,
        feedback=workshop.feedback,
        switches={name: getattr(workshop, name) for name in switches},
    )


def open_doors(user: Any, key: str) -> Workshop:
    """Let people join (again); one commit. Raises ``NoSuchWorkshop``."""
    workshop = find(user, key)
    workshop.status, workshop.opened_at, workshop.closed_at = OPEN, workshop.opened_at or now(), None
    touch(workshop)
    db.session.commit()
    return workshop


def close(user: Any, key: str) -> Workshop:
    """Nobody joins any more, the round that is on ends; one commit. Raises ``NoSuchWorkshop``."""
    workshop = find(user, key)
    current = plan(workshop.id).current
    if current is not None:
        finish(current)
    workshop.status, workshop.closed_at = CLOSED, now()
    touch(workshop)
    db.session.commit()
    return workshop


def remove(user: Any, key: str) -> Workshop:
    """Delete a workshop; it can be brought back for some days. One commit. Raises ``NoSuchWorkshop``."""
    workshop = find(user, key)
    workshop.deleted_at = now()
    touch(workshop)
    _purge()
    db.session.commit()
    return workshop


def restore(user: Any, key: str) -> Workshop:
    """The undo of ``remove``; one commit. Raises ``NoSuchWorkshop``."""
    workshop = find(user, key, deleted=True)
    workshop.deleted_at = None
    touch(workshop)
    db.session.commit()
    return workshop


def _purge() -> None:
    """Delete for good what nobody brought back in time. People keep their talks."""
    old = Workshop.deleted_at < now() - timedelta(days=KEPT_DAYS)
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    for workshop_id in db.session.scalars(select(Workshop.id).where(old)).all():
        workshop_deleted.send(app, workshop_id=workshop_id)
        db.session.execute(delete(Workshop).where(Workshop.id == workshop_id))
