"""Groups of typed replies on PostgreSQL, whose JSON and whose counts are others than SQLite's."""

from __future__ import annotations

import pytest

from tests.authoring.talking import plays
from tests.authoring.test_clusters import BANANAS, CALLS, GROUPS, SEARCH, looks, opens_group
from tests.people import Person


@pytest.fixture
def database(postgres: str) -> str:
    return postgres


def test_coach_sees_and_deals_with_what_two_people_meant(coach: Person, guest: Person, outsider: Person) -> None:
    plays(guest, CALLS[0], SEARCH)
    plays(outsider, CALLS[1], SEARCH)
    plays(outsider, BANANAS, SEARCH)
    assert "2 people · 3 replies" in coach.opens("/coach/clusters")
    assert "2 people said about this" in looks(coach)
    opens_group(coach)
    coach.presses("Set it aside", how="aside")
    assert coach.at == GROUPS
    assert "people said about this" not in coach.sees
    assert BANANAS in coach.sees
