"""The page that says what a score is worth."""

from __future__ import annotations

import json
from collections.abc import Callable

from tests.people import Person
from trainer.scoring.behaviours import load
from trainer.scoring.evaluation import REPORT


def test_guest_reads_what_the_points_mean_and_what_is_looked_for(guest: Person) -> None:
    guest.opens("/scores")
    assert "Names the feeling and what caused it, takes it as fair" in guest.sees
    for behaviour in load("en"):
        assert " ".join(behaviour.name.split()) in guest.sees


def test_guest_reads_how_well_the_machine_agrees_and_where_it_is_weak(guest: Person) -> None:
    report = json.loads(REPORT.read_text(encoding="utf-8"))
    guest.opens("/scores")
    assert "the model is missing" not in guest.sees
    assert f"Version {report['version']}, measured on {report['date']}" in guest.sees
    for row in report["agreement"]:
        assert f"{row['value']:.2f}" in guest.sees
    missed = [row for row in report["agreement"] if row["goal"] is not None and not reached(row)]
    assert guest.sees.count("our goal was") == len(missed)


def reached(row: dict[str, float | str]) -> bool:
    value, goal = float(row["value"]), float(row["goal"])
    return value <= goal if row["measure"] == "two steps off" else value >= goal


def test_russian_guest_reads_it_in_russian(visitor: Callable[..., Person]) -> None:
    person = visitor("ru")
    person.opens("/scores")
    assert "Как считаются баллы" in person.sees
    assert "How well the machine agrees" not in person.sees


def test_guest_gets_there_from_every_page(guest: Person) -> None:
    guest.opens("/")
    guest.follows("How the scores work")
    assert guest.at == "/scores"
