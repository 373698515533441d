"""A coach begins a scenario from a starter, publishes it, finds it again, and comes back to an earlier version."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import LAPTOP, PHONE, OpensPage
from tests.browser.test_accessibility import finds_nothing
from tests.browser.test_practice import CALM
from tests.browser.test_review import signs_in


@pytest.mark.parametrize(
    ("how", "title"),
    [
        ({"size": LAPTOP, "language": "en", "color_scheme": "light"}, "The tram that left early"),
        ({"size": PHONE, "language": "ru", "color_scheme": "dark"}, "Трамвай ушёл раньше"),
    ],
    ids=["laptop-en-light", "phone-ru-dark"],
)
def test_coach_publishes_from_a_starter_and_comes_back(opens: OpensPage, how: dict[str, Any], title: str) -> None:
    page = opens("/", **CALM, **how)
    signs_in(page, "coach@example.org")
    page.goto("/coach/scenarios/new")
    finds_nothing(page)
    page.locator('input[value="heated-thread"]').check()
    page.locator("#title").fill(title)
    page.locator('form[action$="/new"] button').click()
    page.wait_for_url(re.compile(r"/coach/drafts/"))
    publishes(page)
    address = page.url
    expect(page.locator("h1")).to_have_text(title)

    page.locator('form[action$="/edit"] button').click()
    page.wait_for_url(re.compile(r"/coach/drafts/"))
    page.goto(page.url.split("?")[0].split("#")[0] + "/publish")
    finds_nothing(page)

    page.goto("/coach/scenarios")
    finds_nothing(page)
    page.locator('input[type="search"]').fill(title)
    expect(page.locator("#shelf .work")).to_have_count(2)
    page.goto(address)
    finds_nothing(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator('form[action$="/retire"] button').click()
    page.locator('form[action$="/restore"] button').click()
    expect(page.locator(".history > li")).to_have_count(3)


def publishes(page: Page) -> None:
    page.goto(page.url.split("?")[0].split("#")[0] + "/publish")
    finds_nothing(page)
    page.locator('form[action$="/publish"] button').click()
    page.wait_for_url(re.compile(r"/coach/scenarios/"))
