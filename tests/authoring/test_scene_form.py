"""A coach writes a scene by the form: on a page of its own, and beside the text in the editor."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.authoring.fields import presses, shown
from tests.people import Person
from tests.scenario.test_editing import TALK, changes
from trainer.authoring.drafts import new_draft
from trainer.authoring.models import Draft
from trainer.extensions import db
from trainer.scenario.reader import read

KEY = "d" * 32
OPENING = f"/coach/drafts/{KEY}/scenes/opening"


@pytest.fixture
def draft(app: Flask) -> Callable[..., None]:
    """Makes a draft with that text."""

    def make(text: str = TALK, **more: Any) -> None:
        with app.app_context():
            new_draft(None, KEY, text, language="en", slug="a-late-parcel", **more)

    return make


@pytest.fixture
def stored(app: Flask) -> Callable[[], str]:
    """The text of the draft as it is stored."""

    def text() -> str:
        with app.app_context():
            return db.session.query(Draft).filter_by(key=KEY).one().text

    return text


def sends_json(person: Person, where: str, body: dict[str, Any]) -> Any:
    """What the editor's script gets."""
    token = shown(person)["csrf_token"][0]
    answer = person.client.post(
        f"/coach/drafts/{KEY}/{where}", data=json.dumps(body), content_type="application/json",
        headers={**person.headers, "X-CSRFToken": token},
    )  # fmt: skip
    assert answer.status_code == 200
    return answer.json if answer.is_json else answer.text


def test_a_coach_changes_a_reply_and_nothing_else_changes(
    coach: Person, draft: Callable[..., None], stored: Callable[[], str]
) -> None:
    draft()
    assert "harmful: Denies, mocks or belittles the feeling" in coach.opens(OPENING)
    presses(coach, "", **{"reply.0.say": "I look at once.", "reply.0.empathy": "-1"})
    assert "Saved." in coach.sees
    assert changes(stored()) == [
        "-      - say: I look now.",
        "-        scores: {empathy: 2, de_escalation: 1, clarity: 1}   # agreed with Ann",
        "+      - say: I look at once.",
        "+        scores: {empathy: -1, de_escalation: 1, clarity: 1}   # agreed with Ann",
    ]


def test_saving_without_a_change_changes_no_letter(
    coach: Person, draft: Callable[..., None], stored: Callable[[], str]
) -> None:
    draft()
    for scene in ("opening", "middle", "end", "_head"):
        coach.opens(f"/coach/drafts/{KEY}/scenes/{scene}")
        presses(coach, "")
        assert "Saved." in coach.sees
    assert stored() == TALK


def test_a_coach_adds_moves_and_removes_without_yaml(
    coach: Person, draft: Callable[..., None], stored: Callable[[], str]
) -> None:
    draft()
    coach.opens(OPENING)
    for button in ("line.add", "reply.add.good", "reply.add.weak"):
        presses(coach, button)
    opening = read(stored()).scenario.scenes["opening"]
    assert [line.speaker for line in opening.lines] == ["dana", "narrator", "narrator"]
    assert len(opening.replies) == 4 and opening.replies[3].instead
    presses(coach, "reply.3.up")
    presses(coach, "reply.0.remove")
    presses(coach, "line.2.remove")
    opening = read(stored()).scenario.scenes["opening"]
    assert len(opening.lines) == 2 and [bool(reply.instead) for reply in opening.replies] == [True, True, False]


def test_a_new_scene_is_added_from_a_reply_and_opened(
    coach: Person, draft: Callable[..., None], stored: Callable[[], str]
) -> None:
    draft()
    coach.opens(OPENING)
    presses(coach, "branch.0", **{"branch.0.title": "She calls back", "branch.0.kind": ""})
    assert coach.at.endswith("/scenes/she_calls_back") and "Write a good reply here." in coach.page.text
    assert read(stored()).scenario.scenes["opening"].replies[0].to == "she_calls_back"
    presses(coach, "scene.rename", **{"scene.id": "callback"})
    assert coach.at.endswith("/scenes/callback")
    assert read(stored()).scenario.scenes["opening"].replies[0].to == "callback"
    presses(coach, "scene.delete")
    assert "Something still leads here: scenes › opening › reply 1." in coach.sees


def test_the_form_for_the_scenario_changes_head_and_cast(
    coach: Person, draft: Callable[..., None], stored: Callable[[], str]
) -> None:
    draft()
    coach.opens(f"/coach/drafts/{KEY}/scenes/_head")
    more = {"facts": "One.\r\nTwo: three.", "tension": "4", "skills": "persuading"}
    presses(coach, "", title="Where is it?", **more)
    presses(coach, "person.add", **{"person.name": "Ben", "person.role": "colleague"})
    scenario = read(stored()).scenario
    assert (scenario.title, scenario.facts, scenario.tension) == ("Where is it?", ("One.", "Two: three."), 4)
    assert [skill.value for skill in scenario.skills] == ["persuading"] and scenario.cast["ben"].role == "colleague"
    presses(coach, "person.dana")
    assert "Something still leads here" in coach.sees and "dana" in read(stored()).scenario.cast


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(
    coach: Person, draft: Callable[..., None], stored: Callable[[], str]
) -> None:
    draft()
    coach.opens(OPENING)
    presses(coach, "", **{"reply.0.say": " ", "reply.1.why": "Because."})
    assert "Write something here; this cannot be empty." in coach.sees and "Because." in coach.page.text
    presses(coach, "", **{"reply.0.say": "Yes.", "reply.0.sets": "Not a flag!"})
    assert "`Not` cannot be a flag" in coach.sees
    assert stored() == TALK.replace("say: I look now.", "say: Yes.").replace("why: It hurts.", "why: Because.")
    draft_with_error = TALK.replace("to: middle", "to: nowhere")
    coach.opens(OPENING)
    html = sends_json(coach, "scene-form", {"text": draft_with_error, "scene": "opening"})
    assert 'id="reply.0.to-problem-1"' in html


