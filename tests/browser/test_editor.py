"""Coaches write in the browser: errors are marked while typing, the map leads to the lines, no word is ever lost."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select
from werkzeug.serving import BaseWSGIServer, make_server

from tests.browser.conftest import LAPTOP, PHONE
from tests.conftest import PASSWORD
from trainer.accounts.models import User
from trainer.accounts.people import add_user
from trainer.app import create_app
from trainer.authoring.drafts import new_draft
from trainer.authoring.models import Draft, DraftAside
from trainer.config import Settings
from trainer.extensions import db
from trainer.paths import SCENARIOS

TEXT = (SCENARIOS / "en" / "parcel-nobody-looked-for.yaml").read_text(encoding="utf-8")
Writes = Callable[..., Page]
FIELD = "#pane-text .cm-content"


class Site:
    """A server that can be switched off and on, with two coaches."""

    def __init__(self, folder: Path) -> None:
        self.app: Flask = create_app(Settings(instance=folder, rate_limits=False))
        with self.app.app_context():
            db.create_all()
            for name in ("cleo", "carl"):
                add_user(f"{name}@example.org", name.title(), PASSWORD, ["coach"])
        self.port = 0
        self.count = 0
        self.on()

    def on(self) -> None:
        self.server: BaseWSGIServer = make_server("127.0.0.1", self.port, self.app, threaded=True)
        self.port = self.server.server_port
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def off(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()

    def draft(self, text: str = TEXT) -> str:
        """A new draft of the first coach; its key."""
        self.count += 1
        key = f"draft-in-the-browser-{self.count}"
        with self.app.app_context():
            owner = db.session.scalars(select(User.id).where(User.email == "cleo@example.org")).one()
            new_draft(owner, key, text, language="en", slug="parcel")
        return key

    def stored(self, key: str) -> str:
        with self.app.app_context():
            return db.session.scalars(select(Draft.text).where(Draft.key == key)).one()

    def asides(self, key: str) -> list[str]:
        with self.app.app_context():
            query = select(DraftAside.text).join(Draft, Draft.id == DraftAside.draft_id).where(Draft.key == key)
            return list(db.session.scalars(query.where(DraftAside.settled_at.is_(None))))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = Site(tmp_path_factory.mktemp("instance"))
    yield site
    site.off()
    with site.app.app_context():
        db.engine.dispose()


@pytest.fixture
def writes(browser: Browser, site: Site) -> Iterator[Writes]:
    """Opens a draft as a coach in a browser of their own; refused styles and script errors fail the test."""
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def note(message: Any) -> None:
        if message.type == "error" and not re.search(r"status of|ERR_", message.text):
            troubles.append(message.text)

    def open_draft(key: str, who: str = "cleo", size: dict[str, int] = LAPTOP, **more: Any) -> Page:
        address = f"http://127.0.0.1:{site.port}"
        context = browser.new_context(base_url=address, viewport=size, locale="en", reduced_motion="reduce", **more)
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", note)
        page.goto("/login")
        page.locator("input[name=email]").fill(f"{who}@example.org")
        page.locator("input[type=password]").fill(PASSWORD)
        page.locator("input[type=password]").press("Enter")
        page.wait_for_url(lambda url: "login" not in url)
        page.goto(f"/coach/drafts/{key}")
        if more.get("java_script_enabled", True):
            page.locator("#editor[data-ready]").wait_for()
        return page

    yield open_draft
    for context in contexts:
        context.close()
    assert troubles == []


def put_cursor(page: Page, words: str) -> None:
    """Put the cursor behind the first place of these words in the text."""
    page.evaluate(
        """words => { const { view } = window.trainerEditor; const anchor = view.state.doc.toString().indexOf(words);
        view.dispatch({ selection: { anchor: anchor + words.length }, scrollIntoView: true }); view.focus(); }""",
        words,
    )


def written(page: Page) -> str:
    return str(page.evaluate("window.trainerEditor.text()"))


def is_saved(page: Page) -> None:
    expect(page.locator("#state")).to_have_attribute("data-state", "saved", timeout=15_000)


def test_coach_types_an_error_and_sees_it_marked_at_its_place(site: Site, writes: Writes) -> None:
    page = writes(site.draft())
    put_cursor(page, "difficulty: ")
    page.keyboard.type("9")
    mark = page.locator(".cm-lintRange-error")
    expect(mark).to_have_text("92")
    expect(page.locator("#problems .problem.error")).to_contain_text("`92` is too high")
    expect(page.locator("#count")).to_have_text("Errors: 1")
    expect(page.locator("#map-stale")).to_contain_text("as it last was")
    page.locator("#problems button").press("Enter")
    page.keyboard.press("Delete")
    page.keyboard.press("Delete")
    page.keyboard.type("2")
    expect(mark).to_have_count(0)
    expect(page.locator("#map-stale")).to_be_hidden()
    is_saved(page)


def test_the_map_leads_to_the_lines_and_the_cursor_to_the_map(site: Site, writes: Writes) -> None:
    page = writes(site.draft())
    page.wait_for_function("() => document.querySelector('#map canvas')")
    page.get_by_role("button", name="As a list").click()
    scenes = page.locator("#scene-words button")
    name = scenes.nth(3).get_attribute("data-scene")
    scenes.nth(3).click()
    expect(page.locator(".cm-activeLine")).to_have_text(f"  {name}:")
    expect(scenes.nth(3)).to_have_attribute("aria-current", "true")
    put_cursor(page, "scenes:\n  ")
    expect(scenes.nth(0)).to_have_attribute("aria-current", "true")
    page.get_by_role("button", name="As a list").click()
    page.locator("#map").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    second = scenes.nth(1).get_attribute("data-scene")
    expect(page.locator(".cm-activeLine")).to_have_text(f"  {second}:")


def test_a_click_on_a_scene_of_the_drawing_goes_to_its_lines(site: Site, writes: Writes) -> None:
    page = writes(site.draft())
    box = page.locator("#map canvas").first.bounding_box()
    assert box
    expect(page.locator("#scene-words button")).not_to_have_count(0)
    # The first scene stands at the top of the map, in the middle.
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + 50)
    expect(page.locator(".cm-activeLine")).to_have_text("  opening:")


def test_fields_and_scenes_are_suggested_and_explained(site: Site, writes: Writes) -> None:
    page = writes(site.draft())
    put_cursor(page, "minutes: 7")
    page.keyboard.press("Enter")
    page.keyboard.type("sta")
    option = page.locator(".cm-tooltip-autocomplete li", has_text="start")
    expect(option).to_be_visible()
    expect(page.locator(".cm-completionInfo")).to_contain_text("The scene it starts with")
    option.click()
    page.keyboard.press("Control+Space")
    expect(page.locator(".cm-tooltip-autocomplete li", has_text="opening").first).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_text("kind", exact=True).first.hover()
    expect(page.locator(".schema-tip")).to_contain_text("customer, discussion")


def test_the_draft_saves_itself_and_undo_takes_back(site: Site, writes: Writes) -> None:
    key = site.draft()
    page = writes(key)
    put_cursor(page, "title: The parcel")
    page.keyboard.type(" of gold")
    is_saved(page)
    expect(page.locator("#undo")).to_be_enabled()
    assert "title: The parcel of gold nobody" in site.stored(key)
    page.locator("#undo").click()
    page.keyboard.press("Control+s")
    expect(page.locator("#redo")).to_be_enabled()
    is_saved(page)
    page.wait_for_function("text => window.trainerEditor.text() === text", arg=TEXT)


def test_what_a_form_changes_is_one_step_of_undo(site: Site, writes: Writes) -> None:
    page = writes(site.draft())
    text = TEXT.replace("difficulty: 2", "difficulty: 3").replace("minutes: 7", "minutes: 9")
    page.evaluate("text => document.dispatchEvent(new CustomEvent('scene-edited', { detail: { text } }))", text)
    assert "difficulty: 3" in written(page) and "minutes: 9" in written(page)
    page.locator("#undo").click()
    assert written(page) == TEXT


def write_at_once(cleo: Page, carl: Page) -> None:
    """Cleo's words are saved first; Carl, who does not have them, writes elsewhere and is joined with her."""
    put_cursor(cleo, "minutes: ")
    cleo.keyboard.type("1")
    is_saved(cleo)
    put_cursor(carl, "goal: ")
    carl.keyboard.type("Calm. ")
    expect(carl.locator("#notices")).to_contain_text("Joined with what somebody else has saved")


