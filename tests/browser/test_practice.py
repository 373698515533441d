"""What people do in the browser: by mouse, by keyboard, on a phone, with a double click, without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, OpensPage

ENGLISH, RUSSIAN = "/scenarios/en/parcel-nobody-looked-for", "/scenarios/ru/karta-v-polnoch"
CALM = {"reduced_motion": "reduce"}


def number(page: Page) -> str:
    """The number of the answer that is due, or nothing at the end."""
    field = page.locator(".answers input[name=number]")
    return field.input_value() if field.count() else ""


def begins(page: Page) -> None:
    """Begin the talk, and wait until it listens to keys."""
    page.locator("#begin button").click()
    wait_for_the_talk(page)


def wait_for_the_talk(page: Page) -> None:
    page.locator("[data-talk][data-begun]").wait_for()


def wait_for_the_next(page: Page, before: str) -> None:
    page.wait_for_function(
        "before => (document.querySelector('.answers input[name=number]')?.value ?? '') !== before", arg=before
    )


def to_the_end_by_key(page: Page, key: str) -> None:
    while before := number(page):
        page.keyboard.press(key)
        wait_for_the_next(page, before)


def test_guest_plays_an_english_talk_by_keyboard(opens: OpensPage) -> None:
    page = opens(ENGLISH, **CALM)
    page.get_by_role("button", name="Begin the talk").press("Enter")
    wait_for_the_talk(page)
    expect(page.get_by_role("heading", name="What do you answer?")).to_be_visible()
    to_the_end_by_key(page, "1")
    page.get_by_role("link", name="See your feedback").press("Enter")
    expect(page.get_by_role("heading", name="Turn by turn")).to_be_visible()


def test_guest_plays_a_russian_talk_by_mouse_on_a_phone(opens: OpensPage) -> None:
    page = opens("/", size=PHONE, language="ru", has_touch=True, **CALM)
    page.locator(".scenario h3 a").first.tap()
    page.get_by_role("button", name="Начать разговор").tap()
    expect(page.get_by_role("heading", name="Что вы ответите?")).to_be_visible()
    while before := number(page):
        page.locator(".choice").last.tap()
        wait_for_the_next(page, before)
    page.get_by_role("link", name="Посмотреть обратную связь").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Обратная связь")
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"]
    opened = page.locator(".map .node.seen").first.bounding_box()
    assert opened and 0 <= opened["x"] <= PHONE["width"] - opened["width"]
    page.goto("/progress")
    score = page.locator(".talks td.number").first.bounding_box()
    assert score and score["x"] + score["width"] <= PHONE["width"]


def test_a_double_click_answers_once(opens: OpensPage) -> None:
    page = opens(ENGLISH, **CALM)
    begins(page)
    page.locator(".choice").first.dblclick()
    wait_for_the_next(page, "1")
    assert number(page) == "2"
    page.reload()
    assert number(page) == "2"
    expect(page.locator(".message.you")).to_have_count(1)


def test_two_tabs_end_up_at_the_same_place(opens: OpensPage) -> None:
    first = opens(ENGLISH, **CALM)
    begins(first)
    second = first.context.new_page()
    second.goto(first.url)
    first.keyboard.press("1")
    wait_for_the_next(first, "1")
    second.keyboard.press("2")
    expect(second.get_by_role("status")).to_contain_text("The talk had already gone on")
    assert number(second) == "2"


def test_after_an_answer_the_focus_is_in_the_talk_and_the_new_words_are_announced(opens: OpensPage) -> None:
    page = opens(ENGLISH, **CALM)
    begins(page)
    expect(page.locator(".answers")).to_be_visible()
    page.keyboard.press("1")
    wait_for_the_next(page, "1")
    assert page.evaluate("document.activeElement.id") == "talk"
    announced = page.locator("#announcer").text_content() or ""
    last = page.locator('[data-new="line"] p').last.text_content() or "?"
    assert re.sub(r"\s+", " ", last).strip() in announced
    assert "Tension" in announced


def test_what_is_announced_has_its_language_and_nothing_for_the_eye_only(opens: OpensPage) -> None:
    page = opens(RUSSIAN, **CALM)
    begins(page)
    page.keyboard.press("1")
    wait_for_the_next(page, "1")
    parts = page.locator("#announcer > div")
    assert parts.first.get_attribute("lang") == "ru"
    assert parts.last.get_attribute("lang") is None
    expect(parts.last).to_contain_text("Tension")
    assert page.locator("#announcer [aria-hidden]").count() == 0


def test_newcomer_hears_the_first_words_while_they_arrive(opens: OpensPage) -> None:
    page = opens(ENGLISH)
    begins(page)
    expect(page.locator(".typing")).to_be_visible()
    assert page.locator("#announcer > div").count() == page.locator('[data-new="line"]').count() + 1


def test_who_speaks_to_the_computer_switches_the_keys_off(opens: OpensPage) -> None:
    page = opens(ENGLISH, **CALM)
    begins(page)
    page.get_by_role("button", name="Switch the keys off").click()
    page.keyboard.press("1")
    page.reload()
    page.keyboard.press("1")
    assert number(page) == "1"
    expect(page.locator(".chosen")).to_have_count(0)
    page.get_by_role("button", name="Switch the keys on").click()
    page.keyboard.press("1")
    wait_for_the_next(page, "1")


def test_messages_arrive_one_by_one_and_can_be_shown_at_once(opens: OpensPage) -> None:
    page = opens(ENGLISH)
    begins(page)
    page.get_by_role("button", name="Show all at once").click()
    expect(page.locator(".answers")).to_be_visible()
    page.keyboard.press("1")
    expect(page.locator(".typing")).to_be_visible()
    expect(page.locator(".answers")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.locator(".answers")).to_be_visible()
    expect(page.locator(".typing")).to_have_count(0)
    expect(page.locator(".log > li").filter(visible=False)).to_have_count(0)  # not even what was being typed


def test_without_scripts_the_whole_talk_works(opens: OpensPage) -> None:
    page = opens(ENGLISH, java_script_enabled=False)
    page.get_by_role("button", name="Begin the talk").click()
    expect(page.locator(".answers")).to_be_visible()
    while page.locator(".choice").count():
        page.locator(".choice").first.click()
    page.get_by_role("link", name="See your feedback").click()
    expect(page.get_by_role("heading", name="Turn by turn")).to_be_visible()


def test_time_runs_out_by_itself(opens: OpensPage) -> None:
    page = opens(ENGLISH, **CALM)
    page.clock.install()
    begins(page)
    expect(page.locator(".answers")).to_be_visible()
    while not page.locator("[data-seconds]").count():
        before = number(page)
        page.locator(".choice").first.click()
        wait_for_the_next(page, before)
    before = number(page)
    page.clock.run_for(600_000)
    wait_for_the_next(page, before)
    expect(page.locator(".log")).to_contain_text("You said nothing in time.")


def test_guest_filters_the_library_without_a_new_page(opens: OpensPage) -> None:
    page = opens("/")
    all_of_them = page.locator(".scenario").count()
    page.get_by_label("Kind").select_option(label="Heated discussion")
    expect(page).to_have_url(re.compile("kind=discussion"))
    expect(page.locator(".scenario")).not_to_have_count(all_of_them)
    expect(page.locator("#announcer")).to_contain_text("scenario")
    page.go_back()
    expect(page.locator(".scenario")).to_have_count(all_of_them)
    expect(page.get_by_label("Kind")).to_have_value("")
    expect(page.locator("header.top")).to_have_count(1)
    page.get_by_label("Kind").select_option(label="Heated discussion")
    expect(page.locator(".scenario")).not_to_have_count(all_of_them)


def test_an_answer_that_does_not_get_through_can_be_sent_again(opens: OpensPage) -> None:
    page = opens(ENGLISH, trouble="503", **CALM)
    begins(page)
    expect(page.locator(".answers")).to_be_visible()
    page.route("**/answer", lambda route: route.fulfill(status=503, body="busy"))
    page.keyboard.press("1")
    expect(page.get_by_role("alert")).to_contain_text("did not get through")
    page.unroute("**/answer")
    page.keyboard.press("1")
    wait_for_the_next(page, "1")
    assert number(page) == "2"


def test_newcomer_who_double_clicks_begin_gets_one_talk(opens: OpensPage) -> None:
    page = opens(ENGLISH, **CALM)
    page.get_by_role("button", name="Begin the talk").dblclick()
    expect(page.get_by_role("heading", name="What do you answer?")).to_be_visible()
    page.goto("/progress")
    expect(page.locator("tbody tr")).to_have_count(1)


def test_who_comes_back_to_a_long_talk_stands_at_its_last_words(opens: OpensPage) -> None:
    page = opens(ENGLISH, size=PHONE, **CALM)
    begins(page)
    expect(page.get_by_role("heading", name="What do you answer?")).to_be_visible()
    for due in ("1", "2", "3"):
        page.keyboard.press("1")
        wait_for_the_next(page, due)
    page.goto("/")
    page.get_by_role("link", name="Go on").click()
    expect(page.locator("#now")).to_be_in_viewport()


def test_an_answer_after_signing_out_elsewhere_is_an_error_page_not_a_page_in_a_page(opens: OpensPage) -> None:
    page = opens(ENGLISH, trouble="400", **CALM)
    begins(page)
    expect(page.get_by_role("heading", name="What do you answer?")).to_be_visible()
    page.context.clear_cookies()
    page.keyboard.press("1")
    expect(page.get_by_role("heading", name="This page has expired")).to_be_focused()
    expect(page.locator("header.top")).to_have_count(1)
    expect(page.locator("main")).to_have_count(1)


def test_a_network_that_hangs_is_given_up_on(opens: OpensPage) -> None:
    page = opens(ENGLISH, trouble="", **CALM)
    begins(page)
    expect(page.get_by_role("heading", name="What do you answer?")).to_be_visible()
    page.evaluate("htmx.config.timeout = 300")
    page.route("**/answer", lambda _: None)
    page.keyboard.press("1")
    expect(page.get_by_role("alert")).to_contain_text("did not get through")
    expect(page.locator(".chosen")).to_have_count(0)


def test_what_is_folded_away_is_on_paper(opens: OpensPage) -> None:
    page = opens(ENGLISH, **CALM)
    begins(page)
    expect(page.get_by_role("heading", name="What do you answer?")).to_be_visible()
    to_the_end_by_key(page, "1")
    page.get_by_role("link", name="See your feedback").click()
    table = page.get_by_role("cell", name="Start")
    expect(table).to_be_hidden()
    page.emulate_media(media="print")
    page.wait_for_function(
        "() => document.querySelector('.chart-table td').checkVisibility({contentVisibilityAuto: true})"
    )


# A quotation within a sentence of ours is left to its quotation marks.
STRANGE_WORDS = """() => {
  const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent;
    const language = walker.currentNode.parentElement.closest("[lang]").lang;
    if (language === "en" && /[а-яё]{3}/i.test(text)) found.push(text);
    if (language === "ru" && /[a-z]{3}/i.test(text) && !/[а-яё]/i.test(text)) found.push(text);
  }
  return found;
}"""


@pytest.mark.parametrize(("language", "path"), [("en", RUSSIAN), ("ru", ENGLISH)])
def test_words_of_another_language_say_so_to_screen_readers(opens: OpensPage, language: str, path: str) -> None:
    page = opens("/?language=", language=language, **CALM)
    assert page.evaluate(STRANGE_WORDS) == []
    page.goto(path)
    assert page.evaluate(STRANGE_WORDS) == []
    begins(page)
    page.locator(".choice").first.wait_for()
    to_the_end_by_key(page, "1")
    assert page.evaluate(STRANGE_WORDS) == []
    page.locator(".the-end a.button").click()
    page.locator(".map").wait_for()
    assert page.evaluate(STRANGE_WORDS) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_map_and_the_charts_are_drawn(opens: OpensPage, scheme: str) -> None:
    page = opens(ENGLISH, color_scheme=scheme, **CALM)
    begins(page)
    expect(page.locator(".answers")).to_be_visible()
    to_the_end_by_key(page, "2")
    page.get_by_role("link", name="See your feedback").click()
    expect(page.locator(".map svg .node.seen").first).to_be_visible()
    page.wait_for_function("() => document.querySelector('figure canvas').toDataURL().length > 2000")
