"""One story from a template to a corrected score: a new coach, two trainees, and a second coach at the same draft."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpensPage, listening
from tests.browser.test_editor import is_saved, put_cursor, written
from tests.browser.test_own_words import says
from tests.browser.test_practice import CALM, begins, number
from tests.browser.test_scene_form import begins as begins_writing
from tests.browser.test_scene_form import fills, holds, opens_scene
from tests.conftest import PASSWORD
from trainer.accounts.people import add_user
from trainer.app import create_app
from trainer.config import Settings
from trainer.extensions import db

TITLE = "The brake, a third time"
OFFER = "May I ring you in ten minutes, once I know more?"
ALIKE = "Can I ring you in ten minutes, as soon as I know more?"
ANSWER = "Ten minutes, then. I am watching the clock."
KIND = "So the lever goes all the way and nothing grips. A taxi is with you in ten minutes, and we pay for it."
REASON = "You care for her in your own way: the promise has a time."
FIRST_LOAD = 30_000
"""Milliseconds: the first words of a process wait for the sentence encoder."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with an empty shelf, two coaches who have written nothing yet, and two trainees."""
    app = create_app(Settings(instance=tmp_path_factory.mktemp("instance"), rate_limits=False))
    with app.app_context():
        db.create_all()
        for name, role in (("Nora", "coach"), ("Carl", "coach"), ("Tessa", "trainee"), ("Tim", "trainee")):
            add_user(f"{name.lower()}@example.org", name, PASSWORD, [role])
    with listening(app) as address:
        yield address


def signed_in(opens: OpensPage, name: str, path: str = "/", **more: object) -> Page:
    page = opens("/login", **CALM, **more)
    page.locator("input[name=email]").fill(f"{name.lower()}@example.org")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/login" not in url)
    page.goto(path)
    return page


def publishes(coach: Page) -> None:
    """From the editor through the report onto the shelf."""
    expect(coach.locator("#state")).to_have_attribute("data-state", "saved", timeout=FIRST_LOAD)
    coach.get_by_role("link", name="Report and publish").click()
    expect(coach.locator(".verdict")).to_contain_text("No errors")
    expect(coach.locator("#opinion")).to_contain_text("The scorer sees", timeout=FIRST_LOAD)
    coach.get_by_label("What changed, and why?").fill("Written in the browser.")
    coach.get_by_role("button", name="Publish").click()
    expect(coach.locator("main")).to_contain_text("Published.")


def writes_and_publishes(coach: Page) -> None:
    """Six scenes from a template, by forms alone."""
    begins_writing(coach, "angry-customer", TITLE)
    expect(coach.locator("#scene-form .scene-list a")).to_have_count(7)  # six scenes, and what is about all of them
    fills(coach, "summary", "The brake fails on the way home, for the third time.")
    opens_scene(coach, "At the roadside")
    fills(coach, "title", "In the hedge")
    coach.locator('#scene-form [name="reply.0.clarity"]').select_option("-1")
    holds(coach, "clarity: -1}\n        tension: +2            # heats the talk")
    holds(coach, "title: In the hedge")
    publishes(coach)


def plays(trainee: Page, first: str) -> None:
    """Open the scenario, and say the first words."""
    trainee.get_by_role("link", name=TITLE).first.click()
    begins(trainee)
    trainee.locator("#own-words").fill(first)
    trainee.get_by_role("button", name="Say it").click()
    expect(trainee.locator(".message.you")).to_have_count(1, timeout=FIRST_LOAD)


def to_the_end(trainee: Page) -> None:
    while number(trainee):
        says(trainee, KIND)
    trainee.get_by_role("link", name="See your feedback").click()
    trainee.get_by_role("button", name="Rather not guess").click()
    expect(trainee.locator("#turn-1")).to_be_visible()


