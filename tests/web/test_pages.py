"""What holds on every page: headers, no inline scripts, languages, colours, errors in words."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.people import Person
from trainer.config import SettingError, Settings, secret_key
from trainer.web.redirects import is_local

PAGES = ("/", "/progress", "/scenarios/en/late-parcel", "/login", "/register", "/reset", "/nothing-here")


@pytest.mark.parametrize("page", PAGES)
def test_nothing_on_the_page_needs_inline_scripts_or_other_places(guest: Person, page: str) -> None:
    guest.opens(page)
    policy = guest.page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    html = guest.page.text
    assert not re.search(r"\son[a-z]+=", html)
    assert not re.search(r"\sstyle=", html)
    assert not re.search(r"<script(?![^>]*\ssrc=)", html)
    assert not re.search(r"<style", html)
    assert not re.search(r"(?:src|href|action)=\"(?:https?:)?//", html)


def test_headers_that_protect_are_there(guest: Person) -> None:
    guest.opens("/")
    headers = guest.page.headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


def test_guest_switches_to_russian_and_stays_on_the_page(guest: Person) -> None:
    guest.opens("/progress")
    guest.presses("RU", language="ru")
    assert guest.at == "/progress"
    assert 'lang="ru"' in guest.page.text
    assert "Прогресс" in guest.sees


def test_guest_chooses_dark_colours(guest: Person) -> None:
    guest.opens("/")
    form = next(form for form in [guest.form("RU")])
    guest.client.post("/theme", data={"csrf_token": form.fields["csrf_token"], "theme": "dark", "next": "/progress"})
    guest.opens("/")
    assert 'data-theme="dark"' in guest.page.text


@pytest.mark.parametrize(
    "target",
    ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/\t/evil.example", "evil"],
)
def test_nobody_is_sent_to_another_site(guest: Person, target: str) -> None:
    assert not is_local(target)
    guest.opens("/")
    answer = guest.sends("/language", {"language": "ru", "next": target})
    assert answer.location == "/"


def test_a_wrong_way_of_asking_is_a_page_in_words(guest: Person) -> None:
    guest.opens("/")
    answer = guest.client.get("/language")
    assert answer.status_code == 405
    assert "That did not work" in answer.text


def test_errors_are_told_in_russian_too(visitor: Callable[..., Person]) -> None:
    person = visitor("ru")
    person.opens("/nothing-here")
    assert person.page.status_code == 404
    assert "Здесь ничего нет" in person.sees


@pytest.mark.parametrize("page", ["/", "/progress", "/login", "/nothing-here"])
def test_browsers_keep_no_page_for_the_next_person_at_the_screen(guest: Person, page: str) -> None:
    guest.opens(page)
    assert guest.page.headers["Cache-Control"] == "no-store"


def test_browsers_keep_the_bundled_files(guest: Person) -> None:
    guest.opens("/")
    script = re.search(r'src="(/static/dist/[^"]+)"', guest.page.text)
    assert script is not None
    guest.opens(script[1])
    assert "immutable" in guest.page.headers["Cache-Control"]
    guest.page.close()


def test_an_error_in_a_part_of_a_page_takes_the_place_of_the_page(guest: Person) -> None:
    guest.opens("/attempts/sixteen-signs-and-more", **{"HX-Request": "true"})
    assert guest.page.headers["HX-Retarget"] == guest.page.headers["HX-Reselect"] == "#main"
    expired = guest.client.post("/theme", headers={"HX-Request": "true"})
    assert expired.headers["HX-Retarget"] == "#main"
    assert 'id="main"' in expired.text


@pytest.mark.parametrize("address", ["/?q=%00", "/scenarios/en/%00", "/attempts/%00"])
def test_a_character_that_no_database_holds_is_refused_in_words(guest: Person, address: str) -> None:
    guest.opens(address)
    assert guest.page.status_code == 400
    assert "That did not work" in guest.sees
    guest.opens("/")
    assert guest.sends("/language", {"language": "ru", "next": "/\0"}).status_code == 400


def test_administrator_starts_two_processes_at_once_and_they_share_one_key(tmp_path: Path) -> None:
    (tmp_path / "secret_key").touch()

    def write() -> None:
        time.sleep(0.1)
        (tmp_path / "secret_key").write_text("the key of the other process")

    other = threading.Thread(target=write)
    other.start()
    assert secret_key(Settings(instance=tmp_path)) == "the key of the other process"
    other.join()


def test_administrator_is_told_of_an_empty_key(tmp_path: Path) -> None:
    (tmp_path / "secret_key").touch()
    with pytest.raises(SettingError, match="is empty"):
        secret_key(Settings(instance=tmp_path))


def test_what_a_page_loads_never_brings_back_a_session_that_has_ended(guest: Person) -> None:
    guest.opens("/scenarios/en/late-parcel")
    guest.presses("Begin the talk")
    assert "session=" in guest.client.get(guest.at).headers["Set-Cookie"]
    picture = guest.client.get("/static/img/logo.svg")
    assert picture.data
    assert "Set-Cookie" not in picture.headers
    picture.close()
