"""A new coach writes a scenario of six scenes by forms alone, and publishes it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from werkzeug.serving import make_server

from tests.browser.conftest import LAPTOP, PHONE, OpensPage
from tests.conftest import PASSWORD
from trainer.accounts.people import add_user
from trainer.app import create_app
from trainer.config import Settings
from trainer.extensions import db

Coaches = Callable[..., Page]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with an empty shelf and one coach who has written nothing yet."""
    import threading

    app: Flask = create_app(Settings(instance=tmp_path_factory.mktemp("instance"), rate_limits=False))
    with app.app_context():
        db.create_all()
        add_user("nora@example.org", "Nora", PASSWORD, ["coach"])
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def coach(opens: OpensPage) -> Coaches:
    """Opens a browser in which the new coach is signed in."""

    def open_page(size: dict[str, int] = LAPTOP, **more: object) -> Page:
        page = opens("/login", size=size, reduced_motion="reduce", **more)
        page.locator("input[name=email]").fill("nora@example.org")
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("input[name=password]").press("Enter")
        page.wait_for_url(re.compile(r"/(?!login)"))
        return page

    return open_page


def begins(page: Page, start: str, title: str) -> None:
    """From the coach's door to the editor of a new draft, with the form for the scenario before them."""
    page.goto("/coach")
    page.get_by_role("link", name="New scenario").first.click()
    page.locator(f"input[name=start][value={start}]").check()
    page.get_by_label("Title").fill(title)
    page.get_by_role("button", name="Begin writing").click()
    page.locator("#editor[data-ready]").wait_for()
    page.locator("#tab-scene").click()
    opens_scene(page, "About the scenario")


def opens_scene(page: Page, title: str) -> None:
    page.locator("#scene-form .scene-list a", has_text=title).click()
    expect(page.locator("#scene-form h2").first).to_have_text(title)


def fills(page: Page, name: str, words: str) -> None:
    """Write into a field and go on to the next."""
    field = page.locator(f'#scene-form [name="{name}"]')
    field.fill(words)
    field.press("Tab")


def holds(page: Page, words: str) -> None:
    """The text of the scenario holds the words by and by."""
    page.wait_for_function("words => trainerEditor.text().includes(words)", arg=words)


def branches(page: Page, reply: int, title: str) -> None:
    """Lead a reply to a new scene, which opens."""
    part = page.locator("#scene-form fieldset.reply").nth(reply)
    part.locator("summary", has_text="Lead to a new scene").click()
    part.get_by_label("Title of the new scene").fill(title)
    part.get_by_role("button", name="Add the scene and open it").click()
    expect(page.locator("#scene-form h2").first).to_have_text(title)


def writes(page: Page, scene: str) -> None:
    """Put words of one's own into every field for words of the scene."""
    names = page.locator("#scene-form textarea").evaluate_all("fields => fields.map(field => field.name)")
    for name in names:
        if re.search(r"\.(text|say|why|instead)$|^debrief$", name) and not (name.endswith("instead") and ".0." in name):
            fills(page, name, f"{scene}: words for {name.replace('.', ' ')}.")
    last = "debrief" if "debrief" in names else "reply 1 why"
    holds(page, f"{scene}: words for {last}.")


def test_a_new_coach_writes_six_scenes_without_yaml_and_publishes_them(coach: Coaches, opens: OpensPage) -> None:
    page = coach()
    begins(page, "blank", "The broken promise")
    fills(page, "summary", "A neighbour was promised a call and got none.")
    fills(page, "brief", "You answer for the building. Nobody called back.\n\nIt is Friday.")
    page.get_by_label("Tension at the start").select_option("8")
    fills(page, "person.customer.name", "Mara")
    holds(page, "name: Mara")
    opens_scene(page, "opening")
    fills(page, "title", "Nobody called")
    branches(page, 0, "She goes on")
    branches(page, 0, "A date")
    opens_scene(page, "Nobody called")
    branches(page, 1, "She is louder")
    for scene in ("Nobody called", "She goes on", "A date", "She is louder", "resolved", "lost"):
        opens_scene(page, scene)
        writes(page, scene)
    opens_scene(page, "She is louder")
    page.locator('#scene-form [name="reply.1.to"]').select_option("lost")
    page.locator('#scene-form [name="reply.1.empathy"]').select_option(label=re_harmful(page))
    holds(page, "empathy: -2")
    expect(page.locator("#state")).to_contain_text("Saved", timeout=15_000)
    page.get_by_role("link", name="Report and publish").click()
    expect(page.locator(".verdict")).to_contain_text("6 scenes")
    expect(page.locator(".verdict")).to_contain_text("No errors")
    expect(page.locator("#opinion")).to_contain_text("The scorer sees", timeout=30_000)
    page.get_by_label("What changed, and why?").fill("The first one.")
    page.get_by_role("button", name="Publish").click()
    expect(page.locator("main")).to_contain_text("Published.")
    guest = opens("/")
    guest.get_by_role("link", name="The broken promise").click()
    guest.get_by_role("button", name="Begin the talk").click()
    expect(guest.locator(".log")).to_contain_text("Nobody called: words for line 0 text.")


def re_harmful(page: Page) -> str:
    """The label of the lowest point for empathy."""
    label = page.locator('#scene-form [name="reply.1.empathy"] option[value="-2"]').inner_text()
    assert label.startswith("harmful: ")
    return label


def test_undo_takes_back_what_the_form_did_and_the_form_follows(coach: Coaches) -> None:
    page = coach()
    begins(page, "blank", "To be undone")
    opens_scene(page, "opening")
    before = page.evaluate("trainerEditor.text()")
    page.locator("#scene-form").get_by_role("button", name="Remove reply 2").click()
    expect(page.locator("#scene-form fieldset.reply")).to_have_count(1)
    page.locator("#undo").click()
    expect(page.locator("#scene-form fieldset.reply")).to_have_count(2)
    assert page.evaluate("trainerEditor.text()") == before


def test_on_a_phone_and_by_keyboard_alone(coach: Coaches) -> None:
    page = coach(PHONE)
    begins(page, "angry-customer", "By keyboard")
    page.locator("#scene-form .scene-list a").nth(1).press("Enter")
    expect(page.locator("#scene-form fieldset.reply").first).to_be_visible()
    count = page.locator("#scene-form fieldset.reply").count()
    page.locator("#scene-form").get_by_role("button", name="Add a weak reply").press("Enter")
    expect(page.locator("#scene-form fieldset.reply")).to_have_count(count + 1)
    expect(page.locator(f'#scene-form [name="reply.{count}.say"]')).to_be_focused()
    page.keyboard.type("Well, ")
    page.locator(f'#scene-form [name="reply.{count}.say"]').fill(" ")
    page.keyboard.press("Tab")
    expect(page.locator("#scene-form .error").first).to_have_text("Write something here; this cannot be empty.")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_without_scripts_the_same_form_saves_the_draft(coach: Coaches) -> None:
    page = coach(java_script_enabled=False)
    page.goto("/coach")
    page.get_by_role("link", name="New scenario").first.click()
    page.get_by_role("button", name="Begin writing").click()
    page.get_by_role("link", name="Write with forms").click()
    page.get_by_label("Summary for the card").fill("Saved without a script.")
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.locator(".flashes")).to_contain_text("Saved.")
    expect(page.get_by_label("Summary for the card")).to_have_value("Saved without a script.")
