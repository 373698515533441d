"""Migrations make the tables that the models describe, on SQLite and on a real PostgreSQL, and can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, text

from trainer.app import create_app
from trainer.config import Settings
from trainer.extensions import db


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty_app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An app on an empty database of each kind."""
    database = request.getfixturevalue("postgres") if request.param == "postgres" else ""
    app = create_app(Settings(instance=tmp_path, database=database))
    yield app
    with app.app_context():
        if database:  # the tables may be those of an earlier revision, which the models cannot drop
            with db.engine.begin() as connection:
                connection.execute(text("drop schema public cascade"))
                connection.execute(text("create schema public"))
        db.engine.dispose()


def differences() -> list[object]:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        return list(compare_metadata(context, db.metadata))


def test_administrator_gets_the_tables_that_the_models_describe(empty_app: Flask) -> None:
    with empty_app.app_context():
        upgrade()
        assert differences() == []
        downgrade(revision="base")
        assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}


ROWS = (
    """insert into "user" (id, email, name, active, fs_uniquifier, created_at, show_timers, practice_hints, answer_by,
    predict_first) values (7, 'tessa@example.org', 'Tessa', true, 'x', '2026-01-01', true, true, 'both', true)""",
    "insert into revision (digest, content, created_at) values ('abc', '{}', '2026-01-01')",
    """insert into shelved (id, language, slug, digest, title, summary, kind, channel, difficulty, minutes,
    skills, retired, updated_at) values (1, 'en', 'late', 'abc', 'Late', 'Late.', 'customer', 'chat', 1, 1,
    '[]', false, '2026-01-01')""",
    """insert into attempt (id, key, user_id, digest, language, slug, title, hints, timed, answer_by, seed, status,
    turns, typed, started_at, last_at) values (3, 'k', 7, 'abc', 'en', 'late', 'Late', true, true, 'both', 1, 'running',
    1, 0, '2026-01-01', '2026-01-01')""",
    "insert into step (attempt_id, number, scene, reply, at) values (3, 1, 'opening', '1', '2026-01-01')",
    "insert into review_request (id, attempt_id, number, reason, at) values (1, 3, 1, 'unsure', '2026-01-01')",
)
TABLES = ("user", "revision", "shelved", "attempt", "step", "review_request")


def counted() -> dict[str, int]:
    with db.engine.connect() as connection:
        return {name: connection.scalar(text(f'select count(*) from "{name}"')) or 0 for name in TABLES}


def test_administrator_who_upgrades_and_goes_back_loses_nobodys_talk(empty_app: Flask) -> None:
    with empty_app.app_context():
        upgrade(revision="0001")
        with db.engine.begin() as connection:
            for row in ROWS:
                connection.execute(text(row))
        upgrade()
        assert counted() == dict.fromkeys(TABLES, 1)
        downgrade(revision="0001")
        assert counted() == dict.fromkeys(TABLES, 1)
        with db.engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                assert connection.scalar(text("pragma foreign_keys")) == 1
