"""The talk in the browser, without scripts: each test says who does what and what they see."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import update

from tests.people import Person
from trainer.dialogue.engine import MOST_TURNS
from trainer.extensions import db
from trainer.library.syncing import sync
from trainer.practice.models import Attempt, StoredStep
from trainer.workshops.result_models import Recognition

Plays = Callable[..., str]
Count = Callable[[type], int]


def test_guest_plays_to_a_good_end_without_an_account(guest: Person, plays: Plays) -> None:
    plays(guest)
    assert "Thank you. Finally someone who listens." in guest.sees
    assert "Resolved" in guest.sees
    guest.follows("See your feedback")
    assert "What turned her was that you said out loud what had happened to her." in guest.sees


def test_guest_sees_the_tension_in_words(guest: Person, begins: Plays) -> None:
    begins(guest)
    assert 'aria-label="Tension 7 of 10: angry"' in guest.page.text


def test_an_early_mistake_comes_back(guest: Person, begins: Plays) -> None:
    begins(guest)
    guest.presses("Please calm down")
    assert "don't tell me again to calm down" in guest.sees


def test_practice_mode_tells_why_after_each_answer_and_test_mode_does_not(
    guest: Person, outsider: Person, begins: Plays
) -> None:
    begins(guest, mode="practice")
    assert "A hint" in guest.sees
    guest.presses("Please calm down")
    assert "tells her that her anger is the problem" in guest.sees
    assert "Tension rises by 2." in guest.sees
    begins(outsider, mode="test")
    assert "A hint" not in outsider.sees
    outsider.presses("Please calm down")
    assert "tells her that her anger is the problem" not in outsider.sees


def test_the_same_answer_sent_twice_counts_once_and_says_nothing(guest: Person, begins: Plays, count: Count) -> None:
    talk = begins(guest)
    for _ in range(2):
        answer = guest.sends(f"{talk}/answer", {"number": "1", "reply": "1"})
        assert answer.status_code == 303
    assert count(StoredStep) == 1
    guest.opens(talk)
    assert "had already gone on" not in guest.sees


def test_a_stale_page_gets_the_current_scene_with_a_word_of_explanation(
    guest: Person, begins: Plays, count: Count
) -> None:
    talk = begins(guest)
    guest.presses("Three messages and no parcel")
    answer = guest.sends(f"{talk}/answer", {"number": "1", "reply": "2"})
    assert answer.status_code == 303
    assert "The talk had already gone on" in guest.opens(talk)
    assert "The tracking page shows" in guest.sees
    assert count(StoredStep) == 1


def test_a_reply_that_is_not_on_offer_is_refused_in_words(guest: Person, begins: Plays, count: Count) -> None:
    talk = begins(guest)
    guest.sends(f"{talk}/answer", {"number": "1", "reply": "invented"})
    assert "That reply is not open here" in guest.opens(talk)
    assert count(StoredStep) == 0


def test_an_answer_after_the_end_changes_nothing(guest: Person, plays: Plays, count: Count) -> None:
    talk = plays(guest)
    guest.sends(f"{talk}/answer", {"number": "3", "reply": "1"})
    assert "This talk is over" in guest.opens(talk)
    assert count(StoredStep) == 2


def test_with_htmx_only_the_talk_comes_back(guest: Person, begins: Plays) -> None:
    talk = begins(guest)
    answer = guest.sends(f"{talk}/answer", {"number": "1", "reply": "1"}, **{"HX-Request": "true"})
    assert answer.status_code == 200
    assert answer.text.lstrip().startswith("<section")
    assert "The tracking page shows" in answer.text
    assert "<html" not in answer.text


def test_an_answer_is_one_commit_and_at_most_six_statements(
    guest: Person, begins: Plays, statements: Callable[[], list[str]]
) -> None:
    talk = begins(guest)
    seen = statements()
    guest.sends(f"{talk}/answer", {"number": "1", "reply": "1"}, **{"HX-Request": "true"})
    assert seen.count("COMMIT") == 1
    assert 1 <= len(seen) - seen.count("COMMIT") <= 6, seen


def test_the_last_answer_of_a_talk_that_is_recognised_needs_no_more_statements(
    trainee: Person, begins: Plays, statements: Callable[[], list[str]], count: Count
) -> None:
    talk = begins(trainee)
    trainee.sends(f"{talk}/answer", {"number": "1", "reply": "1"}, **{"HX-Request": "true"})
    seen = statements()
    last = trainee.sends(f"{talk}/answer", {"number": "2", "reply": "search"}, **{"HX-Request": "true"})
    assert seen.count("COMMIT") == 1
    assert 1 <= len(seen) - seen.count("COMMIT") <= 6, seen
    assert "See your feedback" in last.text
    assert count(Recognition) == 1


def test_trainee_with_an_account_needs_no_more_statements(
    trainee: Person, begins: Plays, statements: Callable[[], list[str]]
) -> None:
    talk = begins(trainee)
    seen = statements()
    trainee.sends(f"{talk}/answer", {"number": "1", "reply": "1"}, **{"HX-Request": "true"})
    assert seen.count("COMMIT") == 1
    assert 1 <= len(seen) - seen.count("COMMIT") <= 6, seen


def test_the_start_form_sent_twice_starts_one_talk(guest: Person, count: Count) -> None:
    guest.opens("/scenarios/en/late-parcel")
    form = guest.form("Begin")
    places = {guest.client.post(form.action, data=form.fields).location for _ in range(2)}
    assert len(places) == 1
    assert count(Attempt) == 1


def test_newcomer_who_begins_with_a_double_click_starts_one_talk(app: Flask, guest: Person, count: Count) -> None:
    guest.opens("/scenarios/en/late-parcel")
    form, cookie = guest.form("Begin"), guest.client.get_cookie("session")
    assert cookie is not None
    places = set()
    for _ in range(2):
        client = app.test_client()  # the second click goes off before the first answer, with its cookie, is there
        client.set_cookie("session", cookie.value)
        places.add(client.post(form.action, data=form.fields).location)
    assert places == {f"/attempts/{form.fields['key']}"}
    assert count(Attempt) == 1


def test_who_goes_back_to_the_brief_after_playing_begins_a_new_talk(guest: Person, plays: Plays, count: Count) -> None:
    guest.opens("/scenarios/en/late-parcel")
    brief = guest.page
    guest.presses("Begin")
    first = guest.at
    guest.presses("Three messages and no parcel")
    guest.page = brief
    guest.presses("Begin")
    assert guest.at != first
    assert "The tracking page shows" not in guest.sees
    assert count(Attempt) == 2


def test_who_goes_back_to_the_feedback_after_playing_again_gets_a_new_talk(guest: Person, plays: Plays) -> None:
    guest.opens(f"{plays(guest)}/feedback")
    feedback = guest.page
    guest.presses("Again from here")
    first = guest.at
    guest.presses("Three messages and no parcel")
    guest.page = feedback
    guest.presses("Again from here")
    assert guest.at != first
    assert "What do you answer?" in guest.sees


@pytest.mark.parametrize("key", ["a" * 40, "sixteen-signs-and-more!!"])
def test_a_key_that_is_none_begins_nothing(guest: Person, count: Count, key: str) -> None:
    guest.opens("/scenarios/en/late-parcel")
    guest.presses("Begin", key=key)
    assert guest.page.status_code == 400
    assert count(Attempt) == 0


def test_outsider_who_sends_the_key_of_another_ones_talk_begins_nothing(
    guest: Person, outsider: Person, begins: Plays, count: Count
) -> None:
    talk = begins(guest)
    outsider.opens("/scenarios/en/late-parcel")
    outsider.presses("Begin", key=talk.rpartition("/")[2])
    assert outsider.page.status_code == 404
    assert count(Attempt) == 1


def test_the_order_of_replies_is_the_same_after_a_reload_and_another_in_other_talks(
    guest: Person, begins: Plays
) -> None:
    def order() -> list[str]:
        return [value for name, value, _ in guest.form("Please calm down").buttons if name == "reply"]

    orders = set()
    for _ in range(12):
        talk = begins(guest)
        first = order()
        guest.opens(talk)
        assert order() == first
        orders.add(tuple(first))
    assert len(orders) == 2


def test_guest_puts_a_talk_aside_and_takes_it_up_again(guest: Person, begins: Plays) -> None:
    talk = begins(guest)
    guest.presses("Three messages and no parcel")
    guest.opens(talk)
    guest.presses("Put aside")
    assert "The talk is put aside" in guest.sees
    guest.opens(talk)
    assert "You put this talk aside." in guest.sees
    guest.presses("Take it up again")
    assert "What do you answer?" in guest.sees
    assert "The tracking page shows" in guest.sees


def test_a_talk_that_ended_in_another_tab_is_not_put_aside(guest: Person, begins: Plays) -> None:
    talk = begins(guest)
    before = guest.page
    guest.presses("Three messages and no parcel")
    guest.presses("It is stuck at the depot")
    guest.page = before
    guest.presses("Put aside")
    assert "This talk is over; nothing was changed." in guest.sees
    guest.opens(f"{talk}/feedback")
    assert "Turn by turn" in guest.sees


def test_a_talk_that_this_version_cannot_replay_is_a_page_in_words(app: Flask, guest: Person, plays: Plays) -> None:
    talk = plays(guest)
    with app.app_context():
        db.session.execute(update(StoredStep).values(scene="elsewhere"))
        db.session.commit()
    for address in (talk, f"{talk}/feedback", f"{talk}/turns/1/words"):
        guest.opens(address)
        assert guest.page.status_code == 410
        assert "This cannot be shown any more" in guest.sees
    assert "Overall 88" not in guest.sees
    assert "88" in guest.opens("/progress")


def test_a_talk_without_end_says_what_to_do(app: Flask, guest: Person, tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "circle.yaml").write_text(CIRCLE, encoding="utf-8")
    with app.app_context():
        assert sync(tmp_path).refused == []
    guest.opens("/scenarios/en/circle")
    guest.presses("Begin")
    talk = guest.at
    for number in range(1, MOST_TURNS + 1):
        guest.sends(f"{talk}/answer", {"number": str(number), "reply": "2"}, **{"HX-Request": "true"})
    guest.opens(talk)
    assert "This talk has gone on longer than any." not in guest.sees
    guest.presses("Never.")
    assert "This talk has gone on longer than any." in guest.sees


CIRCLE = """
title: Round and round
language: en
kind: customer
difficulty: 1
minutes: 1
skills: [listening]
summary: Somebody asks the same thing until they are answered.
brief: Answer them.
cast:
  eve: {name: Eve, role: customer}
