"""A workshop in the database: teams, people and their talks, played and stored as the site does it."""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Sequence
from datetime import timedelta

from flask import current_app
from sqlalchemy import select

from trainer.accounts.models import User
from trainer.accounts.teams import Team, TeamCoach, TeamMember
from trainer.dialogue.engine import Typed, answer, start
from trainer.extensions import db
from trainer.library.models import Shelved
from trainer.library.revisions import content
from trainer.practice.models import ENDED, Attempt
from trainer.practice.paths import stored_steps
from trainer.practice.results import keep_result
from trainer.practice.signals import attempt_ended
from trainer.web.clock import now
from trainer.workshops.models import (
    AFTER,
    BEFORE,
    OPEN,
    OVER,
    PRACTICE,
    Participant,
    Round,
    RoundTalk,
    Workshop,
    WorkshopTeam,
)

BAD, POOR = ("opening.2", "found.2"), ("opening.2", "found.search")
FAIR, GOOD = ("opening.1", "found.2"), ("opening.1", "found.search")
PARCEL = ["en", "late-parcel"]
_numbers = itertools.count(1)


def account(email: str) -> User:
    return db.session.scalars(select(User).where(User.email == email)).one()


class Meeting:
    """A workshop with its three rounds. Use it within an app context; everything it does is committed."""

    def __init__(self, coach: str = "coach@example.org", teams: Sequence[str] = ("Harbour", "Lighthouse")) -> None:
        self.coach = account(coach)
        self.workshop = Workshop(
            key=secrets.token_urlsafe(15),
            code=f"{next(_numbers):06d}",
            title="Calm at the counter",
            language="en",
            coach_id=self.coach.id,
            status=OPEN,
            opened_at=now() - timedelta(hours=1),
            invited=20,
        )
        db.session.add(self.workshop)
        db.session.flush()
        self.rounds = {}
        for number, kind in enumerate((BEFORE, PRACTICE, AFTER), 1):
            self.rounds[kind] = Round(
                workshop_id=self.workshop.id, number=number, kind=kind, scenarios=[PARCEL, PARCEL], status=OVER
            )
            db.session.add(self.rounds[kind])
        self.teams = {name: self.team(name) for name in teams}
        db.session.commit()

    def team(self, name: str) -> Team:
        team = Team(key=secrets.token_urlsafe(15), name=name)
        db.session.add(team)
        db.session.flush()
        db.session.add(TeamCoach(team_id=team.id, user_id=self.coach.id))
        number = db.session.query(WorkshopTeam).filter_by(workshop_id=self.workshop.id).count() + 1
        db.session.add(WorkshopTeam(workshop_id=self.workshop.id, team_id=team.id, number=number, colour=number - 1))
        return team

    def person(
        self,
        team: str | None,
        name: str = "",
        *,
        user_id: int | None = None,
        consent: bool = False,
        form: int = 0,
        ago: timedelta = timedelta(hours=1),
    ) -> Participant:
        """Somebody who joins, a guest unless ``user_id`` is given; in their team since ``ago``."""
        number = next(_numbers)
        guest = None if user_id else secrets.token_hex(16)
        team_id = self.teams[team].id if team else None
        row = Participant(
            key=secrets.token_urlsafe(15),
            workshop_id=self.workshop.id,
            user_id=user_id,
            guest_key=guest,
            name=name or f"Person {number}",
            team_id=team_id,
            form=form,
            rejoin_code=secrets.token_hex(16),
            consent=consent,
        )
        db.session.add(row)
        if (
            team_id
            and not db.session.query(TeamMember).filter_by(team_id=team_id, user_id=user_id, guest_key=guest).count()
        ):
            db.session.add(TeamMember(team_id=team_id, user_id=user_id, guest_key=guest, joined_at=now() - ago))
        db.session.commit()
        return row

    def plays(self, who: Participant, kind: str, takes: Sequence[str] = GOOD, said: str = "") -> Attempt:
        """A talk of the round; ``said`` takes the place of the first reply's words."""
        attempt = talk(takes, user_id=who.user_id, guest_key=who.guest_key, said=said)
        db.session.add(attempt)
        db.session.flush()
        place = db.session.query(RoundTalk).filter_by(participant_id=who.id, round_id=self.rounds[kind].id).count()
        db.session.add(
            RoundTalk(
                attempt_id=attempt.id,
                participant_id=who.id,
                round_id=self.rounds[kind].id,
                workshop_id=self.workshop.id,
                team_id=who.team_id,
                place=place,
            )
        )
        return stored(attempt)

    @property
    def report(self) -> str:
        return f"/coach/workshops/{self.workshop.key}/report"

    def results(self, team: str) -> str:
        return f"/coach/teams/{self.teams[team].key}/results"


def talk(
    takes: Sequence[str] = GOOD, *, user_id: int | None = None, guest_key: str | None = None, said: str = ""
) -> Attempt:
    """An ended talk about the late parcel, not stored yet."""
    item = db.session.scalars(select(Shelved).where(Shelved.slug == "late-parcel")).one()
    played = start(content(item.digest).scenario)
    for take in takes:
        reply = take.partition(".")[2]
        typed = (
            Typed(said, {"empathy": 1.5, "de_escalation": 1, "clarity": -1}, True)
            if said and not played.turns
            else None
        )
        played = answer(played, reply, typed)
    assert played.ended
    attempt = Attempt(
        key=secrets.token_urlsafe(15),
        user_id=user_id,
        guest_key=guest_key,
        digest=item.digest,
        language="en",
        slug="late-parcel",
        title=item.title,
        hints=True,
        timed=True,
        seed=1,
        status=ENDED,
        turns=len(takes),
        typed=int(bool(said)),
        steps=stored_steps(played.path),
    )
    keep_result(attempt, played)
    return attempt


def stored(attempt: Attempt) -> Attempt:
    """Store it as the last answer does: with what the signal's receivers do, in one commit."""
    db.session.add(attempt)
    db.session.flush()
    attempt_ended.send(current_app._get_current_object(), attempt=attempt)
    db.session.commit()
    return attempt
