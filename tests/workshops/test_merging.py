"""Somebody who came to a workshop twice, as a guest and with their account, is one person there once they sign in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, select

from tests.people import Person
from tests.workshops.hosting import BAD as SAYS_BADLY
from tests.workshops.hosting import BEST, Host, joins, plays
from tests.workshops.meeting import BAD, FAIR, GOOD, PARCEL, POOR, Meeting
from tests.workshops.test_joining import own_code, people
from tests.workshops.test_results import kept, slowly
from trainer.accounts.people import add_user
from trainer.accounts.signals import guest_became_user
from trainer.accounts.teams import TeamMember
from trainer.extensions import db
from trainer.practice.models import RUNNING as STILL_ON
from trainer.practice.models import Attempt
from trainer.practice.own_data import delete_guest
from trainer.workshops.models import (
    AFTER,
    BEFORE,
    HELD,
    PRACTICE,
    RUNNING,
    SHOWN,
    Participant,
    Round,
    RoundTalk,
    WallAnswer,
    WallVote,
    Workshop,
)
from trainer.workshops.result_models import Recognition, TalkTurn
from trainer.workshops.rounds import scenarios_for
from trainer.workshops.taking_part import room

A, B = PARCEL, ["ru", "net-vody"]
PASSWORD = "a long enough phrase"


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> str:
    return request.getfixturevalue("postgres") if request.param == "postgres" else ""


class Twice:
    """Tessa in one workshop with her account and as a guest, until she ``signs_in``."""

    def __init__(self, app: Flask, teams: tuple[str | None, str | None] = (None, None), forms: str = "00") -> None:
        self.app, self.meeting = app, Meeting()
        self.user_id = add_user("tessa@example.org", "Tessa", PASSWORD).id
        self.own = self.meeting.person(teams[0], "Tessa", user_id=self.user_id, form=int(forms[0]))
        self.guest = self.meeting.person(teams[1], "T.", form=int(forms[1]))
        self.guest_key = self.guest.guest_key or ""
        self.before = self.meeting.rounds[BEFORE]

    def signs_in(self) -> Participant:
        guest_became_user.send(self.app, guest_key=self.guest_key, user_id=self.user_id)
        db.session.commit()
        assert kept() == slowly()
        [one] = db.session.scalars(select(Participant))
        return one

    def counted(self) -> list[tuple[str, int]]:
        """Kind of round and talk."""
        query = select(Round.kind, RoundTalk.attempt_id).join(Round, Round.id == RoundTalk.round_id)
        return [(kind, number) for kind, number in db.session.execute(query.order_by(Round.number))]

    def two_scenarios(self) -> None:
        for kind in (BEFORE, AFTER):
            self.meeting.rounds[kind].scenarios = [A, B]
        db.session.commit()


def signs_in(person: Person) -> None:
    person.opens("/login")
    person.presses("Sign in", email="trainee@example.org", password=PASSWORD)


def test_guest_who_signs_in_finds_their_talk_at_the_place_that_their_account_has(
    coach: Person, trainee: Person, guest: Person, app: Flask
) -> None:
    host = Host(coach)
    code = host.opens_doors()
    joins(trainee, code, "Tessa")
    joins(guest, code, "T.")
    host.presses("Start: Before")
    guest.opens(guest.at)
    plays(guest, BEST[0], BEST[1])
    old = guest.at
    signs_in(guest)
    assert "You were in “Calm at the counter” twice" in guest.sees
    seen = guest.opens(old)
    assert guest.at == trainee.at
    assert "Tessa" in seen
    assert "Ended" in seen
    assert "Ended" in trainee.opens(trainee.at)
    desk = coach.opens(host.desk)
    assert "T." not in desk.split()
    assert [(each.name, each.guest_key) for each in people(app)] == [("Tessa", None)]


def test_member_who_types_the_code_of_their_guest_is_in_their_own_room(
    coach: Person, trainee: Person, guest: Person, app: Flask
) -> None:
    code = Host(coach).opens_doors()
    joins(guest, code, "T.")
    joins(trainee, code, "Tessa")
    theirs = trainee.at
    trainee.opens("/join")
    assert "Tessa" in trainee.presses("Go on", code=own_code(guest))
    assert trainee.at == theirs
    assert "This browser is not in that room" in guest.opens(guest.at)
    assert len(people(app)) == 1


def test_talks_that_only_one_place_has_are_all_kept(app: Flask, coach: Person) -> None:
    with app.test_request_context():
        twice = Twice(app)
        first = twice.meeting.plays(twice.guest, BEFORE).id
        second = twice.meeting.plays(twice.own, PRACTICE).id
        third = twice.meeting.plays(twice.guest, AFTER).id
        assert twice.signs_in().name == "Tessa"
        assert twice.counted() == [(BEFORE, first), (PRACTICE, second), (AFTER, third)]


def test_of_two_talks_the_first_counts_and_the_other_was_practice(app: Flask, coach: Person) -> None:
    with app.test_request_context():
        twice = Twice(app)
        first = twice.meeting.plays(twice.guest, BEFORE, BAD).id
        again = twice.meeting.plays(twice.own, BEFORE, GOOD).id
        twice.signs_in()
        assert twice.counted() == [(BEFORE, first)]
        assert db.session.get_one(Attempt, again).user_id == twice.user_id
        assert not db.session.scalars(select(TalkTurn).where(TalkTurn.attempt_id == again)).all()


def test_a_talk_that_was_ended_counts_before_one_that_was_only_begun(app: Flask, coach: Person) -> None:
    with app.test_request_context():
        twice = Twice(app)
        begun = twice.meeting.plays(twice.guest, BEFORE)
        begun.status = STILL_ON
        ended = twice.meeting.plays(twice.own, BEFORE, FAIR).id
        twice.signs_in()
        assert twice.counted() == [(BEFORE, ended)]


def test_who_played_b_before_as_a_guest_plays_a_after(app: Flask, coach: Person) -> None:
    with app.test_request_context():
        twice = Twice(app, forms="01")
        twice.two_scenarios()
        twice.meeting.plays(twice.guest, BEFORE)
        one = twice.signs_in()
        assert scenarios_for(twice.meeting.rounds[AFTER], one.form) == [tuple(A)]


def test_nobody_is_measured_by_one_scenario_before_and_after(app: Flask, coach: Person) -> None:
    with app.test_request_context():
        twice = Twice(app, forms="01")
        twice.two_scenarios()
        first = twice.meeting.plays(twice.own, BEFORE).id  # A
        twice.meeting.plays(twice.guest, AFTER)  # A, too
        twice.meeting.rounds[AFTER].status = RUNNING
        one = twice.signs_in()
        assert twice.counted() == [(BEFORE, first)]
        due = room(one, twice.meeting.workshop).due
        assert due is not None
        assert [due.language, due.slug] == B


def test_a_talk_given_up_for_the_other_scenario_is_not_begun_in_its_place(
    coach: Person, trainee: Person, guest: Person, app: Flask
) -> None:
    host = Host(coach)
    code = host.opens_doors()
    joins(guest, code, "T.")
    joins(trainee, code, "Tessa")
    with app.app_context():
        for each in db.session.scalars(select(Round).where(Round.kind.in_((BEFORE, AFTER)))):
            each.scenarios = [A, B]
        for one in db.session.scalars(select(Participant)):
            one.form = int(one.user_id is None)
        db.session.commit()
    host.presses("Start: Before")
    trainee.opens(trainee.at)
    trainee.presses("Begin the talk")  # A, not ended
    guest.opens(guest.at)
    guest.presses("Begin the talk")  # B
    with app.app_context():
        first = db.session.scalar(select(Attempt).where(Attempt.slug == B[1]))
        assert first is not None
        first.started_at -= timedelta(minutes=1)
        db.session.commit()
    signs_in(guest)
    host.presses("Start: The wall")
    host.presses("Start: Practice")
    host.presses("Start: After")
    guest.opens(f"/w/{code}")
    assert SAYS_BADLY[0] in guest.presses("Begin the talk")


def test_one_person_has_one_answer_on_the_wall_and_no_vote_for_themselves(app: Flask, coach: Person) -> None:
    with app.test_request_context():
        twice = Twice(app)
        each = twice.before  # what kind of round it is, answers and votes do not ask
        others = [says(each, twice.meeting.person(None), f"Other {number}") for number in range(4)]
        held = says(each, twice.own, "You idiot", HELD)
        said = says(each, twice.guest, "I am sorry")
        votes(twice.own, said, others[0], others[1])
        votes(twice.guest, others[1], others[2], others[3])
        votes(db.session.get_one(Participant, others[0].participant_id), said, others[1])
        guest_became_user.send(app, guest_key=twice.guest_key, user_id=twice.user_id)
        db.session.commit()
        own_id = twice.own.id
        mine = db.session.scalars(select(WallAnswer.text).where(WallAnswer.participant_id == own_id)).all()
        given = db.session.scalars(select(WallVote.answer_id).where(WallVote.participant_id == own_id)).all()
        assert mine == ["I am sorry"]
        assert sorted(given) == [others[0].id, others[1].id, others[2].id]
        assert db.session.scalars(select(WallVote).where(WallVote.answer_id == said.id)).all()
        assert db.session.get(WallAnswer, held.id) is None


def says(each: Round, who: Participant, text: str, status: str = SHOWN) -> WallAnswer:
    row = WallAnswer(key=f"{who.key}", round_id=each.id, participant_id=who.id, text=text, status=status)
    db.session.add(row)
    db.session.commit()
    return row


def votes(who: Participant, *rows: WallAnswer) -> None:
    db.session.add_all(WallVote(answer_id=row.id, participant_id=who.id) for row in rows)
    db.session.commit()


def test_the_guests_team_loses_them_and_the_accounts_team_counts_all(app: Flask, coach: Person) -> None:
    with app.test_request_context():
        twice = Twice(app, ("Harbour", "Lighthouse"))
        member = db.session.scalars(select(TeamMember).where(TeamMember.user_id == twice.user_id)).one()
        for row in (twice.own, member):
            row.joined_at = twice.guest.joined_at + timedelta(minutes=5)
        for row in db.session.scalars(select(TeamMember).where(TeamMember.guest_key == twice.guest_key)):
            row.joined_at = twice.guest.joined_at
        db.session.commit()
        twice.meeting.plays(twice.guest, BEFORE, POOR)
        one = twice.signs_in()
        harbour = twice.meeting.teams["Harbour"].id
        assert one.team_id == harbour
        assert list(db.session.scalars(select(RoundTalk.team_id))) == [harbour]
        assert list(db.session.scalars(select(TeamMember.team_id))) == [harbour]
        assert [figures[0] for figures in kept()[1].values()] == [1]


def test_an_account_without_a_team_gets_the_guests(app: Flask, coach: Person) -> None:
    with app.test_request_context():
        twice = Twice(app, (None, "Lighthouse"))
        one = twice.signs_in()
        assert one.team_id == twice.meeting.teams["Lighthouse"].id
        [member] = db.session.scalars(select(TeamMember))
        assert (member.team_id, member.user_id) == (one.team_id, twice.user_id)


def test_who_was_taken_out_of_a_team_is_not_put_back_by_signing_in(app: Flask, coach: Person) -> None:
    with app.test_request_context():
        twice = Twice(app, ("Harbour", "Harbour"))
        db.session.execute(delete(TeamMember))
        db.session.commit()
        twice.signs_in()
        assert not db.session.scalars(select(TeamMember)).all()


def test_what_was_recognised_in_both_for_the_first_time_is_recognised_once(app: Flask, coach: Person) -> None:
    with app.test_request_context():
        twice = Twice(app)
        twice.meeting.plays(twice.guest, BEFORE, GOOD)
        twice.meeting.plays(twice.own, PRACTICE, GOOD)
        kinds = list(db.session.scalars(select(Recognition.kind)))
        assert len(kinds) > len(set(kinds))
        twice.signs_in()
        assert sorted(db.session.scalars(select(Recognition.kind))) == sorted(set(kinds))


def test_the_old_device_can_delete_nothing_of_what_the_account_has_now(app: Flask, coach: Person) -> None:
    with app.test_request_context():
        twice = Twice(app)
        twice.meeting.plays(twice.guest, BEFORE)
        twice.signs_in()
        delete_guest(twice.guest_key)
        assert kept() == slowly()
        assert len(twice.counted()) == 1


def test_turns_of_a_workshop_that_is_gone_are_gone_while_people_keep_their_talks(app: Flask, coach: Person) -> None:
    with app.app_context():
        meeting = Meeting()
        talk = meeting.plays(meeting.person(None), BEFORE).id
        assert kept()[2]
        db.session.execute(delete(Workshop).where(Workshop.id == meeting.workshop.id))
        db.session.commit()
        assert kept() == slowly() == ({}, {}, set())
        assert db.session.get(Attempt, talk) is not None


def test_two_guests_of_one_account_become_one_place(
    coach: Person, trainee: Person, visitor: Callable[..., Person], app: Flask
) -> None:
    code = Host(coach).opens_doors()
    first, second = visitor(), visitor()
    for number, person in enumerate((first, second)):
        joins(person, code, f"Guest {number}")
        signs_in(person)
    assert [each.name for each in people(app)] == ["Guest 0"]
    assert "Guest 0" in second.opens(f"/w/{code}")
    first.opens(f"/w/{code}")
    assert second.at == first.at
