"""What a coach does with a team: make it, name it, close it, ask people to join. Each function commits what it changes.

A team is found by its coaches and by administrators; for all others it does not exist.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from trainer.accounts.audit import record
from trainer.accounts.models import User
from trainer.accounts.notices import notify
from trainer.accounts.people import AccountError, clean_address, tidy
from trainer.accounts.roles import can_administer, check_coach
from trainer.accounts.teams import Team, TeamCoach, TeamInvitation, TeamMember
from trainer.extensions import db
from trainer.words import say

LONGEST_NAME = 80
MOST_INVITATIONS = 500
KEY = re.compile(r"[A-Za-z0-9_-]{16,32}\Z")
INVITATIONS = "/account#teams"


class NoSuchTeam(LookupError):
    """No team of this person has that key."""


class TeamError(AccountError):
    """Something about a team cannot be done; ``words`` say why."""


@dataclass(frozen=True, slots=True)
class TeamLine:
    """A team as the list shows it."""

    team: Team
    members: int
    coaches: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A member as the page of the team shows them. ``name``: none for guests."""

    id: int
    name: str | None
    email: str | None
    joined_at: datetime


@dataclass(frozen=True, slots=True)
class TeamPage:
    """All that the page of a team shows."""

    team: Team
    members: Sequence[MemberLine]
    coaches: Sequence[User]
    invitations: Sequence[TeamInvitation]


def teams_for(user: Any) -> list[TeamLine]:
    """The teams that ``user`` looks after, an administrator's are all; by name, archived ones last."""
    query = select(Team).order_by(Team.archived, Team.name, Team.id)
    if not can_administer(user):
        query = query.join(TeamCoach, TeamCoach.team_id == Team.id).where(TeamCoach.user_id == user.id)
    teams = db.session.scalars(query).all()
    ids = [team.id for team in teams]
    grouped = select(TeamMember.team_id, func.count()).where(TeamMember.team_id.in_(ids)).group_by(TeamMember.team_id)
    counts: dict[int, int] = dict(db.session.execute(grouped).all())
    names: dict[int, list[str]] = {}
    for team_id, name in db.session.execute(
        select(TeamCoach.team_id, User.name)
        .join(User, User.id == TeamCoach.user_id)
        .where(TeamCoach.team_id.in_(ids))
        .order_by(User.name)
    ):
        names.setdefault(team_id, []).append(name)
    return [TeamLine(team, counts.get(team.id, 0), tuple(names.get(team.id, ()))) for team in teams]


def find_team(user: Any, key: str) -> Team:
    """The team of that key. Raises ``NoSuchTeam`` unless ``user`` looks after it or is an administrator."""
    query = select(Team).where(Team.key == key)
    if not can_administer(user):
        query = query.join(TeamCoach, TeamCoach.team_id == Team.id).where(TeamCoach.user_id == user.id)
    team = db.session.scalar(query)
    if team is None:
        raise NoSuchTeam(key)
    return team


def team_page(user: Any, key: str) -> TeamPage:
    """The team with its people. Raises ``NoSuchTeam``."""
    team = find_team(user, key)
    members = db.session.execute(
        select(TeamMember.id, User.name, User.email, TeamMember.joined_at)
        .outerjoin(User, User.id == TeamMember.user_id)
        .where(TeamMember.team_id == team.id)
        .order_by(User.name.is_(None), User.name, TeamMember.id)
    )
    coaches = select(User).join(TeamCoach, TeamCoach.user_id == User.id).where(TeamCoach.team_id == team.id)
    asked = select(TeamInvitation).where(TeamInvitation.team_id == team.id).order_by(TeamInvitation.email)
    return TeamPage(
        team,
        [MemberLine(*row) for row in members],
        db.session.scalars(coaches.order_by(User.name)).all(),
        db.session.scalars(asked).all(),
    )


def make_team(user: Any, name: str, key: str) -> Team:
    """A new team that ``user`` looks after. The same form twice makes it once.

    Raises ``NotAllowed`` for those who are no coaches, ``TeamError`` for a bad name.
    """
    check_coach(user)
    if not KEY.fullmatch(key):
        raise NoSuchTeam(key)
    team = Team(key=key, name=_clean(name))
    try:
        db.session.add(team)
        db.session.flush()
        db.session.add(TeamCoach(team_id=team.id, user_id=user.id))
        record("team.created", team.name)
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        return find_team(user, key)
    return team


