"""A real browser on a real server. Without Chromium these tests are skipped, unless REQUIRE_BROWSER=1 is set."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, ConsoleMessage, Page
from werkzeug.serving import make_server

from trainer.accounts.demo import make_demo_people
from trainer.app import create_app
from trainer.config import Settings
from trainer.extensions import db
from trainer.library.syncing import sync
from trainer.paths import SCENARIOS

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking"]
PHONE, LAPTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 900}

OpensPage = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in Path(item.fspath).parts:
            item.add_marker(pytest.mark.browser)
            # A real browser on a busy machine now and then misses a moment. A second run is named in the summary ("R").
            item.add_marker(pytest.mark.flaky(reruns=2))


@pytest.fixture(scope="session", autouse=True)
def _chromium() -> None:
    if CHROMIUM is None:
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail("REQUIRE_BROWSER=1, but there is no Chromium on this machine")
        pytest.skip("there is no Chromium on this machine: install it, or name it in CHROMIUM")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": ARGUMENTS}


@contextmanager
def listening(app: Flask) -> Iterator[str]:
    """A server of ``app`` in a thread; its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with the shipped scenarios and the people of the demo; its address."""
    app = create_app(Settings(instance=tmp_path_factory.mktemp("instance"), rate_limits=False))
    with app.app_context():
        db.create_all()
        sync(SCENARIOS)
        make_demo_people()
    with listening(app) as address:
        yield address


@pytest.fixture
def opens(browser: Browser, address: str) -> Iterator[OpensPage]:
    """Opens an address in a browser of its own; a script error or refused resource fails the test, but ``trouble``."""
    contexts, troubles = [], []

    def note(message: ConsoleMessage, expected: str) -> None:
        if message.type == "error" and expected not in message.text:
            troubles.append(message.text)

    def open_page(
        path: str = "/", *, size: dict[str, int] = LAPTOP, language: str = "en", trouble: str = "-", **more: Any
    ) -> Page:
        context = browser.new_context(base_url=address, viewport=size, locale=language, **more)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda message: note(message, trouble))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert troubles == []
