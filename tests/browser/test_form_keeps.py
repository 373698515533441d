"""Whoever writes in the form for a scene loses nothing either: by a closed tab, by a colleague, by a slip."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.test_editor import Site, Writes, is_saved, put_cursor, site, write_at_once, writes, written
from tests.browser.test_scene_form import holds

__all__ = ["site", "writes"]  # fixtures
TITLE = '#scene-form [name="title"]'


def opens_form(page: Page) -> None:
    page.locator("#tab-scene").click()
    expect(page.locator(TITLE)).to_be_visible()


def adds(page: Page, words: str, field: str = TITLE) -> None:
    """Write at the end of a field, and stay in it."""
    page.locator(field).press("Control+End")
    page.keyboard.type(words)


def test_words_in_a_field_that_was_never_left_are_in_the_text_at_the_next_pause(site: Site, writes: Writes) -> None:
    key = site.draft()
    page = writes(key)
    opens_form(page)
    adds(page, " She laughs.")
    holds(page, "She laughs.")
    expect(page.locator(TITLE)).to_be_focused()
    page.keyboard.type(" So do you.")
    holds(page, "She laughs. So do you.")
    is_saved(page)
    assert "She laughs. So do you." in site.stored(key)


def test_words_of_a_form_that_was_closed_at_once_come_back(site: Site, writes: Writes) -> None:
    page = writes(site.draft())
    opens_form(page)
    page.route("**/scene-edit", lambda route: route.abort())  # the tab is closed before there is an answer
    adds(page, " She laughs.")
    again = page.context.new_page()
    page.close()
    again.goto(page.url)
    expect(again.locator("#notices")).to_contain_text("What you wrote in the form is in the text now.")
    assert "She laughs." in written(again)


def test_who_is_signed_out_while_writing_in_the_form_loses_nothing(site: Site, writes: Writes) -> None:
    key = site.draft()
    page = writes(key)
    opens_form(page)
    cookies = page.context.cookies()
    page.context.clear_cookies()
    adds(page, " She laughs.")
    expect(page.locator("#scene-form [role=alert]")).to_contain_text("Sign in in another tab")
    page.context.add_cookies(cookies)
    is_saved(page)
    holds(page, "She laughs.")
    expect(page.locator("#scene-form [role=alert]")).to_have_count(0)
    is_saved(page)
    assert "She laughs." in site.stored(key)


def test_words_for_a_scene_that_has_changed_meanwhile_are_shown(site: Site, writes: Writes) -> None:
    key = site.draft()
    page = writes(key)
    opens_form(page)
    page.route("**/scene-edit", lambda route: route.abort())
    adds(page, " She laughs.")
    again = page.context.new_page()
    page.close()
    carl = writes(key, "carl")
    put_cursor(carl, "difficulty: ")
    carl.keyboard.press("Delete")
    carl.keyboard.type("3")
    is_saved(carl)
    again.goto(page.url)
    expect(again.locator("#notices")).to_contain_text("She laughs.")
    assert "She laughs." not in written(again)


def test_undo_leaves_alone_what_a_colleague_wrote(site: Site, writes: Writes) -> None:
    key = site.draft()
    cleo, carl = writes(key), writes(key, "carl")
    write_at_once(cleo, carl)
    carl.locator("#undo").click()
    assert "goal: Calm." not in written(carl)
    assert "minutes: 17" in written(carl)


def test_the_report_is_about_the_last_words_of_the_form(site: Site, writes: Writes) -> None:
    key = site.draft()
    page = writes(key)
    opens_form(page)
    adds(page, " She laughs.")
    page.get_by_role("link", name="Report and publish").click()
    expect(page.locator(".verdict")).to_be_visible()
    assert "She laughs." in site.stored(key)
    page.get_by_role("link", name="Forms").click()
    expect(page.locator(TITLE)).to_have_value("The parcel nobody looked for She laughs.")


def test_one_slip_in_the_form_holds_nothing_else_back(site: Site, writes: Writes) -> None:
    page = writes(site.draft())
    opens_form(page)
    page.locator('#scene-form [name="title"]').fill(" ")
    adds(page, " She laughs.", '#scene-form [name="goal"]')
    page.keyboard.press("Tab")
    expect(page.locator("#scene-form .error")).to_have_text("Write something here; this cannot be empty.")
    holds(page, "She laughs.")
    assert "title: The parcel nobody looked for" in written(page)
