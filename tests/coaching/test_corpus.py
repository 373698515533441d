"""What coaches said becomes labelled data that the scorer's own reader takes, and that names nobody."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from tests.people import Person
from trainer.coaching.blind import set_share
from trainer.coaching.corpus import Gathered, Names, gather, how_many, mask, numbered
from trainer.scoring import corpus
from trainer.scoring.material import from_corpus

WORDS = (
    "Three messages, Dana, I'm sorry. Tessa here: write to tessa@firm.example, call +44 20 7946 0958, order AB-47110.",
    "It is stuck at the depot. I start a search and write to you by noon tomorrow.",
)
NOBODY = Names(())


@pytest.fixture
def labelled(app: Flask, trainee: Person, coach: Person, begins: Callable[..., str]) -> str:
    """A talk in own words that a coach corrected in its first turn; the address where coaches read it."""
    with app.app_context():
        set_share(100)
    talk = begins(trainee)
    for words in WORDS:
        trainee.presses("Say it", text=words)
    return f"/coach/talks/{Path(talk).name}"


def corrects(coach: Person, talk: str, **points: str) -> None:
    coach.opens(talk)
    coach.presses("Correct", reason="Tessa knows better", **points)


def exported(app: Flask, language: str = "") -> list[str]:
    with app.app_context():
        return list(numbered(row for found in gather(language) for row in found.rows))


def test_a_corrected_turn_is_a_row_that_the_trainers_reader_takes(
    app: Flask, coach: Person, labelled: str, tmp_path: Path
) -> None:
    corrects(coach, labelled, empathy="-2", clarity="1")
    lines = exported(app)
    (tmp_path / "en.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "ru.jsonl").write_text("", encoding="utf-8")
    rows = corpus.load("en", tmp_path)
    assert len(rows) == 1
    assert corpus.check(rows) == []
    assert (rows[0].id, rows[0].labels["empathy"], rows[0].labels["clarity"]) == ("en-coached1-0001", -2, 1)
    assert rows[0].context == "This is the THIRD time I am writing. Where is my parcel?!"
    assert rows[0].reason == "Corrected by a coach: empathy, clarity; the other points are those it had before."
    sample = next(iter(from_corpus(tmp_path)))
    assert sample.targets["empathy"] == -2.0


def test_names_addresses_and_numbers_are_masked_and_nothing_tells_whose_it_is(
    app: Flask, coach: Person, labelled: str
) -> None:
    corrects(coach, labelled, empathy="-2")
    line = exported(app)[0]
    reply = json.loads(line)["reply"]
    assert reply == ("Three messages, [name1], I'm sorry. [name] here: write to [mail], call [phone], order [number].")
    for word in ("Tessa", "tessa", "Cleo", "Dana", "7946", "AB-47110", "firm", Path(labelled).name, "20"):
        assert word not in line, word
    assert json.loads(line).keys() == {
        *("id", "lang", "domain", "context", "reply", "empathy", "de_escalation", "clarity", "reason", "pair", "set")
    }


def test_blind_ratings_count_by_their_mean_and_a_correction_before_them(
    app: Flask, coach: Person, admin: Person, labelled: str
) -> None:
    for person, points in ((coach, "2"), (admin, "0")):
        person.opens("/coach/blind")
        person.presses("Rate, and on", empathy=points, de_escalation="-1", clarity="-1")
    assert [json.loads(line)["empathy"] for line in exported(app)] == [1]
    assert json.loads(exported(app)[0])["reason"] == "Rated blind by two coaches."
    corrects(coach, labelled, empathy="-2")
    row = json.loads(exported(app)[0])
    assert (row["empathy"], row["de_escalation"]) == (-2, -1)


def test_what_was_taken_back_is_no_data(app: Flask, coach: Person, labelled: str) -> None:
    corrects(coach, labelled, empathy="-2")
    coach.presses("Take back")
    assert exported(app) == []
    with app.app_context():
        assert how_many() == 0


def test_a_guests_words_are_there_too(app: Flask, guest: Person, coach: Person, begins: Callable[..., str]) -> None:
    talk = begins(guest)
    for words in WORDS:
        guest.presses("Say it", text=words)
    corrects(coach, f"/coach/talks/{Path(talk).name}", clarity="-2")
    assert len(exported(app)) == 1


def test_only_the_language_that_was_asked_for(app: Flask, coach: Person, labelled: str) -> None:
    corrects(coach, labelled, empathy="-2")
    assert len(exported(app, "en")) == 1
    assert exported(app, "ru") == []


def test_the_same_words_to_the_same_words_stand_there_once(app: Flask, coach: Person, labelled: str) -> None:
    corrects(coach, labelled, empathy="-2")
    with app.app_context():
        rows = [row for found in gather() for row in found.rows]
    assert len(list(numbered([*rows, *rows]))) == 1


def test_a_russian_name_is_found_in_every_case() -> None:
    names = Names(["Дарья Ким"]).with_cast(["Ольга", "Олег"])
    said = mask("Ольге и Ольгу ждём, Олега тоже. Дарье Ким привет, даром.", names)
    assert said == "[name1] и [name1] ждём, [name2] тоже. [name] [name] привет, даром."


def test_small_words_that_look_like_names_stay() -> None:
    names = Names(["Will Mark"])
    assert mask("you will mark it", names) == "you will mark it"
    assert mask("Ask Will", names) == "Ask [name]"


@pytest.mark.parametrize(
    ("said", "masked"),
    [
        ("My name is Vera.", "My name is [name]."),
        ("Меня зовут Вера.", "Меня зовут [name]."),
        ("Look at https://firm.example/a?b=1 now", "Look at [link] now"),
        ("Ask @vera_l on chat", "Ask [name] on chat"),
        ("Call 8 (495) 123-45-67 today", "Call [phone] today"),
        ("Card 4111111111111111", "Card [phone]"),
        ("Order №123456 and A-12345", "Order [number] and [number]"),
        ("In 2 days, at 10:30, for 250 euros", "In 2 days, at 10:30, for 250 euros"),
    ],
)
def test_what_tells_people_apart_is_masked(said: str, masked: str) -> None:
    assert mask(said, NOBODY) == masked


@given(st.text(max_size=60), st.from_regex(r"[a-z]{1,8}@[a-z]{1,8}\.[a-z]{2,3}", fullmatch=True))
def test_no_mail_address_stays_and_masking_twice_changes_nothing(text: str, mail: str) -> None:
    masked = mask(f"{text} {mail} {text}", NOBODY)
    assert mail not in masked
    assert mask(masked, NOBODY) == masked


def test_a_turn_without_words_is_counted_and_left_out(
    app: Flask, trainee: Person, coach: Person, begins: Callable[..., str]
) -> None:
    talk = begins(trainee)
    trainee.presses("Three messages and no parcel")
    trainee.sends(talk, {"number": "2", "reply": "timeout"})
    address = f"/coach/talks/{Path(talk).name}"
    coach.opens(address)
    coach.sends(f"{address}/turns/2/scores", {"key": "k" * 20, "empathy": "2", "reason": "x"})
    with app.app_context():
        found = list(gather())
    assert found == [] or found == [Gathered([], 1)]
