"""What tests share: an app with its own database, and the people who use it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.people import Person

STORIES = Path(__file__).parent / "stories"


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    """An app on its own SQLite file with the shelf of ``tests/shelf``; CSRF is on, rate limits are off."""
    from trainer.app import create_app
    from trainer.config import Settings
    from trainer.extensions import db
    from trainer.library.syncing import sync

    app = create_app(Settings(instance=tmp_path / "instance", rate_limits=False))
    app.testing = True
    with app.app_context():
        db.create_all()
        sync(Path(__file__).parent / "shelf")
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def visitor(app: Flask) -> Callable[..., Person]:
    """Makes a person with a browser of their own: ``visitor()`` is a guest nobody knows yet."""

    def make(language: str = "en") -> Person:
        return Person(app.test_client(), language)

    return make


@pytest.fixture
def guest(visitor: Callable[..., Person]) -> Person:
    """A guest without an account."""
    return visitor()


@pytest.fixture
def outsider(visitor: Callable[..., Person]) -> Person:
    """Somebody else."""
    return visitor()
