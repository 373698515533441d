"""axe finds nothing on any page, in both languages, light and dark, on a phone and on a laptop."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import LAPTOP, PHONE, OpensPage
from tests.browser.test_practice import CALM, ENGLISH, to_the_end_by_key

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def finds_nothing(page: Page) -> None:
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_axe_finds_nothing_on_the_way_through(
    opens: OpensPage, language: str, scheme: str, size: dict[str, int]
) -> None:
    page = opens("/", size=size, language=language, color_scheme=scheme, **CALM)
    finds_nothing(page)
    for path in ("/login", "/register", "/reset", "/progress", ENGLISH):
        page.goto(path)
        finds_nothing(page)
    page.locator("form.card button").last.click()
    page.locator(".choice").first.wait_for()
    page.locator(".hint summary").click()
    finds_nothing(page)
    to_the_end_by_key(page, "1")
    finds_nothing(page)
    page.locator(".the-end a.button").click()
    finds_nothing(page)
    page.goto("/progress")
    finds_nothing(page)
