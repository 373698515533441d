"""A team over time, teams and workshops side by side, and one's own place."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.people import Person
from tests.workshops.meeting import BAD, FAIR, GOOD, Meeting, account, stored, talk
from trainer.workshops.models import AFTER, BEFORE


def filled(people: int = 6, **more: str) -> Meeting:
    meeting = Meeting(**more)
    for number in range(people):
        for team, last in (("Harbour", GOOD if number else FAIR), ("Lighthouse", BAD if number else FAIR)):
            who = meeting.person(team)
            meeting.plays(who, BEFORE, BAD)
            meeting.plays(who, AFTER, last)
    return meeting


def test_coach_reads_a_team_over_months_and_across_workshops(app: Flask, coach: Person) -> None:
    with app.app_context():
        meeting = filled()
    coach.opens(meeting.results("Harbour"))
    assert "Results of the last year · 6 people" in coach.sees
    assert "Month by month" in coach.sees
    assert "Calm at the counter" in coach.sees.partition("Across workshops")[2]
    assert "clearly higher" in coach.sees.partition("Across workshops")[2]


def test_coach_of_a_small_team_reads_what_is_missing(app: Flask, coach: Person) -> None:
    with app.app_context():
        meeting = filled(4)
    coach.opens(meeting.results("Harbour"))
    assert "No figures yet" in coach.sees
    assert "So far: 4 people." in coach.sees
    assert "too few people" in coach.sees
    assert "95 % interval" not in coach.sees


def test_coach_sets_two_teams_side_by_side(app: Flask, coach: Person) -> None:
    with app.app_context():
        meeting = filled()
    coach.opens("/coach/compare")
    assert "Nothing chosen yet" in coach.sees
    keys = [meeting.teams[name].key for name in ("Harbour", "Lighthouse")]
    coach.opens(f"/coach/compare?team={keys[0]}&team={keys[1]}")
    pairs = coach.sees.partition("Pair by pair")[2]
    assert "Harbour Lighthouse" in pairs
    assert "the first is clearly higher" in pairs
    assert "6, 6" in pairs


def test_coach_sets_a_workshop_beside_a_team_and_reads_who_is_on_both_sides(app: Flask, coach: Person) -> None:
    with app.app_context():
        meeting = filled()
    coach.opens(f"/coach/compare?team={meeting.teams['Harbour'].key}&workshop={meeting.workshop.key}")
    assert "6 people are on both sides" in coach.sees


def test_a_side_of_four_people_is_named_and_not_shown(app: Flask, coach: Person) -> None:
    with app.app_context():
        meeting = filled(4)
    coach.opens(f"/coach/compare?team={meeting.teams['Harbour'].key}")
    assert "Not shown, because fewer than 5 people have finished talks: Harbour." in coach.sees
    assert "95 % interval" not in coach.sees


def test_trainee_sees_their_own_place_beside_the_teams_mean(app: Flask, coach: Person, trainee: Person) -> None:
    with app.app_context():
        meeting = filled()
        who = meeting.person("Harbour", user_id=account("trainee@example.org").id)
        meeting.plays(who, AFTER, GOOD)
        own = talk(GOOD).overall or 0
    trainee.opens("/progress")
    trainee.follows("You beside “Harbour”")
    assert f"Overall {own:.0f}" in trainee.sees
    assert "over 7 people" in trainee.sees
    assert "You stand above it." in trainee.sees


def test_in_a_small_team_a_trainee_sees_only_themselves(app: Flask, coach: Person, trainee: Person) -> None:
    with app.app_context():
        meeting = filled(3)
        who = meeting.person("Harbour", user_id=account("trainee@example.org").id)
        meeting.plays(who, AFTER, GOOD)
    trainee.opens(f"/teams/{meeting.teams['Harbour'].key}/mine")
    assert "The team's mean is shown from 5 people on." in trainee.sees
    assert "The team's mean is " not in trainee.sees.replace("The team's mean is shown", "")


def test_guest_in_a_team_has_a_place_too(app: Flask, coach: Person, guest: Person) -> None:
    guest.opens("/scenarios/en/late-parcel")
    guest.presses("Begin")
    with guest.client.session_transaction() as session:
        key = session["guest"]
    with app.app_context():
        meeting = filled(5)
        who = meeting.person("Harbour")
        from sqlalchemy import update

        from trainer.accounts.teams import TeamMember
        from trainer.extensions import db

        db.session.execute(update(TeamMember).where(TeamMember.guest_key == who.guest_key).values(guest_key=key))
        db.session.commit()
        stored(talk(GOOD, guest_key=key))
    guest.opens(f"/teams/{meeting.teams['Harbour'].key}/mine")
    assert "You and your team" in guest.sees
    assert "over 6 people" in guest.sees


@pytest.mark.parametrize("who", ["trainee", "outsider", "visitor"])
def test_somebody_who_is_not_in_the_team_has_no_place_in_it(
    app: Flask, coach: Person, request: pytest.FixtureRequest, who: str
) -> None:
    with app.app_context():
        meeting = filled(5)
    person = request.getfixturevalue(who)
    person = person() if who == "visitor" else person
    person.opens(f"/teams/{meeting.teams['Harbour'].key}/mine")
    assert person.page.status_code == 404
