"""The editor's page as people without scripts see it, and what its scripts are answered."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from tests.people import Person
from tests.scenario.drafts import GOOD_TALK
from trainer.accounts.models import User
from trainer.authoring.checking import check, for_editor
from trainer.authoring.drafts import new_draft
from trainer.authoring.models import Draft
from trainer.extensions import db

KEY, PROPOSAL = "a-draft-of-a-coach", "a-proposal-of-tessa"
ADDRESS = f"/coach/drafts/{KEY}"
JSON = {"Accept": "application/json"}


def begin(app: Flask, email: str, key: str, proposal: bool = False) -> None:
    with app.app_context():
        owner = db.session.scalars(select(User.id).where(User.email == email)).one()
        new_draft(owner, key, GOOD_TALK, language="en", slug="late", proposal=proposal)


def stored(app: Flask, key: str = KEY) -> str:
    with app.app_context():
        return db.session.scalars(select(Draft.text).where(Draft.key == key)).one()


@pytest.fixture
def draft(app: Flask, coach: Person) -> None:
    begin(app, "coach@example.org", KEY)


@pytest.fixture
def second(member: Callable[..., Person]) -> Person:
    """Another coach."""
    return member("carl@example.org", "Carl", "coach")


def test_coach_sees_the_text_its_problems_and_its_scenes(draft: None, coach: Person) -> None:
    seen = coach.opens(ADDRESS)
    assert "I look now." in seen and "No problems" in seen and "begins here" in seen


def test_a_coach_saves_and_is_told(app: Flask, draft: None, coach: Person) -> None:
    coach.opens(ADDRESS)
    seen = coach.presses("Save", text=GOOD_TALK.replace("difficulty: 2", "difficulty: 12"))
    assert "Saved." in seen and "`12` is too high" in seen
    assert "difficulty: 12" in stored(app)


def test_nobody_else_comes_near_a_draft(
    draft: None, trainee: Person, guest: Person, coach: Person, visitor: Callable[..., Person]
) -> None:
    for address in (ADDRESS, f"{ADDRESS}/standing", f"{ADDRESS}/collisions/1"):
        trainee.opens(address)
        assert trainee.page.status_code == 404
        guest.opens(address)
        assert guest.at == "/login"
    trainee.opens("/")
    for address in (ADDRESS, f"{ADDRESS}/check", f"{ADDRESS}/go-on"):
        data = {"text": "x", "version": "1", "page": "a-page-of-somebody", "new_key": "a-new-key-of-tessa"}
        assert trainee.sends(address, data).status_code == 404


def test_a_trainee_writes_on_their_own_proposal_and_an_outsider_does_not_see_it(
    app: Flask, trainee: Person, member: Callable[..., Person]
) -> None:
    begin(app, "trainee@example.org", PROPOSAL, proposal=True)
    trainee.opens(f"/coach/drafts/{PROPOSAL}")
    assert "Saved." in trainee.presses("Save", text=GOOD_TALK.replace("I look now.", "I look at once."))
    assert "I look at once." in stored(app, PROPOSAL)
    outsider = member("tom@example.org", "Tom")
    outsider.opens(f"/coach/drafts/{PROPOSAL}")
    assert outsider.page.status_code == 404


def test_two_coaches_without_scripts_collide_and_both_texts_are_there(
    app: Flask, draft: None, coach: Person, second: Person
) -> None:
    coach.opens(ADDRESS)
    second.opens(ADDRESS)
    coach.presses("Save", text=GOOD_TALK.replace("I look now.", "I look at once."))
    seen = second.presses("Save", text=GOOD_TALK.replace("I look now.", "Let me look."))
    assert "which lines do you keep" in seen
    assert "I look at once." in seen and "Let me look." in seen
    assert "I look at once." in stored(app)
    # The other tab is closed; the editor offers the comparison again.
    assert "could not be joined" in second.opens(ADDRESS)
    second.follows("Compare and choose")
    second.presses("Save the right side", text=GOOD_TALK.replace("I look now.", "Let me look at once."))
    assert "Let me look at once." in stored(app)
    assert "could not be joined" not in second.opens(ADDRESS)


def test_two_coaches_who_change_different_places_are_joined(
    app: Flask, draft: None, coach: Person, second: Person
) -> None:
    coach.opens(ADDRESS)
    second.opens(ADDRESS)
    coach.presses("Save", text=GOOD_TALK.replace("I look now.", "I look at once."))
    seen = second.presses("Save", text=GOOD_TALK.replace("minutes: 5", "minutes: 6"))
    assert "joined with what somebody else has saved" in seen
    assert "I look at once." in stored(app) and "minutes: 6" in stored(app)


def test_scripts_are_told_what_became_of_a_save(app: Flask, draft: None, coach: Person, second: Person) -> None:
    coach.opens(ADDRESS)
    second.opens(ADDRESS)
    fields = {"version": "1", "page": "a-page-of-the-coach", "number": "1"}
    mine = GOOD_TALK.replace("minutes: 5", "minutes: 6")
    assert coach.sends(ADDRESS, {**fields, "text": mine}, **JSON).json == {
        "state": "saved", "version": 2, "merged": False, "text": ""
    }  # fmt: skip
    other = {"version": "1", "page": "a-page-of-another", "number": "1"}
    answer = second.sends(ADDRESS, {**other, "text": GOOD_TALK.replace("minutes: 5", "minutes: 7")}, **JSON)
    assert answer.status_code == 409
    assert answer.json["state"] == "collision" and "minutes: 6" in answer.json["theirs"]
    answer = second.sends(ADDRESS, {**other, "number": "2", "text": "x" * 1_000_001}, **JSON)
    assert "1 MB" in answer.json["words"]


def test_a_published_draft_says_so_and_goes_on_as_a_new_one(app: Flask, draft: None, coach: Person) -> None:
    coach.opens(ADDRESS)
    with app.app_context():
        db.session.scalars(select(Draft)).one().status = "published"
        db.session.commit()
    seen = coach.presses("Save", text=GOOD_TALK.replace("I look now.", "I look at once."))
    assert "This draft was published" in seen and "I look at once." in seen
    assert "I look now." in stored(app)
    seen = coach.presses("Go on with a new draft", text=GOOD_TALK.replace("I look now.", "I look at once."))
    assert "This is a new draft" in seen and "I look at once." in seen
    assert coach.at != ADDRESS


def test_only_styles_are_let_in_and_only_by_a_nonce_of_this_answer(draft: None, coach: Person) -> None:
    policies = []
    for _ in range(2):
        coach.opens(ADDRESS)
        policies.append(coach.page.headers["Content-Security-Policy"])
    assert all("script-src 'self';" in policy and "unsafe" not in policy for policy in policies)
    nonces = [re.search(r"style-src 'self' 'nonce-([\w-]{20,})'", policy)[1] for policy in policies]
    assert nonces[0] != nonces[1]
    assert f'data-nonce="{nonces[1]}"' in coach.page.text


def test_problems_come_with_their_places_in_the_language_of_the_coach(
    app: Flask, draft: None, coach: Person, member: Callable[..., Person]
) -> None:
    text = GOOD_TALK.replace("difficulty: 2", "difficulty: 22")
    coach.opens(ADDRESS)
    found = coach.sends(f"{ADDRESS}/check", {"text": text}).json
    (problem,) = found["problems"]
    assert (problem["line"], problem["column"], problem["end"], problem["level"]) == (4, 12, 14, "error")
    assert found["map"] is None
    russian = member("vera@example.org", "Vera", "coach", "ru")
    russian.opens(ADDRESS)
    found = russian.sends(f"{ADDRESS}/check", {"text": text}).json
    assert re.search("[а-я]", found["problems"][0]["message"])


def test_columns_count_as_browsers_do(app: Flask) -> None:
    text = GOOD_TALK.replace("{name: Dana, role: customer}", '{name: "😀 Dana", rule: customer}')
    with app.test_request_context():
        (problem,) = [each for each in for_editor(check(text))["problems"] if each["code"] == "unknown-field"]
    line = text.split("\n")[problem["line"] - 1].encode("utf-16-le")
    assert line[2 * problem["column"] : 2 * problem["end"]].decode("utf-16-le") == "rule"


def test_the_map_says_what_leads_where_and_how_good_it_is(app: Flask) -> None:
    plan = check(GOOD_TALK).plan
    assert plan is not None
    opening, end = plan.nodes
    assert (opening.id, opening.kind, opening.start, opening.line, opening.until) == (
        "opening",
        "replies",
        True,
        13,
        18,
    )
    assert (end.id, end.kind, end.ending, end.line) == ("end", "ending", "resolved", 19)
    assert [(way.source, way.target, way.tone) for way in plan.ways] == [
        ("opening", "end", "good"),
        ("opening", "end", "bad"),
    ]


def test_the_schema_explains_fields(coach: Person) -> None:
    coach.opens("/coach/drafts/schema.json")
    schema = coach.page.json
    assert schema["properties"]["title"]["description"] == "The title on the card."
    assert "resolved" in schema["$defs"]["Scene"]["properties"]["ending"]["enum"]
