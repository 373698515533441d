"""axe finds nothing on any page, in both languages, light and dark, on a phone and on a laptop."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from sqlalchemy import select

from tests.browser.conftest import LAPTOP, PHONE, OpensPage, listening
from tests.browser.test_practice import CALM, ENGLISH, to_the_end_by_key
from trainer.accounts.demo import PASSWORD, make_demo_people
from trainer.accounts.models import User
from trainer.app import create_app
from trainer.config import Settings
from trainer.extensions import db
from trainer.library.shelf import Wanted as WantedTalks
from trainer.library.shelf import find
from trainer.library.syncing import sync
from trainer.paths import SCENARIOS
from trainer.workshops.playing_pool import Pool
from trainer.workshops.population import Population, Wanted
from trainer.workshops.results import recompute

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


OF_COACHES = (
    "/coach/scenarios",
    "/coach/scenarios/new",
    ENGLISH.replace("/scenarios", "/coach/scenarios"),
    f"{ENGLISH}/script",
    "/coach/suggestions",
    "/coach/clusters",
    "/coach/queue",
    "/coach/exemplary",
    "/coach/blind",
    "/coach/agreement",
    "/coach/teams",
    "/coach/workshops",
    "/coach/workshops/new",
    "/coach/compare",
    "/notices",
    "/account",
    "/suggestions",
    "/suggestions/scenarios/new",
    "/join",
)
BEHIND = {
    "/coach/queue": ("",),
    "/coach/teams": ("", "/results"),
    "/coach/workshops": ("", "/edit", "/cards", "/projector", "/report"),
}
"""Where a list is -> pages of the first thing in it."""
OF_A_DRAFT = ("", "/scenes/opening", "/play", "/report", "/publish", "/script")
OF_ADMINISTRATORS = ("/admin/people", "/admin/people/1", "/admin/log")
FIRST = "main table a, main .card a[href*='/teams/']"


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with people, talks, teams and workshops; its address."""
    app = create_app(Settings(instance=tmp_path_factory.mktemp("busy"), rate_limits=False))
    with app.app_context():
        db.create_all()
        sync(SCENARIOS)
        make_demo_people()
        pool = Pool(find(WantedTalks(language="en")), 5, 1)
        coach = db.session.scalars(select(User.id).where(User.email == "coach@example.org")).one()
        list(Population(Wanted(60, 500, 1, coach), pool))
        list(recompute(turns=False))
        db.session.commit()
    with listening(app) as address:
        yield address


def signs_in(page: Page, address: str, email: str) -> None:
    page.context.clear_cookies()
    page.goto(f"{address}/login")
    page.locator("input[name=email]").fill(email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/login" not in url)


def begins_a_draft(page: Page, address: str) -> str:
    page.goto(f"{address}/coach/scenarios/new")
    page.locator("input[name=title]").fill("A draft")
    page.locator("form button:not([name])").first.click()
    page.wait_for_url("**/coach/drafts/*")
    return page.url


@pytest.mark.parametrize(
    ("language", "scheme", "size"),
    [("en", "light", LAPTOP), ("ru", "dark", PHONE)],
    ids=["english-light-laptop", "russian-dark-phone"],
)
def test_axe_finds_nothing_where_coaches_and_administrators_work(
    opens: OpensPage, busy: str, language: str, scheme: str, size: dict[str, int]
) -> None:
    page = opens("/", size=size, language=language, color_scheme=scheme, **CALM)
    signs_in(page, busy, "coach@example.org")
    for path in OF_COACHES:
        page.goto(busy + path)
        finds_nothing(page)
        more = BEHIND.get(path)
        first = busy + (page.locator(FIRST).first.get_attribute("href") or "") if more else ""
        for part in more or ():
            page.goto(first.partition("?")[0] + part)
            finds_nothing(page)
    draft = begins_a_draft(page, busy)
    for part in OF_A_DRAFT:
        page.goto(draft + part)
        finds_nothing(page)
    signs_in(page, busy, "admin@example.org")
    for path in OF_ADMINISTRATORS:
        page.goto(busy + path)
        finds_nothing(page)