def makes_a_branch(coach: Page) -> None:
    """What fitted nothing becomes a reply with a scene of its own, in one step; then it is published."""
    coach.goto("/coach/clusters")
    coach.get_by_role("link", name=TITLE).click()
    single = coach.locator(".singles li", has_text=OFFER)
    single.get_by_role("link").click(timeout=FIRST_LOAD)
    expect(coach.get_by_label("The words of the reply")).to_have_value(OFFER)
    coach.get_by_label("What the other side answers first").fill(ANSWER)
    coach.get_by_role("button", name="Put it into the draft").click()
    expect(coach.get_by_text("It is in the draft now.")).to_be_visible()
    coach.locator("#editor[data-ready]").wait_for()
    assert OFFER in written(coach) and ANSWER in written(coach)
    publishes(coach)


def corrects_a_score(coach: Page) -> str:
    """Override the empathy of the first turn of the trainee's talk; the score of the machine."""
    coach.goto("/coach/queue?queue=never")
    coach.locator("tbody tr", has_text="Tessa").get_by_role("link", name=TITLE).first.click()
    turn = coach.locator("#turn-1")
    before = turn.locator(".marks li", has_text="Empathy").locator("b").first.inner_text()
    turn.locator("summary", has_text="Correct the scores").click()
    turn.locator("input[name=empathy][value='2']").check()
    turn.get_by_label("Why? The trainee reads this.").fill(REASON)
    turn.locator('[data-tool="override"] button').last.click()
    expect(turn.locator(".of-coach")).to_contain_text("Empathy: 100")
    return before


def sees_the_correction(trainee: Page, machine: str) -> None:
    """A notice leads to the talk; there are both scores and the reason."""
    trainee.goto("/")
    trainee.get_by_role("link", name="1 new notice").click()
    trainee.get_by_role("link", name="Nora has looked at your talk").click()
    given = trainee.locator("#turn-1 .of-coach")
    expect(given).to_contain_text(REASON)
    expect(given).to_contain_text("Nora")
    marks = trainee.locator("#turn-1 .marks").first
    expect(marks).to_contain_text("100")
    expect(marks).to_contain_text(f"scorer: {machine}")


def collide(one: Page, other: Page) -> None:
    """Both change the same words of one draft: the second is asked, with both texts before them."""
    one.goto("/coach/scenarios")
    one.get_by_role("link", name=TITLE).first.click()
    one.locator('form[action$="/edit"] button').first.click()
    one.locator("#editor[data-ready]").wait_for()
    other.goto(one.url)
    other.locator("#editor[data-ready]").wait_for()
    put_cursor(one, "title: ")
    one.keyboard.type("Nora: ")
    is_saved(one)
    put_cursor(other, "title: ")
    other.keyboard.type("Carl: ")
    expect(other.locator("#state")).to_have_attribute("data-state", "collision")
    other.locator("#notices button", has_text="Compare and choose").click()
    dialog = other.get_by_role("dialog")
    expect(dialog.locator(".cm-merge-a")).to_contain_text("Nora: ")
    expect(dialog.locator(".cm-merge-b")).to_contain_text("Carl: ")
    dialog.get_by_role("button", name="Save the right side").click()
    is_saved(other)
    assert f"title: Carl: {TITLE}" in written(other)


def test_from_a_template_to_a_corrected_score(opens: OpensPage) -> None:
    nora = signed_in(opens, "Nora")
    writes_and_publishes(nora)

    tessa = signed_in(opens, "Tessa")
    plays(tessa, OFFER)
    expect(tessa.get_by_text("Your words fitted none of the written replies").first).to_be_visible()
    to_the_end(tessa)

    makes_a_branch(nora)
    tim = signed_in(opens, "Tim")
    plays(tim, ALIKE)
    expect(tim.get_by_text("Understood as:").first).to_be_visible()
    expect(tim.locator(".log")).to_contain_text(ANSWER)

    machine = corrects_a_score(nora)
    sees_the_correction(tessa, machine)
    # The status 409, by which the second coach's page learns of the first, is named on its console.
    collide(nora, signed_in(opens, "Carl", trouble="409"))
