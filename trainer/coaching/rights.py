"""Who reads whose talks, in one place.

A talk that came to its end is read by the coaches of its owner's teams; where the owner is in no team that has a coach,
by every coach; administrators read all; nobody reads their own as a coach. For everybody else it does not exist.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from trainer.accounts.models import Role, User, roles_of_users
from trainer.accounts.roles import ADMIN, COACH, can_administer, can_coach
from trainer.accounts.teams import TeamCoach, TeamMember
from trainer.extensions import db
from trainer.practice.attempts import NoSuchAttempt
from trainer.practice.models import Attempt

Owner = tuple[InstrumentedAttribute[Any], InstrumentedAttribute[Any]]
OWNERS: tuple[Owner, ...] = ((TeamMember.user_id, Attempt.user_id), (TeamMember.guest_key, Attempt.guest_key))
"""A member of a team is the owner of a talk by account, or by the key of a guest."""


def readable_by(user: Any) -> ColumnElement[bool]:
    """The condition on ``Attempt`` that ``user`` (an account, or the guest of this request) reads it as a coach."""
    if not user.is_authenticated:
        return false()
    others = and_(Attempt.ending.is_not(None), func.coalesce(Attempt.user_id, 0) != user.id)
    if can_administer(user):
        return others
    mine = or_(*(owner.in_(_members(member).where(TeamCoach.user_id == user.id)) for member, owner in OWNERS))
    if not can_coach(user):
        return and_(others, mine)
    looked_after = or_(*(_members(member).where(member == owner).exists() for member, owner in OWNERS))
    return and_(others, or_(mine, ~looked_after))


def _members(member: InstrumentedAttribute[Any]) -> Select[Any]:
    """The members of teams that have a coach."""
    joined = select(member).join(TeamCoach, TeamCoach.team_id == TeamMember.team_id)
    return joined.where(member.is_not(None)).correlate(Attempt)


def can_read(user: Any, key: str) -> bool:
    """Whether ``user`` reads the talk of that key as a coach."""
    query = select(Attempt.id).where(Attempt.key == key, readable_by(user))
    return db.session.scalar(query) is not None


def check_reads(user: Any, key: str) -> None:
    """Raise ``NoSuchAttempt`` unless ``user`` reads the talk of that key as a coach."""
    if not can_read(user, key):
        raise NoSuchAttempt(key)


def coaches_of(attempt: Attempt) -> Sequence[User]:
    """Who reads this talk, by name: those to whom it can be given. Administrators are among them."""
    owner = [member == value for member, value in _owner(attempt) if value is not None]
    theirs = select(TeamCoach.user_id).join(TeamMember, TeamMember.team_id == TeamCoach.team_id).where(*owner)
    named = select(roles_of_users.c.user_id).join(Role, Role.id == roles_of_users.c.role_id)
    looked_after = db.session.scalar(theirs.limit(1)) is not None
    reads = User.id.in_(theirs) if looked_after else User.id.in_(named.where(Role.name == COACH))
    query = select(User).where(or_(reads, User.id.in_(named.where(Role.name == ADMIN))), User.active)
    return db.session.scalars(query.where(User.id != (attempt.user_id or 0)).order_by(User.name, User.id)).all()


def _owner(attempt: Attempt) -> tuple[tuple[InstrumentedAttribute[Any], Any], ...]:
    return (TeamMember.user_id, attempt.user_id), (TeamMember.guest_key, attempt.guest_key)
