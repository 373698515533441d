"""The feedback after a talk, and the progress over several."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.people import Person

Plays = Callable[..., str]


def test_guest_reads_scores_set_against_what_was_reachable(guest: Person, plays: Plays) -> None:
    guest.opens(f"{plays(guest)}/feedback")
    assert "Overall 88" in guest.sees
    assert "reachable here: 21 to 88" in guest.sees
    assert "the average over your turns" in guest.sees


def test_guest_reads_each_turn_with_why_and_what_to_say_instead(guest: Person, plays: Plays) -> None:
    guest.opens(f"{plays(guest, 'Please calm down', 'It is with the carrier')}/feedback")
    assert "Turn 1" in guest.sees
    assert '"Calm down" tells her that her anger is the problem.' in guest.sees
    assert "Say instead You've waited long enough." in guest.sees
    assert "Here it heated up" in guest.sees
    assert "What would have happened with a better reply" in guest.sees


def test_guest_reads_one_thing_to_keep_and_one_to_try(guest: Person, plays: Plays) -> None:
    guest.opens(f"{plays(guest)}/feedback")
    assert "Keep" in guest.sees
    assert "Try next" in guest.sees


def test_guest_sees_the_map_with_their_way_and_not_what_they_have_not_seen(guest: Person, plays: Plays) -> None:
    guest.opens(f"{plays(guest)}/feedback")
    assert "The map of the talk" in guest.sees
    assert guest.page.text.count('class="node seen') == 3 + 1
    assert "edge taken" in guest.page.text


def test_guest_goes_again_from_a_turn(guest: Person, plays: Plays) -> None:
    guest.opens(f"{plays(guest)}/feedback")
    guest.presses("Again from here", turn="2")
    assert "What do you answer?" in guest.sees


def test_the_tension_stands_in_a_table_too(guest: Person, plays: Plays) -> None:
    guest.opens(f"{plays(guest)}/feedback")
    assert "Start 7 · angry Turn 1 5 · uneasy Turn 2 3 · mostly calm" in guest.sees


def test_before_the_end_there_is_no_feedback_but_the_talk(guest: Person, begins: Plays) -> None:
    talk = begins(guest)
    guest.opens(f"{talk}/feedback")
    assert guest.at == talk


def test_russian_trainee_reads_the_feedback_in_russian(visitor: Callable[..., Person], plays: Plays) -> None:
    person = visitor("ru")
    person.opens("/scenarios/ru/net-vody")
    person.presses("Начать")
    person.presses("Три дня без воды")
    person.opens(f"{person.at}/feedback")
    assert "Обратная связь" in person.sees
    assert "Вы назвали то, что с ней происходит." in person.sees
    assert "Empathy" not in person.sees
    assert "Эмпатия" in person.sees


def test_newcomer_finds_an_empty_progress_page_that_says_what_to_do(guest: Person) -> None:
    guest.opens("/progress")
    assert "Nothing here yet" in guest.sees
    guest.follows("To the library")
    assert guest.at == "/"


def test_days_are_told_in_words_so_that_nobody_takes_the_month_for_the_day(
    visitor: Callable[..., Person], plays: Plays
) -> None:
    english = visitor("en")
    plays(english)
    english.opens("/progress")
    assert re.search(r"\d{1,2} [A-Z][a-z]{2} \d{4}, \d\d:\d\d", english.sees)
    assert not re.search(r"\d/\d", english.sees)


def test_guest_sees_scores_over_time_with_a_table(guest: Person, plays: Plays) -> None:
    plays(guest, "Please calm down", "It is with the carrier")
    plays(guest)
    guest.opens("/progress")
    assert "2 talks to the end" in guest.sees
    assert "1 day of practice this week" in guest.sees
    assert "Most to gain here." in guest.sees
    assert "You practise as a guest" in guest.sees
    assert guest.page.text.count("data-value=") >= 6


def test_outsider_sees_nothing_of_it(guest: Person, outsider: Person, plays: Plays) -> None:
    plays(guest)
    assert "Nothing here yet" in outsider.opens("/progress")


def test_guest_who_registers_keeps_the_attempts(guest: Person, plays: Plays) -> None:
    talk = plays(guest)
    guest.opens("/register")
    guest.presses("Create the account", name="Greta", email="greta@example.org", password="a rather long phrase")
    assert "The parcel that never came" in guest.opens("/progress")
    assert "You practise as a guest" not in guest.sees
    guest.opens(f"{talk}/feedback")
    assert guest.page.status_code == 200
