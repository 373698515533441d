"""Twenty copies of one answer at the same time, on a real database with real threads."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from tests.people import Person
from trainer.practice.models import StoredStep


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> str:
    """Both kinds of database."""
    return str(request.getfixturevalue("postgres")) if request.param == "postgres" else ""


def test_twenty_parallel_copies_of_an_answer_store_one(
    app: Flask, guest: Person, begins: Callable[..., str], count: Callable[[type], int]
) -> None:
    talk = begins(guest)
    form = guest.form("Please calm down")
    cookie = guest.client.get_cookie("session")
    assert cookie is not None

    def send(_number: int) -> int:
        client = app.test_client()
        client.set_cookie("session", cookie.value)
        data = {**form.fields, "reply": "1"}
        return client.post(f"{talk}/answer", data=data, headers={"HX-Request": "true"}).status_code

    with ThreadPoolExecutor(20) as pool:
        codes = list(pool.map(send, range(20)))
    assert codes == [200] * 20
    assert count(StoredStep) == 1
