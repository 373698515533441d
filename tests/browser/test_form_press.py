"""A press that takes its time counts, whatever the form does meanwhile, and words written just before it stay."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.browser.test_editor import Site, Writes, site, writes
from tests.browser.test_form_keeps import adds, opens_form
from tests.browser.test_scene_form import holds, opens_scene

__all__ = ["site", "writes"]  # fixtures

DICTATED = """() => { const field = document.querySelector("#scene-form [name=title]");
  field.value += " Loudly.";
  field.dispatchEvent(new Event("input", { bubbles: true }));
  document.querySelectorAll("#scene-form .scene-list a")[2].click(); }"""
"""Words from a tool that writes into a field, which never says that the field was left; then another scene."""


def presses(page: Page, button: Locator) -> None:
    """As a hand does it: what the field before it has changed is answered while the button is down."""
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    with page.expect_response("**/scene-edit"):
        page.mouse.down()
    page.wait_for_timeout(150)
    page.mouse.up()


def test_a_button_pressed_right_after_writing_does_what_it_says(site: Site, writes: Writes) -> None:
    page = writes(site.draft())
    opens_form(page)
    opens_scene(page, "Is anybody looking?")
    replies = page.locator("#scene-form fieldset.reply")
    expect(replies).not_to_have_count(0)
    count = replies.count()
    adds(page, " She laughs.")
    presses(page, page.locator("#scene-form").get_by_role("button", name="Add a weak reply"))
    expect(replies).to_have_count(count + 1)
    holds(page, "She laughs.")


def test_another_scene_opened_right_after_dictating_leaves_the_words(site: Site, writes: Writes) -> None:
    page = writes(site.draft())
    opens_form(page)
    opens_scene(page, "Is anybody looking?")
    page.evaluate(DICTATED)
    expect(page.locator("#scene-form .scene-list a").nth(2)).to_have_attribute("aria-current", "true")
    holds(page, "Loudly.")
