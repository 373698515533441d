"""What holds on every page: headers, no inline scripts, languages, colours, errors in words."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.people import Person
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
