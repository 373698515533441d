"""The coaches' list: what is written, offered and retired, and what people make of it."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape

import pytest
from flask import Flask

from tests.authoring.conftest import PARCEL, Writes
from tests.people import Person
from trainer.authoring import listing

LIST = "/coach/scenarios"
Begins = Callable[[Person], str]


def test_coach_finds_what_is_on_the_shelf(coach: Person) -> None:
    said = coach.opens(LIST)
    assert "The parcel that never came" in said and "Третий день без воды" in said
    assert "from the files" in said
    assert "not played yet" in said


@pytest.mark.parametrize("address", [LIST, f"{LIST}/new", f"{LIST}/en/late-parcel", f"{LIST}/en/late-parcel.yaml"])
def test_trainee_may_not_look_and_a_guest_is_asked_to_sign_in(trainee: Person, guest: Person, address: str) -> None:
    trainee.opens(address)
    assert trainee.page.status_code == 403
    guest.opens(address)
    assert guest.at == "/login"


def test_coach_reads_how_a_talk_is_played_and_where_people_stop(coach: Person, guest: Person, begins: Begins) -> None:
    begins(guest)
    guest.presses("Three messages and no parcel")
    guest.presses("It is stuck at the depot")
    begins(guest)
    guest.presses("Please calm down")
    begins(guest)
    said = coach.opens(f"{LIST}?q=parcel")
    assert "3 talks begun, 1 ended" in said
    assert "Empathy 88" in said
    assert "1 of 2 unfinished" in said
    begins(guest)
    guest.presses("Please calm down")
    assert "The parcel is stuck 2 of 3 unfinished" in coach.opens(f"{LIST}?q=parcel")


def test_the_list_asks_the_database_as_often_however_much_was_played(
    coach: Person, guest: Person, begins: Begins, statements: Callable[[], list[str]]
) -> None:
    begins(guest)
    coach.opens(LIST)
    seen = statements()
    coach.opens(LIST)
    few = len(seen)
    for _ in range(4):
        begins(guest)
        guest.presses("Please calm down")
    seen = statements()
    coach.opens(LIST)
    assert 0 < len(seen) <= few


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=PARCEL", ["The parcel that never came"]),
        ("language=ru", ["Третий день без воды"]),
        ("status=draft", ["A talk of my own"]),
        ("status=published", ["The parcel that never came", "Третий день без воды"]),
        ("status=retired", []),
        ("status=nonsense&q=own", ["A talk of my own"]),
    ],
)
def test_coach_narrows_the_list(coach: Person, writes: Writes, query: str, found: list[str]) -> None:
    writes("title: The parcel that never came", "title: A talk of my own", fresh=True, slug="own")
    said = coach.opens(f"{LIST}?{query}")
    shown = [t for t in ("The parcel that never came", "Третий день без воды", "A talk of my own") if t in said]
    assert shown == found
    assert ("Nothing fits all of that" in said) is not found or bool(found)


def test_filters_swap_only_the_list(coach: Person) -> None:
    coach.opens(f"{LIST}?q=parcel", **{"HX-Request": "true", "HX-Target": "shelf"})
    assert coach.page.text.lstrip().startswith('<section id="shelf"')


def test_an_empty_shelf_says_how_to_begin(app: Flask, coach: Person) -> None:
    from trainer.extensions import db
    from trainer.library.models import Shelved

    with app.app_context():
        for item in db.session.query(Shelved):
            db.session.delete(item)
        db.session.commit()
    assert "Begin with a scenario that is ready to be changed" in coach.opens(LIST)
    coach.follows("New scenario")
    assert coach.at == f"{LIST}/new"


def test_coach_puts_a_draft_away_and_brings_it_back(coach: Person, writes: Writes) -> None:
    key = writes("title: The parcel that never came", "title: A talk of my own", fresh=True, slug="own")
    coach.opens(LIST)
    assert "The draft is put away" in coach.presses("Put away")
    assert "A talk of my own" not in coach.sees
    coach.presses("Undo")
    assert "A talk of my own" in coach.sees
    coach.presses("Put away")
    coach.opens(f"{LIST}?status=discarded")
    assert "A talk of my own" in coach.sees
    coach.presses("Bring it back")
    assert coach.client.get(f"/coach/drafts/{key}/publish").status_code == 200


def test_coach_reads_what_the_linter_says_of_what_is_on_the_shelf(coach: Person, publishes: Callable[..., str]) -> None:
    publishes(coach, "debrief: She left because nobody took the problem off her hands.", "")
    assert "1 warning" in coach.opens(LIST)
    coach.follows("look at what it says")
    line = PARCEL[: PARCEL.index("  lost:\n")].count("\n") + 1
    assert f"Line {line}" in coach.sees
    assert "This ending has no `debrief`." in coach.sees


def test_coach_does_not_wait_for_the_linter(coach: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "AT_ONCE", 1)
    monkeypatch.setattr(listing, "_linted", {})
    said = coach.opens(f"{LIST}?status=published")
    assert "The linter still reads 1 scenario." in said
    assert said.count("finds nothing") == said.count("is still reading") == 1
    again = unescape(coach.page.text.split('hx-get="')[2].split('"')[0])
    assert "is still reading" not in coach.opens(again, **{"HX-Target": "shelf"})
    assert coach.sees.count("finds nothing") == 2


def test_a_draft_stands_with_what_it_changes(coach: Person, writes: Writes) -> None:
    writes("Where is my parcel?!", "Where is it?!")
    assert "Draft of Cleo" in coach.opens(LIST)
    assert "changes what is on the shelf" in coach.sees