def test_two_coaches_at_once_are_joined(site: Site, writes: Writes) -> None:
    key = site.draft()
    cleo, carl = writes(key), writes(key, "carl")
    write_at_once(cleo, carl)
    assert "minutes: 17" in written(carl) and "goal: Calm. " in written(carl)
    assert site.stored(key) == written(carl)


def test_two_coaches_who_collide_lose_nothing(site: Site, writes: Writes) -> None:
    key = site.draft()
    cleo, carl = writes(key), writes(key, "carl")
    put_cursor(cleo, "title: ")
    cleo.keyboard.type("Cleo: ")
    is_saved(cleo)
    put_cursor(carl, "title: ")
    carl.keyboard.type("Carl: ")
    expect(carl.locator("#state")).to_have_attribute("data-state", "collision")
    assert "title: Cleo: The parcel" in site.stored(key)
    assert "title: Carl: The parcel" in site.asides(key)[0]
    carl.locator("#notices button", has_text="Compare and choose").click()
    dialog = carl.get_by_role("dialog")
    expect(dialog.locator(".cm-merge-a")).to_contain_text("Cleo:")
    expect(dialog.locator(".cm-merge-b")).to_contain_text("Carl:")
    expect(dialog.locator(".cm-merge-a")).to_have_attribute("data-label", "As it stands now")
    dialog.get_by_role("button", name="Take these lines").click()
    dialog.get_by_role("button", name="Save the right side").click()
    is_saved(carl)
    assert "title: Cleo: The parcel" in written(carl)
    assert site.asides(key) == []
    # Undo still has the other text.
    carl.locator("#undo").click()
    assert "title: Carl: The parcel" in written(carl)


