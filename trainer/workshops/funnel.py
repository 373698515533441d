"""How many of those invited came, played, came back and contributed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import sqrt
from typing import Any

from sqlalchemy import Select, func, select, union

from trainer.authoring.suggestion_models import WITHDRAWN, Suggestion
from trainer.extensions import db
from trainer.practice.models import Attempt
from trainer.workshops.comparison import Estimate
from trainer.workshops.models import Participant, Round, RoundTalk, WallAnswer, Workshop
from trainer.workshops.result_models import WorkshopTally

LATER = timedelta(hours=12)
"""A talk begun so long after the first round is not part of the meeting any more: the person came back."""


@dataclass(frozen=True, slots=True)
class Step:
    """``count`` people; ``share``: of how many that is."""

    id: str
    count: int | None
    share: Estimate | None


@dataclass(frozen=True, slots=True)
class Funnel:
    """People at each step. ``invited`` is None if nobody counted; ``paired`` finished talks before and after."""

    invited: int | None
    came: int
    played: int
    paired: int
    returned: int
    contributed: int

    @property
    def steps(self) -> tuple[Step, ...]:
        """In order. Who came is set against the invited, everything after that against those who came."""
        of = self.came
        return (
            Step("invited", self.invited, None),
            Step("came", self.came, share(self.came, self.invited or 0)),
            Step("played", self.played, share(self.played, of)),
            Step("paired", self.paired, share(self.paired, of)),
            Step("returned", self.returned, share(self.returned, of)),
            Step("contributed", self.contributed, share(self.contributed, of)),
        )


def share(count: int, of: int) -> Estimate | None:
    """``count`` of ``of`` people in percent, with Wilson's interval (1927): it holds near 0 and 100 too.

    None without people, and if more came than were invited.
    """
    if not 0 <= count <= of or not of:
        return None
    z = 1.959964  # of the normal distribution at 97.5 %
    middle, spread = (count + z**2 / 2) / (of + z**2), z / (of + z**2) * sqrt(count * (of - count) / of + z**2 / 4)
    return Estimate(of, 100 * count / of, 100 * (middle - spread), 100 * (middle + spread))


def funnel(workshop: Workshop, paired: int) -> Funnel:
    """Of one workshop; ``paired`` is known from elsewhere. One statement per step, over its participants only."""
    mine = Participant.workshop_id == workshop.id
    return Funnel(
        invited=workshop.invited or None,
        came=_count(select(Participant.id).where(mine)),
        played=_count(select(WorkshopTally.participant_id).join(Participant).where(mine).distinct()),
        paired=paired,
        returned=_count(_returned(workshop)),
        contributed=_count(_contributed(workshop)),
    )


def _count(query: Select[Any]) -> int:
    return db.session.scalar(select(func.count()).select_from(query.subquery())) or 0


def _returned(workshop: Workshop) -> Select[Any]:
    """Participants who began a talk of their own later: a round held on another day is not coming back."""
    held = db.session.scalar(select(func.min(Round.started_at)).where(Round.workshop_id == workshop.id))
    counted = select(RoundTalk.attempt_id).where(
        RoundTalk.attempt_id == Attempt.id, RoundTalk.workshop_id == workshop.id
    )
    began = (Attempt.started_at > (held or workshop.opened_at or workshop.created_at) + LATER) & ~counted.exists()
    by_account = Attempt.user_id == Participant.user_id
    by_guest = Attempt.guest_key == Participant.guest_key
    return _any_of(workshop, [select(Participant.id).join(Attempt, who).where(began) for who in (by_account, by_guest)])


def _contributed(workshop: Workshop) -> Select[Any]:
    """Participants who suggested words since they joined, or whose words on the wall went to the suggestions."""
    since = (Suggestion.at >= Participant.joined_at) & (Suggestion.status != WITHDRAWN)
    by_account = select(Participant.id).join(Suggestion, Suggestion.user_id == Participant.user_id).where(since)
    by_guest = select(Participant.id).join(Suggestion, Suggestion.guest_key == Participant.guest_key).where(since)
    wall = select(Participant.id).join(WallAnswer, WallAnswer.participant_id == Participant.id)
    return _any_of(workshop, [by_account, by_guest, wall.where(WallAnswer.suggested)])


def _any_of(workshop: Workshop, queries: Sequence[Select[Any]]) -> Select[Any]:
    """Participants whom any of the queries finds. Not "or" of "exists": PostgreSQL would read whole tables for it."""
    found = union(*(query.where(Participant.workshop_id == workshop.id) for query in queries)).subquery()
    return select(found.c.id)
