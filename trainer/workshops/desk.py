"""What the coach's desk and the projector show: who is there, and how far they are."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import case, func, select

from trainer.accounts.teams import Team
from trainer.extensions import db
from trainer.practice.models import ENDED, Attempt
from trainer.web.clock import now
from trainer.workshops.models import Participant, Round, RoundTalk, WallAnswer, Workshop
from trainer.workshops.presence import ONLINE
from trainer.workshops.rooms import teams_of
from trainer.workshops.rounds import scenarios_for

SEATS = 60
"""So many people at most stand in the list; a larger room is looked through by name."""
GREETED = 150
"""So many names fit on the projector."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A participant at the desk. ``turns``: answers in the talk that is on; ``ended`` of ``tasks`` talks of the round.

    At the wall there are no tasks: who has answered would say who said what.
    """

    participant: Participant
    team: Team | None
    colour: int
    online: bool
    begun: int
    ended: int
    tasks: int
    turns: int

    @property
    def finished(self) -> bool:
        return 0 < self.tasks <= self.ended


def fingerprint(workshop: Workshop) -> str:
    """Changes with everything that desk and projector show; two statements over the workshop's own rows."""
    there = now() - ONLINE
    people = select(
        func.count(),
        func.coalesce(func.sum(Participant.version), 0),
        func.coalesce(func.sum(case((Participant.last_seen_at > there, 1), else_=0)), 0),
    ).where(Participant.workshop_id == workshop.id)
    talks = (
        select(
            func.count(),
            func.coalesce(func.sum(Attempt.turns), 0),
            func.coalesce(func.sum(case((Attempt.status == ENDED, 1), else_=0)), 0),
            func.coalesce(func.sum(Attempt.overall), 0),
        )
        .join(RoundTalk, RoundTalk.attempt_id == Attempt.id)
        .where(RoundTalk.workshop_id == workshop.id)
    )
    parts = (workshop.stage, *db.session.execute(people).one(), *db.session.execute(talks).one())
    return hashlib.blake2b(repr(parts).encode(), digest_size=12).hexdigest()


def seats(workshop: Workshop, shown: Round | None, words: str = "") -> tuple[list[Seat], int]:
    """Up to ``SEATS`` people whose names hold ``words``, and of how many; three statements.

    In the order of joining; in a larger room those who have not finished the round ``shown`` come first.
    """
    query = select(Participant).where(Participant.workshop_id == workshop.id)
    people = db.session.scalars(query.order_by(Participant.joined_at, Participant.id)).all()
    wanted = words.casefold().split()
    people = [each for each in people if all(word in each.name.casefold() for word in wanted)]
    teams = {team.id: (team, place.colour) for place, team in teams_of(workshop)}
    talks, there = _talks(shown), now() - ONLINE
    found = [_seat(each, shown, teams, talks.get(each.id, []), each.last_seen_at > there) for each in people]
    if len(found) > SEATS:
        found.sort(key=lambda seat: seat.finished)
    return found[:SEATS], len(found)


def _seat(
    person: Participant,
    shown: Round | None,
    teams: Mapping[int, tuple[Team, int]],
    talks: Sequence[tuple[str, int]],
    online: bool,
) -> Seat:
    team, colour = teams.get(person.team_id or 0, (None, 0))
    return Seat(
        participant=person,
        team=team,
        colour=colour,
        online=online,
        begun=len(talks),
        ended=sum(status == ENDED for status, _ in talks),
        tasks=len(scenarios_for(shown, person.form)) if shown is not None else 0,
        turns=next((turns for status, turns in talks if status != ENDED), 0),
    )


def _talks(shown: Round | None) -> dict[int, list[tuple[str, int]]]:
    if shown is None:
        return {}
    query = select(RoundTalk.participant_id, Attempt.status, Attempt.turns)
    query = query.join(Attempt, Attempt.id == RoundTalk.attempt_id).where(RoundTalk.round_id == shown.id)
    found: dict[int, list[tuple[str, int]]] = {}
    for person, status, turns in db.session.execute(query.order_by(RoundTalk.place)):
        found.setdefault(person, []).append((status, turns))
    return found


def progress(workshop: Workshop, shown: Round | None) -> tuple[int, int]:
    """How many have finished the round, of how many people; two statements."""
    people = select(func.count()).select_from(Participant).where(Participant.workshop_id == workshop.id)
    everybody = db.session.scalar(people) or 0
    if shown is None:
        return 0, everybody
    tasks = len(scenarios_for(shown, 0))
    if not tasks:
        answers = select(func.count()).select_from(WallAnswer).where(WallAnswer.round_id == shown.id)
        return db.session.scalar(answers) or 0, everybody
    ended = select(RoundTalk.participant_id).join(Attempt, Attempt.id == RoundTalk.attempt_id)
    ended = ended.where(RoundTalk.round_id == shown.id, Attempt.status == ENDED)
    done = ended.group_by(RoundTalk.participant_id).having(func.count() >= tasks).subquery()
    return db.session.scalar(select(func.count()).select_from(done)) or 0, everybody


def greeted(workshop: Workshop) -> Sequence[str]:
    """The names that the projector may show: of those who agreed, and were not taken off."""
    if not workshop.names_shown:
        return []
    agreed = Participant.consent.is_(True), Participant.hidden.is_(False)
    query = select(Participant.name).where(Participant.workshop_id == workshop.id, *agreed)
    return db.session.scalars(query.order_by(Participant.joined_at).limit(GREETED)).all()
