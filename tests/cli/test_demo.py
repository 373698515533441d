"""What the coach of a fresh demo finds, and that making it again changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, inspect, select, table

from tests.people import Person
from trainer.accounts.demo import PASSWORD
from trainer.app import create_app
from trainer.commands.preparing import add_demo
from trainer.config import Settings
from trainer.extensions import db
from trainer.library.syncing import sync
from trainer.paths import SCENARIOS


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An app with the shipped scenarios and the demo."""
    app = create_app(Settings(instance=tmp_path_factory.mktemp("instance"), rate_limits=False))
    app.testing = True
    with app.app_context():
        db.create_all()
        sync(SCENARIOS)
        add_demo()
    yield app
    with app.app_context():
        db.engine.dispose()


def signed_in(app: Flask, email: str) -> Person:
    person = Person(app.test_client())
    person.opens("/login")
    person.presses("Sign in", email=email, password=PASSWORD)
    return person


def rows() -> dict[str, int]:
    """Table -> how many rows it has."""
    names = inspect(db.engine).get_table_names()
    return {name: db.session.scalar(select(func.count()).select_from(table(name))) or 0 for name in names}


def test_coach_finds_a_team_with_its_workshop_and_report(demo: Flask) -> None:
    coach = signed_in(demo, "coach@example.org")
    coach.opens("/coach/teams")
    assert "Hill community" in coach.sees
    coach.follows("Hill community")
    assert "Nina Orlova" in coach.sees
    coach.opens("/coach/workshops")
    coach.follows("Calm waters")
    coach.opens(f"{coach.at}/report")
    assert "Overall" in coach.sees and "95 % interval" in coach.sees
    assert "No figures yet" not in coach.sees


def test_coach_finds_talks_that_wait_with_the_words_of_the_trainee(demo: Flask) -> None:
    coach = signed_in(demo, "coach@example.org")
    assert "Nina Orlova" in coach.opens("/coach/queue?queue=unsure")
    assert "The parcel nobody looked for" in coach.opens("/coach/queue?queue=disagreed")
    coach.follows("The parcel nobody looked for")
    assert "Is that really so low?" in coach.sees


def test_coach_finds_suggestions_and_replies_that_fitted_nothing(demo: Flask) -> None:
    coach = signed_in(demo, "coach@example.org")
    coach.opens("/coach/suggestions")
    assert "May I ring you in ten minutes" in coach.sees and "I won't guess" in coach.sees
    assert "The parcel nobody looked for" in coach.opens("/coach/clusters")


def test_trainee_finds_what_the_coach_has_said(demo: Flask) -> None:
    trainee = signed_in(demo, "trainee@example.org")
    trainee.opens("/notices")
    trainee.follows("Martin Adler has looked at your talk")
    trainee.presses("Rather not guess")
    assert "That is more than the scorer saw." in trainee.sees


def test_making_the_demo_again_changes_nothing(demo: Flask) -> None:
    with demo.app_context():
        before = rows()
        add_demo()
        assert rows() == before


def test_a_shelf_without_the_talks_of_the_demo_gets_a_team_all_the_same(tmp_path: Path) -> None:
    app = create_app(Settings(instance=tmp_path / "instance", rate_limits=False))
    with app.app_context():
        db.create_all()
        sync(Path(__file__).parents[1] / "shelf")
        add_demo()
        found = rows()
        db.engine.dispose()
    assert found["workshop"] == 1
    assert found["suggestion"] == 0
