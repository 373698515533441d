"""A trainee suggests, a coach goes through the queue by keyboard, and an unmatched reply becomes a new branch."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, OpensPage
from trainer.accounts.demo import PASSWORD

PARCEL = "/scenarios/en/parcel-nobody-looked-for"
CALLS = ("May I ring you in ten minutes, once I know more?", "I'll call you back within the hour.")


def signs_in(page: Page, email: str) -> None:
    page.goto("/login")
    page.get_by_label("Mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("link", name="Account")).to_be_visible()


def says(page: Page, words: str) -> None:
    """Begin the talk and answer in own words; wait until the other side has reacted."""
    page.goto(PARCEL)
    page.get_by_role("button", name="Begin").click()
    page.locator("#own-words").fill(words)
    page.get_by_role("button", name="Say it").click()
    # The first words of a process wait for the encoder.
    expect(page.get_by_text("Your words fitted none of the written replies")).to_be_visible(timeout=20_000)


def test_trainee_suggests_from_the_talk_and_a_coach_decides_by_keyboard(opens: OpensPage) -> None:
    trainee, coach = opens(size=PHONE), opens()
    signs_in(trainee, "trainee@example.org")
    says(trainee, CALLS[0])
    trainee.get_by_role("link", name="Suggest it as a reply").click()
    expect(trainee.get_by_label("The words")).to_have_value(CALLS[0])
    assert trainee.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    trainee.get_by_role("button", name="Send it to the coaches").click()
    expect(trainee.get_by_text("with the coaches").first).to_be_visible()
    signs_in(coach, "coach@example.org")
    coach.goto("/coach/suggestions")
    coach.keyboard.press("j")
    expect(coach.locator("[data-queued]").first).to_be_focused()
    coach.keyboard.press("d")
    coach.keyboard.type("She has no phone.")
    coach.keyboard.press("Tab")
    coach.keyboard.press("Enter")
    expect(coach.get_by_text("Not taken: “The parcel nobody looked for”.")).to_be_visible()
    coach.get_by_role("button", name="Undo").click()
    expect(coach.get_by_text("Not taken: “The parcel nobody looked for”.")).to_have_count(0)
    coach.keyboard.press("a")
    expect(coach.locator('[data-deed="a"]').first).to_have_attribute("open", "")
    coach.get_by_role("button", name="Put it in as a reply").click()
    expect(coach.get_by_text("Taken: “The parcel nobody looked for”.")).to_be_visible()


def test_coach_sees_replies_come_together_and_makes_a_branch_of_them(opens: OpensPage) -> None:
    for words in CALLS:
        says(opens(), words)
    coach = opens()
    signs_in(coach, "coach@example.org")
    coach.goto("/coach/clusters/en/parcel-nobody-looked-for")
    expect(coach.get_by_text("people said about this").first).to_be_visible(timeout=20_000)
    coach.get_by_role("link", name="Make something of it").first.click()
    coach.get_by_label("What the other side answers first").fill("Ten minutes then. I am watching the clock.")
    coach.get_by_role("button", name="Put it into the draft").click()
    coach.wait_for_url("**/coach/drafts/**")
    expect(coach.get_by_text("It is in the draft now.")).to_be_visible()
    coach.goto("/coach/clusters/en/parcel-nobody-looked-for")
    expect(coach.get_by_role("heading", name="Dealt with")).to_be_visible()
