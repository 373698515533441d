"""What a coach does with a draft in the terminal: check it, play it, let the editor know the format."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Types

Draft = Callable[[str, str], Path]


def test_a_coach_learns_that_a_scenario_is_good(types: Types, no_water: Path) -> None:
    result = types("check", no_water)
    assert result.exit_code == 0
    assert "good, 3 scenes, 2 replies, 2 endings" in result.output
    assert "1 file: 0 errors, 0 warnings." in result.output


def test_a_coach_learns_every_mistake_with_its_place(types: Types, draft: Draft) -> None:
    path = draft("to: found", "to: fuond")
    result = types("check", path)
    line = path.read_text(encoding="utf-8").splitlines().index("        to: fuond") + 1
    assert result.exit_code == 1
    assert f"{path}:{line}:" in result.output
    assert "Did you mean `found`?" in result.output
    assert "1 error" in result.output


def test_warnings_fail_only_where_the_coach_is_strict(types: Types, draft: Draft) -> None:
    path = draft("debrief: She left because nobody took the problem off her hands.", "")
    result = types("check", path)
    assert "warning" in result.output
    assert result.exit_code == 0
    assert types("check", "--strict", path).exit_code == 1


def test_a_coach_checks_a_folder_and_each_file_once(types: Types, no_water: Path) -> None:
    result = types("check", no_water.parents[1], no_water)
    assert result.output.count("net-vody.yaml: good") == 1
    assert "late-parcel.yaml" in result.output


def test_a_folder_without_scenarios_is_no_success(types: Types, tmp_path: Path) -> None:
    result = types("check", tmp_path)
    assert result.exit_code == 1
    assert "There are no scenario files here" in result.output


def test_an_editor_gets_the_schema(types: Types) -> None:
    schema = json.loads(types("schema").output)
    assert schema["$schema"].startswith("http://json-schema.org/")
    assert "tension" in schema["properties"]


def test_a_coach_plays_a_draft_to_its_good_end(types: Types, late_parcel: Path) -> None:
    said = types("play", late_parcel, answers="1\n1\n").output
    assert "This is the THIRD time" in said
    assert "tension ███████░░░ 7/10" in said
    assert "The talk ended: resolved" in said
    assert "Overall" in said
    assert "Keep: You brought this talk to a good end." in said


def test_a_coach_sees_what_a_weak_reply_does(types: Types, late_parcel: Path) -> None:
    said = types("play", late_parcel, answers="2\n").output
    assert "tension +2" in said
    assert "tells her that her anger is the problem" in said
    assert "Instead: You've waited long enough." in said
    assert "And don't tell me again to calm down." in said


def test_a_coach_says_nothing_in_a_timed_scene(types: Types, late_parcel: Path) -> None:
    said = types("play", late_parcel, answers="2\ns\n").output
    assert "say nothing (after 60 s)" in said
    assert "The talk ended: lost" in said


@pytest.mark.parametrize("nonsense", ["9", "s", "0", "²", "one", ""])
def test_an_answer_that_is_not_offered_is_asked_for_again(types: Types, late_parcel: Path, nonsense: str) -> None:
    said = types("play", late_parcel, answers=f"{nonsense}\n1\n1\n").output
    assert "Please type one of 1, 2, q." in said
    assert "The talk ended: resolved" in said


@pytest.mark.parametrize("stop", ["q\n", ""])
def test_a_coach_may_stop_at_any_time(types: Types, late_parcel: Path, stop: str) -> None:
    result = types("play", late_parcel, answers=f"1\n{stop}")
    assert result.exit_code == 0
    assert "The talk is not over. Up to here:" in result.output
    assert result.output.count("The tracking page shows") == 1  # what was heard is not told again
    assert "Overall" in result.output


def test_stopping_at_once_shows_no_scores(types: Types, late_parcel: Path) -> None:
    assert "Overall" not in types("play", late_parcel, answers="q\n").output


def test_a_draft_that_cannot_be_read_is_not_played(types: Types, draft: Draft) -> None:
    result = types("play", draft("tension: 7", "tension: 70"))
    assert result.exit_code == 1
    assert "This cannot be played yet." in result.output
    assert "tension" in result.output


def test_markup_in_a_scenario_is_only_text(types: Types, draft: Draft) -> None:
    said = types("play", draft("- dana: This is", "- dana: See, [bold red]this[/] is"), answers="q\n").output
    assert "See, [bold red]this[/] is the THIRD time" in said
