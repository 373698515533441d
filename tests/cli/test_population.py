"""An administrator who wants to see the pages of figures with much in them."""

from __future__ import annotations

import re

from tests.cli.conftest import Types


def people(types: Types) -> int:
    """How many made-up people there are; the demo itself brings some."""
    return len(re.findall(r"person\d+@", types("user", "list").output))


def test_a_population_is_made_and_its_true_effect_is_said(types: Types) -> None:
    types("demo")
    before = people(types)
    result = types("demo", "--people", "40", "--attempts", "200", "--seed", "3")
    assert result.exit_code == 0
    assert "40 people and 200 talks" in result.output
    assert re.search(r"overall +[+-]\d+\.\d points", result.output)
    assert people(types) == before + 40


def test_the_same_seed_names_the_same_effect_and_more_people_come_to_those_who_are_there(types: Types) -> None:
    first = types("demo", "--people", "20", "--attempts", "100", "--seed", "3").output
    before = people(types)
    second = types("demo", "--people", "20", "--attempts", "100", "--seed", "3").output
    assert first.partition("20 people")[2] == second.partition("20 people")[2] != ""
    assert people(types) == before + 20