def rename_team(user: Any, key: str, name: str) -> Team:
    """Call the team otherwise. Raises ``NoSuchTeam``, ``TeamError``."""
    team = find_team(user, key)
    team.name = _clean(name)
    db.session.commit()
    return team


def archive_team(user: Any, key: str, archived: bool) -> Team:
    """Close the team, or open it again. Raises ``NoSuchTeam``."""
    team = find_team(user, key)
    if team.archived != archived:
        team.archived = archived
        record("team.archived" if archived else "team.restored", team.name)
        db.session.commit()
    return team


def invite(user: Any, key: str, email: str, as_coach: bool) -> str:
    """Ask whoever has the address to join the team, or to look after it; the address. Nobody learns whether one has it.

    Raises ``NoSuchTeam``, ``BadAddress``, ``TeamError`` if the team is archived or asks too many.
    """
    team = find_team(user, key)
    address = clean_address(email)
    if team.archived:
        raise TeamError(say("This team is archived and takes nobody. Restore it first."))
    count = select(func.count()).where(TeamInvitation.team_id == team.id)
    if (db.session.scalar(count) or 0) >= MOST_INVITATIONS:
        raise TeamError(say("{count} invitations wait for an answer. Withdraw some first.", count=MOST_INVITATIONS))
    asked = db.session.scalar(select(User).where(User.email == address, User.active))
    if asked and _is_in(team, asked, as_coach):
        raise TeamError(say("{email} is in the team already.", email=address))
    same = (TeamInvitation.team_id == team.id, TeamInvitation.email == address, TeamInvitation.as_coach == as_coach)
    known = db.session.scalar(select(TeamInvitation).where(*same))
    invitation = known or TeamInvitation(team_id=team.id, email=address, as_coach=as_coach)
    news = asked is not None and invitation.user_id != asked.id
    invitation.invited_by, invitation.user_id = user.id, asked.id if asked else None
    db.session.add(invitation)
    if asked and news:
        words = (
            say("{name} asks you to look after the team “{team}”.", name=user.name, team=team.name)
            if as_coach
            else say("{name} asks you to join the team “{team}”.", name=user.name, team=team.name)
        )
        notify(asked.id, words, INVITATIONS)
    try:
        db.session.commit()
    except IntegrityError:  # the same form, sent twice at once
        db.session.rollback()
    return address


def withdraw(user: Any, key: str, invitation_id: int) -> None:
    """Take an invitation back. Raises ``NoSuchTeam``."""
    team = find_team(user, key)
    gone = delete(TeamInvitation).where(TeamInvitation.id == invitation_id, TeamInvitation.team_id == team.id)
    db.session.execute(gone)
    db.session.commit()


def remove_member(user: Any, key: str, member_id: int) -> None:
    """Take somebody out of the team; one who is out already stays out. Raises ``NoSuchTeam``."""
    team = find_team(user, key)
    member = db.session.scalar(select(TeamMember).where(TeamMember.id == member_id, TeamMember.team_id == team.id))
    if member is None:
        return
    if member.user_id is not None:
        notify(member.user_id, say("You are no longer in the team “{team}”.", team=team.name), INVITATIONS)
    db.session.delete(member)
    db.session.commit()


def remove_coach(user: Any, key: str, coach_id: int) -> None:
    """Somebody looks after the team no more; ``user`` may go too. Raises ``NoSuchTeam``."""
    team = find_team(user, key)
    coach = db.session.get(TeamCoach, (team.id, coach_id))
    if coach is None:
        return
    person = db.session.get_one(User, coach_id)
    db.session.delete(coach)
    record("team.coach_removed", team.name, person=person.name)
    if coach_id != user.id:
        notify(coach_id, say("You no longer look after the team “{team}”.", team=team.name), "/notices")
    db.session.commit()


def _is_in(team: Team, user: User, as_coach: bool) -> bool:
    table = TeamCoach if as_coach else TeamMember
    return (
        db.session.scalar(select(table.team_id).where(table.team_id == team.id, table.user_id == user.id)) is not None
    )


def _clean(name: str) -> str:
    cleaned = tidy(name)
    if not cleaned:
        raise TeamError(say("Give the team a name."))
    if len(cleaned) > LONGEST_NAME:
        raise TeamError(say("Use at most {count} characters.", count=LONGEST_NAME))
    return cleaned
