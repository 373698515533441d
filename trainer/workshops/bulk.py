"""Many rows at once: for demo data, where a million talks must not take an hour."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import JSON, Table, insert, text
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from trainer.accounts.models import User
from trainer.accounts.teams import Team, TeamCoach, TeamMember
from trainer.extensions import db
from trainer.practice.models import ENDED, Attempt, StoredStep
from trainer.workshops.models import OVER, Participant, Round, RoundTalk, Workshop, WorkshopTeam
from trainer.workshops.result_models import TalkTurn

ATTEMPT = (
    "id key user_id digest language slug title seed turns started_at last_at reviewed_at ending overall empathy "
    "de_escalation clarity skills"
)
COLUMNS: dict[type, str] = {
    User: "id email name fs_uniquifier created_at",
    Team: "id key name archived created_at",
    TeamCoach: "team_id user_id",
    TeamMember: "id team_id user_id joined_at",
    Workshop: "id key code title language coach_id status invited created_at opened_at closed_at",
    WorkshopTeam: "workshop_id team_id number colour",
    Round: "id workshop_id number kind scenarios",
    Participant: "id key workshop_id user_id name team_id form rejoin_code joined_at last_seen_at",
    Attempt: ATTEMPT,
    RoundTalk: "attempt_id participant_id round_id workshop_id team_id",
    StoredStep: "attempt_id number scene reply at",
    TalkTurn: "attempt_id number digest scene percent best",
}
"""What is given of each row; parents stand before their children."""
SAME: dict[type, dict[str, Any]] = {
    Attempt: {"hints": False, "timed": True, "status": ENDED},
    Round: {"minutes": 15, "status": OVER},
}
"""What is the same in every row; the rest are the model's defaults."""


class Bulk:
    """Collects rows and writes them, parents first. The caller commits."""

    def __init__(self) -> None:
        self.rows: dict[type, list[tuple[Any, ...]]] = {model: [] for model in COLUMNS}

    def add(self, model: type, *values: Any) -> None:
        """A row with the values of ``COLUMNS``, in that order."""
        self.rows[model].append(values)

    def flush(self) -> None:
        """Write what was collected."""
        for model, rows in self.rows.items():
            if rows:
                _write(model, rows)
                rows.clear()

    def reset_sequences(self) -> None:
        """On PostgreSQL: let the next id be the one after those that were given."""
        if db.session.get_bind().dialect.name == "postgresql":
            for model in COLUMNS:
                table = _table(model)
                if "id" in table.c:
                    wanted = f"pg_get_serial_sequence('\"{table.name}\"', 'id')"
                    highest = f'(SELECT coalesce(max(id), 1) FROM "{table.name}")'  # noqa: S608 - names of our tables
                    db.session.execute(text(f"SELECT setval({wanted}, {highest})"))


def _table(model: Any) -> Table:
    table: Table = model.__table__
    return table


def _write(model: type, rows: Sequence[tuple[Any, ...]]) -> None:
    table, names = _table(model), COLUMNS[model].split()
    same = {**_defaults(table, names), **SAME.get(model, {})}
    db.session.flush()
    if db.session.get_bind().dialect.name == "postgresql":
        _copy(table, [*names, *same], [(*row, *same.values()) for row in rows])
    else:
        filled = [{**dict(zip(names, row, strict=True)), **same} for row in rows]
        db.session.execute(insert(table), filled)


def _defaults(table: Table, given: Sequence[str]) -> dict[str, Any]:
    """The plain defaults of columns that are not given."""
    return {
        column.name: column.default.arg
        for column in table.c
        if column.name not in given and isinstance(column.default, ScalarElementColumnDefault)
    }


def _copy(table: Table, names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """PostgreSQL's COPY: ten times as quick as INSERT."""
    as_json = [isinstance(table.c[name].type, JSON) for name in names]
    connection: Any = db.session.connection().connection.driver_connection
    columns = ", ".join(f'"{name}"' for name in names)
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table.name}" ({columns}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row([json.dumps(value) if packed else value for value, packed in zip(row, as_json, strict=True)])
