"""The corpus that the heads learn from: complete, in its format, and its checker finds what is wrong."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from trainer.scoring import corpus
from trainer.scoring.corpus.__main__ import main
from trainer.scoring.dimensions import DIMENSION_IDS, POINTS

ROW = {
    "id": "en-shops1-0001", "lang": "en", "domain": "shops", "context": "Where is my lamp?", "reply": "On its way.",
    "empathy": 0, "de_escalation": 0, "clarity": 0, "reason": "Bare fact.", "pair": None, "set": None, "style": "plain",
}  # fmt: skip


@pytest.mark.parametrize(("lang", "rows", "pairs"), [("en", 900, 250), ("ru", 700, 250)])
def test_the_corpus_is_as_large_as_promised_and_has_no_problems(lang: str, rows: int, pairs: int) -> None:
    found = corpus.load(lang)
    assert len(found) >= rows
    assert len(corpus.pairs(found)) >= pairs
    assert corpus.check(found) == []
    for name in DIMENSION_IDS:
        assert {row.labels[name] for row in found} == set(POINTS)


@pytest.mark.parametrize("lang", corpus.LANGUAGES)
def test_short_replies_are_there_at_every_label(lang: str) -> None:
    short = [row for row in corpus.load(lang) if len(row.reply.split()) <= 8]
    for name in DIMENSION_IDS:
        counts = Counter(row.labels[name] for row in short)
        assert all(counts[points] >= 10 for points in (-1, 0, 1)), (name, counts)
    assert Counter(row.labels["empathy"] for row in short)[1] >= 20


def test_a_second_labelling_of_150_rows_is_kept() -> None:
    known = {row.id for lang in corpus.LANGUAGES for row in corpus.load(lang)}
    lines = (corpus.FOLDER / "second_labels.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert len({row["id"] for row in rows} & known) >= 150
    assert all(row[name] in POINTS for row in rows for name in DIMENSION_IDS)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"domain": "zoo"}, "domain must be one of"),
        ({"empathy": 3}, "empathy must be a whole number"),
        ({"reply": " "}, "reply must be text"),
        ({"id": "1"}, "must look like"),
        ({"mood": 1}, "unknown field 'mood'"),
        ({"reply": "x" * 2001}, "longer than 2000"),
        ({"sub": {"interpretation": 1}}, "sub must give"),
    ],
)
def test_a_writer_is_told_what_is_wrong_with_a_row(change: dict[str, Any], problem: str, tmp_path: Path) -> None:
    path = tmp_path / "part.jsonl"
    path.write_text(json.dumps({**ROW, **change}) + "\n", encoding="utf-8")
    rows, problems = corpus.scan(path)
    assert rows == []
    assert len(problems) == 1
    assert problems[0].startswith("part.jsonl:1: ")
    assert problem in problems[0]


def test_a_writer_is_told_what_is_wrong_between_rows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        {**ROW, "pair": "en-shops1-0002", "set": "lamp"},
        {**ROW, "id": "en-shops1-0002", "context": "Где моя лампа?", "reply": "Soon.", "pair": None},
    ]
    path = tmp_path / "part.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert main(["check", str(path)]) == 1
    printed = capsys.readouterr().out
    for problem in (
        "does not name it back",
        "answers other words",
        "has the same labels",
        "at least two rows",
        "look like en",
    ):
        assert problem in printed
