"""What an administrator does in the terminal: accounts, the database, the demo."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Types

ADDED = ("user", "add", "vera@example.org", "--name", "Vera Lindt", "--password", "a long enough phrase")


def test_an_administrator_adds_somebody_and_finds_them_in_the_list(types: Types) -> None:
    assert types(*ADDED, "--role", "coach").exit_code == 0
    listed = types("user", "list").output.split()
    assert listed[:2] == ["vera@example.org", "coach"]
    assert listed[-2:] == ["Vera", "Lindt"]


def test_whoever_is_added_without_a_role_is_a_trainee(types: Types) -> None:
    assert types(*ADDED).output.split()[1] == "trainee"


def test_name_and_password_are_asked_for(types: Types) -> None:
    answers = "Vera Lindt\na long enough phrase\na long enough phrase\n"
    result = types("user", "add", "vera@example.org", answers=answers)
    assert result.exit_code == 0
    assert "vera@example.org" in types("user", "list").output
    assert "a long enough phrase" not in result.output


def test_an_administrator_changes_a_role(types: Types) -> None:
    types(*ADDED)
    assert types("user", "role", "vera@example.org", "admin").output.split()[:2] == ["vera@example.org", "admin"]


def test_an_administrator_lets_somebody_in_who_lost_a_phone(types: Types) -> None:
    types(*ADDED)
    assert types("user", "reset", "vera@example.org").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (ADDED, "There already is an account"),
        (("user", "add", "vera", "--name", "V", "--password", "a long enough phrase"), "not a mail address"),
        (("user", "add", "x@example.org", "--name", "X", "--password", "short"), "at least"),
        (("user", "role", "vera@example.org", "king"), "There is no role king"),
        (("user", "role", "nobody@example.org", "coach"), "There is no account"),
        (("user", "reset", "nobody@example.org"), "There is no account"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(types: Types, arguments: tuple[str, ...], said: str) -> None:
    types(*ADDED)
    result = types(*arguments)
    assert result.exit_code == 1
    assert said in result.output
    assert "Traceback" not in result.output


def test_the_demo_names_its_sign_ins_and_can_be_asked_for_again(types: Types) -> None:
    first, second = types("demo"), types("demo")
    assert "trainee@example.org" in first.output
    assert "password" in first.output
    assert second.output == first.output
    assert types("user", "list").output.count("@example.org") == 3


def test_the_database_can_be_upgraded_twice(types: Types, tmp_path: Path) -> None:
    assert types("db", "upgrade").exit_code == 0
    assert (tmp_path / "instance" / "calm-waters.sqlite").exists()
    assert "up to date" in types("db", "upgrade").output


def test_a_setting_that_cannot_be_is_named(types: Types, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRAINER_HTTPS", "perhaps")
    result = types("user", "list")
    assert result.exit_code == 1
    assert "TRAINER_HTTPS" in result.output


def test_a_database_out_of_reach_is_named(types: Types, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRAINER_DATABASE", "sqlite:////nowhere/at/all.sqlite")
    result = types("db", "upgrade")
    assert result.exit_code == 1
    assert "The database cannot be used" in result.output


def test_a_folder_of_scenarios_that_is_not_there_is_named(types: Types, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRAINER_SCENARIOS", "/nowhere/at/all")
    result = types("db", "upgrade")
    assert result.exit_code == 1
    assert "/nowhere/at/all" in result.output


def test_a_broken_scenario_is_named_and_the_others_are_there(
    types: Types, tmp_path: Path, late_parcel: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "scenarios" / "en"
    folder.mkdir(parents=True)
    (folder / "good.yaml").write_bytes(late_parcel.read_bytes())
    (folder / "broken.yaml").write_text("title: [", encoding="utf-8")
    monkeypatch.setenv("TRAINER_SCENARIOS", str(folder.parent))
    result = types("db", "upgrade")
    assert result.exit_code == 0
    assert "broken.yaml" in result.output
    assert "good.yaml" not in result.output
