"""Teams: who looks after them, who is asked, who joins, who leaves."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from tests.accounts.conftest import account, signs_in
from tests.people import Person
from trainer.accounts.audit import AuditEntry
from trainer.accounts.models import User
from trainer.accounts.teams import Team, TeamCoach, TeamInvitation, TeamMember, hand_over_memberships
from trainer.extensions import db

Count = Callable[[type], int]
Member = Callable[..., Person]


@pytest.fixture
def member(app: Flask, visitor: Callable[..., Person]) -> Member:
    """Makes a person with an account, signed in."""

    def make(email: str, name: str, role: str = "trainee") -> Person:
        account(app, email, name, role)
        person = visitor()
        signs_in(person, email)
        return person

    return make


@pytest.fixture
def cleo(member: Member) -> Person:
    """A coach who has made the team "North"."""
    person = member("cleo@example.org", "Cleo", "coach")
    person.opens("/coach/teams")
    assert "No team yet" in person.sees
    person.presses("Make the team", name="North")
    assert "The team “North” is made." in person.sees
    return person


@pytest.fixture
def ann(member: Member) -> Person:
    return member("ann@example.org", "Ann")


def asks(coach: Person, email: str, whom: str = "members") -> str:
    """Ask somebody on the page of the team, where the coach is."""
    page = coach.at
    coach.page = coach.client.post(
        f"{page}/{whom}", data={**coach.form("Rename").fields, "email": email}, follow_redirects=True
    )
    return coach.sees


def test_coach_asks_a_trainee_who_joins(app: Flask, cleo: Person, ann: Person) -> None:
    page = cleo.at
    asks(cleo, "Ann@example.org")
    assert "Ann" not in cleo.sees.replace("ann@example.org", "")
    ann.opens("/notices")
    ann.follows("Cleo asks you to join the team “North”.")
    assert ann.at == "/account"
    assert "Its coaches will read your talks" in ann.sees
    ann.presses("Accept")
    assert "You are in the team “North” now." in ann.sees
    assert "Coaches: Cleo" in ann.sees
    cleo.opens("/notices")
    cleo.follows("Ann accepts the invitation of the team “North”.")
    assert cleo.at == page
    assert "ann@example.org" in cleo.sees
    assert "Asked, no answer yet" not in cleo.sees


def test_trainee_declines_and_is_in_no_team(cleo: Person, ann: Person, count: Count) -> None:
    asks(cleo, "ann@example.org")
    ann.opens("/account")
    assert "You said no to the team “North”." in ann.presses("Decline")
    assert count(TeamMember) == count(TeamInvitation) == 0
    assert "Ann declines the invitation of the team “North”." in cleo.opens("/notices")


def test_nobody_is_in_a_team_who_has_not_accepted(cleo: Person, ann: Person, count: Count) -> None:
    asks(cleo, "ann@example.org")
    assert count(TeamMember) == 0
    assert "You are in no team." in ann.opens("/account")


def test_coach_does_not_learn_who_has_an_account(cleo: Person, ann: Person) -> None:
    seen = [asks(cleo, email).replace(email, "…") for email in ("ann@example.org", "who@example.org")]
    cleo.opens(cleo.at)
    assert seen[0].count("…") == seen[1].count("…") == 2
    assert "is asked now" in seen[0]
    assert "is asked now" in seen[1]


def test_newcomer_finds_the_invitation_that_came_before_the_account(cleo: Person, member: Member) -> None:
    asks(cleo, "new@example.org")
    newcomer = member("new@example.org", "Nino")
    assert "Cleo asks you to join the team “North”." in newcomer.opens("/account")


def test_newcomer_becomes_no_coach_by_an_invitation_from_before_the_account(cleo: Person, member: Member) -> None:
    asks(cleo, "new@example.org", "coaches")
    newcomer = member("new@example.org", "Nino")
    assert "asks you" not in newcomer.opens("/account")
    newcomer.sends("/account/invitations/1", {"answer": "yes"})
    assert newcomer.client.get("/coach/teams").status_code == 403


def test_coach_is_told_what_is_no_address_and_keeps_the_words(cleo: Person) -> None:
    said = asks(cleo, "ann at example")
    assert "ann at example is not a mail address." in said
    assert 'value="ann at example"' in cleo.page.text


def test_coach_withdraws_an_invitation(cleo: Person, ann: Person) -> None:
    asks(cleo, "ann@example.org")
    ann.opens("/account")
    cleo.presses("Withdraw")
    assert "This invitation is no longer open." in ann.presses("Accept")
    assert "You are in no team." in ann.sees


def test_outsider_cannot_answer_for_others(cleo: Person, ann: Person, member: Member, count: Count) -> None:
    asks(cleo, "ann@example.org")
    outsider = member("bob@example.org", "Bob")
    outsider.opens("/account")
    outsider.sends("/account/invitations/1", {"answer": "yes"})
    assert count(TeamMember) == 0
    assert count(TeamInvitation) == 1


def joins(cleo: Person, person: Person, email: str = "ann@example.org") -> None:
    asks(cleo, email)
    person.opens("/account")
    person.presses("Accept")


def test_member_leaves(cleo: Person, ann: Person, count: Count) -> None:
    joins(cleo, ann)
    assert "You have left the team." in ann.presses("Leave the team")
    assert count(TeamMember) == 0
    assert "these are the coaches of this site" in ann.sees


def test_coach_removes_a_member_who_is_told(cleo: Person, ann: Person, count: Count) -> None:
    joins(cleo, ann)
    cleo.opens(cleo.at)
    cleo.presses("Remove from the team")
    assert count(TeamMember) == 0
    assert "You are no longer in the team “North”." in ann.opens("/notices")
    joins(cleo, ann)
    assert count(TeamMember) == 1


def test_coach_who_was_asked_looks_after_the_team_and_members_are_told(
    app: Flask, cleo: Person, ann: Person, member: Member
) -> None:
    joins(cleo, ann)
    bob = member("bob@example.org", "Bob")
    assert bob.client.get("/coach").status_code == 403
    asks(cleo, "bob@example.org", "coaches")
    bob.opens("/notices")
    bob.follows("Cleo asks you to look after the team “North”.")
    bob.presses("Accept")
    assert "North" in bob.opens("/coach/teams")
    assert "Make the team" not in bob.sees
    bob.follows("North")
    assert "ann@example.org" in bob.sees
    assert "Bob looks after your team “North” now, and may read your talks." in ann.opens("/notices")
    assert "Coaches: Bob, Cleo" in ann.opens("/account")
    with app.app_context():
        entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "team.coach_added")).one()
        assert (entry.who, entry.subject, entry.details) == ("Bob", "North", {"person": "Bob"})


def test_coach_of_a_team_lets_go_of_it(cleo: Person, member: Member) -> None:
    bob = member("bob@example.org", "Bob")
    asks(cleo, "bob@example.org", "coaches")
    bob.opens("/account")
    bob.presses("Accept")
    bob.opens("/coach/teams")
    bob.follows("North")
    assert "no longer a coach" in bob.presses("Let go of this team")
    assert bob.at == "/account"
    assert bob.client.get("/coach/teams").status_code == 403


def test_other_coaches_and_trainees_do_not_find_the_team(cleo: Person, ann: Person, member: Member) -> None:
    page = cleo.at
    other = member("other@example.org", "Otto", "coach")
    assert "North" not in other.opens("/coach/teams")
    assert other.client.get(page).status_code == 404
    token = {"name": "Mine", "email": "other@example.org"}
    for action in ("name", "archive", "members", "coaches", "members/1/remove", "coaches/1/remove"):
        assert other.sends(f"{page}/{action}", token).status_code == 404, action
        ann.opens("/account")
        assert ann.sends(f"{page}/{action}", token).status_code == 403, action
    assert "North" in cleo.opens(page)


def test_administrator_finds_all_teams(cleo: Person, member: Member) -> None:
    page = cleo.at
    admin = member("admin@example.org", "Ada", "admin")
    assert "North" in admin.opens("/coach/teams")
    admin.opens(page)
    admin.presses("Rename", name="  South \n West ")
    assert "South West" in cleo.opens("/coach/teams")


@pytest.mark.parametrize(("name", "said"), [(" \u202e ", "Give the team a name."), ("x" * 81, "at most 80 characters")])
def test_coach_is_told_why_a_name_will_not_do(cleo: Person, name: str, said: str) -> None:
    assert said in cleo.presses("Rename", name=name)
    cleo.opens("/coach/teams")
    assert said in cleo.presses("Make the team", name=name)


def test_the_form_sent_twice_makes_one_team(cleo: Person, count: Count) -> None:
    cleo.opens("/coach/teams")
    fields = {**cleo.form("Make the team").fields, "name": "East"}
    places = {cleo.client.post("/coach/teams", data=fields).location for _ in range(2)}
    assert len(places) == 1
    assert count(Team) == 2
    assert count(TeamCoach) == 2


def test_coach_archives_and_restores(cleo: Person, ann: Person) -> None:
    asks(cleo, "ann@example.org")
    page = cleo.at
    assert "The team is archived." in cleo.presses("Archive")
    assert "Ask somebody" not in cleo.sees
    assert "takes nobody" in asks(cleo, "bob@example.org")
    assert "asks you to join" not in ann.opens("/account")
    cleo.opens(page)
    assert "The team is open again." in cleo.presses("Restore")
    assert "asks you to join" in ann.opens("/account")


def test_guest_of_a_team_brings_the_place_along_when_registering(app: Flask, cleo: Person, ann: Person) -> None:
    with app.app_context():
        team = db.session.scalars(select(Team)).one()
        user = db.session.scalars(select(User).where(User.email == "ann@example.org")).one()
        db.session.add(TeamMember(team_id=team.id, guest_key="g" * 32))
        db.session.commit()
    assert "Guest" in cleo.opens(cleo.at)
    for _ in range(2):  # a second guest of the same team is the same person
        with app.app_context():
            hand_over_memberships("g" * 32, user.id)
            db.session.commit()
            assert [row.user_id for row in db.session.scalars(select(TeamMember))] == [user.id]
            db.session.add(TeamMember(team_id=team.id, guest_key="g" * 32))
            db.session.commit()


def test_guest_with_a_place_in_a_team_signs_in_and_has_it(app: Flask, cleo: Person, guest: Person) -> None:
    account(app, "ann@example.org", "Ann")
    with guest.client.session_transaction() as session:
        session["guest"] = "k" * 32
    with app.app_context():
        db.session.add(TeamMember(team_id=db.session.scalars(select(Team.id)).one(), guest_key="k" * 32))
        db.session.commit()
    signs_in(guest)
    assert "Coaches: Cleo" in guest.opens("/account")


def test_places_and_invitations_go_with_the_account(cleo: Person, ann: Person, count: Count) -> None:
    joins(cleo, ann)
    asks(cleo, "ann@example.org", "coaches")
    ann.opens("/account/delete")
    ann.presses("Delete it for good", password="correct horse battery")
    assert count(TeamMember) == count(TeamInvitation) == 0
    assert count(TeamCoach) == 1
