"""A coach reads talks by keyboard: corrects, comments on selected words, praises, and goes on to the next."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, OpensPage
from tests.browser.test_accessibility import finds_nothing
from tests.browser.test_own_words import WORDS, says
from tests.browser.test_practice import CALM, begins, number
from trainer.accounts.demo import PASSWORD

SIX = "/scenarios/en/parcel-nobody-looked-for"
REASON = "The feeling is named, and its cause."


def plays(page: Page) -> str:
    """Play a talk in own words to its end; the address of its feedback."""
    page.locator('input[name="answer_by"][value="type"]').check()
    begins(page)
    turns = 0
    while number(page):
        says(page, WORDS["en"][turns % 3])
        turns += 1
    return page.url.split("#")[0] + "/feedback"


def signs_in(page: Page, email: str) -> None:
    page.goto("/login")
    page.locator("input[name=email]").fill(email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(re.compile(r"/(?!login)"))


@pytest.fixture
def two_talks(opens: OpensPage) -> list[str]:
    """The feedback pages of two talks that the demo's trainee has just played."""
    found = []
    for _ in range(2):
        page = opens("/", **CALM)
        signs_in(page, "trainee@example.org")
        page.goto(SIX)
        found.append(plays(page))
    return found


def coach_opens(opens: OpensPage, path: str, **more: object) -> Page:
    page = opens("/", **CALM, **more)
    signs_in(page, "coach@example.org")
    page.goto(path)
    return page


def test_coach_reads_two_talks_in_a_row_by_keyboard_and_the_trainee_sees_it(
    opens: OpensPage, two_talks: list[str]
) -> None:
    first, second = (f"/coach/talks/{address.split('/')[-2]}" for address in two_talks)
    page = coach_opens(opens, f"{first}?queue=never")
    expect(page.locator("#turn-1")).to_have_class(re.compile("current"))
    page.keyboard.press("j")
    expect(page.locator("#turn-2")).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator("#turn-1")).to_be_focused()
    page.keyboard.press("o")
    for key in ("5", "4", "3"):
        page.keyboard.press(key)
    expect(page.locator("#reason-1")).to_be_focused()
    page.keyboard.type(REASON)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#turn-1 .of-coach")).to_have_count(1)
    expect(page.locator("#turn-1 .of-coach")).to_contain_text("Empathy: 100")
    expect(page.locator("#turn-1 .of-coach")).to_contain_text("Clarity: 50")
    expect(page.locator("#figures")).to_contain_text("1 turn by a coach")
    page.keyboard.press("j")
    page.keyboard.press("e")
    expect(page.locator("#turn-2")).to_contain_text("exemplary:")
    finds_nothing(page)
    page.keyboard.press("r")
    expect(page).to_have_url(re.compile(re.escape(second)))
    expect(page.get_by_text("You have read")).to_be_visible()
    page.keyboard.press("c")
    page.keyboard.type("Short and *warm*.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#turn-1 .comment em")).to_have_text("warm")
    page.keyboard.press("r")
    expect(page.get_by_text("You have read")).to_be_visible()

    trainee = opens("/", **CALM)
    signs_in(trainee, "trainee@example.org")
    trainee.goto("/progress")
    for address in two_talks:
        row = trainee.locator("tr", has=trainee.locator(f'a[href="/{address.split("/", 3)[-1]}"]'))
        expect(row).to_contain_text("new from a coach")
    trainee.goto(two_talks[0])
    if trainee.locator("form.card input[type=range]").count():
        trainee.get_by_role("button", name="Rather not guess").click()
    expect(trainee.locator("#turn-1 .of-coach").first).to_contain_text(REASON)
    expect(trainee.locator("#turn-1 .marks")).to_contain_text("coach; scorer:")
    finds_nothing(trainee)


def test_coach_comments_on_the_words_they_select(opens: OpensPage, two_talks: list[str]) -> None:
    page = coach_opens(opens, f"/coach/talks/{two_talks[0].split('/')[-2]}")
    page.evaluate(
        """() => {
            const words = document.querySelector('#turn-1 [data-words]');
            const walker = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
            while (walker.nextNode() && !walker.currentNode.data.includes("an answer and got none"));
            const node = walker.currentNode, start = node.data.indexOf("an answer");
            getSelection().setBaseAndExtent(node, start, node, start + "an answer and".length);
        }"""
    )
    page.keyboard.press("c")
    expect(page.locator("#turn-1 [data-selected] q")).to_have_text("an answer and")
    page.keyboard.type("This is what was missing.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#turn-1 .comment q")).to_have_text("an answer and")
    expect(page.locator("#turn-1 .noted")).to_have_text(re.compile("^an answer and"))  # what was seen there may follow
    expect(page.locator("#turn-1 .comment")).to_contain_text("This is what was missing.")


def test_keys_are_explained_and_can_be_switched_off(opens: OpensPage, two_talks: list[str]) -> None:
    page = coach_opens(opens, f"/coach/talks/{two_talks[0].split('/')[-2]}")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("next turn, turn before")
    page.get_by_role("button", name="Switch single keys off").click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("o")
    expect(page.locator('#turn-1 [data-tool="override"]')).not_to_have_attribute("open", "")


def test_coach_on_a_phone_finds_the_queue_and_a_talk_within_its_width(opens: OpensPage, two_talks: list[str]) -> None:
    page = coach_opens(opens, "/coach/queue?queue=never", size=PHONE)
    expect(page.get_by_role("heading", level=1)).to_have_text("Talks to read")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    row = page.locator("tbody tr").first
    row.evaluate("row => row.scrollIntoView({ block: 'center' })")
    for cell in row.locator("td:visible").all():  # nothing lies behind the edge
        expect(cell).to_be_in_viewport(ratio=1)
    finds_nothing(page)
    page.locator("tbody a").first.click()
    page.locator("#turn-1 summary").filter(has_text="Correct the scores").click()
    expect(page.locator("#reason-1")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    finds_nothing(page)


def test_admin_reads_the_log_line_by_line(opens: OpensPage) -> None:
    page = opens("/", **CALM)
    signs_in(page, "admin@example.org")
    for role in ("coach", "trainee"):
        page.goto("/admin/people")
        page.get_by_role("link", name="Nina Orlova").click()
        page.locator(f"input[name=role][value={role}]").check()
        page.locator('form[action$="/role"] button').click()
        expect(page.locator("main")).to_contain_text("Role")
    page.goto("/admin/log")
    entries, first = page.locator("main ol"), page.locator("main ol > li").first
    assert first.evaluate("entry => entry.clientWidth") > 0.9 * entries.evaluate("list => list.clientWidth")
