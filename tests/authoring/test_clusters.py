"""Typed replies that fitted nothing come together by meaning, and a coach makes a reply of them in one step."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from tests.authoring.talking import CALL_BACK, PARCEL, plays
from tests.people import Person
from trainer.authoring.models import Draft
from trainer.authoring.suggestion_models import ClusterDeed, DealtReply, ReplyVector
from trainer.extensions import db
from trainer.practice.models import StoredStep
from trainer.scenario.reader import read

Count = Callable[[type], int]

GROUPS = "/coach/clusters/en/late-parcel"
CALLS = (
    CALL_BACK,
    "I'll call you back within the hour.",
    "give me your number and i call you back today",
    "Let me phone you this afternoon with an answer.",
)
NEW_CALL = "Can I give you a call later today, when I know more?"
BANANAS = "Bananas are cheaper on Mondays."
SEARCH = "It is stuck at the depot"


@pytest.fixture
def offered(visitor: Callable[..., Person]) -> None:
    """Four people have offered to call back, one of them twice, and one has spoken of bananas."""
    people = [visitor() for _ in CALLS]
    for person, words in zip(people, CALLS, strict=True):
        plays(person, words, SEARCH)
    plays(people[0], CALLS[1], SEARCH)
    plays(people[1], BANANAS, SEARCH)


def looks(coach: Person) -> str:
    """Open the groups, and press "Go on" until all replies were looked at."""
    coach.opens(GROUPS)
    while "Looked at" in coach.sees:
        coach.presses("Go on")
    return coach.sees


def opens_group(coach: Person) -> str:
    looks(coach)
    return coach.follows("Make something of it")


@pytest.mark.usefixtures("offered")
def test_coach_sees_how_many_people_meant_the_same(coach: Person) -> None:
    coach.opens("/coach/clusters")
    assert "4 people · 6 replies" in coach.sees
    coach.follows("The parcel that never came")
    assert "Looked at 0 of 6 replies" in coach.sees
    looks(coach)
    assert "4 people said about this" in coach.sees
    assert all(words in coach.sees for words in CALLS)
    assert "1 was said by one person only" in coach.sees
    assert BANANAS in coach.sees


@pytest.mark.usefixtures("offered")
def test_coach_makes_a_reply_in_one_step_and_the_next_words_are_understood(
    coach: Person, guest: Person, outsider: Person, app: Flask
) -> None:
    opens_group(coach)
    coach.presses(
        "Put it into the draft",
        how="reply", words="I'll call you back in ten minutes, once I know more.", to="found",
        empathy="1", de_escalation="1", clarity="1", tension="-1", like="\n".join(CALLS),
    )  # fmt: skip
    with app.app_context():
        draft = db.session.scalars(select(Draft)).one()
        assert coach.at == f"/coach/drafts/{draft.key}"
        reply = read(draft.text, "late-parcel.yaml").scenario.scenes["opening"].replies[-1]
    assert set(CALLS) <= set(reply.like)
    plays(outsider, NEW_CALL, SEARCH)
    coach.opens(f"/coach/drafts/{draft.key}/publish")
    coach.presses("Publish")
    guest.opens(PARCEL)
    guest.presses("Begin")
    guest.presses("Say it", text=NEW_CALL)
    assert "Understood as:" in guest.sees
    assert "I'll call you back in ten minutes" in guest.sees
    assert NEW_CALL not in looks(coach)
    assert "1 more fitted nothing when it was said, and is understood by what the shelf offers today" in coach.sees


@pytest.mark.usefixtures("offered")
def test_coach_adds_the_words_to_a_reply_that_is_there(coach: Person, app: Flask) -> None:
    opens_group(coach)
    coach.presses("Add the wordings", how="example", reply="1", like=f"{CALLS[1]}\n\n{CALLS[2]}\n{CALLS[1]}")
    with app.app_context():
        scenario = read(db.session.scalars(select(Draft.text)).one(), "late-parcel.yaml").scenario
    assert scenario.scenes["opening"].replies[0].like[1:] == CALLS[1:3]


@pytest.mark.usefixtures("offered")
def test_what_was_dealt_with_is_gone_and_new_words_of_it_show_again(coach: Person, outsider: Person) -> None:
    opens_group(coach)
    coach.presses("Set it aside", how="aside")
    assert coach.at == GROUPS
    assert "4 people said about this" not in coach.sees
    assert "Dealt with" in coach.sees
    plays(outsider, NEW_CALL, SEARCH)
    assert "Looked at 1 of 2 replies" in coach.opens(GROUPS)
    assert NEW_CALL in looks(coach)


@pytest.mark.usefixtures("offered")
def test_coach_opens_a_group_again(coach: Person, count: Count) -> None:
    opens_group(coach)
    coach.presses("Set it aside", how="aside")
    coach.presses("Open it again")
    assert "4 people said about this" in coach.sees
    assert count(DealtReply) == 0


@pytest.mark.usefixtures("offered")
def test_a_form_sent_twice_makes_one_reply(coach: Person, count: Count, app: Flask) -> None:
    opens_group(coach)
    form = coach.form("Put it into the draft")
    data = {**form.fields, "words": NEW_CALL, "to": "found", "empathy": "1"}
    for _ in range(2):
        assert coach.sends(coach.at, data).status_code == 303
    with app.app_context():
        text = db.session.scalars(select(Draft.text)).one()
    assert text.count(NEW_CALL) == 1
    assert count(ClusterDeed) == 1


@pytest.mark.usefixtures("offered")
def test_second_coach_is_told_that_a_group_was_dealt_with(coach: Person, admin: Person, count: Count) -> None:
    opens_group(coach)
    opens_group(admin)
    coach.presses("Set it aside", how="aside")
    admin.presses("Set it aside", how="aside")
    assert "somebody has dealt with it" in admin.sees
    assert count(ClusterDeed) == 1


@pytest.mark.usefixtures("offered")
def test_a_form_without_words_is_asked_for_again(coach: Person, count: Count) -> None:
    opens_group(coach)
    coach.presses("Put it into the draft", how="reply", words=" ", to="found")
    assert "Write the words, and say which reply they belong to" in coach.sees
    assert count(Draft) == 0


@pytest.mark.usefixtures("offered")
def test_replies_are_encoded_once_and_not_while_people_answer(coach: Person, count: Count) -> None:
    assert count(ReplyVector) == 0
    looks(coach)
    assert count(ReplyVector) == 6


@pytest.mark.usefixtures("offered")
def test_the_page_of_groups_needs_few_statements(coach: Person, statements: Callable[[], list[str]]) -> None:
    looks(coach)
    seen = statements()
    coach.opens(GROUPS)
    assert len(seen) <= 9, seen


def test_where_everything_was_understood_nothing_waits(coach: Person, guest: Person) -> None:
    plays(guest)
    assert "Every typed reply found its place" in coach.opens("/coach/clusters")
    assert "Nothing waits here" in coach.opens(GROUPS)


@pytest.mark.usefixtures("offered")
def test_nobody_is_named_and_what_was_said_stays_text(coach: Person, trainee: Person) -> None:
    plays(trainee, "<script>alert('x')</script> bananas bananas", SEARCH)
    looks(coach)
    assert "Tessa" not in coach.sees
    assert "<script>alert" not in coach.page.text


@pytest.mark.usefixtures("offered")
def test_trainee_cannot_open_groups_and_outsider_is_asked_to_sign_in(trainee: Person, outsider: Person) -> None:
    for address in ("/coach/clusters", GROUPS, f"{GROUPS}/1-1"):
        trainee.opens(address)
        assert trainee.page.status_code == 403
        outsider.opens(address)
        assert outsider.at == "/login"


def test_what_a_form_carries_as_members_is_read_or_left_out(coach: Person, guest: Person, count: Count) -> None:
    plays(guest, BANANAS, SEARCH)
    looks(coach)
    coach.follows("Make something of it")
    form = coach.form("Set it aside")
    wrong = {**form.fields, "members": "x,1-,-,99-1,1-1-1,٣-١," + "9" * 40 + "-1"}
    assert coach.sends(coach.at, wrong).status_code == 303
    assert count(ClusterDeed) == 0
    assert count(StoredStep) == 2


def test_there_are_no_groups_of_a_scenario_that_is_not_there(coach: Person) -> None:
    coach.opens("/coach/clusters/en/nowhere")
    assert coach.page.status_code == 404
