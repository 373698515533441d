"""A whole talk in one's own words, in both languages; drafts, evidence, guesses."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import LAPTOP, PHONE, OpensPage
from tests.browser.test_accessibility import finds_nothing
from tests.browser.test_practice import CALM, ENGLISH, begins, number, wait_for_the_next

WORDS = {
    "en": (
        "You were promised an answer and got none. I'd be angry too. I'm opening your order right now.",
        "You're right, and I'm sorry. We told you something that wasn't true.",
        "I can print it for Saturday, or refund you today. Which is better for you?",
    ),
    "ru": (
        "Понимаю, вас бросили без ответа, я бы тоже злился. Сейчас всё посмотрю.",
        "Вы правы, и мне жаль: мы вас подвели.",
        "Могу сделать это сегодня до шести или завтра утром. Как вам удобнее?",
    ),
}
PAGES = {"en": ENGLISH, "ru": "/scenarios/ru/karta-v-polnoch"}


def says(page: Page, words: str) -> None:
    before = number(page)
    page.locator("#own-words").fill(words)
    page.locator("#own-words").press("Control+Enter")
    wait_for_the_next(page, before)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_guest_types_a_whole_talk_and_sees_what_the_scores_rest_on(opens: OpensPage, language: str) -> None:
    page = opens(PAGES[language], language=language, size=PHONE, **CALM)
    page.locator('input[name="answer_by"][value="type"]').check()
    begins(page)
    expect(page.locator(".choice")).to_have_count(0)
    turns = 0
    while number(page):
        says(page, WORDS[language][turns % 3])
        turns += 1
    page.locator(".the-end a.button").click()
    finds_nothing(page)
    page.locator('input[type="range"]').first.press("ArrowRight")
    expect(page.locator("output").first).to_have_text("55")
    page.locator("form.card button").click()
    expect(page.locator(".turn")).to_have_count(turns)
    mark = page.locator(".evidence mark").first
    tip = mark.locator(".tip")
    expect(tip).to_be_hidden()
    mark.focus()
    expect(tip).to_be_visible()
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    finds_nothing(page)


def test_a_draft_survives_a_reload_and_is_gone_once_it_was_said(opens: OpensPage) -> None:
    page = opens(ENGLISH, **CALM)
    begins(page)
    page.locator("#own-words").press_sequentially("I am looking")
    expect(page.locator("[data-length]")).to_have_text("12")
    page.reload()
    expect(page.locator("#own-words")).to_have_value("I am looking")
    says(page, WORDS["en"][0])
    expect(page.locator("#own-words")).to_have_value("")
    page.reload()
    expect(page.locator("#own-words")).to_have_value("")


def test_a_draft_survives_a_look_at_an_earlier_turn(opens: OpensPage) -> None:
    page = opens(ENGLISH, **CALM)
    begins(page)
    says(page, WORDS["en"][0])
    page.locator("#own-words").press_sequentially("By noon")
    page.get_by_role("link", name="Try other words").click()
    page.get_by_role("link", name="Back to the talk").click()
    expect(page.locator("#own-words")).to_have_value("By noon")


@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_nothing_that_has_the_focus_is_hidden_by_what_sticks(opens: OpensPage, size: dict[str, int]) -> None:
    page = opens(ENGLISH, size=size, **CALM)
    begins(page)
    says(page, WORDS["en"][0])
    for _ in range(3):
        before = number(page)
        page.keyboard.press("1")
        wait_for_the_next(page, before)
    page.locator("#own-words").focus()
    link = page.get_by_role("link", name="Try other words")
    link.focus()
    stands, sticks = link.bounding_box(), page.locator(".talk-head").bounding_box()
    assert stands is not None
    assert sticks is not None
    assert stands["y"] >= sticks["y"] + sticks["height"]


def test_keys_1_to_4_are_letters_while_one_types(opens: OpensPage) -> None:
    page = opens(ENGLISH, **CALM)
    begins(page)
    page.locator("#own-words").press_sequentially("By 1 pm")
    assert number(page) == "1"
    expect(page.locator("#own-words")).to_have_value("By 1 pm")


def test_guest_tries_other_words_and_sees_old_and_new_side_by_side(opens: OpensPage) -> None:
    page = opens(ENGLISH, **CALM)
    begins(page)
    says(page, "Calm down, it is not my fault.")
    page.get_by_role("link", name="Try other words").click()
    page.get_by_label("Your own words").fill(WORDS["en"][0])
    page.get_by_role("button", name="Judge these words").click()
    expect(page.get_by_role("heading", name="Your new words")).to_be_visible()
    expect(page.get_by_role("heading", name="What you said")).to_be_visible()
    finds_nothing(page)
