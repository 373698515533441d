"""Who came, played, came back and contributed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from tests.people import Person
from tests.workshops.meeting import GOOD, Meeting, account, stored, talk
from trainer.authoring.suggestion_models import WORDING, Suggestion
from trainer.extensions import db
from trainer.web.clock import now
from trainer.workshops.funnel import funnel, share
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
        "20 invited 4 came 20 % (8 – 42) 3 played 75 % (30 – 95) 1 before and after 25 % (5 – 70) "
        "1 came back 25 % (5 – 70) 1 contributed 25 % (5 – 70)" in coach.sees
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


@given(st.integers(1, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_a_share_has_the_interval_of_wilson(both: tuple[int, int]) -> None:
    count, of = both
    found = share(count, of)
    right = binomtest(count, of).proportion_ci(method="wilson")
    assert found is not None
    assert (found.n, found.mean) == (of, pytest.approx(100 * count / of))
    assert (found.low, found.high) == pytest.approx((100 * right.low, 100 * right.high), abs=1e-4)


def test_more_came_than_were_invited_and_no_share_is_made_up() -> None:
    assert share(12, 10) is None
    assert share(0, 0) is None
