"""A coach keeps scenarios in a folder (a git repository) and moves them to the shelf and back in the terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Types
from trainer.authoring.exchange import STATE

PARCEL, WATER = Path("en/late-parcel.yaml"), Path("ru/net-vody.yaml")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The coach's folder, empty at first."""
    path = tmp_path / "mine"
    path.mkdir()
    return path


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Another coach's folder: what is pushed from here has changed on the shelf for the first."""
    path = tmp_path / "theirs"
    path.mkdir()
    return path


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_coach_gets_the_shelf_as_files_as_they_were_written(types: Types, folder: Path, late_parcel: Path) -> None:
    result = types("scenarios", "pull", folder)
    assert result.exit_code == 0
    assert "en/late-parcel: written to" in result.output
    assert (folder / PARCEL).read_text(encoding="utf-8") == late_parcel.read_text(encoding="utf-8")
    assert (folder / WATER).exists()
    assert set(json.loads((folder / STATE).read_text(encoding="utf-8"))) == {"en/late-parcel", "ru/net-vody"}


def test_doing_it_again_moves_nothing(types: Types, folder: Path) -> None:
    types("scenarios", "pull", folder)
    assert "0 written, 2 as they were" in types("scenarios", "pull", folder).output
    assert "0 published, 2 as they were" in types("scenarios", "push", folder).output
    result = types("scenarios", "diff", folder)
    assert (result.exit_code, result.output) == (0, "Folder and shelf are alike.\n")


def test_a_coach_publishes_what_changed_and_a_new_file(types: Types, folder: Path, other: Path) -> None:
    types("scenarios", "pull", folder)
    edit(folder / PARCEL, "Three messages", "Seven letters")
    (folder / "en" / "brand-new.yaml").write_text(
        (folder / PARCEL).read_text(encoding="utf-8").replace("title: The parcel", "title: My parcel"), encoding="utf-8"
    )
    result = types("scenarios", "push", folder)
    assert result.exit_code == 0
    assert "en/late-parcel: published" in result.output and "en/brand-new: published" in result.output
    assert "0 published, 3 as they were" in types("scenarios", "push", folder).output
    types("scenarios", "pull", other)
    assert "Seven letters" in (other / PARCEL).read_text(encoding="utf-8")
    assert (other / "en" / "brand-new.yaml").exists()


def test_the_difference_reads_like_the_talk(types: Types, folder: Path) -> None:
    types("scenarios", "pull", folder)
    edit(folder / PARCEL, "no need to shout", "no reason to shout")
    edit(folder / PARCEL, "tension: -2\n        why: Names", "tension: -3\n        why: Names")
    result = types("scenarios", "diff", folder)
    assert result.exit_code == 1
    assert "en/late-parcel: changed in the folder" in result.output
    assert "~ scene opening" in result.output
    assert "Reply 2: Please calm down, there is no [-need-]{+reason+} to shout." in result.output
    assert "Tension: -2 → -3" in result.output


def test_a_file_with_mistakes_is_named_and_left_out(types: Types, folder: Path) -> None:
    types("scenarios", "pull", folder)
    edit(folder / PARCEL, "to: found", "to: fuond")
    edit(folder / WATER, "title: ", "title: Снова ")
    (folder / "en" / "binary.yaml").write_bytes(b"\xff\xfe\x00")
    result = types("scenarios", "push", folder)
    assert result.exit_code == 1
    assert f"{folder / PARCEL}:" in result.output and "Did you mean `found`?" in result.output
    assert "binary.yaml:1:1: error:" in result.output
    assert "ru/net-vody: published" in result.output
    assert "1 published" in result.output and "2 with errors." in result.output
    assert types("scenarios", "diff", folder).exit_code == 2


def test_what_changed_on_both_sides_is_left_alone_and_both_sides_are_named(
    types: Types, folder: Path, other: Path
) -> None:
    conflict(types, folder, other)
    for command in ("pull", "push"):
        result = types("scenarios", command, folder)
        assert result.exit_code == 1
        assert "en/late-parcel: changed on both sides, left alone" in result.output
        assert f"in the folder: {folder / PARCEL}" in result.output
        assert "on the shelf:  command line, 20" in result.output
    assert "Nine telegrams" in (folder / PARCEL).read_text(encoding="utf-8")
    types("scenarios", "pull", other)
    assert "Seven letters" in (other / PARCEL).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("commands", "words"),
    [
        ([("pull", "--theirs")], "Seven letters"),
        ([("push", "--ours")], "Nine telegrams"),
        ([("pull", "--ours"), ("push",)], "Nine telegrams"),
        ([("push", "--theirs"), ("pull",)], "Seven letters"),
    ],
)
def test_a_coach_decides_a_conflict(
    types: Types, folder: Path, other: Path, commands: list[tuple[str, ...]], words: str
) -> None:
    conflict(types, folder, other)
    for command in commands:
        assert types("scenarios", *command, folder).exit_code == 0
    assert types("scenarios", "diff", folder).exit_code == 0
    assert types("scenarios", "pull", other).exit_code == 0
    for place in (folder, other):
        assert words in (place / PARCEL).read_text(encoding="utf-8")


def conflict(types: Types, folder: Path, other: Path) -> None:
    types("scenarios", "pull", folder)
    types("scenarios", "pull", other)
    edit(other / PARCEL, "Three messages", "Seven letters")
    assert types("scenarios", "push", other).exit_code == 0
    edit(folder / PARCEL, "Three messages", "Nine telegrams")


def test_a_folder_that_was_never_pulled_overwrites_nothing(types: Types, folder: Path, late_parcel: Path) -> None:
    (folder / "en").mkdir()
    (folder / PARCEL).write_text(late_parcel.read_text(encoding="utf-8") + "# a remark\n", encoding="utf-8")
    result = types("scenarios", "pull", folder)
    assert result.exit_code == 1
    assert "# a remark" in (folder / PARCEL).read_text(encoding="utf-8")
    assert "only comments or layout differ" in types("scenarios", "diff", folder).output


def test_a_file_that_is_no_text_is_not_written_over(types: Types, folder: Path) -> None:
    (folder / "en").mkdir()
    (folder / PARCEL).write_bytes(b"\xff\xfe\x00")
    assert types("scenarios", "pull", folder).exit_code == 1
    assert (folder / PARCEL).read_bytes() == b"\xff\xfe\x00"


def test_a_broken_note_of_what_was_seen_is_named(types: Types, folder: Path) -> None:
    (folder / STATE).write_text("[", encoding="utf-8")
    result = types("scenarios", "pull", folder)
    assert result.exit_code == 1
    assert STATE in result.output and "Traceback" not in result.output


def test_both_sides_at_once_cannot_be_right(types: Types, folder: Path) -> None:
    assert types("scenarios", "pull", "--ours", "--theirs", folder).exit_code == 2


def test_what_was_pushed_is_left_alone_by_the_next_start(types: Types, folder: Path, other: Path) -> None:
    types("scenarios", "pull", folder)
    edit(folder / PARCEL, "Three messages", "Seven letters")
    types("scenarios", "push", folder)
    assert types("db", "upgrade").exit_code == 0
    types("scenarios", "pull", other)
    assert "Seven letters" in (other / PARCEL).read_text(encoding="utf-8")
