"""A coach plays a draft: everything is shown, nothing is stored."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.people import Person
from tests.scenario.test_editing import TALK
from trainer.authoring.drafts import new_draft
from trainer.authoring.models import Draft
from trainer.authoring.preview import Played, begin, play, take
from trainer.extensions import db
from trainer.practice.models import Attempt
from trainer.scenario import editing
from trainer.scenario.reader import read

KEY = "f" * 32
PLAY = f"/coach/drafts/{KEY}/play"
RED = TALK.replace("    title: Later\n", "    title: Later\n    lines:\n      - {dana: Red again., needs: [red]}\n")


@pytest.fixture
def draft(app: Flask) -> Callable[..., None]:
    """Makes a draft with that text."""

    def make(text: str = TALK) -> None:
        with app.app_context():
            new_draft(None, KEY, text, language="en", slug="a-talk")

    return make


def test_a_coach_plays_with_everything_laid_open_and_nothing_is_counted(
    coach: Person, draft: Callable[..., None], count: Callable[[type], int]
) -> None:
    draft()
    assert "Nothing is counted or stored." in coach.opens(PLAY)
    page = coach.presses("Not my fault.")
    assert "Remembered: red." in page and "It hurts." in page and "Better: I'm sorry." in page
    assert "Empathy 25" in page and "Resolved" in page and "You listened." in page
    assert "Flags that are set : red" in page or "Flags that are set: red" in page
    assert count(Attempt) == 0


def test_one_step_back_and_another_way(coach: Person, draft: Callable[..., None]) -> None:
    draft()
    coach.opens(PLAY)
    coach.presses("I look now.")
    assert "A long reply" in coach.sees
    page = coach.presses("One step back")
    assert "I look now." in page and "A long reply" not in page and "One step back" not in page
    coach.presses("I look now.")
    coach.presses("A long reply")
    assert "Resolved" in coach.sees
    assert "Where is it?" in coach.presses("Start again") and "Resolved" not in coach.sees


def test_own_words_are_judged_and_understood(
    coach: Person, draft: Callable[..., None], count: Callable[[type], int]
) -> None:
    draft()
    coach.opens(PLAY)
    page = coach.presses("Say it", text="I look now.")
    assert "Understood as: I look now." in page and "A long reply" in page
    page = coach.presses("Say it", text="Fine, and how is the weather over there?")
    assert "Resolved" in page
    assert "Write a few words first" in (coach.presses("Start again") and coach.presses("Say it", text=" "))
    assert "Shorten it" in coach.presses("Say it", text="x" * 2001) and "x" * 2001 in coach.page.text
    assert count(Attempt) == 0


def test_from_any_scene_at_any_tension(coach: Person, draft: Callable[..., None]) -> None:
    draft()
    page = coach.opens(f"{PLAY}?scene=middle&tension=2")
    assert "This begins in the middle, at “Later”" in page and "A long reply" in page and "mostly calm" in page
    assert "There is no scene `nowhere` any more." in coach.opens(f"{PLAY}?scene=nowhere")


def test_a_draft_that_changed_is_played_as_far_as_it_fits(
    coach: Person, draft: Callable[..., None], app: Flask
) -> None:
    draft()
    coach.opens(PLAY)
    coach.presses("I look now.")
    with app.app_context():
        db.session.query(Draft).filter_by(key=KEY).one().text = editing.rename_scene(TALK, "opening", "first")
        db.session.commit()
    page = coach.presses("A long reply")
    assert "The draft has changed: the talk goes on from where it still fits." in page and "I look now." in page


def test_a_draft_that_cannot_be_read_says_what_to_mend(coach: Person, draft: Callable[..., None]) -> None:
    draft(TALK.replace("to: middle", "to: nowhere"))
    page = coach.opens(PLAY)
    assert "This draft cannot be played yet" in page and "nowhere" in page
    assert coach.page.status_code == 409


@pytest.mark.parametrize("path", ["{", "[1]", '"x"', "null", '[{"scene": "opening"}]'])
def test_a_path_that_no_page_sends_breaks_nothing(coach: Person, draft: Callable[..., None], path: str) -> None:
    draft()
    coach.opens(PLAY)
    assert coach.sends(PLAY, {"path": path, "do": "back"}).status_code in (200, 400)


def test_a_forged_assessment_is_refused(coach: Person, draft: Callable[..., None]) -> None:
    draft()
    coach.opens(PLAY)
    scores = '{"empathy": 2, "de_escalation": 2, "clarity": 2}'
    typed = f'{{"text": "x", "scores": {scores}, "matched": true, "assessment": {{"x": 1}}}}'
    path = f'[{{"scene": "opening", "reply": "1", "typed": {typed}}}]'
    assert coach.sends(PLAY, {"path": path, "do": ""}).status_code == 400


def test_others_do_not_play_the_draft(trainee: Person, draft: Callable[..., None]) -> None:
    draft()
    trainee.opens(PLAY)
    assert trainee.page.status_code == 404


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["1", "2", "go", "timeout", "x"]), max_size=6))
def test_the_path_that_the_page_carries_leads_back_to_where_it_was(replies: list[str]) -> None:
    scenario = begin(read(RED).scenario, "", None)
    played = play(scenario, "")
    for reply in replies:
        played = take(played, reply, "")
        assert play(scenario, played.path).playthrough == played.playthrough
    back = play(scenario, played.path, back=1)
    assert isinstance(back, Played) and len(back.playthrough.turns) == max(0, len(played.playthrough.turns) - 1)
