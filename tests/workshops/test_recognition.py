"""Recognition: what rules see, what coaches give, and who sees it."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.people import Person
from tests.workshops.meeting import BAD, GOOD, Meeting, account, stored, talk
from trainer.dialogue.engine import Typed, answer, start
from trainer.extensions import db
from trainer.feedback.recognition import CALMED, CRITICISM, LIMIT, PROMISE, REFLECTIVE, WON_BACK, recognise
from trainer.library.models import Shelved
from trainer.library.revisions import content
from trainer.scenario.model import Kind
from trainer.workshops.models import AFTER, BEFORE
from trainer.workshops.result_models import Recognition


def assessed(*behaviours: str) -> dict[str, Any]:
    return {"scores": {"empathy": {"evidence": [[0, 4, name, True] for name in behaviours]}}}


def said(app: Flask, *behaviours: str, kind: str = "customer", reply: str = "1", **points: float) -> set[str]:
    """What is recognised in a talk whose first answer shows these behaviours."""
    scores = {"empathy": 1.5, "de_escalation": 1.5, "clarity": 1.5, **points}
    with app.app_context():
        digest = db.session.scalars(select(Shelved.digest).where(Shelved.slug == "late-parcel")).one()
        scenario = content(digest).scenario.model_copy(update={"kind": Kind(kind)})
    played = answer(start(scenario), reply, Typed("words", scores, True, assessed(*behaviours)))
    return {each.kind for each in recognise(answer(played, "search"))} - {WON_BACK, CALMED}


def test_taking_up_what_was_said_is_reflecting(app: Flask) -> None:
    assert said(app, "reflects_context") == {REFLECTIVE}
    assert said(app, "reflects_context", "insults") == set()
    assert said(app, "reflects_context", empathy=0.2) == set()


def test_owning_it_under_fire_without_defence_is_taking_criticism(app: Flask) -> None:
    assert said(app, "takes_responsibility") == {CRITICISM}
    assert said(app, "takes_responsibility", "but_after_apology") == set()
    assert said(app, "agrees", de_escalation=0) == set()


def test_who_and_when_is_a_promise_and_a_kind_limit_is_a_limit(app: Flask) -> None:
    assert said(app, "says_who_does", "says_when") == {PROMISE}
    assert said(app, "says_when") == set()
    assert said(app, "sets_limit_kindly") == {LIMIT}
    assert said(app, "sets_limit_kindly", "threatens") == set()


def test_a_hot_talk_that_ends_calm_is_recognised_by_its_kind(app: Flask) -> None:
    with app.app_context():
        digest = db.session.scalars(select(Shelved.digest).where(Shelved.slug == "late-parcel")).one()
        scenario = content(digest).scenario
        thread = scenario.model_copy(update={"kind": Kind.DISCUSSION})
        for each, kind in ((scenario, WON_BACK), (thread, CALMED)):
            good = answer(answer(start(each), "1"), "search")
            assert [(found.kind, found.turn) for found in recognise(good)] == [(kind, 1)]
        assert recognise(answer(answer(start(thread), "2"), "2")) == ()


def test_choosing_a_written_reply_is_not_saying_it(app: Flask) -> None:
    with app.app_context():
        attempt = talk(GOOD)
        assert attempt.typed == 0
    assert said(app) == set()


def test_a_kind_is_recognised_once_and_the_person_reads_it(app: Flask, trainee: Person) -> None:
    with app.app_context():
        user = account("trainee@example.org").id
        first = stored(talk(GOOD, user_id=user)).key
        second = stored(talk(GOOD, user_id=user)).key
        assert db.session.scalar(select(func.count()).select_from(Recognition)) == 1
    assert "An angry customer won back" in trainee.opens("/progress")
    assert "An angry customer won back" in trainee.opens(f"/attempts/{first}/feedback")
    assert "An angry customer won back" not in trainee.opens(f"/attempts/{second}/feedback")


@pytest.fixture
def meeting(app: Flask, coach: Person, trainee: Person) -> Meeting:
    with app.app_context():
        meeting = Meeting()
        who = meeting.person("Harbour", "Tess", user_id=account("trainee@example.org").id)
        meeting.plays(who, BEFORE, BAD)
        for _ in range(5):
            meeting.plays(meeting.person("Harbour"), AFTER, GOOD)
        return meeting


def test_coach_recognises_somebody_who_reads_it_with_the_coachs_words(
    coach: Person, trainee: Person, meeting: Meeting
) -> None:
    coach.opens(meeting.report)
    number = next(line.split('"')[1] for line in coach.page.text.split("<option value=") if ">Tess<" in line)
    fields = {"participant": number, "kind": "noticed", "words": "You waited until the others had spoken."}
    for _ in range(2):
        coach.presses("Recognise", **fields)
    assert "Tess will see it" in coach.sees
    assert "Noticed by the coach · 1 person" in coach.sees
    trainee.opens("/progress")
    assert trainee.sees.count("You waited until the others had spoken.") == 1
    assert "from Cleo" in trainee.sees


def test_nothing_is_shown_to_the_team_until_the_person_wants_it(
    app: Flask, coach: Person, trainee: Person, meeting: Meeting
) -> None:
    with app.app_context():
        stored(talk(GOOD, user_id=account("trainee@example.org").id))
    assert "Recognised in the team" not in coach.opens(meeting.results("Harbour"))
    trainee.opens("/progress")
    trainee.presses("Show to my team")
    assert "Tessa · An angry customer won back" in coach.opens(meeting.results("Harbour"))
    trainee.presses("Show to nobody again")
    assert "Recognised in the team" not in coach.opens(meeting.results("Harbour"))


def test_nobody_decides_for_another(app: Flask, outsider: Person, trainee: Person, meeting: Meeting) -> None:
    with app.app_context():
        stored(talk(GOOD, user_id=account("trainee@example.org").id))
        row = db.session.scalars(select(Recognition).where(Recognition.user_id.is_not(None))).first()
        assert row is not None
        number = row.id
    outsider.opens("/")
    outsider.sends(f"/recognitions/{number}", {"shown": "yes"})
    with app.app_context():
        assert db.session.get_one(Recognition, number).shown is False


def test_guest_who_registers_keeps_what_they_were_recognised_for(guest: Person) -> None:
    guest.opens("/scenarios/en/late-parcel")
    guest.presses("Begin")
    guest.presses("Three messages and no parcel")
    guest.presses("It is stuck at the depot")
    assert "An angry customer won back" in guest.opens("/progress")
    guest.opens("/register")
    guest.presses("Create the account", name="Greta", email="greta@example.org", password="a rather long phrase")
    assert "An angry customer won back" in guest.opens("/progress")
