"""Teams: people who practise together, with accounts or as guests, and the coaches who look after them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint, select, update
from sqlalchemy.orm import Mapped, mapped_column

from trainer.extensions import Model, db
from trainer.web.clock import now


class Team(Model):
    """A team. Archived ones keep their figures and take nobody any more."""

    __tablename__ = "team"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(32), unique=True)
    """Its address; cannot be guessed."""
    name: Mapped[str] = mapped_column(String(80))
    archived: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=now)


class TeamCoach(Model):
    """Somebody who looks after a team; needs no role for it."""

    __tablename__ = "team_coach"

    team_id: Mapped[int] = mapped_column(ForeignKey("team.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True, index=True)


class TeamMember(Model):
    """Somebody in a team: an account, or a guest known by the key of their attempts."""

    __tablename__ = "team_member"
    __table_args__ = (
        CheckConstraint("(user_id is null) <> (guest_key is null)", name="one_person"),
        UniqueConstraint("team_id", "user_id", name="uq_team_member_user"),
        UniqueConstraint("team_id", "guest_key", name="uq_team_member_guest"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id", ondelete="CASCADE"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    guest_key: Mapped[str | None] = mapped_column(String(32), index=True)
    joined_at: Mapped[datetime] = mapped_column(default=now)


class TeamInvitation(Model):
    """Somebody was asked to join a team, or to look after it; they say yes or no on their account page.

    It is kept by address, account or not, so that the list of invitations does not tell who has an account.
    """

    __tablename__ = "team_invitation"
    __table_args__ = (UniqueConstraint("team_id", "email", "as_coach"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id", ondelete="CASCADE"))
    email: Mapped[str] = mapped_column(String(255), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    """The account that had the address when it was asked. Only this one can become a coach: where addresses are not
    confirmed, somebody else could register with it later."""
    as_coach: Mapped[bool] = mapped_column(default=False)
    invited_by: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(default=now)


def teams_of_coach(user_id: int) -> Sequence[Team]:
    """The teams the account looks after, by name; archived ones last."""
    query = select(Team).join(TeamCoach, TeamCoach.team_id == Team.id).where(TeamCoach.user_id == user_id)
    return db.session.scalars(query.order_by(Team.archived, Team.name)).all()


def hand_over_memberships(guest_key: str, user_id: int) -> None:
    """Give a guest's places in teams to the account that the guest made or signed in to. The caller commits.

    Who is in a team as both is in it since they first came.
    """
    mine = TeamMember.guest_key == guest_key
    own = {each.team_id: each for each in db.session.scalars(select(TeamMember).where(TeamMember.user_id == user_id))}
    for member in db.session.scalars(select(TeamMember).where(mine, TeamMember.team_id.in_(own))):
        own[member.team_id].joined_at = min(own[member.team_id].joined_at, member.joined_at)
        db.session.delete(member)
    db.session.flush()
    db.session.execute(update(TeamMember).where(mine).values(user_id=user_id, guest_key=None))
