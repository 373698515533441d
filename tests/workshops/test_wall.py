"""The wall: what is said, what shows, who votes, what the scorer lays over it, what goes to the suggestions."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from tests.people import Person
from tests.workshops.hosting import Host, joins
from trainer.authoring.suggestion_models import Suggestion
from trainer.extensions import db
from trainer.scoring.assess import assess
from trainer.workshops.models import HELD, SHOWN, WAITING, WALL, Round, WallAnswer, WallVote
from trainer.workshops.wall import best, first_status, is_insult, wall

KIND = "I am so sorry you had to write three times, Dana. I am looking for it now and write to you by five."
PLAIN = "Thank you for telling us. I will see what I can do."
RUDE = "Calm down, you idiot."
LINE = "This is the THIRD time I am writing"


def answers(app: Flask) -> list[WallAnswer]:
    with app.app_context():
        return list(db.session.scalars(select(WallAnswer).order_by(WallAnswer.id)))


@pytest.fixture
def host(coach: Person) -> Host:
    """A coach whose workshop is open."""
    host = Host(coach)
    host.opens_doors()
    return host


@pytest.fixture
def room(host: Host, visitor: Callable[..., Person]) -> list[Person]:
    """Anna, Boris and Clara at the wall."""
    people = [visitor() for _ in range(3)]
    code = host.code
    for person, name in zip(people, ("Anna", "Boris", "Clara"), strict=True):
        joins(person, code, name)
    host.presses("Start: Before")
    host.presses("Start: The wall")
    for person in people:
        person.opens(person.at)
    return people


def say(room: list[Person], *texts: str) -> None:
    for person, text in zip(room, texts, strict=False):
        person.presses("Say it", text=text)


def test_everybody_answers_the_same_line_and_nobody_is_named(host: Host, room: list[Person]) -> None:
    assert LINE in room[0].sees
    say(room, KIND, PLAIN)
    seen = host.projects()
    assert LINE in seen
    assert KIND in seen
    assert PLAIN in seen
    assert not {"Anna", "Boris", "Clara"} & set(re.findall(r"\w+", seen))
    assert "2 of 3 people have answered" in seen
    desk = host.coach.opens(host.desk)
    assert desk.count("at the wall") == 3  # who has answered would say who said it
    assert KIND not in room[1].opens(room[1].at)  # before the vote nobody is led by others


def test_answer_sent_twice_is_one_and_can_be_changed_until_the_vote(host: Host, room: list[Person], app: Flask) -> None:
    anna = room[0]
    form = anna.form("Say it")
    for _ in range(2):
        anna.sends(form.action, {**form.fields, "text": PLAIN})
    assert [row.text for row in answers(app)] == [PLAIN]
    anna.opens(anna.at)
    anna.presses("Change it", text=KIND)
    host.presses("Let the room vote")
    assert "The room has gone on" in anna.sends(form.action, {**form.fields, "text": "Too late"}).text
    assert [row.text for row in answers(app)] == [KIND]


def test_first_answer_that_was_long_on_its_way_is_not_lost(host: Host, room: list[Person], app: Flask) -> None:
    say(room, KIND)
    form = room[1].form("Say it")
    host.presses("Let the room vote")
    for _ in range(2):
        assert (
            "gone on" not in room[1].sends(form.action, {**form.fields, "text": PLAIN}, **{"HX-Request": "true"}).text
        )
    assert [(row.text, row.status) for row in answers(app)] == [(KIND, SHOWN), (PLAIN, WAITING)]
    assert "waits for you" in host.coach.opens(host.desk)


def test_answer_that_the_coach_hid_does_not_come_back_by_a_comma(host: Host, room: list[Person]) -> None:
    say(room, KIND)
    host.presses("Hide it")
    room[0].opens(room[0].at)
    assert "The coach looks at it before it shows" in room[0].presses("Change it", text=f"{KIND} Yes,")
    assert KIND not in host.projects()


def test_votes_are_for_the_words_they_were_given_to(
    host: Host, room: list[Person], count: Callable[[type], int]
) -> None:
    say(room, KIND, PLAIN)
    host.presses("Let the room vote")
    for person in room[1:]:
        person.opens(person.at)
        person.presses(KIND)
    host.presses("Back to answering")
    assert count(WallVote) == 2
    room[0].opens(room[0].at)
    room[0].presses("Change it", text="Something else.")
    assert count(WallVote) == 0


def test_vote_for_what_the_coach_hides_is_given_back(host: Host, room: list[Person], app: Flask) -> None:
    say(room, KIND, PLAIN)
    host.presses("Let the room vote")
    clara = room[2]
    clara.opens(clara.at)
    clara.presses(KIND)
    host.coach.opens(host.desk)
    kind = answers(app)[0].key
    host.coach.sends(f"{host.desk}/wall/2/{kind}", {"deed": "hide"})
    assert "You have 3 votes left" in clara.opens(clara.at)


def test_nobodys_page_changes_under_them_while_they_write(host: Host, room: list[Person]) -> None:
    say(room, KIND)
    anna, boris = room[:2]
    marks = [person.client.get(f"{person.at}/now").headers["ETag"] for person in (anna, boris)]
    desk = host.coach.client.get(f"{host.desk}/now").headers["ETag"]
    host.presses("Hide it")
    found = [
        person.client.get(f"{person.at}/now", headers={"If-None-Match": mark}).status_code
        for person, mark in zip((anna, boris), marks, strict=True)
    ]
    assert found == [200, 304]
    assert host.coach.client.get(f"{host.desk}/now", headers={"If-None-Match": desk}).status_code == 200


@pytest.mark.parametrize(("text", "told"), [("  ", "Write a few words first"), ("x" * 601, "Shorten it to 600")])
def test_nothing_and_too_much_are_not_taken_but_kept(room: list[Person], app: Flask, text: str, told: str) -> None:
    assert told in room[0].presses("Say it", text=text)
    assert answers(app) == []
    assert text in room[0].page.text


def test_insult_is_held_by_itself_until_the_coach_decides(host: Host, room: list[Person], app: Flask) -> None:
    say(room, KIND, RUDE)
    assert "It stays off the wall for now" in room[1].sees
    assert [row.status for row in answers(app)] == [SHOWN, HELD]
    assert RUDE not in host.projects()
    desk = host.coach.opens(host.desk)
    assert "held: may hurt somebody" in desk
    assert desk.index(RUDE) < desk.index(KIND)  # what the coach must decide stands first
    host.presses("Let it show")
    assert RUDE in host.projects()
    host.presses("Hide it")
    assert host.projects().count(KIND) + host.coach.sees.count(RUDE) == 1


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", RUDE),
        ("en", "What the fuck do you want?"),
        ("ru", "Успокойтесь, вы идиот."),
    ],
)
def test_insults_are_recognised_in_both_languages(language: str, text: str) -> None:
    assert is_insult(assess(text, None, language))


@pytest.mark.parametrize(
    ("language", "text"), [("en", KIND), ("en", PLAIN), ("ru", "Простите, что вам пришлось писать трижды. Проверяю.")]
)
def test_kind_words_are_no_insult(language: str, text: str) -> None:
    assert not is_insult(assess(text, None, language))
    assert first_status(assess(text, None, language).to_json(), hold=True) == WAITING
    assert first_status(None, hold=False) == WAITING  # what nobody judged, a person looks at


def test_coach_who_holds_answers_lets_them_show_together_but_no_insult(
    coach: Person, visitor: Callable[..., Person], app: Flask
) -> None:
    host = Host(coach, hold_answers="1", **{"kind-0": "", "kind-2": "", "kind-3": ""})
    code = host.opens_doors()
    people = [visitor(), visitor()]
    for number, person in enumerate(people):
        joins(person, code, f"Person {number}")
    host.presses("Start: The wall")
    for person in people:
        person.opens(person.at)
    say(people, KIND, RUDE)
    assert "The coach looks at it before it shows" in people[0].sees
    assert KIND not in host.projects()
    host.presses("Show all that wait")
    assert KIND in host.projects()
    assert RUDE not in coach.sees


def test_room_votes_three_times_for_others_only(host: Host, room: list[Person], count: Callable[[type], int]) -> None:
    say(room, KIND, PLAIN, "Dana, I see your messages. I call the carrier now.")
    host.presses("Let the room vote")
    anna = room[0]
    anna.opens(anna.at)
    assert KIND not in anna.sees
    assert "You have 3 votes left" in anna.sees
    form = anna.form(PLAIN)
    for _ in range(2):
        anna.sends(form.action, {**form.fields, "on": "1"})
    assert "You have 2 votes left" in anna.opens(anna.at)
    anna.sends(form.action, {**form.fields, "on": "0"})
    assert "You have 3 votes left" in anna.opens(anna.at)
    assert count(WallVote) == 0


def test_nobody_votes_for_their_own_for_what_is_hidden_or_more_often_than_three_times(
    host: Host, visitor: Callable[..., Person], app: Flask, count: Callable[[type], int]
) -> None:
    code = host.code
    people = [visitor() for _ in range(6)]
    for number, person in enumerate(people):
        joins(person, code, f"Person {number}")
    host.presses("Start: Before")
    host.presses("Start: The wall")
    for number, person in enumerate(people):
        person.opens(person.at)
        person.presses("Say it", text=RUDE if number == 1 else f"{PLAIN} {number}")
    host.presses("Let the room vote")
    first, room = people[0], people[0].at
    first.opens(room)
    keys = [row.key for row in answers(app)]
    told = [
        first.sends(f"{room}/vote", {"round": "2", "answer": key, "on": "1"}, **{"HX-Request": "true"}).text
        for key in keys
    ]
    assert ["gone on" in text for text in told] == [True, True, False, False, False, False]
    assert "Your votes are given" in told[5]
    assert count(WallVote) == 3


def test_outsider_can_neither_answer_nor_vote(host: Host, room: list[Person], outsider: Person, app: Flask) -> None:
    outsider.opens("/join")
    for deed in ("answer", "vote"):
        outsider.sends(f"{room[0].at}/{deed}", {"round": "2", "text": KIND, "key": "k" * 20})
    assert answers(app) == []


def test_evidence_is_laid_over_the_answers_after_the_vote(host: Host, room: list[Person]) -> None:
    say(room, KIND, PLAIN)
    host.presses("Let the room vote")
    assert "scorer:" not in host.projects()
    for person in (room[1], room[2]):
        person.opens(person.at)
        person.presses(KIND)
    host.presses("Show the scorer’s evidence")
    seen = host.projects()
    assert seen.index("2 votes") < seen.index("0 votes")
    assert '<mark class="good"' in host.coach.page.text
    own = room[0].opens(room[0].at)
    assert "What the scorer saw in your words" in own
    assert "What the room liked best" in own


def test_best_wordings_go_to_the_suggestions_once_and_without_a_name(
    host: Host, room: list[Person], app: Flask
) -> None:
    say(room, KIND, PLAIN)
    host.presses("Let the room vote")
    room[2].opens(room[2].at)
    room[2].presses(KIND)
    host.presses("Show the scorer’s evidence")
    assert "Sent to the suggestions" in host.presses("Best wordings to the suggestions")
    host.presses("Best wordings to the suggestions")
    with app.app_context():
        [row] = db.session.scalars(select(Suggestion))
    assert (row.text, row.language, row.slug, row.scene, row.status) == (KIND, "en", "late-parcel", "opening", "open")
    assert (row.credited, row.guest_key) == (False, None)
    assert LINE in row.heard[-1][1]


def test_best_is_the_top_of_the_wall(host: Host, room: list[Person], app: Flask) -> None:
    say(room, PLAIN, KIND, "Thank you. I see it.")
    host.presses("Let the room vote")
    room[0].opens(room[0].at)
    room[0].presses("Thank you. I see it.")
    with app.app_context():
        each = db.session.scalars(select(Round).where(Round.kind == WALL)).one()
        whole = [one.answer.id for one in wall(each)]
        for most in (1, 2, 8):
            assert [one.answer.id for one in best(each, most)] == whole[:most]


def test_large_room_does_not_say_who_has_answered(
    host: Host, room: list[Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trainer.workshops.desk.SEATS", 2)
    say(room, KIND)
    seen = host.coach.opens(host.desk)
    assert seen.index("Anna") < seen.index("Boris")


def test_line_of_the_coachs_own_has_no_suggestions(coach: Person, guest: Person) -> None:
    host = Host(coach, **{"kind-0": "", "kind-2": "", "kind-3": "", "scene-1": "", "line-1": "Your app ate my photos!"})
    joins(guest, host.opens_doors(), "Nora")
    host.presses("Start: The wall")
    assert "Your app ate my photos!" in guest.opens(guest.at)
    guest.presses("Say it", text=PLAIN)
    assert "To the suggestions" not in coach.opens(host.desk)
