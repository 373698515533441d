"""Whoever takes a word back and leaves the editor at once does not find the word there again."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.test_editor import TEXT, Site, Writes, is_saved, put_cursor, site, writes, written

__all__ = ["site", "writes"]  # fixtures
BACK_AND_GONE = "() => { document.getElementById('undo').click(); location.reload(); }"


def mistypes(page: Page) -> None:
    """An error in the text, which this browser keeps until it is saved."""
    put_cursor(page, "difficulty: ")
    page.keyboard.type("9")
    page.wait_for_function("() => Object.values(localStorage).some(kept => kept.includes('difficulty: 92'))")


def is_as_it_was(page: Page) -> None:
    page.wait_for_function("() => !document.querySelector('#editor[data-left]')")
    page.locator("#editor[data-ready]").wait_for()
    expect(page.locator("#scene-words button")).not_to_have_count(0)
    assert written(page) == TEXT
    expect(page.locator("#count")).not_to_contain_text("Errors")
    is_saved(page)


def takes_back_and_leaves(page: Page) -> None:
    page.evaluate("document.getElementById('editor').dataset.left = 'yes'")
    page.evaluate(BACK_AND_GONE)
    is_as_it_was(page)


def test_coach_takes_an_error_back_and_leaves_at_once(site: Site, writes: Writes) -> None:
    key = site.draft()
    page = writes(key)
    mistypes(page)
    takes_back_and_leaves(page)
    expect(page.locator("#notices")).to_be_empty()
    assert site.stored(key) == TEXT


@pytest.mark.parametrize("leaves", [True, False], ids=["and leaves", "and stays"])
def test_coach_takes_an_error_back_while_it_is_being_saved(site: Site, writes: Writes, leaves: bool) -> None:
    key = site.draft()
    page = writes(key)
    lost: list[int] = []

    def lose_the_answer(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().status)
            if leaves:
                return
            route.abort()
        else:
            route.continue_()

    page.route(f"**/coach/drafts/{key}", lose_the_answer)
    mistypes(page)
    while "difficulty: 92" not in site.stored(key):
        page.wait_for_timeout(50)
    if leaves:
        takes_back_and_leaves(page)
    else:
        page.locator("#undo").click()
        is_saved(page)
    assert lost == [200]
    assert written(page) == TEXT
    assert site.stored(key) == TEXT
