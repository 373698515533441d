"""Talks that tests begin."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.people import Person

PARCEL = "/scenarios/en/late-parcel"


@pytest.fixture
def begins() -> Callable[..., str]:
    """Lets a person begin the talk about the late parcel; returns the address of the talk."""

    def begin(person: Person, address: str = PARCEL, **how: str) -> str:
        person.opens(address)
        person.presses("Begin", **how)
        return person.at

    return begin


@pytest.fixture
def plays(begins: Callable[..., str]) -> Callable[..., str]:
    """Lets a person play the talk to its good end; returns the address of the talk."""

    def play(person: Person, *says: str, address: str = PARCEL, **how: str) -> str:
        talk = begins(person, address, **how)
        for words in says or ("Three messages and no parcel", "It is stuck at the depot"):
            person.presses(words)
        return talk

    return play
