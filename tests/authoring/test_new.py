"""A new scenario: from a starter, as a copy, from a file; each form makes one draft."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import select

from tests.authoring.conftest import PARCEL
from tests.people import Person
from trainer.authoring.models import Draft, DraftVersion
from trainer.authoring.new import FOLDER, slug_of
from trainer.extensions import db
from trainer.scenario.folder import scenario_files
from trainer.scenario.lint import lint
from trainer.scenario.reader import read_file

NEW = "/coach/scenarios/new"
Count = Callable[[type], int]


@pytest.fixture
def newest(app: Flask) -> Callable[[], Draft]:
    def find() -> Draft:
        with app.app_context():
            return db.session.scalars(select(Draft).order_by(Draft.id.desc())).first()

    return find


def uploads(coach: Person, content: bytes, name: str = "my talk.yaml", **more: str) -> str:
    coach.opens(NEW)
    form = coach.form("Upload")
    data = {**form.fields, "language": "en", **more, "file": (BytesIO(content), name)}
    coach.page = coach.client.post(
        form.action, data=data, headers=coach.headers, follow_redirects=True, content_type="multipart/form-data"
    )
    coach.page.request.input_stream.close()  # the test client leaves it open
    return coach.sees


@pytest.mark.parametrize("path", scenario_files(FOLDER), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_starter_is_sound_and_full_of_remarks(path: object) -> None:
    document = read_file(path)
    assert [problem.show("starter") for problem in lint(document)] == []
    assert document.scenario.language == document.name.split("/")[-2]
    assert document.text.count(" # ") >= 4
    if document.slug != "blank":
        assert len(document.scenario.scenes) == 6
        assert len(document.scenario.walkthroughs) == 3


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("start", ["angry-customer", "heated-thread", "blank"])
def test_coach_begins_from_a_starter(coach: Person, newest: Callable[[], Draft], start: str, language: str) -> None:
    coach.opens(NEW)
    coach.presses("Begin writing", start=start, language=language, title="Кот и пёс: «#1»")
    assert coach.page.status_code == 200
    draft = newest()
    assert coach.at.startswith(f"/coach/drafts/{draft.key}")
    assert (draft.title, draft.slug, draft.language) == ("Кот и пёс: «#1»", "kot-i-pes-1", language)
    assert draft.base_digest is None


def test_the_same_form_twice_makes_one_draft(coach: Person, count: Count) -> None:
    coach.opens(NEW)
    page = coach.page
    for _ in range(2):
        coach.page = page
        coach.presses("Begin writing", start="blank", language="en")
    assert (count(Draft), count(DraftVersion)) == (1, 1)


def test_coach_begins_with_a_copy_that_is_a_scenario_of_its_own(coach: Person, newest: Callable[[], Draft]) -> None:
    coach.opens(NEW)
    coach.presses("Begin writing", start="copy", of="en/late-parcel", language="ru")
    draft = newest()
    assert (draft.title, draft.language, draft.base_digest) == ("The parcel that never came (copy)", "en", None)
    assert "# customer" not in draft.text and "# 0 calm to 10 exploding" in draft.text


def test_a_copy_of_nothing_is_asked_about(coach: Person, count: Count) -> None:
    coach.opens(NEW)
    assert "Choose the scenario that is to be copied." in coach.presses("Begin writing", start="copy", language="en")
    assert count(Draft) == 0


def test_coach_uploads_a_file(coach: Person, newest: Callable[[], Draft]) -> None:
    uploads(coach, PARCEL.replace("\n", "\r\n").encode())
    draft = newest()
    assert (draft.title, draft.slug, draft.text) == ("The parcel that never came", "my-talk", PARCEL)


def test_a_file_with_mistakes_becomes_a_draft_and_its_mistakes_are_told(
    coach: Person, newest: Callable[[], Draft]
) -> None:
    said = uploads(coach, PARCEL.replace("to: found", "to: fuond").encode())
    assert "It cannot be read yet; there are 2 problems." in said
    assert "Did you mean `found`?" in said
    assert "fuond" in newest().text


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"title: \xff\xfe\xfa", "not saved as UTF-8"),
        (b"PK\x03\x04" + bytes(200), "This is not a text file."),
        (b"title: x\n" + b"# more\n" * 150_000, "larger than 1 MB"),
        (b"", "Choose a file first."),
    ],
)
def test_what_is_no_scenario_file_is_refused_in_words(coach: Person, count: Count, content: bytes, said: str) -> None:
    assert said in uploads(coach, content, name="x.yaml" if content else "")
    assert coach.page.status_code == 400
    assert count(Draft) == 0


def test_what_is_not_there_is_a_page_in_words(coach: Person) -> None:
    coach.opens(NEW)
    coach.presses("Begin writing", start="copy", of="en/no-such-talk", language="en")
    assert coach.page.status_code == 404
    coach.opens(NEW)
    coach.presses("Begin writing", start="no-such-starter", language="en")
    assert coach.page.status_code == 404


def test_the_key_of_somebody_elses_form_makes_nothing(coach: Person, member: Callable[..., Person]) -> None:
    coach.opens(NEW)
    key = coach.form("Begin writing").fields["key"]
    coach.presses("Begin writing", start="blank", language="en")
    other = member("carl@example.org", "Carl", "coach")
    other.opens(NEW)
    other.presses("Begin writing", start="blank", language="en", key=key)
    assert other.page.status_code == 404


def test_trainee_makes_no_draft(trainee: Person, count: Count) -> None:
    trainee.opens("/")
    answer = trainee.sends(NEW, {"key": "a" * 20, "start": "blank", "language": "en"})
    assert answer.status_code == 403
    assert count(Draft) == 0


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Кто съел щи?", "kto-sel-shchi"),
        ("The Parcel, again!", "the-parcel-again"),
        ("…", "scenario"),
        ("v1.5", "v1-5"),
    ],
)
def test_a_title_becomes_a_name_for_addresses(title: str, slug: str) -> None:
    assert slug_of(title) == slug
