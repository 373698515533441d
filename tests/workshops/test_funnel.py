"""Who came, played, came back and contributed."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from tests.people import Person
from tests.workshops.meeting import GOOD, Meeting, account, stored, talk
from trainer.authoring.suggestion_models import WORDING, Suggestion
from trainer.extensions import db
from trainer.web.clock import now
from trainer.workshops.funnel import funnel
from trainer.workshops.models import AFTER, BEFORE


def test_coach_reads_how_many_came_and_how_many_came_back(app: Flask, coach: Person, trainee: Person) -> None:
    with app.app_context():
        meeting = Meeting()
        meeting.workshop.opened_at = now() - timedelta(days=3)
        user = account("trainee@example.org").id
        keen = meeting.person("Harbour", user_id=user)
        meeting.plays(keen, BEFORE)
        meeting.plays(keen, AFTER)
        for _ in range(2):
            first = meeting.plays(meeting.person("Harbour"), BEFORE)
            first.started_at = now() - timedelta(days=3)
        back = meeting.person("Lighthouse")
        stored(talk(GOOD, guest_key=back.guest_key))
        db.session.add(
            Suggestion(
                key="suggestion-0000001",
                kind=WORDING,
                user_id=user,
                language="en",
                slug="late-parcel",
                title="The parcel",
                text="Better words",
                at=now() + timedelta(seconds=1),
            )
        )
        db.session.commit()
        found = funnel(meeting.workshop, paired=1)
    assert (found.invited, found.came, found.played, found.paired) == (20, 4, 3, 1)
    assert (found.returned, found.contributed) == (1, 1)
    coach.opens(meeting.report)
    assert (
        "20 invited 4 came 100 % 3 played 75 % 1 before and after 25 % 1 came back 25 % 1 contributed 25 %"
        in coach.sees
    )


def test_nobody_counted_the_invited(app: Flask, coach: Person) -> None:
    with app.app_context():
        meeting = Meeting()
        meeting.workshop.invited = 0
        db.session.commit()
    coach.opens(meeting.report)
    assert "– invited" in coach.sees
    assert "How many were invited was not written down." in coach.sees


def test_doors_that_opened_days_before_and_a_second_day_bring_nobody_back(app: Flask, coach: Person) -> None:
    with app.app_context():
        meeting = Meeting()
        meeting.workshop.opened_at = now() - timedelta(days=9)
        meeting.rounds[BEFORE].started_at = now() - timedelta(hours=2)
        who = meeting.person("Harbour")
        meeting.plays(who, BEFORE)
        stored(talk(GOOD, guest_key=who.guest_key))
        assert funnel(meeting.workshop, paired=0).returned == 0
        meeting.rounds[BEFORE].started_at = now() - timedelta(days=2)
        meeting.plays(meeting.person("Harbour"), AFTER)
        assert funnel(meeting.workshop, paired=0).returned == 1