def test_a_form_of_an_older_text_changes_nothing(
    coach: Person, draft: Callable[..., None], stored: Callable[[], str]
) -> None:
    draft()
    coach.opens(OPENING)
    old = {"stamp": shown(coach)["stamp"]}
    presses(coach, "", **{**old, "reply.0.say": "First."})
    presses(coach, "", **{**old, "reply.0.say": "Second."})
    assert "The text was changed in the meantime." in coach.sees
    assert read(stored()).scenario.scenes["opening"].replies[0].say == "First."


@pytest.fixture
def colleague(member: Callable[..., Person]) -> Person:
    """Another coach, signed in."""
    return member("carl@example.org", "Carl", "coach")


def test_two_coaches_with_one_form_keep_both_changes_without_scripts(
    coach: Person, colleague: Person, draft: Callable[..., None], stored: Callable[[], str]
) -> None:
    draft()
    coach.opens(OPENING)
    colleague.opens(OPENING)
    presses(coach, "", **{"reply.0.say": "From Cleo."})
    presses(colleague, "", **{"line.0.text": "From Carl."})
    assert "Saved." in colleague.sees
    scene = read(stored()).scenario.scenes["opening"]
    assert (scene.replies[0].say, scene.lines[0].text) == ("From Cleo.", "From Carl.")


def test_two_coaches_who_write_in_one_field_are_shown_both_texts_without_scripts(
    coach: Person, colleague: Person, draft: Callable[..., None], stored: Callable[[], str]
) -> None:
    draft()
    coach.opens(OPENING)
    colleague.opens(OPENING)
    presses(coach, "", **{"reply.0.say": "From Cleo."})
    presses(colleague, "", **{"reply.0.say": "From Carl."})
    assert "Two texts" in colleague.sees
    assert "From Cleo." in colleague.sees
    assert "From Carl." in colleague.sees
    assert "From Cleo." in stored()


def test_a_coach_who_goes_back_in_the_browser_and_writes_on_loses_nothing(
    coach: Person, draft: Callable[..., None], stored: Callable[[], str]
) -> None:
    draft()
    coach.opens(OPENING)
    page = coach.page
    presses(coach, "", **{"reply.0.say": "First."})
    coach.page = page
    presses(coach, "", **{"line.0.text": "And then?"})
    assert "Saved." in coach.sees
    scene = read(stored()).scenario.scenes["opening"]
    assert (scene.replies[0].say, scene.lines[0].text) == ("First.", "And then?")


def test_the_editor_gets_the_new_text_and_stores_nothing(
    coach: Person, draft: Callable[..., None], stored: Callable[[], str]
) -> None:
    draft()
    coach.opens(OPENING)
    mine = TALK.replace("Where is it?", "Where IS it?")
    html = sends_json(coach, "scene-form", {"text": mine, "scene": "opening"})
    assert "Where IS it?" in html
    stamp = html.split('name="stamp" value="')[1].split('"')[0]
    body = {"text": mine, "scene": "opening", "do": "", "fields": {"stamp": stamp, "line.0.text": "So?"}}
    answer = sends_json(coach, "scene-edit", body)
    assert not answer["changed"] and changes(answer["text"], mine) == [
        "-      - dana: Where IS it?",
        "+      - dana: So?",
    ]
    assert stored() == TALK


def test_a_text_that_cannot_be_read_says_which_line_to_mend(coach: Person, draft: Callable[..., None]) -> None:
    draft("title: [\nkind: x\n")
    assert "of the text first" in coach.opens(OPENING) and coach.page.status_code == 409


def test_others_do_not_find_the_draft(trainee: Person, guest: Person, draft: Callable[..., None]) -> None:
    draft()
    trainee.opens(OPENING)
    assert trainee.page.status_code == 404
    guest.opens(OPENING)
    assert guest.at == "/login"


def test_a_trainee_writes_on_their_own_proposal(trainee: Person, app: Flask, stored: Callable[[], str]) -> None:
    from trainer.accounts.models import User

    with app.app_context():
        owner = db.session.query(User).filter_by(email="trainee@example.org").one().id
        new_draft(owner, KEY, TALK, language="en", slug="a-late-parcel", proposal=True)
    trainee.opens(OPENING)
    presses(trainee, "", **{"line.0.text": "Well?"})
    assert "- dana: Well?" in stored()


def test_a_russian_coach_reads_the_anchors_in_russian(
    member: Callable[..., Person], draft: Callable[..., None]
) -> None:
    draft()
    coach = member("olga@example.org", "Ольга", "coach", "ru")
    assert "вредно: Отрицает" in coach.opens(OPENING) and "Добавить удачный ответ" in coach.sees
