"""The pictures of the README and the docs, made from the running app.

``python scripts/pictures.py http://localhost:8000`` needs Chromium (named in CHROMIUM, or found on the path), Pillow,
and a server started by ``make run``. With ``talks`` or ``coaches`` behind the address only those are made. A workshop
is held for them, so use a server that is there for it.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from pictures_coach import for_coaches
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
SIZE = {"width": 900, "height": 980}
TALKS = {"en": "/scenarios/en/parcel-nobody-looked-for", "ru": "/scenarios/ru/karta-v-polnoch"}
WORDS = {
    "en": "You were told a search was running, and there was none. I would be angry too. I am opening the order now.",
    "ru": "Ночь, двое детей на чемоданах, а карту заблокировали. Тут любой разозлится. Сейчас посмотрю, что с ней.",
}


def main(address: str, which: str = "") -> None:
    """Go through the app in each language and keep what is seen; ``which``: ``talks``, ``coaches``, or all."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"), args=["--no-sandbox"]
        )
        for language, talk in TALKS.items():
            if which in ("", "talks"):
                take(browser, address, language, talk)
            if which in ("", "coaches"):
                for_coaches(browser, address, language)
        browser.close()
    for path in FOLDER.glob("*.png"):
        make_small(path)


def make_small(path: Path) -> None:
    """Keep 256 colours: pages have few, and the file becomes a third. Needs Pillow; done twice it changes nothing."""
    with Image.open(path) as picture:
        if picture.mode == "P":
            return
        small = picture.convert("RGB").quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    small.save(path, optimize=True)


def take(browser: Browser, address: str, language: str, talk: str) -> None:
    """The talk after its first answer, and the feedback at its end."""
    context = browser.new_context(base_url=address, viewport=SIZE, locale=language, reduced_motion="reduce")
    page = context.new_page()
    page.goto(talk)
    page.locator("#begin button").click()
    page.locator("#own-words").fill(WORDS[language])
    answer(page, lambda: page.locator(".own-words button").click())
    page.screenshot(path=FOLDER / f"talk-{language}.png", animations="disabled")
    while page.locator(".choice").count():
        answer(page, lambda: page.keyboard.press("1"))
    page.locator(".the-end a.button").click()
    page.locator("main form button.quiet").first.click()
    page.locator(".turns").wait_for()
    page.wait_for_timeout(1000)
    page.screenshot(path=FOLDER / f"feedback-{language}.png")
    page.locator(".evidence mark").first.focus()
    page.screenshot(path=FOLDER / f"evidence-{language}.png")
    context.close()


def answer(page: Page, act: Callable[[], None]) -> None:
    """Do something that answers, and wait until the talk has gone on."""
    before = page.locator(".answers input[name=number]").input_value()
    act()
    page.wait_for_function(
        "before => document.querySelector('.answers input[name=number]')?.value !== before", arg=before
    )


if __name__ == "__main__":
    main(*(sys.argv[1:] or ["http://localhost:8000"]))
