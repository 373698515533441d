"""Migrations make the tables that the models describe, on SQLite and on a real PostgreSQL, and can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

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
