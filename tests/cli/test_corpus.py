"""What an administrator does in the terminal with what coaches said."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Types
from trainer.scoring import corpus

WORDS = ("Three messages, Dana, I'm sorry. Write to tessa@firm.example.", "I start a search and write to you by noon.")


@pytest.fixture
def corrected(types: Types) -> None:
    """The instance of this terminal holds a talk whose first turn a coach has corrected."""
    from trainer.accounts.models import User
    from trainer.accounts.people import add_user
    from trainer.app import create_app
    from trainer.extensions import db
    from trainer.practice.models import Attempt
    from trainer.practice.review_models import Correction

    assert types("db", "upgrade").exit_code == 0
    app = create_app()
    app.testing = True
    with app.app_context():
        add_user("tessa@example.org", "Tessa", "a long enough phrase")
    _plays(app)
    with app.app_context():
        attempt = db.session.query(Attempt).one()
        row = Correction(key="k" * 20, attempt_id=attempt.id, number=1, dimension="empathy", points=-1, reason="x")
        row.who, row.before, row.scorer = "Cleo", 1.0, "1"
        db.session.add(row)
        db.session.commit()
        assert db.session.query(User).count() == 1
        db.engine.dispose()


def _plays(app: object) -> None:
    from flask import Flask

    from tests.people import Person

    assert isinstance(app, Flask)
    guest = Person(app.test_client())
    guest.opens("/scenarios/en/late-parcel")
    guest.presses("Begin")
    for words in WORDS:
        guest.presses("Say it", text=words)


@pytest.mark.usefixtures("corrected")
def test_the_file_is_what_the_trainers_reader_takes_and_the_command_says_what_it_is(
    types: Types, tmp_path: Path
) -> None:
    out = tmp_path / "coached.jsonl"
    result = types("corpus", "export", "--out", out)
    assert result.exit_code == 0
    assert f"1 rows from 1 talks, to {out}." in result.output
    assert "What people typed is personal, also without names" in result.output
    rows = corpus.read(out)
    assert [(row.lang, row.labels["empathy"]) for row in rows] == [("en", -1)]
    assert rows[0].reply == "Three messages, [name1], I'm sorry. Write to [mail]."


@pytest.mark.usefixtures("corrected")
def test_without_a_file_the_rows_go_to_standard_output_and_all_else_does_not(types: Types) -> None:
    result = types("corpus", "export", "--language", "en")
    assert result.stdout.count("\n") == 1
    assert '"id": "en-coached1-0001"' in result.stdout
    assert "1 rows from 1 talks." in result.stderr
    assert types("corpus", "export", "--language", "ru").stdout == ""


def test_a_file_that_cannot_be_written_is_named(types: Types, tmp_path: Path) -> None:
    result = types("corpus", "export", "--out", tmp_path / "nowhere" / "x.jsonl")
    assert result.exit_code == 1
    assert "cannot be written: No such file or directory." in result.output
    assert "Traceback" not in result.output


def test_an_empty_site_has_no_rows(types: Types, tmp_path: Path) -> None:
    result = types("corpus", "export", "--out", tmp_path / "x.jsonl")
    assert result.exit_code == 0
    assert "0 rows from 0 talks" in result.output
    assert (tmp_path / "x.jsonl").read_bytes() == b""
