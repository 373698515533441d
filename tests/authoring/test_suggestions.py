"""Colleagues suggest words and replies; coaches take, send back or decline them; each sees what became of it."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape

import pytest
from flask import Flask
from sqlalchemy import select

from tests.authoring.talking import BETTER, CALL_BACK, plays, suggests
from tests.people import Person
from trainer.accounts.models import User
from trainer.authoring.contributions import Edit, credit, land
from trainer.authoring.models import Draft
from trainer.authoring.suggestion_models import Suggestion
from trainer.extensions import db
from trainer.scenario.lint import lint
from trainer.scenario.reader import Document, read

Count = Callable[[type], int]


@pytest.fixture
def draft(app: Flask) -> Callable[[], Document]:
    """Reads the only draft there is, as a scenario."""

    def only() -> Document:
        with app.app_context():
            return read(db.session.scalars(select(Draft)).one().text, "late-parcel.yaml")

    return only


@pytest.fixture
def suggested(trainee: Person) -> Person:
    """A trainee who has suggested better words at the first turn."""
    suggests(trainee, plays(trainee))
    return trainee


def opens_queue(coach: Person) -> str:
    return coach.opens("/coach/suggestions")


def test_trainee_finds_the_way_from_each_turn_of_the_feedback(trainee: Person) -> None:
    talk = plays(trainee)
    trainee.opens(f"{talk}/feedback")
    trainee.follows("Suggest something")
    assert "What should stand here?" in trainee.sees
    assert "This is the THIRD time I am writing" in trainee.sees
    assert "Three messages and no parcel" in trainee.sees


def test_trainee_sees_what_they_have_suggested(suggested: Person) -> None:
    assert suggested.at == "/suggestions"
    assert BETTER in suggested.sees
    assert "with the coaches" in suggested.sees


def test_coach_takes_better_words_and_the_trainee_is_named_in_the_draft(
    suggested: Person, coach: Person, draft: Callable[[], Document]
) -> None:
    opens_queue(coach)
    assert "Tessa" in coach.sees
    coach.presses("Write it in place of these words", word="Much warmer, thank you!")
    assert "Taken: “The parcel that never came”" in coach.sees
    document = draft()
    assert document.scenario.scenes["opening"].replies[0].say == BETTER
    assert document.scenario.credits == ("Tessa",)
    assert "# The example of docs/scenario-format.md" in document.text
    assert [problem for problem in lint(document) if problem.level == "error"] == []
    suggested.opens("/suggestions")
    assert "taken" in suggested.sees
    assert "Much warmer, thank you!" in suggested.sees
    assert "You are named among those who wrote it" in suggested.sees
    assert "Cleo has taken your suggestion for “The parcel that never came”" in suggested.opens("/notices")


def test_coach_adds_the_words_as_another_wording(
    suggested: Person, coach: Person, draft: Callable[[], Document]
) -> None:
    opens_queue(coach)
    coach.presses("Add it as another wording")
    reply = draft().scenario.scenes["opening"].replies[0]
    assert reply.say.startswith("I'm sorry, Dana.")
    assert BETTER in reply.like


def test_trainee_who_does_not_want_to_be_named_is_not(
    trainee: Person, coach: Person, draft: Callable[[], Document]
) -> None:
    suggests(trainee, plays(trainee), credited="")
    opens_queue(coach)
    coach.presses("Write it in place of these words")
    assert draft().scenario.credits == ()


def test_coach_makes_a_missing_reply_that_leads_through_a_new_scene(
    trainee: Person, coach: Person, draft: Callable[[], Document]
) -> None:
    suggests(trainee, plays(trainee), kind="reply", text=CALL_BACK, leads="She agrees, and waits for the call.")
    opens_queue(coach)
    assert "She agrees, and waits for the call." in coach.sees
    coach.presses(
        "Put it in as a reply",
        words=CALL_BACK, empathy="1", de_escalation="1", clarity="2", tension="-1", to="found",
        answer="Ten minutes. Not eleven.",
    )  # fmt: skip
    document = draft()
    reply = document.scenario.scenes["opening"].replies[-1]
    assert reply.say == CALL_BACK
    assert reply.scores.as_dict() == {"empathy": 1, "de_escalation": 1, "clarity": 2}
    between = document.scenario.scenes[reply.to]
    assert [line.text for line in between.lines] == ["Ten minutes. Not eleven."]
    assert [route.to for route in between.routes] == ["found"]
    assert [problem for problem in lint(document) if problem.level == "error"] == []


def test_two_suggestions_go_into_one_draft(trainee: Person, coach: Person, count: Count) -> None:
    talk = plays(trainee)
    suggests(trainee, talk, 1)
    suggests(trainee, talk, 2, text="It sits at the depot. I start the search now and write tomorrow by noon.")
    for _ in range(2):
        opens_queue(coach)
        coach.presses("Write it in place of these words")
    assert count(Draft) == 1


def test_coach_who_takes_it_twice_puts_it_in_once(suggested: Person, coach: Person, count: Count, app: Flask) -> None:
    opens_queue(coach)
    form = coach.form("Write it in place of these words")
    data = {**form.fields, "how": "example"}
    for _ in range(2):
        coach.sends(form.action, data)
    with app.app_context():
        text = db.session.scalars(select(Draft.text)).one()
    assert text.count("I'd be furious too") == 1
    assert suggested.opens("/notices").count("has taken your suggestion") == 1


def test_two_requests_of_one_form_begin_one_draft(coach: Person, app: Flask, count: Count) -> None:
    coach.opens("/")
    sent_again = []

    def lands(edit: Edit) -> None:
        with app.app_context():
            user = db.session.scalars(select(User).where(User.email == "coach@example.org")).one()
            land(user, "en", "late-parcel", edit, "a-key-of-one-form")

    def edit(text: str) -> str:
        if not sent_again:
            sent_again.append(text)
            lands(credit("Tessa"))  # the other request comes between
        return credit("Tessa")(text)

    lands(edit)
    assert count(Draft) == 1


def test_coach_asks_for_changes_and_the_trainee_makes_them(suggested: Person, coach: Person) -> None:
    opens_queue(coach)
    coach.presses("Send it back", word="Please say **when** you will know.")
    assert "Nothing waits" in opens_queue(coach)
    suggested.opens("/suggestions")
    assert "the coach asks for changes" in suggested.sees
    assert "<strong>when</strong>" in suggested.page.text
    suggested.follows("Put it in other words")
    suggested.presses("Send it to the coaches", text="I'll know by noon, and I'll write to you then.", leads="")
    assert "with the coaches" in suggested.sees
    assert "I'll know by noon" in opens_queue(coach)


def test_coach_declines_with_a_word_only(suggested: Person, coach: Person) -> None:
    opens_queue(coach)
    coach.presses("Decline it", word="  ")
    assert "Say in a word what should change" in coach.sees
    coach.presses("Decline it", word="She has no phone in this talk.")
    suggested.opens("/suggestions")
    assert "not taken" in suggested.sees
    assert "She has no phone in this talk." in suggested.sees


def test_coach_undoes_a_decision_that_the_trainee_has_not_read(suggested: Person, coach: Person) -> None:
    opens_queue(coach)
    coach.presses("Decline it", word="A slip of the finger")
    coach.presses("Undo")
    assert "Better words" in opens_queue(coach)
    assert "with the coaches" in suggested.opens("/suggestions")
    assert "A slip of the finger" not in suggested.sees
    assert "has not taken" not in suggested.opens("/notices")


def test_trainee_who_has_read_of_a_decision_is_told_that_it_is_open_again(suggested: Person, coach: Person) -> None:
    opens_queue(coach)
    coach.presses("Decline it", word="Not here")
    suggested.opens("/notices")
    suggested.follows("Cleo has not taken")
    opens_queue(coach)
    coach.opens("/coach/suggestions?settled=1")
    coach.presses("Open it again")
    assert "is open again" in suggested.opens("/notices")


def test_trainee_takes_a_suggestion_back_and_sends_it_again(suggested: Person, coach: Person) -> None:
    suggested.presses("Take it back")
    assert "taken back" in suggested.sees
    assert "Nothing waits" in opens_queue(coach)
    suggested.presses("Send it again")
    assert "Better words" in opens_queue(coach)


def test_a_suggestion_sent_twice_is_stored_once(trainee: Person, count: Count) -> None:
    trainee.opens(f"{plays(trainee)}/turns/1/suggest")
    form = trainee.form("Send it to the coaches")
    for _ in range(2):
        trainee.sends(form.action, {**form.fields, "text": BETTER})
    assert count(Suggestion) == 1


def test_guest_is_asked_to_sign_in_and_loses_nothing(guest: Person, coach: Person, trainee: Person) -> None:
    suggests(guest, plays(guest))
    assert "One step is left: sign in, and it is sent." in guest.sees
    assert BETTER in guest.sees
    assert "Nothing waits" in opens_queue(coach)
    guest.follows("Sign in and send it")
    guest.presses("Sign in", email="trainee@example.org", password="a long enough phrase")
    assert guest.at == "/suggestions"
    assert "with the coaches" in guest.sees
    assert "Better words" in opens_queue(coach)


def test_empty_words_are_asked_for_again_and_long_ones_are_kept(trainee: Person, count: Count) -> None:
    talk = plays(trainee)
    assert "Write the words first" in suggests(trainee, talk, text="  ")
    assert "Please keep it below 2000" in suggests(trainee, talk, text="so sorry " * 300)
    assert trainee.page.text.count("so sorry") == 300
    assert count(Suggestion) == 0


def test_own_words_that_fitted_nothing_are_offered_as_the_missing_reply(trainee: Person) -> None:
    talk = plays(trainee, CALL_BACK, "It is stuck at the depot")
    trainee.opens(f"{talk}/turns/1/suggest")
    assert "None of the written replies says it" in trainee.sees
    assert CALL_BACK in trainee.sees


ODD = ["<script>alert(1)</script>", "{{ 7*7 }} %s {y}", "say: [x", "'\"\\ # : - |", "да\u202eнет"]


@pytest.mark.parametrize("words", ODD)
def test_what_trainees_write_stays_text(
    words: str, trainee: Person, coach: Person, draft: Callable[[], Document]
) -> None:
    suggests(trainee, plays(trainee), text=words)
    assert words in unescape(trainee.page.text)
    opens_queue(coach)
    for person in (trainee, coach):
        assert "<script>alert" not in person.page.text
    coach.presses("Write it in place of these words")
    assert draft().scenario.scenes["opening"].replies[0].say == words


def test_outsider_neither_sees_nor_changes_the_suggestions_of_others(
    suggested: Person, app: Flask, outsider: Person, member: Callable[..., Person]
) -> None:
    with app.app_context():
        key = db.session.scalars(select(Suggestion.key)).one()
        talk = suggested.page
    colleague = member("colleague@example.org", "Colin")
    for person in (outsider, colleague):
        assert BETTER not in person.opens("/suggestions")
        for address in (f"/suggestions/{key}", f"/suggestions/{key}/withdraw"):
            assert person.sends(address, {"text": "mine now", "kind": "wording"}).status_code == 404
    assert talk.status_code == 200
    assert "with the coaches" in suggested.opens("/suggestions")


def test_trainee_and_guest_cannot_open_the_queue(suggested: Person, guest: Person, app: Flask) -> None:
    with app.app_context():
        key = db.session.scalars(select(Suggestion.key)).one()
    suggested.opens("/coach/suggestions")
    assert suggested.page.status_code == 403
    suggested.opens("/suggestions")
    assert suggested.sends(f"/coach/suggestions/{key}", {"decision": "accept", "how": "hand"}).status_code == 403
    guest.opens("/coach/suggestions")
    assert guest.at == "/login"


def test_coach_cannot_decide_about_what_a_guest_has_not_sent(guest: Person, coach: Person, app: Flask) -> None:
    suggests(guest, plays(guest))
    with app.app_context():
        key = db.session.scalars(select(Suggestion.key)).one()
    opens_queue(coach)
    assert coach.sends(f"/coach/suggestions/{key}", {"decision": "accept", "how": "hand"}).status_code == 404


def test_coach_is_told_when_the_reply_is_gone(suggested: Person, coach: Person, app: Flask) -> None:
    with app.app_context():
        row = db.session.scalars(select(Suggestion)).one()
        row.reply = "gone"
        db.session.commit()
    opens_queue(coach)
    assert "This reply is not in the scenario any more" in coach.sees
    form = coach.form("I put it in myself")
    coach.page = coach.sends(form.action, {**form.fields, "how": "place"})
    assert "This reply is not in the draft any more" in coach.sees
    coach.presses("I put it in myself")
    assert "Taken" in coach.sees
