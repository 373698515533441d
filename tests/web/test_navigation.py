"""People see in the navigation where they are, also on pages that lie behind a link."""

from __future__ import annotations

import re

import pytest

from tests.people import Person


def marked(person: Person, address: str) -> list[str]:
    """The labels of the links that are marked as "here" on the page at ``address``."""
    person.opens(address)
    found = re.findall(
        r"<a [^>]*aria-current=\"(?:page|true)\"[^>]*>.*?<span>(.*?)</span>", person.page.text, re.DOTALL
    )
    return [label.strip() for label in found]


@pytest.mark.parametrize(
    ("address", "tab"),
    [
        ("/coach/scenarios", "Scenarios"),
        ("/coach/scenarios/new", "Scenarios"),
        ("/coach/scenarios/en/late-parcel", "Scenarios"),
        ("/coach/suggestions", "Suggestions"),
        ("/coach/queue", "Talks to read"),
        ("/coach/blind", "Agreement"),
        ("/coach/agreement", "Agreement"),
        ("/coach/teams", "Teams"),
        ("/coach/workshops/new", "Workshops"),
        ("/coach/compare", "Workshops"),
        ("/admin/people", "People"),
        ("/admin/people/1", "People"),
        ("/admin/log", "Log"),
    ],
)
def test_an_administrator_sees_the_tab_and_coach_marked(admin: Person, address: str, tab: str) -> None:
    assert marked(admin, address)[:2] == ["Coach", tab]


def test_a_coach_sees_no_tab_marked_on_a_page_of_everybody(coach: Person) -> None:
    assert marked(coach, "/progress") == ["Progress"]
    assert marked(coach, "/account") == ["Account"]
    assert marked(coach, "/change") == ["Account"]


def test_a_guest_sees_where_a_talk_came_from(guest: Person) -> None:
    assert marked(guest, "/") == ["Library"]
    assert marked(guest, "/scenarios/en/late-parcel") == ["Library"]
    guest.presses("Begin")
    assert marked(guest, guest.at) == ["Library"]
    assert marked(guest, "/join") == ["Workshop"]
    assert marked(guest, "/login") == ["Sign in"]


def test_only_the_page_of_the_link_itself_is_called_the_page(coach: Person) -> None:
    coach.opens("/coach/scenarios")
    assert 'href="/coach/scenarios" aria-current="page"' in coach.page.text
    coach.opens("/coach/scenarios/new")
    assert 'href="/coach/scenarios" aria-current="true"' in coach.page.text
