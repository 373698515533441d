"""Time from a key to its marked error in a real browser, on scenarios of 30 and of 500 scenes.

The app on this machine, SQLite, Chromium. Each round types one key that makes an error, waits until it is marked, takes
it back and waits until the mark is gone. Measured in the page: from the key to the first frame that has the mark.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
import tempfile
import threading
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright
from sqlalchemy import select
from werkzeug.serving import make_server

from bench.scenario_graph import story
from trainer.accounts.models import User
from trainer.accounts.people import add_user
from trainer.app import create_app
from trainer.authoring.checking import check
from trainer.authoring.drafts import new_draft
from trainer.config import Settings
from trainer.extensions import db

ROUNDS, WARM_UP = 40, 3
PHRASE = "a long enough phrase"
ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking"]
MARK = ".cm-activeLine [class*=cm-lintRange]"
WATCH = """mark => { window.took = []; let began = 0;
  document.addEventListener("keydown", () => { began = performance.now(); }, true);
  const look = () => {
    if (began && document.querySelector(mark)) { window.took.push(performance.now() - began); began = 0; }
    requestAnimationFrame(look);
  };
  look(); }"""
CURSOR = """at => { const { view } = window.trainerEditor;
  view.dispatch({ selection: { anchor: at }, scrollIntoView: true }); view.focus(); }"""
ERRORS = {"reader: no such scene": re.compile(r"to: s\d+"), "linter: no such flag": re.compile(r"needs: \[f\d+")}
"""What goes wrong when an ``x`` is typed behind it."""


def spot(text: str, pattern: re.Pattern[str]) -> int:
    """A place in the second half of the text, on a line without a problem that an ``x`` gives one."""
    troubled = {problem.line for problem in check(text).problems}
    for found in pattern.finditer(text, len(text) // 2):
        line = text.count("\n", 0, found.end()) + 1
        after = check(f"{text[: found.end()]}x{text[found.end() :]}").problems
        if line not in troubled and any(problem.line == line for problem in after):
            return found.end()
    raise LookupError(pattern.pattern)


def measured(page: Page, address: str, place: int) -> list[float]:
    """Milliseconds from each key at that place to its mark."""
    page.goto(address)
    page.locator("#editor[data-ready]").wait_for()
    page.locator("#scene-words button").first.wait_for(state="attached")
    page.evaluate(WATCH, MARK)
    for number in range(ROUNDS + WARM_UP):
        page.evaluate(CURSOR, place)
        page.locator(MARK).first.wait_for(state="detached")
        page.keyboard.press("x")
        page.wait_for_function("count => window.took.length > count", arg=number)
        page.locator("#undo").click()
    values: list[float] = page.evaluate("window.took")
    return values[WARM_UP:]


def main() -> None:
    """Serve, type, print the table."""
    browser_path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if browser_path is None:
        print("There is no Chromium on this machine.")
        return
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        app = create_app(Settings(instance=Path(name), rate_limits=False))
        with app.app_context():
            db.create_all()
            add_user("coach@example.org", "Cleo", PHRASE, ["coach"])
            owner = db.session.scalars(select(User.id)).one()
            for scenes in (30, 500):
                new_draft(owner, f"a-draft-of-{scenes}-scenes", story(scenes), language="en", slug="long")
        server = make_server("127.0.0.1", 0, app, threaded=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=browser_path, args=ARGUMENTS)
        page = browser.new_context(base_url=f"http://127.0.0.1:{server.server_port}").new_page()
        page.goto("/login")
        page.locator("input[name=email]").fill("coach@example.org")
        page.locator("input[type=password]").fill(PHRASE)
        page.locator("input[type=password]").press("Enter")
        page.wait_for_url(lambda url: "login" not in url)
        print(f"{'':34} {'p50':>8} {'p95':>8} {'most':>8}  ms from key to mark, {ROUNDS} keys each")
        for scenes in (30, 500):
            address = f"/coach/drafts/a-draft-of-{scenes}-scenes"
            for what, pattern in ERRORS.items():
                values = sorted(measured(page, address, spot(story(scenes), pattern)))
                p95 = values[int(len(values) * 0.95)]
                print(f"{f'{scenes} scenes, {what}':34} {median(values):8.0f} {p95:8.0f} {values[-1]:8.0f}", flush=True)
        browser.close()
        server.shutdown()
        server.server_close()
        with app.app_context():
            db.engine.dispose()


if __name__ == "__main__":
    main()
