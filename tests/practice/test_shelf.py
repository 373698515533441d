"""The library: what is on the shelf, found by filters and words, with what one has made of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from tests.people import Person
from trainer.library.syncing import sync

SHELF = Path(__file__).parents[1] / "shelf"
Plays = Callable[..., str]


@pytest.fixture
def folder(app: Flask, tmp_path: Path) -> Path:
    """A copy of the shelf's folder that a coach can edit."""
    return Path(shutil.copytree(SHELF, tmp_path / "scenarios"))


def test_guest_finds_the_scenarios_in_the_language_of_the_browser(visitor: Callable[..., Person]) -> None:
    english, russian = visitor("en"), visitor("ru")
    assert "The parcel that never came" in english.opens("/")
    assert "Третий день без воды" not in english.sees
    assert "Третий день без воды" in russian.opens("/")
    assert "The parcel that never came" not in russian.sees


def test_guest_sees_all_languages_when_asking_for_them(guest: Person) -> None:
    guest.opens("/?language=")
    assert "The parcel that never came" in guest.sees
    assert "Третий день без воды" in guest.sees


@pytest.mark.parametrize(
    "query", ["q=PARCEL", "q=nine+days", "kind=customer", "skill=listening", "difficulty=2", "minutes=7"]
)
def test_filters_that_fit_keep_the_scenario(guest: Person, query: str) -> None:
    guest.opens(f"/?language=en&{query}")
    assert "The parcel that never came" in guest.sees


@pytest.mark.parametrize("query", ["q=volcano", "kind=discussion", "skill=persuading", "difficulty=5", "minutes=5"])
def test_filters_that_do_not_fit_say_so_and_offer_a_way_out(guest: Person, query: str) -> None:
    guest.opens(f"/?language=en&{query}")
    assert "Nothing fits all of that" in guest.sees
    guest.follows("Show everything")
    assert "The parcel that never came" in guest.sees


NONSENSE = ["language=xx&difficulty=many&minutes=-&kind=me&skill=<script>", f"difficulty={10**30}&minutes=-{10**30}"]


@pytest.mark.parametrize("query", NONSENSE)
def test_nonsense_in_the_filters_is_passed_over(guest: Person, query: str) -> None:
    guest.opens(f"/?{query}")
    assert guest.page.status_code == 200
    assert "The parcel that never came" in guest.opens(f"/?{query}&language=en")


def test_search_in_russian_does_not_mind_capitals(visitor: Callable[..., Person]) -> None:
    assert "Третий день без воды" in visitor("ru").opens("/?q=ТРЕТИЙ")


@pytest.mark.parametrize("query", ["диспетчеры", "жительницы вода", "ДОМ", "домов"])
def test_search_looks_into_the_brief_and_the_cast_and_does_not_mind_endings(
    visitor: Callable[..., Person], query: str
) -> None:
    """The title is "Третий день без воды"; the brief says "Вы диспетчер управляющей компании. В доме ..."."""
    assert "Третий день без воды" in visitor("ru").opens(f"/?q={query}")


def test_search_does_not_find_a_word_in_the_middle_of_another(visitor: Callable[..., Person]) -> None:
    assert "Третий день без воды" not in visitor("ru").opens("/?q=лица")


def test_newcomer_is_welcomed_and_a_player_sees_their_best(guest: Person, plays: Plays) -> None:
    assert "Practise the talk before it happens" in guest.opens("/")
    assert "Not played yet" in guest.sees
    plays(guest, "Please calm down", "It is with the carrier")
    plays(guest)
    guest.opens("/")
    assert "Practise the talk before it happens" not in guest.sees
    assert "Played 2 times" in guest.sees
    assert "Best: 88" in guest.sees


def test_player_is_told_what_to_play_next_and_why(guest: Person, plays: Plays) -> None:
    plays(guest)
    guest.opens("/")
    assert "Next for you: The parcel that never came" in guest.sees
    assert "Once more for what is hardest for you so far: Listening." in guest.sees


def test_an_unknown_scenario_is_a_page_in_words(guest: Person) -> None:
    guest.opens("/scenarios/en/no-such-talk")
    assert guest.page.status_code == 404
    assert "There is nothing here" in guest.sees


