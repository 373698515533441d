"""A workshop with a coach, a projector and phones; and a network that comes and goes."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, OpensPage
from tests.browser.test_practice import CALM, ENGLISH, begins, number, to_the_end_by_key, wait_for_the_talk
from trainer.accounts.demo import PASSWORD

WORDS = (
    "I am so sorry you had to write three times. I look for it now and write to you by five.",
    "Thank you for telling us. I will see what I can do.",
    "Calm down, you idiot.",
)
SOON = 5000
"""Milliseconds in which a part that follows the room has surely followed."""


@pytest.fixture
def coach(opens: OpensPage) -> Page:
    """A coach, signed in."""
    page = opens("/login", **CALM)
    page.locator("input[name=email]").fill("coach@example.org")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(lambda address: "/login" not in address)
    return page


def plans(coach: Page) -> str:
    """A workshop with the plan that the form suggests, doors open; the address of its desk."""
    coach.goto("/coach/workshops/new")
    coach.get_by_label("Title").fill("Calm at the counter")
    coach.get_by_role("button", name="Plan the workshop").click()
    coach.get_by_role("button", name="Open the doors").click()
    expect(coach.get_by_role("heading", name="The doors are open")).to_be_visible()
    return coach.url


def projector(opens: OpensPage, coach: Page, desk: str) -> Page:
    return opens(f"{desk}/projector", storage_state=coach.context.storage_state(), **CALM)


def joins(opens: OpensPage, code: str, name: str, **more: str) -> Page:
    phone = opens("/join", size=PHONE, **CALM, **more)
    phone.get_by_label("The code").fill(code)
    phone.keyboard.press("Enter")
    phone.get_by_label("Your name").fill(name)
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("heading", name="You are in")).to_be_visible()
    return phone


def starts(coach: Page, kind: str) -> None:
    coach.get_by_role("button", name=f"Start: {kind}").click()
    expect(coach.locator(".rounds-line [aria-current]")).to_contain_text(kind)


def plays(phone: Page) -> None:
    """Play the talk the room asks for, and come back to the room."""
    phone.get_by_role("button", name="Begin the talk").click(timeout=2 * SOON)
    wait_for_the_talk(phone)
    expect(phone.locator(".room-bar")).to_be_visible()
    to_the_end_by_key(phone, "1")
    phone.get_by_role("link", name="Back to the room").click()
    expect(phone.get_by_text("Done. Take a breath")).to_be_visible()


def test_coach_projector_and_three_phones_from_before_to_after(opens: OpensPage, coach: Page) -> None:
    desk = plans(coach)
    wall = projector(opens, coach, desk)
    code = wall.locator(".projector-join .join-code").inner_text()
    phones = [joins(opens, code, name) for name in ("Anna", "Boris", "Anna")]
    expect(phones[2].get_by_text("Anna 2")).to_be_visible()
    expect(wall.get_by_text("3 people are in")).to_be_visible(timeout=SOON)
    expect(coach.locator(".seats tbody tr")).to_have_count(3, timeout=SOON)

    starts(coach, "Before")
    for phone in phones:
        plays(phone)
    expect(wall.get_by_text("3 of 3 people have finished")).to_be_visible(timeout=SOON)
    expect(coach.locator(".seats .tag.good")).to_have_count(3, timeout=SOON)

    starts(coach, "The wall")
    for phone, words in zip(phones, WORDS, strict=True):
        phone.get_by_label("What do you say?").fill(words, timeout=2 * SOON)
        phone.get_by_role("button", name="Say it").click()
        expect(phone.get_by_text("Your answer is in")).to_be_visible()
    expect(phones[2].get_by_text("It stays off the wall")).to_be_visible()
    expect(wall.locator(".notes li")).to_have_count(2, timeout=SOON)
    expect(wall.locator(".notes")).not_to_contain_text("idiot")
    coach.get_by_role("button", name="Let the room vote").click()
    for phone in phones[1:]:
        phone.get_by_role("button", name=re.compile("so sorry")).click(timeout=2 * SOON)
        expect(phone.locator(".ballot [aria-pressed=true]")).to_have_count(1)
    coach.get_by_role("button", name="Show the scorer’s evidence").click()
    expect(wall.locator(".notes li").first).to_contain_text("2 votes", timeout=SOON)
    expect(wall.locator(".notes mark.good").first).to_be_visible()
    coach.get_by_role("button", name="Best wordings to the suggestions").click()
    expect(coach.get_by_text("Sent to the suggestions.")).to_be_visible()

    for kind in ("Practice", "After"):
        starts(coach, kind)
        for phone in phones:
            plays(phone)
    coach.get_by_role("button", name="End the round").click()
    coach.get_by_role("button", name="Close the workshop").click()
    expect(coach.get_by_role("heading", name="Closed")).to_be_visible()
    expect(phones[0].get_by_role("heading", name="The workshop is over")).to_be_visible(timeout=2 * SOON)
    expect(phones[0].get_by_role("link", name="Feedback")).to_have_count(3)


def test_coach_reads_what_is_held_back_before_it_shows(opens: OpensPage, coach: Page) -> None:
    coach.goto("/coach/workshops/new")
    coach.get_by_label("Title").fill("Calm at the counter")
    coach.get_by_label("Answers on the wall wait until I let them show").check()
    coach.get_by_role("button", name="Plan the workshop").click()
    coach.get_by_role("button", name="Open the doors").click()
    expect(coach.get_by_role("heading", name="The doors are open")).to_be_visible()
    wall = projector(opens, coach, coach.url)
    phone = joins(opens, wall.locator(".join-code").inner_text(), "Nora")
    starts(coach, "Before")
    starts(coach, "The wall")
    phone.get_by_label("What do you say?").fill(WORDS[0], timeout=2 * SOON)
    phone.get_by_role("button", name="Say it").click()
    row = coach.locator(".wall-list li", has_text=WORDS[0])
    expect(row).to_be_visible(timeout=2 * SOON)
    expect(row).to_contain_text("waits for you")
    expect(wall.locator(".notes")).to_have_count(0)
    coach.get_by_role("button", name="Show all that wait").click()
    expect(wall.locator(".notes li")).to_have_text(WORDS[0], timeout=2 * SOON)


def test_pause_stops_the_talk_on_the_phone_and_its_clock(opens: OpensPage, coach: Page) -> None:
    desk = plans(coach)
    code = projector(opens, coach, desk).locator(".projector-join .join-code").inner_text()
    phone = joins(opens, code, "Anna")
    starts(coach, "Before")
    phone.get_by_role("button", name="Begin the talk").click(timeout=2 * SOON)
    wait_for_the_talk(phone)
    coach.get_by_role("button", name="Pause").click()
    expect(phone.locator(".room-bar")).to_contain_text("Paused", timeout=SOON)
    expect(phone.locator("#talk")).to_have_attribute("inert", "")
    coach.get_by_role("button", name="Go on").click()
    expect(phone.locator("#talk")).not_to_have_attribute("inert", "", timeout=SOON)


def test_answer_on_the_wall_waits_for_the_network_and_arrives_once(opens: OpensPage, coach: Page) -> None:
    desk = plans(coach)
    wall = projector(opens, coach, desk)
    phone = joins(opens, wall.locator(".projector-join .join-code").inner_text(), "Anna", trouble="")
    starts(coach, "Before")
    starts(coach, "The wall")
    phone.get_by_label("What do you say?").fill(WORDS[0], timeout=2 * SOON)
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Say it").click()
    expect(phone.get_by_text("your answer waits here")).to_be_visible()
    phone.context.set_offline(False)
    expect(phone.get_by_text("Your answer is in")).to_be_visible(timeout=3 * SOON)
    expect(wall.locator(".notes li")).to_have_count(1, timeout=SOON)
    assert phone.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('outbox/')).length") == 0


def test_answer_in_a_talk_is_sent_again_by_itself(opens: OpensPage) -> None:
    page = opens(ENGLISH, trouble="503", **CALM)
    begins(page)
    page.route("**/answer", lambda route: route.fulfill(status=503, body="busy"))
    page.keyboard.press("1")
    expect(page.get_by_role("alert")).to_contain_text("did not get through yet")
    page.unroute("**/answer")
    expect(page.locator(".answers input[name=number]")).to_have_value("2", timeout=3 * SOON)
    expect(page.locator(".message.you")).to_have_count(1)


def test_answer_that_was_not_sent_before_the_page_closed_goes_off_with_the_next_page(opens: OpensPage) -> None:
    page = opens(ENGLISH, trouble="", **CALM)
    begins(page)
    talk = page.url
    page.route("**/answer", lambda route: route.abort())
    page.keyboard.press("1")
    expect(page.get_by_role("alert")).to_be_visible()
    with page.expect_response("**/answer") as answer:
        page.unroute("**/answer")
        page.goto("/")
    assert answer.value.status == 200
    page.goto(talk)
    wait_for_the_talk(page)
    assert number(page) == "2"


def test_answer_that_arrived_while_its_receipt_was_lost_is_taken_once(opens: OpensPage) -> None:
    page = opens(ENGLISH, trouble="", **CALM)
    begins(page)

    def lose(route):  # type: ignore[no-untyped-def]
        route.fetch()
        route.abort()

    page.route("**/answer", lose)
    page.keyboard.press("1")
    expect(page.get_by_role("alert")).to_be_visible()
    page.unroute("**/answer")
    expect(page.locator(".answers input[name=number]")).to_have_value("2", timeout=3 * SOON)
    expect(page.locator(".message.you")).to_have_count(1)
