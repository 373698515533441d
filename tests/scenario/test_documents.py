"""An administrator stores what was read: its digest, its JSON, its slug, and folders of files."""

from pathlib import Path

import pytest

from tests.scenario.drafts import GOOD_TALK, good
from trainer.scenario.folder import read_folder, scenario_files
from trainer.scenario.lint import lint
from trainer.scenario.reader import ScenarioError, from_json, read, read_file, to_json

ROOT = Path(__file__).parents[2]


def test_comments_layout_and_file_name_do_not_change_the_digest() -> None:
    text = "# mine\n" + GOOD_TALK.replace("minutes: 5", "minutes:    5   # about").replace("title:", "\n\ntitle:")
    assert read(text, "other.yaml").digest == good().digest
    assert len(good().digest) == 64


def test_a_field_left_out_and_its_default_written_out_are_the_same_content() -> None:
    text = GOOD_TALK.replace("tension: 7", "tension: 7\nchannel: chat\nstart: opening")
    assert read(text.replace("{say: I look", "{id: 1, say: I look")).digest == good().digest


@pytest.mark.parametrize(
    ("before", "after"), [("I look now.", "I look."), ("empathy: 2", "empathy: 1"), ("language: en", "language: ru")]
)
def test_other_content_has_another_digest(before: str, after: str) -> None:
    assert read(GOOD_TALK.replace(before, after, 1)).digest != good().digest


def test_what_is_stored_comes_back_equal() -> None:
    scenario = good().scenario
    assert from_json(to_json(scenario)) == scenario
    assert to_json(from_json(to_json(scenario))) == to_json(scenario)


def test_stored_json_that_is_no_scenario_is_refused() -> None:
    with pytest.raises(ValueError, match="title"):
        from_json("{}")


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("shelf/en/late-parcel.yaml", "late-parcel"),
        ("Late Parcel (2).yml", "late-parcel-2"),
        ("посылка.yaml", "scenario"),
        ("../../etc/passwd", "passwd"),
        ("a" * 300 + ".yaml", "a" * 80),
    ],
)
def test_the_slug_is_safe_in_an_address(name: str, slug: str) -> None:
    assert read(GOOD_TALK, name).slug == slug


def test_one_bad_file_of_a_folder_does_not_hide_the_others(tmp_path: Path) -> None:
    for name, text in (("en/b.yaml", GOOD_TALK), ("en/a.yml", "title: only"), ("ru/c.YAML", GOOD_TALK)):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    for name in ("en/notes.txt", ".hidden.yaml", ".git/d.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(GOOD_TALK)
    assert [path.name for path in scenario_files(tmp_path)] == ["a.yml", "b.yaml", "c.YAML"]
    documents, errors = read_folder(tmp_path)
    assert [document.slug for document in documents] == ["b", "c"]
    assert [Path(error.source).name for error in errors] == ["a.yml"]


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert read_folder(tmp_path / "nowhere") == ([], [])


def test_an_error_survives_being_sent_to_another_process() -> None:
    import pickle

    with pytest.raises(ScenarioError) as caught:
        read("title: only", "a.yaml")
    again = pickle.loads(pickle.dumps(caught.value))
    assert str(again) == str(caught.value)


def test_the_example_of_the_documentation_is_a_good_scenario(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "scenario-format.md").read_text().split("```yaml\n")[1].split("```")[0]
    path = tmp_path / "parcel.yaml"
    path.write_text(text)
    assert [problem.show("parcel.yaml") for problem in lint(read_file(path))] == []
