"""Coaches with drafts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from tests.people import Person
from trainer.accounts.models import User
from trainer.authoring.drafts import new_draft
from trainer.extensions import db
from trainer.library.models import Shelved
from trainer.practice.attempts import new_key

SHELF = Path(__file__).parents[1] / "shelf"
PARCEL = (SHELF / "en" / "late-parcel.yaml").read_text(encoding="utf-8")
PAGE = "/coach/scenarios/en/late-parcel"
BRIEF = "/scenarios/en/late-parcel"

Writes = Callable[..., str]


@pytest.fixture
def writes(app: Flask) -> Writes:
    """Gives a coach a draft: of the parcel on the shelf with ``old`` replaced by ``new``, or of a ``text``; its key."""

    def write(
        old: str = "", new: str = "", *, text: str = PARCEL, fresh: bool = False, slug: str = "late-parcel"
    ) -> str:
        assert old in text
        with app.app_context():
            user_id = db.session.scalar(select(User.id).where(User.email == "coach@example.org"))
            base = None if fresh else db.session.scalar(select(Shelved.digest).where(Shelved.slug == slug))
            changed = text.replace(old, new, 1) if old else text
            return new_draft(user_id, new_key(), changed, language="en", slug=slug, base_digest=base).key

    return write


@pytest.fixture
def publishes(writes: Writes) -> Callable[..., str]:
    """Lets a coach replace words of the parcel on the shelf; what the coach sees then."""

    def publish(coach: Person, old: str, new: str, note: str = "", *, text: str = PARCEL) -> str:
        coach.opens(f"/coach/drafts/{writes(old, new, text=text)}/publish")
        return coach.presses("Publish", note=note)

    return publish


@pytest.fixture
def begins() -> Callable[[Person], str]:
    """Lets a person begin the talk about the late parcel; returns the address of the talk."""

    def begin(person: Person) -> str:
        person.opens(BRIEF)
        person.presses("Begin")
        return person.at

    return begin
