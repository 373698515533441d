"""No query of a page of figures reads a whole table of talks, answers or results: the databases say so themselves."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from tests.people import Person
from tests.workshops.meeting import BAD, GOOD, Meeting, account
from trainer.extensions import db
from trainer.workshops.comparison_teams import board
from trainer.workshops.models import AFTER, BEFORE

GROWING = (
    "attempt",
    "step",
    "round_talk",
    "participant",
    "workshop_tally",
    "member_tally",
    "talk_turn",
    "recognition",
    "team_member",
    "suggestion",
    "correction",
    "wall_answer",
)


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> str:
    return request.getfixturevalue("postgres") if request.param == "postgres" else ""


def whole_tables(run: Callable[[], object]) -> list[str]:
    """The steps of query plans that read a growing table from end to end, while ``run`` runs."""
    seen: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, statement: str, parameters: Any, *_more: object) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            seen.append((statement, parameters))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        run()
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    assert seen
    return [step for statement, parameters in seen for step in _plan(statement, parameters) if _is_whole(step)]


def _plan(statement: str, parameters: Any) -> list[str]:
    with db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            named = dict(re.findall(r"(?:FROM|JOIN) \"?(\w+)\"? AS (\w+)", statement))
            aliases = {alias: table for table, alias in named.items()}
            return [re.sub(r"SCAN (\w+)", lambda m: f"SCAN {aliases.get(m[1], m[1])}", row[-1]) for row in rows]
        # On a few rows reading the table is quickest; what it would do with many is asked by forbidding that.
        connection.exec_driver_sql("SET enable_seqscan = off")
        return [row[0] for row in connection.exec_driver_sql(f"EXPLAIN {statement}", parameters)]


def _is_whole(step: str) -> bool:
    found = re.search(r"(?:^SCAN|Seq Scan on) \"?(\w+)", step)
    return found is not None and found[1] in GROWING


@pytest.fixture
def meeting(app: Flask, coach: Person) -> Meeting:
    with app.app_context():
        meeting = Meeting()
        for number in range(6):
            who = meeting.person("Harbour")
            meeting.plays(who, BEFORE, BAD, said="My own words" if number else "")
            meeting.plays(who, AFTER, GOOD)
        return meeting


def test_the_check_sees_a_whole_table(app: Flask, meeting: Meeting) -> None:
    from sqlalchemy import select

    from trainer.practice.models import Attempt

    with app.app_context():
        assert whole_tables(lambda: db.session.scalars(select(Attempt).where(Attempt.title == "x")).all()) or (
            db.engine.dialect.name == "postgresql"  # says so below
        )
        assert _is_whole("Seq Scan on attempt  (cost=0.00..1.06)")
        assert not _is_whole("Index Scan using pk_attempt on attempt")


def test_the_board_reads_no_table_from_end_to_end(app: Flask, meeting: Meeting) -> None:
    with app.app_context():
        assert whole_tables(lambda: board(meeting.workshop.id)) == []


@pytest.mark.parametrize("page", ["report", "team", "compare", "progress"])
def test_no_page_reads_a_table_from_end_to_end(app: Flask, coach: Person, meeting: Meeting, page: str) -> None:
    team = meeting.teams["Harbour"].key
    address = {
        "report": meeting.report,
        "team": meeting.results("Harbour"),
        "compare": f"/coach/compare?team={team}&workshop={meeting.workshop.key}",
        "progress": "/progress",
    }[page]
    with app.app_context():
        found = whole_tables(lambda: coach.opens(address))
    assert coach.page.status_code == 200
    assert found == []


def test_a_members_place_beside_the_team_reads_no_table_from_end_to_end(
    app: Flask, trainee: Person, meeting: Meeting
) -> None:
    with app.app_context():
        member = meeting.person("Harbour", user_id=account("trainee@example.org").id)
        meeting.plays(member, AFTER, GOOD)
        found = whole_tables(lambda: trainee.opens(f"/teams/{meeting.teams['Harbour'].key}/mine"))
    assert "The team's mean is" in trainee.sees
    assert found == []
