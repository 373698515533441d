"""Alembic's entry: run the migrations on the app's database."""

from __future__ import annotations

from alembic import context
from flask import current_app

from trainer.extensions import db


def run() -> None:
    """Bring the database to the wanted revision, in one transaction where the database can."""
    with db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            **current_app.extensions["migrate"].configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
