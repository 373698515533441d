"""Tables of answers and one's own data: complete, harmless, and deletable."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from flask import Flask
from sqlalchemy import select

from tests.people import Person
from tests.workshops.meeting import BAD, GOOD, Meeting
from trainer.extensions import db
from trainer.practice.models import Attempt
from trainer.web.cells import harmless
from trainer.workshops.comparison_teams import board
from trainer.workshops.exports import COLUMNS, pseudonym
from trainer.workshops.models import AFTER, BEFORE, Participant

EVIL = '=HYPERLINK("http://evil.example","click")'


@pytest.fixture
def meeting(app: Flask, coach: Person) -> Meeting:
    with app.app_context():
        meeting = Meeting()
        for number in range(3):
            who = meeting.person("Harbour", f"Person No {number}", consent=number == 2)
            meeting.plays(who, BEFORE, BAD, said=EVIL if number == 0 else "")
            meeting.plays(who, AFTER, GOOD)
        return meeting


def table(person: Person, address: str) -> list[dict[str, str]]:
    text = person.client.get(address).get_data(as_text=True)
    return list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))


def test_coach_gets_one_row_per_answer_with_the_documented_columns(coach: Person, meeting: Meeting) -> None:
    rows = table(coach, f"/coach/workshops/{meeting.workshop.key}/answers.csv")
    assert len(rows) == 3 * 4
    assert list(rows[0]) == list(COLUMNS)
    assert {row["kind"] for row in rows} == {"before", "after"}
    good = next(row for row in rows if row["kind"] == "after" and row["turn"] == "2")
    assert (good["scene"], good["empathy"], good["clarity"], good["ending"]) == ("found", "75.0", "100.0", "resolved")


def test_the_document_explains_every_column() -> None:
    document = (Path(__file__).resolve().parents[2] / "docs" / "comparison.md").read_text(encoding="utf-8")
    assert [f"| `{name}` | {words} |" in document for name, words in COLUMNS.items()] == [True] * len(COLUMNS)


def test_a_formula_arrives_as_text(coach: Person, meeting: Meeting) -> None:
    rows = table(coach, f"/coach/workshops/{meeting.workshop.key}/answers.csv")
    assert [row["said"] for row in rows if "HYPERLINK" in row["said"]] == [f"'{EVIL}"]


def test_a_sheet_holds_strings_and_numbers_and_what_the_columns_mean(coach: Person, meeting: Meeting) -> None:
    with coach.client.get(f"/coach/workshops/{meeting.workshop.key}/answers.xlsx") as answer:
        book = openpyxl.load_workbook(io.BytesIO(answer.data))
    assert book.sheetnames == ["answers", "columns"]
    cells = [cell for row in book["answers"].iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert [cell.value for cell in cells if cell.value == EVIL]
    assert book["answers"].max_row == 13
    assert [row[0].value for row in book["columns"].iter_rows()] == list(COLUMNS)
    assert isinstance(book["answers"]["K2"].value, int)


def test_a_pseudonym_is_the_same_in_every_export_and_another_in_another_workshop(
    app: Flask, coach: Person, meeting: Meeting
) -> None:
    address = f"/coach/workshops/{meeting.workshop.key}/answers.csv"
    first, again = ({row["person"] for row in table(coach, address)} for _ in range(2))
    assert first == again
    assert len(first) == 3 and "Person No 2" in first
    with app.app_context():
        assert pseudonym(1, 7) != pseudonym(2, 7)


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\t=1", "\r1", " =1", "＝1"])
def test_whatever_a_spreadsheet_would_compute_gets_an_apostrophe(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("value", ["Good day", "1-2", -3, 4.5, None, ""])
def test_everything_else_stays_as_it_is(value: object) -> None:
    assert harmless(value) == value


def test_there_is_no_other_kind_of_file(coach: Person, meeting: Meeting) -> None:
    assert coach.client.get(f"/coach/workshops/{meeting.workshop.key}/answers.exe").status_code == 404


def plays(person: Person) -> None:
    person.opens("/scenarios/en/late-parcel")
    person.presses("Begin")
    person.presses("Three messages and no parcel")
    person.presses("It is stuck at the depot")


def unpacked(person: Person) -> tuple[dict[str, list[dict[str, object]]], list[str]]:
    archive = zipfile.ZipFile(io.BytesIO(person.client.get("/account/data").data))
    return json.loads(archive.read("data.json")), archive.namelist()


def test_trainee_downloads_all_they_did_and_nothing_that_opens_doors(trainee: Person) -> None:
    plays(trainee)
    data, names = unpacked(trainee)
    assert data["account"][0]["email"] == "trainee@example.org"
    assert [talk["slug"] for talk in data["talks"]] == ["late-parcel"]
    assert [answer["scene"] for answer in data["answers"]] == ["opening", "found"]
    assert [each["kind"] for each in data["recognitions"]] == ["won_back"]
    assert {"talks.csv", "answers.csv", "account.csv"} <= set(names)
    assert "argon2" not in json.dumps(data) and "fs_uniquifier" not in json.dumps(data)


def test_guest_downloads_their_own_and_an_outsider_nothing_of_it(guest: Person, outsider: Person) -> None:
    plays(guest)
    assert len(unpacked(guest)[0]["talks"]) == 1
    assert unpacked(outsider)[0] == {}
    guest.opens("/progress")
    assert "Download all you did here" in guest.sees


def test_guest_deletes_what_they_did_and_the_teams_figures_follow(
    app: Flask, guest: Person, meeting: Meeting, count: Callable[[type], int]
) -> None:
    plays(guest)
    with guest.client.session_transaction() as session:
        key = session["guest"]
    with app.app_context():
        for _ in range(3):
            meeting.plays(meeting.person("Harbour"), AFTER, GOOD)
        who = db.session.scalars(select(Participant).order_by(Participant.id.desc())).first()
        mine = [each for each in db.session.scalars(select(Attempt)) if who and each.guest_key == who.guest_key]
        before = board(meeting.workshop.id).standings[0].estimate.n
        assert who is not None
        who.guest_key = key
        for each in mine:
            each.guest_key = key
        db.session.commit()
    guest.opens("/progress")
    guest.follows("Delete what I did here")
    assert "This browser has 2 talks of yours." in guest.sees
    guest.presses("Delete everything")
    assert "Everything you did here is deleted." in guest.sees
    assert "Nothing here yet" in guest.opens("/progress")
    with app.app_context():
        assert db.session.scalars(select(Attempt).where(Attempt.guest_key == key)).all() == []
        assert board(meeting.workshop.id).standings[0].estimate.n == before - 1


def test_trainee_is_led_to_the_deletion_of_the_account(trainee: Person) -> None:
    trainee.opens("/progress/delete")
    assert trainee.at == "/account/delete"
