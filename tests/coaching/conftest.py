"""Talks that coaches read, and the people and teams around them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.people import Person
from tests.practice.conftest import begins, plays

__all__ = ["begins", "plays"]

Plays = Callable[..., str]
Coaches = Callable[..., None]

KIND = "Three messages and still no parcel, I'm so sorry, Dana. I'd be angry as well. I'm looking for it right now."
PROMISE = "It is stuck at the depot. I start a search and write to you by noon tomorrow."


@pytest.fixture
def team(app: Flask) -> Coaches:
    """Makes a team: ``team("North", coaches=["x@example.org"], members=["y@example.org"], guests=[person.client])``."""
    from trainer.accounts.models import User
    from trainer.accounts.teams import Team, TeamCoach, TeamMember
    from trainer.extensions import db

    def make(
        name: str,
        coaches: list[str] | None = None,
        members: list[str] | None = None,
        guests: list[FlaskClient] | None = None,
    ) -> None:
        keys = []
        for client in guests or []:
            with client.session_transaction() as session:
                keys.append(session["guest"])
        with app.app_context():
            made = Team(key=f"team-{name}", name=name)
            db.session.add(made)
            db.session.flush()
            for email in coaches or []:
                user_id = db.session.scalar(select(User.id).where(User.email == email))
                db.session.add(TeamCoach(team_id=made.id, user_id=user_id))
            for email in members or []:
                user_id = db.session.scalar(select(User.id).where(User.email == email))
                db.session.add(TeamMember(team_id=made.id, user_id=user_id))
            for key in keys:
                db.session.add(TeamMember(team_id=made.id, guest_key=key))
            db.session.commit()

    return make


@pytest.fixture
def played(trainee: Person, plays: Plays) -> str:
    """The address at which coaches read a talk of the trainee, played with written replies."""
    return address(plays(trainee))


@pytest.fixture
def typed(trainee: Person, begins: Plays) -> str:
    """The same for a talk in own words."""
    talk = begins(trainee)
    for words in (KIND, PROMISE):
        trainee.presses("Say it", text=words)
    return address(talk)


def address(talk: str) -> str:
    """Where coaches read the talk at that address."""
    return f"/coach/talks/{Path(talk).name}"


def feedback(reading: str) -> str:
    """Where the trainee reads about the talk."""
    return f"/attempts/{Path(reading).name}/feedback"


def overall(person: Person) -> str:
    """The overall figure on the page, whoever looks at it."""
    return person.sees.split("Overall ")[1].split()[0]
