"""How many of those invited came, played, came back and contributed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Select, func, or_, select

from trainer.authoring.suggestion_models import WITHDRAWN, Suggestion
from trainer.extensions import db
from trainer.practice.models import Attempt
from trainer.workshops.models import Participant, WallAnswer, Workshop
from trainer.workshops.result_models import WorkshopTally

LATER = timedelta(hours=12)
"""A talk begun so long after the doors opened is not part of the meeting any more: the person came back."""


@dataclass(frozen=True, slots=True)
class Funnel:
    """People at each step. ``invited`` is None if nobody counted; ``paired`` finished talks before and after."""

    invited: int | None
    came: int
    played: int
    paired: int
    returned: int
    contributed: int


def funnel(workshop: Workshop, paired: int) -> Funnel:
    """Of one workshop; ``paired`` is known from elsewhere. One statement per step, over its participants only."""
    mine = Participant.workshop_id == workshop.id
    return Funnel(
        invited=workshop.invited or None,
        came=_count(select(Participant.id).where(mine)),
        played=_count(select(WorkshopTally.participant_id).join(Participant).where(mine).distinct()),
        paired=paired,
        returned=_count(_returned(workshop).where(mine)),
        contributed=_count(_contributed().where(mine)),
    )


def _count(query: Select[Any]) -> int:
    return db.session.scalar(select(func.count()).select_from(query.subquery())) or 0


def _returned(workshop: Workshop) -> Select[Any]:
    """Participants who began a talk of their own later. Two looks, each by an index: accounts, and guests."""
    began = Attempt.started_at > (workshop.opened_at or workshop.created_at) + LATER
    by_account = select(Attempt.id).where(Attempt.user_id == Participant.user_id, began).exists()
    by_guest = select(Attempt.id).where(Attempt.guest_key == Participant.guest_key, began).exists()
    return select(Participant.id).where(or_(by_account, by_guest))


def _contributed() -> Select[Any]:
    """Participants who suggested words since they joined, or whose words on the wall went to the suggestions."""
    since = (Suggestion.at >= Participant.joined_at) & (Suggestion.status != WITHDRAWN)
    by_account = select(Suggestion.id).where(Suggestion.user_id == Participant.user_id, since).exists()
    by_guest = select(Suggestion.id).where(Suggestion.guest_key == Participant.guest_key, since).exists()
    wall = select(WallAnswer.id).where(WallAnswer.participant_id == Participant.id, WallAnswer.suggested).exists()
    return select(Participant.id).where(or_(by_account, by_guest, wall))
