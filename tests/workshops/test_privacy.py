"""Private by default: who sees which figures and names, on pages, in exports, on the board."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest
from flask import Flask

from tests.people import Person
from tests.workshops.meeting import GOOD, Meeting, account
from trainer.extensions import db
from trainer.workshops.comparison_teams import board
from trainer.workshops.models import AFTER, BEFORE

NAME, SHOWN = "Secretive Sam", "Open Olga"


@pytest.fixture
def meeting(app: Flask, coach: Person) -> Meeting:
    """Six people; one agreed to be named, the others did not."""
    with app.app_context():
        meeting = Meeting()
        for number in range(6):
            name = {0: NAME, 1: SHOWN}.get(number, "")
            who = meeting.person("Harbour", name, consent=number == 1)
            meeting.plays(who, BEFORE, GOOD)
            meeting.plays(who, AFTER, GOOD)
        return meeting


def addresses(meeting: Meeting) -> list[str]:
    workshop, team = meeting.workshop.key, meeting.teams["Harbour"].key
    return [
        f"/coach/workshops/{workshop}/report",
        f"/coach/workshops/{workshop}/answers.csv",
        f"/coach/workshops/{workshop}/answers.xlsx",
        f"/coach/teams/{team}/results",
        f"/coach/teams/{team}/answers.csv",
        f"/coach/teams/{team}/answers.xlsx",
        f"/coach/compare?team={team}",
        f"/coach/compare?workshop={workshop}",
    ]


@pytest.mark.parametrize("number", range(8))
def test_the_coach_and_an_administrator_see_them(coach: Person, admin: Person, meeting: Meeting, number: int) -> None:
    for person in (coach, admin):
        with person.client.get(addresses(meeting)[number]) as answer:
            assert answer.status_code == 200


@pytest.mark.parametrize("number", range(8))
def test_a_trainee_and_a_guest_see_none_of_them(trainee: Person, guest: Person, meeting: Meeting, number: int) -> None:
    assert trainee.client.get(addresses(meeting)[number]).status_code == 403
    answer = guest.client.get(addresses(meeting)[number])
    assert (answer.status_code, answer.location.partition("?")[0]) == (302, "/login")


@pytest.mark.parametrize("number", range(8))
def test_a_coach_of_other_teams_finds_nothing_there(
    member: Callable[..., Person], meeting: Meeting, number: int
) -> None:
    other = member("other@example.org", "Otto", "coach")
    assert other.client.get(addresses(meeting)[number]).status_code == 404


def test_a_coach_of_one_team_without_the_role_sees_that_team_only(
    app: Flask, member: Callable[..., Person], meeting: Meeting
) -> None:
    helper = member("helper@example.org", "Hella")
    with app.app_context():
        from trainer.accounts.teams import TeamCoach

        db.session.add(TeamCoach(team_id=meeting.teams["Harbour"].id, user_id=account("helper@example.org").id))
        db.session.commit()
    assert helper.client.get(meeting.results("Harbour")).status_code == 200
    assert helper.client.get(meeting.results("Lighthouse")).status_code == 404
    assert helper.client.get(meeting.report).status_code == 404


@pytest.mark.parametrize("number", [0, 3, 6, 7])
def test_no_page_of_figures_names_a_member(coach: Person, meeting: Meeting, number: int) -> None:
    coach.opens(addresses(meeting)[number])
    body = coach.sees.partition("Recognise somebody")[0]
    assert NAME not in body
    assert SHOWN not in body


@pytest.mark.parametrize("number", [1, 4])
def test_an_export_names_those_only_who_agreed(coach: Person, meeting: Meeting, number: int) -> None:
    table = coach.client.get(addresses(meeting)[number]).get_data(as_text=True)
    assert SHOWN in table
    assert NAME not in table
    assert "P-" in table


def test_the_board_knows_teams_and_no_people(app: Flask, meeting: Meeting) -> None:
    with app.app_context():
        shown = repr(dataclasses.asdict(board(meeting.workshop.id)))
    assert "Harbour" in shown
    assert NAME not in shown and SHOWN not in shown


def test_a_deleted_workshop_is_gone_from_all_of_it(app: Flask, coach: Person, meeting: Meeting) -> None:
    from trainer.web.clock import now

    with app.app_context():
        db.session.merge(meeting.workshop).deleted_at = now()
        db.session.commit()
    assert coach.client.get(meeting.report).status_code == 404
    coach.opens(meeting.results("Harbour"))
    assert "This team has not been in a workshop yet." in coach.sees
    table = coach.client.get(addresses(meeting)[4]).get_data(as_text=True)
    assert len(table.splitlines()) == 1


def test_a_person_of_another_workshop_cannot_be_recognised_here(app: Flask, coach: Person, meeting: Meeting) -> None:
    with app.app_context():
        other = Meeting()
        stranger = other.person("Harbour")
        other.plays(stranger, BEFORE)
    coach.opens(meeting.report)
    answer = coach.sends(
        f"/coach/workshops/{meeting.workshop.key}/recognise", {"participant": str(stranger.id), "kind": "noticed"}
    )
    assert answer.status_code == 404
