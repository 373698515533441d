"""What is kept of results is what a recomputation from the talks gives, whatever happens to talks and people."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from statistics import fmean
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from tests.people import Person
from tests.workshops.meeting import BAD, FAIR, GOOD, POOR, Meeting, account, stored, talk
from trainer.accounts.people import add_user
from trainer.accounts.signals import guest_became_user
from trainer.accounts.teams import TeamMember
from trainer.extensions import db
from trainer.practice.models import ENDED, Attempt, StoredStep
from trainer.practice.own_data import delete_guest
from trainer.practice.signals import attempt_rescored
from trainer.web.clock import now
from trainer.workshops.comparison_teams import board
from trainer.workshops.models import AFTER, BEFORE, PRACTICE, Participant, Round, RoundTalk
from trainer.workshops.result_models import MemberTally, Recognition, TalkTurn, WorkshopTally
from trainer.workshops.results import FIGURES, recompute

KINDS, WAYS = (BEFORE, PRACTICE, AFTER), (BAD, POOR, FAIR, GOOD)


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> str:
    return request.getfixturevalue("postgres") if request.param == "postgres" else ""


def kept() -> tuple[dict[Any, Any], dict[Any, Any], set[tuple[int, int]]]:
    """What the tables say."""
    db.session.expire_all()
    rows = {(row.participant_id, row.kind): figures(row) for row in db.session.scalars(select(WorkshopTally))}
    members = {(row.member_id, row.month): figures(row) for row in db.session.scalars(select(MemberTally))}
    turns = {(row.attempt_id, row.number) for row in db.session.scalars(select(TalkTurn))}
    return rows, members, turns


def figures(row: Any) -> tuple[Any, ...]:
    skills = {name: (int(n), pytest.approx(mean)) for name, (n, mean) in row.skills.items()}
    return row.n, pytest.approx([getattr(row, name) for name in FIGURES]), skills


def slowly() -> tuple[dict[Any, Any], dict[Any, Any], set[tuple[int, int]]]:
    """The same, from the talks themselves, in Python and without any of the code under test."""
    db.session.expire_all()
    attempts = {row.id: row for row in db.session.scalars(select(Attempt).where(Attempt.status == ENDED))}
    kinds = {row.id: row.kind for row in db.session.scalars(select(Round))}
    rows: dict[Any, list[Attempt]] = {}
    turns = set()
    for counted in db.session.scalars(select(RoundTalk)):
        if counted.attempt_id in attempts:
            attempt = attempts[counted.attempt_id]
            rows.setdefault((counted.participant_id, kinds[counted.round_id]), []).append(attempt)
            turns |= {(attempt.id, number) for number in range(1, attempt.turns + 1)}
    members: dict[Any, list[Attempt]] = {}
    for member in db.session.scalars(select(TeamMember)):
        for attempt in attempts.values():
            owns = (attempt.user_id, attempt.guest_key) == (member.user_id, member.guest_key)
            if owns and attempt.started_at >= member.joined_at:
                members.setdefault((member.id, attempt.started_at.strftime("%Y-%m")), []).append(attempt)
    return {who: mean(each) for who, each in rows.items()}, {who: mean(each) for who, each in members.items()}, turns


def mean(attempts: list[Attempt]) -> tuple[Any, ...]:
    skills: dict[str, list[float]] = {}
    for attempt in attempts:
        for name, percent in (attempt.skills or {}).items():
            skills.setdefault(name, []).append(percent)
    return (
        len(attempts),
        [fmean(getattr(attempt, name) for attempt in attempts) for name in FIGURES],
        {name: (len(values), fmean(values)) for name, values in skills.items()},
    )


class Life:
    """Random events, as the site makes them happen."""

    def __init__(self, app: Flask, seed: int) -> None:
        self.app, self.chance = app, random.Random(seed)
        self.meetings = [Meeting(), Meeting(teams=("Harbour",))]
        self.old_keys: list[str] = []
        """Of guests who got an account: another device may still hold them."""

    def people(self) -> list[Participant]:
        return list(db.session.scalars(select(Participant).order_by(Participant.id)))

    def joins(self) -> None:
        meeting = self.chance.choice(self.meetings)
        meeting.person(self.chance.choice([*meeting.teams, None]), form=self.chance.randrange(2))

    def joins_with_account(self) -> None:
        meeting = self.chance.choice(self.meetings)
        there = select(Participant.user_id).where(Participant.workshop_id == meeting.workshop.id)
        there = there.where(Participant.user_id.is_not(None))
        query = select(account_id()).where(account_email().like("p%@example.org"), account_id().not_in(there))
        if found := db.session.scalars(query.order_by(account_id())).all():
            team = self.chance.choice([*meeting.teams, None])
            user_id, form = self.chance.choice(found), self.chance.randrange(2)
            meeting.person(team, user_id=user_id, form=form, ago=timedelta())  # what they did before is not the team's

    def ends_a_talk(self) -> None:
        meeting = self.chance.choice(self.meetings)
        if mine := [who for who in self.people() if who.workshop_id == meeting.workshop.id]:
            meeting.plays(self.chance.choice(mine), self.chance.choice(KINDS), self.chance.choice(WAYS))

    def practises_alone(self) -> None:
        if found := self.people():
            who = self.chance.choice(found)
            attempt = talk(self.chance.choice(WAYS), user_id=who.user_id, guest_key=who.guest_key)
            attempt.started_at = now() - timedelta(days=self.chance.choice([0, 0, 40]))
            stored(attempt)

    def is_corrected(self) -> None:
        if found := list(db.session.scalars(select(Attempt).order_by(Attempt.id))):
            attempt = self.chance.choice(found)
            attempt.empathy = self.chance.uniform(0, 100)
            attempt.overall = fmean([attempt.empathy, attempt.de_escalation or 0, attempt.clarity or 0])
            attempt.skills = {"listening": attempt.overall}
            attempt_rescored.send(self.app, attempt=attempt)
            db.session.commit()

    def changes_team(self) -> None:
        from trainer.workshops.joining import move

        if found := self.people():
            who = self.chance.choice(found)
            meeting = next(each for each in self.meetings if each.workshop.id == who.workshop_id)
            move(meeting.workshop, who.id, self.chance.choice(list(meeting.teams.values())).id)

    def registers(self) -> None:
        if found := [who for who in self.people() if who.guest_key]:
            who = self.chance.choice(found)
            email = f"p{self.chance.randrange(3)}@example.org"  # few, so that somebody was there with it already
            known = db.session.scalar(select(account_id()).where(account_email() == email))
            user_id = known or add_user(email, "P", "a long enough phrase").id
            self.old_keys.append(who.guest_key or "")
            guest_became_user.send(self.app, guest_key=who.guest_key, user_id=user_id)
            db.session.commit()

    def deletes_the_account(self) -> None:
        from trainer.accounts.models import User
        from trainer.accounts.signals import account_deleted

        user = db.session.scalar(select(User).where(User.email.like("p%@example.org")).order_by(User.id).limit(1))
        if user is not None:
            account_deleted.send(self.app, user_id=user.id)
            db.session.delete(user)
            db.session.commit()

    def guest_deletes_all(self) -> None:
        guests = [who.guest_key for who in self.people() if who.guest_key]
        if found := self.chance.choice([guests, self.old_keys]):
            delete_guest(self.chance.choice(found))

    def leaves_a_team(self) -> None:
        if found := list(db.session.scalars(select(TeamMember).order_by(TeamMember.id))):
            db.session.execute(delete(TeamMember).where(TeamMember.id == self.chance.choice(found).id))
            db.session.commit()


def account_id() -> Any:
    from trainer.accounts.models import User

    return User.id


def account_email() -> Any:
    from trainer.accounts.models import User

    return User.email


EVENTS = {
    "joins": Life.joins,
    "joins with account": Life.joins_with_account,
    "ends": Life.ends_a_talk,
    "alone": Life.practises_alone,
    "corrected": Life.is_corrected,
    "moves": Life.changes_team,
    "registers": Life.registers,
    "account deleted": Life.deletes_the_account,
    "guest deleted": Life.guest_deletes_all,
    "leaves": Life.leaves_a_team,
}


def test_who_was_there_as_guest_and_with_an_account_takes_both_talks_along_when_the_account_goes(
    app: Flask, coach: Person
) -> None:
    with app.test_request_context():
        from trainer.accounts.models import User
        from trainer.accounts.signals import account_deleted

        meeting = Meeting()
        user_id = add_user("p@example.org", "P", "a long enough phrase").id
        first, second = meeting.person(None), meeting.person(None)
        guest_became_user.send(app, guest_key=first.guest_key, user_id=user_id)
        meeting.plays(second, BEFORE, GOOD)
        guest_became_user.send(app, guest_key=second.guest_key, user_id=user_id)
        db.session.commit()
        assert kept()[0]
        account_deleted.send(app, user_id=user_id)
        db.session.delete(db.session.get_one(User, user_id))
        db.session.commit()
        assert kept() == slowly() == ({}, {}, set())


OFTEN = 3 * ("joins", "ends", "ends", "registers", "joins with account")
"""So that somebody is there as a guest and with an account, with talks of both, before it is deleted."""


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    events=st.lists(st.sampled_from([*OFTEN, *EVENTS]), min_size=5, max_size=40),
    seed=st.integers(0, 9999),
)
@example(events=["ends", "ends", "registers", "registers", "guest deleted"], seed=8)  # there twice, then one deleted
def test_what_is_kept_is_what_the_talks_say_after_any_events(
    app: Flask, coach: Person, events: list[str], seed: int
) -> None:
    with app.app_context():
        _empty()
        life = Life(app, seed)
        for event in ("joins", "joins", "ends", *events):
            EVENTS[event](life)
            _next_request()
        assert kept() == slowly()


PASSING = Attempt | StoredStep | Participant | RoundTalk | TeamMember | Recognition


def _next_request() -> None:
    """What an event deleted, the next one must not remember: SQLite gives its number to another row."""
    for row in list(db.session):
        if row in db.session and isinstance(row, PASSING):
            db.session.expunge(row)


def _empty() -> None:
    from trainer.accounts.models import User
    from trainer.accounts.teams import Team
    from trainer.workshops.models import Workshop

    for model in (Attempt, Workshop, Team):
        db.session.execute(delete(model))
    db.session.execute(delete(User).where(User.email.like("p%@example.org")))
    db.session.commit()


def test_recomputing_mends_what_somebody_broke_by_hand(app: Flask, coach: Person) -> None:
    with app.app_context():
        meeting = Meeting()
        for kind in KINDS:
            meeting.plays(meeting.person("Harbour"), kind, FAIR)
        assert kept() == slowly()
        db.session.execute(update(WorkshopTally).values(overall=1.0))
        db.session.execute(delete(MemberTally))
        db.session.execute(delete(TalkTurn))
        db.session.commit()
        assert kept() != slowly()
        assert sum(recompute()) == 6
        assert kept() == slowly()


def test_recomputing_one_team_leaves_the_others(app: Flask, coach: Person) -> None:
    with app.app_context():
        meeting = Meeting()
        for team in meeting.teams:
            meeting.plays(meeting.person(team), BEFORE)
        db.session.execute(delete(WorkshopTally))
        db.session.commit()
        assert sum(recompute(team_id=meeting.teams["Harbour"].id)) == 2
        assert len(kept()[0]) == 1
        assert sum(recompute(workshop_id=meeting.workshop.id)) == 2
        assert len(kept()[0]) == 2


def test_a_talk_from_before_somebody_joined_is_not_the_teams(app: Flask, coach: Person) -> None:
    with app.app_context():
        meeting = Meeting()
        who = meeting.person("Harbour")
        attempt = talk(guest_key=who.guest_key)
        attempt.started_at = now() - timedelta(days=300)
        stored(attempt)
        assert kept()[1] == {}


def test_the_board_moves_with_the_next_talk_and_asks_for_no_talk(
    app: Flask, coach: Person, statements: Callable[[], list[str]]
) -> None:
    with app.app_context():
        meeting = Meeting()
        for _ in range(5):
            meeting.plays(meeting.person("Harbour"), AFTER, GOOD)
            meeting.plays(meeting.person("Lighthouse"), AFTER, BAD)
        first = board(meeting.workshop.id)
        assert [(each.team.name, each.estimate.n, each.place) for each in first.standings if each.team] == [
            ("Harbour", 5, 1),
            ("Lighthouse", 5, 2),
        ]
        meeting.plays(meeting.person("Lighthouse"), AFTER, GOOD)
        seen = statements()
        assert board(meeting.workshop.id).standings[1].estimate.n == 6
        assert len([each for each in seen if each.startswith("SELECT")]) == 2
        assert not any("FROM attempt" in each or "JOIN attempt" in each for each in seen)


def test_small_teams_stand_on_the_board_together_and_only_if_they_are_enough(app: Flask, coach: Person) -> None:
    with app.app_context():
        meeting = Meeting(teams=("Harbour", "Mole", "Pier"))
        for _ in range(2):
            meeting.plays(meeting.person("Mole"), AFTER)
            meeting.plays(meeting.person("Pier"), AFTER)
        assert board(meeting.workshop.id).standings == ()
        assert board(meeting.workshop.id).waiting == 4
        meeting.plays(meeting.person("Pier"), AFTER)
        (together,) = board(meeting.workshop.id).standings
        assert (together.team, together.teams, together.estimate.n, together.place) == (None, 2, 5, None)


def test_the_person_counts_once_however_often_they_play(app: Flask, coach: Person) -> None:
    with app.app_context():
        meeting = Meeting(teams=("Harbour",))
        for takes in (GOOD, BAD, BAD, BAD, BAD):
            meeting.plays(meeting.person("Harbour"), AFTER, takes)
        eager = meeting.person("Harbour")
        for _ in range(4):
            meeting.plays(eager, AFTER, GOOD)
        good, bad = talk(GOOD).overall or 0, talk(BAD).overall or 0
        (standing,) = board(meeting.workshop.id).standings
        assert standing.estimate.n == 6
        assert standing.estimate.mean == pytest.approx((2 * good + 4 * bad) / 6)


def test_nobody_waits_for_a_commit_that_failed(app: Flask, coach: Person, tmp_path: Path) -> None:
    with app.app_context():
        meeting = Meeting()
        who = meeting.person("Harbour")
        attempt = meeting.plays(who, BEFORE)
        attempt.overall = 3.0
        attempt_rescored.send(app, attempt=attempt)
        db.session.rollback()
        assert kept() == slowly()
        assert account("coach@example.org").id == meeting.workshop.coach_id
