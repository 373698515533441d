"""What people do about teams they are in, or are asked into. Each function commits what it changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, delete, or_, select
from sqlalchemy.exc import IntegrityError

from trainer.accounts.audit import record
from trainer.accounts.models import User
from trainer.accounts.notices import notify
from trainer.accounts.teams import Team, TeamCoach, TeamInvitation, TeamMember
from trainer.extensions import db
from trainer.words import say


class NoSuchInvitation(LookupError):
    """Nobody asks this account, or no longer."""


@dataclass(frozen=True, slots=True)
class OwnTeam:
    """A team that somebody is in. ``coaches``: the names of those who may read its talks."""

    team: Team
    coaches: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnInvitation:
    """Somebody is asked. ``by``: the name of who asks; none if the account is gone."""

    id: int
    team: Team
    as_coach: bool
    by: str | None


@dataclass(frozen=True, slots=True)
class OwnTeams:
    """What the account page says about teams."""

    teams: Sequence[OwnTeam]
    invitations: Sequence[OwnInvitation]

    @property
    def read_by_coaches_of_site(self) -> bool:
        return not any(own.coaches for own in self.teams)


def own_teams(user: User) -> OwnTeams:
    """The teams of this account and the invitations that wait for it; two statements."""
    rows = db.session.execute(
        select(Team, User.name)
        .join(TeamMember, TeamMember.team_id == Team.id)
        .outerjoin(TeamCoach, TeamCoach.team_id == Team.id)
        .outerjoin(User, User.id == TeamCoach.user_id)
        .where(TeamMember.user_id == user.id)
        .order_by(Team.archived, Team.name, Team.id, User.name)
    )
    coaches: dict[Team, list[str]] = {}
    for team, name in rows:
        coaches.setdefault(team, []).extend([name] if name else [])
    asked = db.session.execute(
        select(TeamInvitation.id, Team, TeamInvitation.as_coach, User.name)
        .join(Team, Team.id == TeamInvitation.team_id)
        .outerjoin(User, User.id == TeamInvitation.invited_by)
        .where(_mine(user), Team.archived.is_(False))
        .order_by(TeamInvitation.id)
    )
    return OwnTeams(
        [OwnTeam(team, tuple(names)) for team, names in coaches.items()], [OwnInvitation(*row) for row in asked]
    )


def accept(user: User, invitation_id: int) -> Team:
    """Join the team, or begin to look after it; whoever asked is told. Raises ``NoSuchInvitation``."""
    invitation, team = _invitation(user, invitation_id)
    if team.archived:
        raise NoSuchInvitation(invitation_id)
    if invitation.as_coach:
        _begin_to_look_after(user, team)
    elif not db.session.scalar(
        select(TeamMember.id).where(TeamMember.team_id == team.id, TeamMember.user_id == user.id)
    ):
        db.session.add(TeamMember(team_id=team.id, user_id=user.id))
    _tell_who_asked(user, invitation, team, yes=True)
    db.session.delete(invitation)
    try:
        db.session.commit()
    except IntegrityError:  # the same form, sent twice at once
        db.session.rollback()
    return team


def decline(user: User, invitation_id: int) -> Team:
    """Say no; whoever asked is told. Raises ``NoSuchInvitation``."""
    invitation, team = _invitation(user, invitation_id)
    _tell_who_asked(user, invitation, team, yes=False)
    db.session.delete(invitation)
    db.session.commit()
    return team


def leave(user: User, key: str) -> None:
    """Leave the team; who has left already stays out."""
    of_key = select(Team.id).where(Team.key == key).scalar_subquery()
    db.session.execute(delete(TeamMember).where(TeamMember.user_id == user.id, TeamMember.team_id == of_key))
    db.session.commit()


def forget_invitations(email: str) -> None:
    """Drop the invitations of an address whose account goes. The caller commits."""
    db.session.execute(delete(TeamInvitation).where(TeamInvitation.email == email))


def _mine(user: User) -> ColumnElement[bool]:
    by_address = and_(TeamInvitation.email == user.email, TeamInvitation.as_coach.is_(False))
    return or_(TeamInvitation.user_id == user.id, by_address)


def _invitation(user: User, invitation_id: int) -> tuple[TeamInvitation, Team]:
    query = select(TeamInvitation, Team).join(Team, Team.id == TeamInvitation.team_id)
    row = db.session.execute(query.where(TeamInvitation.id == invitation_id, _mine(user))).first()
    if row is None:
        raise NoSuchInvitation(invitation_id)
    return row[0], row[1]


def _begin_to_look_after(user: User, team: Team) -> None:
    if db.session.get(TeamCoach, (team.id, user.id)):
        return
    db.session.add(TeamCoach(team_id=team.id, user_id=user.id))
    record("team.coach_added", team.name, person=user.name)
    members = select(TeamMember.user_id).where(TeamMember.team_id == team.id, TeamMember.user_id.is_not(None))
    for member_id in db.session.scalars(members).all():
        if member_id and member_id != user.id:
            words = say(
                "{name} looks after your team “{team}” now, and may read your talks.", name=user.name, team=team.name
            )
            notify(member_id, words, "/account#teams")


def _tell_who_asked(user: User, invitation: TeamInvitation, team: Team, yes: bool) -> None:
    if invitation.invited_by is None:
        return
    words = (
        say("{name} accepts the invitation of the team “{team}”.", name=user.name, team=team.name)
        if yes
        else say("{name} declines the invitation of the team “{team}”.", name=user.name, team=team.name)
    )
    notify(invitation.invited_by, words, f"/coach/teams/{team.key}")
