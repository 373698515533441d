"""A trainee proposes a whole scenario: written in the same editor, sent in, sent back, taken over by a coach."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from tests.conftest import PASSWORD
from tests.people import Person
from trainer.authoring.models import Draft
from trainer.authoring.suggestion_models import Suggestion
from trainer.extensions import db
from trainer.scenario.reader import read

TITLE = "The neighbour and the drum kit"
Count = Callable[[type], int]


@pytest.fixture
def proposing(trainee: Person) -> Person:
    """A trainee who has begun to write a scenario."""
    trainee.opens("/")
    trainee.follows("Suggest a scenario")
    trainee.presses("Begin to write", title=TITLE, starter="heated-thread", leads="For house chats.")
    return trainee


@pytest.fixture
def draft(app: Flask) -> Callable[[], Draft]:
    def only() -> Draft:
        with app.app_context():
            return db.session.scalars(select(Draft)).one()

    return only


def sends_in(person: Person) -> str:
    person.opens("/suggestions")
    return person.presses("Send it to the coaches")


def test_trainee_writes_in_the_editor_and_coaches_see_it_when_it_was_sent_in(
    proposing: Person, coach: Person, draft: Callable[[], Draft]
) -> None:
    assert proposing.at == f"/coach/drafts/{draft().key}"
    assert proposing.page.request.args["pane"] == "scene"  # the form comes first, not the text
    assert TITLE in proposing.sees
    assert "Nothing waits" in coach.opens("/coach/suggestions")
    assert "with the coaches" in sends_in(proposing)
    assert TITLE in coach.opens("/coach/suggestions")
    assert "For house chats." in coach.sees
    coach.follows("Open the draft")
    assert coach.page.status_code == 200


def test_coach_takes_a_scenario_over_and_its_writer_is_named(
    proposing: Person, coach: Person, draft: Callable[[], Draft]
) -> None:
    sends_in(proposing)
    coach.opens("/coach/suggestions")
    coach.presses("Take it over as a draft", word="Lovely.")
    taken = draft()
    scenario = read(taken.text, taken.slug).scenario
    assert scenario.title == TITLE
    assert "Tessa" in scenario.credits
    assert not taken.proposal
    proposing.opens("/suggestions")
    assert "Lovely." in proposing.sees
    coach.opens(f"/coach/drafts/{taken.key}/publish")
    coach.presses("Publish")
    assert TITLE in proposing.opens("/")


def test_coach_sends_a_scenario_back_and_gets_it_again(proposing: Person, coach: Person) -> None:
    sends_in(proposing)
    coach.opens("/coach/suggestions")
    coach.presses("Send it back", word="Who is the quiet one?")
    proposing.opens("/suggestions")
    assert "Who is the quiet one?" in proposing.sees
    proposing.follows("Write on")
    assert proposing.page.status_code == 200
    assert "with the coaches" in sends_in(proposing)
    assert TITLE in coach.opens("/coach/suggestions")


def test_coach_undoes_taking_a_scenario_over(proposing: Person, coach: Person, draft: Callable[[], Draft]) -> None:
    sends_in(proposing)
    coach.opens("/coach/suggestions")
    coach.presses("Take it over as a draft")
    coach.presses("Undo")
    assert (draft().proposal, draft().status) == (True, "review")
    assert "with the coaches" in proposing.opens("/suggestions")


def test_trainee_takes_a_scenario_back_to_write_on(proposing: Person, coach: Person) -> None:
    sends_in(proposing)
    proposing.presses("Take it back")
    assert "Nothing waits" in coach.opens("/coach/suggestions")
    assert "with the coaches" in sends_in(proposing)


def test_what_cannot_be_read_is_not_sent_in_but_mended(proposing: Person, coach: Person, app: Flask) -> None:
    with app.app_context():
        db.session.scalars(select(Draft)).one().text = "title: [x"
        db.session.commit()
    assert "It cannot be read yet. Line 1" in sends_in(proposing)
    assert "Nothing waits" in coach.opens("/coach/suggestions")


def test_a_form_sent_twice_begins_one_scenario(trainee: Person, count: Count) -> None:
    trainee.opens("/suggestions/scenarios/new")
    form = trainee.form("Begin to write")
    for _ in range(2):
        trainee.sends(form.action, {**form.fields, "title": TITLE, "starter": "blank", "language": "ru"})
    assert (count(Draft), count(Suggestion)) == (1, 1)


def test_a_title_is_asked_for(trainee: Person, count: Count) -> None:
    trainee.opens("/suggestions/scenarios/new")
    trainee.presses("Begin to write", title="  ", starter="blank")
    assert "Give it a title" in trainee.sees
    assert count(Draft) == 0


def test_guest_and_colleague_cannot_touch_it(
    proposing: Person, outsider: Person, member: Callable[..., Person], draft: Callable[[], Draft], app: Flask
) -> None:
    with app.app_context():
        key = db.session.scalars(select(Suggestion.key)).one()
    outsider.opens("/suggestions/scenarios/new")
    assert outsider.at == "/login"
    colleague = member("colleague@example.org", "Colin")
    colleague.opens(f"/coach/drafts/{draft().key}")
    assert colleague.page.status_code == 404
    assert colleague.sends(f"/suggestions/scenarios/{key}/send", {}).status_code == 404
    assert draft().status == "draft"


def test_coach_who_publishes_a_proposal_from_the_list_has_taken_it(
    proposing: Person, coach: Person, draft: Callable[[], Draft], app: Flask
) -> None:
    sends_in(proposing)
    coach.opens(f"/coach/drafts/{draft().key}/publish")
    coach.presses("Publish")
    assert "Published ·" in coach.sees
    assert "Credited: Tessa" in coach.sees
    assert "Nothing waits" in coach.opens("/coach/suggestions")
    assert "taken" in proposing.opens("/suggestions")
    assert "has taken your suggestion" in proposing.opens("/notices")
    with app.app_context():
        key = db.session.scalars(select(Suggestion.key)).one()
    proposing.sends(f"/suggestions/scenarios/{key}/send", {})
    assert draft().status == "published"


def test_trainee_goes_on_with_what_was_declined_and_can_send_it_in(
    proposing: Person, coach: Person, draft: Callable[[], Draft]
) -> None:
    sends_in(proposing)
    coach.opens("/coach/suggestions")
    coach.presses("Decline it", word="Not for us.")
    proposing.opens(f"/coach/drafts/{draft().key}")
    assert 'href="/suggestions" aria-label="My suggestions"' in proposing.page.text
    form = proposing.form("Go on with a new draft")
    for _ in range(2):
        proposing.sends(form.action, {**form.fields, "text": "title: Once more\nlanguage: en\n"})
    assert "Once more" in proposing.opens("/suggestions")
    assert proposing.sees.count("you are writing it") == 1


def test_what_nobody_has_taken_goes_with_the_account(proposing: Person, coach: Person, count: Count) -> None:
    sends_in(proposing)
    proposing.opens("/account/delete")
    proposing.presses("Delete it for good", password=PASSWORD)
    assert (count(Draft), count(Suggestion)) == (0, 0)
    assert TITLE not in coach.opens("/coach/scenarios")