def test_a_collision_of_a_closed_tab_is_offered_again(site: Site, writes: Writes) -> None:
    key = site.draft()
    cleo, carl = writes(key), writes(key, "carl")
    put_cursor(cleo, "title: ")
    cleo.keyboard.type("Cleo: ")
    is_saved(cleo)
    put_cursor(carl, "title: ")
    carl.keyboard.type("Carl: ")
    expect(carl.locator("#state")).to_have_attribute("data-state", "collision")
    carl.evaluate("localStorage.clear()")
    carl.close()
    later = writes(key, "carl")
    later.locator("#notices a", has_text="Compare and choose").click()
    expect(later.locator(".cm-merge-b")).to_contain_text("Carl:")
    later.get_by_role("button", name="Save the right side").click()
    later.locator("#editor[data-ready]").wait_for()
    assert "title: Carl: The parcel" in site.stored(key)
    expect(later.locator("#notices")).not_to_contain_text("Compare")


def test_words_written_while_the_server_is_away_come_back(site: Site, writes: Writes) -> None:
    key = site.draft()
    page = writes(key)
    site.off()
    put_cursor(page, "title: ")
    page.keyboard.type("Offline: ")
    expect(page.locator("#state")).to_have_text("Offline: kept in this browser")
    assert page.evaluate("Object.keys(localStorage).length") == 1
    site.on()
    page.reload()
    page.locator("#editor[data-ready]").wait_for()
    expect(page.locator("#notices")).to_contain_text("are back in the text")
    assert "title: Offline: The parcel" in written(page)
    is_saved(page)
    assert "title: Offline: The parcel" in site.stored(key)
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_who_is_signed_out_loses_nothing(site: Site, writes: Writes) -> None:
    key = site.draft()
    page = writes(key)
    cookies = page.context.cookies()
    page.context.clear_cookies()
    put_cursor(page, "title: ")
    page.keyboard.type("Signed out: ")
    expect(page.locator("#state")).to_contain_text("Sign in in another tab")
    assert site.stored(key) == TEXT
    page.context.add_cookies(cookies)
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    is_saved(page)
    assert "title: Signed out: The parcel" in site.stored(key)


def test_coach_writes_without_scripts(site: Site, writes: Writes) -> None:
    key = site.draft()
    page = writes(key, java_script_enabled=False)
    field = page.get_by_label("The scenario as text")
    field.fill(TEXT.replace("difficulty: 2", "difficulty: 22"))
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#problems")).to_contain_text("`22` is too high")
    assert "difficulty: 22" in site.stored(key)


def test_on_a_phone_there_is_one_part_at_a_time(site: Site, writes: Writes) -> None:
    page = writes(site.draft(), size=PHONE)
    for name in ("Map", "Scene", "Problems", "Text"):
        page.get_by_role("tab", name=name).click()
        pane = page.locator(f"#pane-{name.lower()}")
        expect(pane).to_be_visible()
        expect(page.locator(".pane:visible")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