def test_editing_the_file_leaves_a_running_talk_as_it_was(
    app: Flask, guest: Person, begins: Plays, folder: Path
) -> None:
    talk = begins(guest)
    file = folder / "en" / "late-parcel.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("Three messages", "Seven letters"), encoding="utf-8")
    with app.app_context():
        assert sync(folder).changed == ["late-parcel"]
    guest.opens(talk)
    guest.presses("Three messages and no parcel")
    assert "The tracking page shows" in guest.sees
    begins(guest)
    assert "Seven letters" in guest.sees


def test_deleting_the_file_takes_it_off_the_shelf_and_breaks_nothing(
    app: Flask, guest: Person, plays: Plays, begins: Plays, folder: Path
) -> None:
    done, running = plays(guest), begins(guest)
    (folder / "en" / "late-parcel.yaml").unlink()
    with app.app_context():
        assert sync(folder).retired == ["late-parcel"]
    assert "The parcel that never came" in guest.opens(f"{done}/feedback")
    guest.opens(running)
    guest.presses("Three messages and no parcel")
    assert "The tracking page shows" in guest.sees


def test_who_comes_back_to_a_scenario_that_is_gone_is_led_to_the_library(
    app: Flask, guest: Person, plays: Plays, folder: Path
) -> None:
    talk = plays(guest)
    guest.opens("/scenarios/en/late-parcel")
    brief = guest.page
    (folder / "en" / "late-parcel.yaml").unlink()
    with app.app_context():
        sync(folder)
    guest.opens(f"{talk}/feedback")
    guest.follows("The parcel that never came")
    assert guest.at == "/"
    assert "“The parcel that never came” is no longer on the shelf" in guest.sees
    guest.page = brief
    guest.presses("Begin")
    assert guest.at == "/"
    assert "is no longer on the shelf" in guest.sees


def test_a_talk_that_cannot_be_played_is_not_put_on_the_shelf(app: Flask, guest: Person, folder: Path) -> None:
    file = folder / "en" / "late-parcel.yaml"
    stuck = file.read_text(encoding="utf-8").replace("- {to: lost}", "- {at_tension: [6, 7], to: lost}")
    (folder / "en" / "stuck.yaml").write_text(stuck.replace("The parcel that", "The talk that"), encoding="utf-8")
    with app.app_context():
        done = sync(folder)
    assert [Path(error.source).name for error in done.refused] == ["stuck.yaml"]
    assert "The talk that never came" not in guest.opens("/")


def test_two_files_of_one_name_and_language_are_told_apart(app: Flask, guest: Person, folder: Path) -> None:
    shutil.copytree(folder / "en", folder / "old")
    with app.app_context():
        done = sync(folder)
    assert [Path(error.source).parent.name for error in done.refused] == ["old"]
    assert "There is a scenario of this name and language already" in str(done.refused[0])
    assert guest.opens("/").count("The parcel that never came") == 1


def test_who_reads_a_language_without_scenarios_is_shown_the_others(
    app: Flask, visitor: Callable[..., Person], folder: Path
) -> None:
    shutil.rmtree(folder / "ru")
    with app.app_context():
        sync(folder)
    person = visitor("ru")
    person.opens("/")
    assert "Положите файл" not in person.sees
    person.follows("Показать на всех языках")
    assert "The parcel that never came" in person.sees


def test_a_file_with_errors_leaves_the_scenario_as_it_stood(app: Flask, guest: Person, folder: Path) -> None:
    file = folder / "en" / "late-parcel.yaml"
    file.write_text("title: broken\n", encoding="utf-8")
    with app.app_context():
        done = sync(folder)
    assert [Path(error.source).name for error in done.refused] == ["late-parcel.yaml"]
    assert "The parcel that never came" in guest.opens("/")


def test_reading_the_folder_again_changes_nothing(app: Flask, folder: Path) -> None:
    with app.app_context():
        done = sync(folder)
    assert (done.new, done.changed, done.retired) == ([], [], [])


def test_the_example_of_the_documentation_is_the_one_on_the_shelf() -> None:
    guide = (SHELF.parents[1] / "docs" / "scenario-format.md").read_text(encoding="utf-8")
    example = guide.split("```yaml\n")[1].split("```")[0]
    assert example in (SHELF / "en" / "late-parcel.yaml").read_text(encoding="utf-8")