tension: 5
scenes:
  opening:
    lines: [{eve: When?}]
    replies:
      - {say: Today., scores: {empathy: 1, de_escalation: 1, clarity: 1}, to: done}
      - {say: Never., scores: {empathy: -1, de_escalation: -1, clarity: -1}, why: Rude., instead: Today., to: opening}
  done:
    lines: [{eve: Good.}]
    ending: resolved
    debrief: You answered.
"""


def test_guest_leaves_and_is_led_back_from_the_library(guest: Person, begins: Plays) -> None:
    talk = begins(guest)
    guest.opens("/")
    assert "You are in the middle of a talk" in guest.sees
    guest.follows("Go on")
    assert guest.at == talk


def test_playing_again_from_a_turn_keeps_what_came_before(guest: Person, plays: Plays, count: Count) -> None:
    talk = plays(guest, "Please calm down", "It is with the carrier")
    guest.opens(f"{talk}/feedback")
    again = guest.sends(f"{talk}/again", {"turn": "2", "key": "a-key-of-sixteen-signs"})
    guest.opens(again.location)
    assert guest.at != talk
    assert "don't tell me again to calm down" in guest.sees
    guest.presses("It is stuck at the depot")
    assert count(StoredStep) == 4


def test_outsider_finds_nothing_at_the_address_of_another_ones_talk(
    guest: Person, outsider: Person, plays: Plays
) -> None:
    talk = plays(guest)
    outsider.opens("/")
    for address in (talk, f"{talk}/feedback"):
        outsider.opens(address)
        assert outsider.page.status_code == 404
        assert "There is nothing here" in outsider.sees
    outsider.opens("/")
    for action in ("answer", "abandon", "resume", "again"):
        data = {"number": "1", "reply": "1", "turn": "1", "key": "a-key-of-sixteen-signs"}
        assert outsider.sends(f"{talk}/{action}", data).status_code == 404


def test_a_post_without_the_token_is_refused_in_words(guest: Person, begins: Plays, count: Count) -> None:
    talk = begins(guest)
    answer = guest.client.post(f"{talk}/answer", data={"number": "1", "reply": "1"})
    assert answer.status_code == 400
    assert "This page has expired" in answer.text
    assert count(StoredStep) == 0


def test_time_runs_out_only_where_there_is_a_clock(guest: Person, begins: Plays) -> None:
    talk = begins(guest)
    guest.sends(f"{talk}/answer", {"number": "1", "reply": "timeout"})
    assert "That reply is not open here" in guest.opens(talk)
    guest.presses("Three messages and no parcel")
    assert 'data-seconds="60"' in guest.page.text
    guest.presses("Time is up")
    assert "You said nothing in time." in guest.sees


def test_who_needs_time_switches_the_clock_off(guest: Person) -> None:
    guest.opens("/scenarios/en/late-parcel")
    form = guest.form("Begin")
    data = {name: value for name, value in form.fields.items() if name != "timed"}
    guest.opens(guest.client.post(form.action, data=data).location)
    guest.presses("Three messages and no parcel")
    assert "data-seconds" not in guest.page.text
