"""A coach has replies judged at a terminal: one, or a file of them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Types
from trainer.scoring.dimensions import DIMENSION_IDS

CALM_DOWN = "Please calm down."
Sheet = Callable[[str | bytes], Path]


@pytest.fixture
def sheet(tmp_path: Path) -> Sheet:
    """Writes a CSV file and says where it is."""

    def write(content: str | bytes) -> Path:
        path = tmp_path / "replies.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def test_coach_reads_scores_what_was_seen_and_what_is_missing(types: Types) -> None:
    said = types("score", CALM_DOWN, "--context", "Where is my parcel?!").output
    for words in ("Empathy", "emotional reaction", "Clarity", "Tells the person", "Lower the heat yourself."):
        assert words in said


def test_coach_reads_what_looks_like_markup_as_it_was_typed(types: Types) -> None:
    assert "[/b]" in types("score", "[/b] Прошу вас").output


def test_coach_asks_for_everything_as_json(types: Types) -> None:
    judged = json.loads(types("score", "Успокойтесь, пожалуйста.", "--lang", "ru", "--json").output)
    assert set(judged["scores"]) == set(DIMENSION_IDS)
    assert judged["scores"]["de_escalation"]["evidence"][0][2] == "calm_down"


def test_coach_is_told_that_a_reply_is_too_long(types: Types) -> None:
    result = types("score", "word " * 1000)
    assert result.exit_code == 1
    assert "This reply has 5000 characters. Please keep it below 2000" in result.output


def test_coach_has_a_file_rated_in_two_languages(types: Types, sheet: Sheet) -> None:
    result = types(
        "score", "--file", sheet(f'reply,lang,who\n"{CALM_DOWN}",en,Ann\n"Мне жаль, сейчас узнаю.",ru,Оля\n')
    )
    first, second = csv.DictReader(io.StringIO(result.stdout))
    assert result.exit_code == 0
    assert (first["reply"], first["who"], second["who"]) == (CALM_DOWN, "Ann", "Оля")
    assert float(first["de_escalation"]) < 40 < float(second["de_escalation"])
    assert "Scoring" in result.stderr


def test_coach_has_a_file_of_a_spreadsheet_with_semicolons_rated(types: Types, sheet: Sheet) -> None:
    result = types("score", "--file", sheet(f"\ufeffreply;lang\r\n{CALM_DOWN};EN\r\n"))
    assert result.stdout.splitlines()[0] == "reply;lang;empathy;de_escalation;clarity"
    assert result.exit_code == 0


def test_rows_that_cannot_be_rated_are_named_and_keep_nobody_from_the_rest(types: Types, sheet: Sheet) -> None:
    long = "word " * 5000
    rows = f"reply,lang\nHallo.,de\n{long},en\nyes, of course, madam,en\nonly\n{CALM_DOWN},en\n"
    result = types("score", "--file", sheet(rows))
    said = " ".join(result.stderr.split())
    assert result.exit_code == 1
    assert "line 2: there is no scorer for the language 'de', only for en and ru." in said
    assert "line 3: This reply has 25000 characters. Please keep it below 20000" in said
    assert "line 4: it has more cells than the head" in said
    rated = [row["empathy"] for row in csv.DictReader(io.StringIO(result.stdout))]
    assert [bool(score) for score in rated] == [False, False, False, True, True]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("text\nhi\n", "needs a column named reply in its first line; it has: text."),
        ("", "needs a column named reply in its first line; it has: none."),
        ("reply\nПривет\n".encode("cp1251"), "The file is not UTF-8."),
        ("reply\n" + "x" * (1 << 24) + "xx\n", "The file cannot be read as CSV: field larger than field limit"),
    ],
    ids=["another head", "empty", "another encoding", "a cell without end"],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(
    types: Types, sheet: Sheet, content: str | bytes, words: str
) -> None:
    result = types("score", "--file", sheet(content))
    assert result.exit_code == 1
    assert words in " ".join(result.output.split())


def test_coach_has_to_say_what_to_judge(types: Types) -> None:
    assert "Give either TEXT or --file." in types("score").output
