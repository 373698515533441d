"""One tiny story per rule of the engine, as a trainee lives it."""

from __future__ import annotations

import pytest

from tests.dialogue.walking import NAMES, STORIES, play, story, texts
from trainer.dialogue.engine import NotOnOffer, NotTimed, Playthrough, answer, start, time_out
from trainer.scenario.model import NARRATOR, YOU, Outcome


def offered(playthrough: Playthrough) -> list[str | None]:
    return [reply.id for reply in playthrough.offered]


@pytest.mark.parametrize("name", NAMES)
def test_a_coach_finds_the_rule_on_top_of_every_story_and_its_walkthroughs_end_as_written(name: str) -> None:
    assert (STORIES / f"{name}.yaml").read_text(encoding="utf-8").startswith("# Rule: ")
    scenario = story(name)
    assert scenario.walkthroughs
    for walkthrough in scenario.walkthroughs:
        ended = play(scenario, *(take.split(".")[1] for take in walkthrough.take))
        assert (ended.ended, ended.scene_id) == (True, walkthrough.ends)
        assert [f"{step.scene}.{step.reply}" for step in ended.path] == list(walkthrough.take)


def test_branching_a_trainee_hears_the_answer_to_what_they_chose() -> None:
    before = start(story("branching"))
    assert texts(before) == ["Where is my lamp?"]
    assert not before.ended and before.ending is None
    glad, gone = answer(before, "1"), answer(before, "2")
    assert (texts(glad), glad.ending) == (["Thank you."], Outcome.RESOLVED)
    assert (texts(gone), gone.ending) == (["Goodbye."], Outcome.LOST)
    assert before == start(story("branching")), "a playthrough never changes"


def test_start_a_trainee_begins_at_the_scene_that_the_coach_named() -> None:
    assert texts(start(story("start"))) == ["Anybody there?"]


def test_reply_ids_a_trainee_answers_by_name_or_by_number() -> None:
    before = start(story("reply_ids"))
    assert offered(before) == ["1", "search", "3"]
    with pytest.raises(NotOnOffer, match="not on offer"):
        answer(before, "2")


def test_needs_a_trainee_meets_their_own_promise_again() -> None:
    promised, shrugged = play(story("needs"), "promise"), play(story("needs"), "shrug")
    assert texts(promised) == ["You wanted to call me back today!", "So, what now?"]
    assert offered(promised) == ["own_up", "wait"]
    assert texts(shrugged) == ["So, what now?"]
    with pytest.raises(NotOnOffer):
        answer(shrugged, "own_up")


def test_unless_a_trainee_who_apologised_is_spared_the_reproach() -> None:
    sorry, facts = play(story("unless"), "sorry"), play(story("unless"), "facts")
    assert (texts(sorry), offered(sorry)) == (["So, what now?"], ["search"])
    assert (texts(facts)[0], offered(facts)) == ("Not even an apology!", ["late_sorry", "search"])


def test_clears_a_trainee_takes_an_accusation_back() -> None:
    blamed = play(story("clears"), "1")
    assert blamed.flags == {"blamed"}
    assert answer(blamed, "take_back").flags == set()
    assert answer(blamed, "again").flags == {"blamed"}


def test_tension_moves_with_what_a_trainee_says_and_stays_within_0_and_10() -> None:
    hot = play(story("tension"), "heat", "heat")
    assert [(turn.tension_before, turn.tension_after) for turn in hot.turns] == [(8, 10), (10, 10)]
    cool = play(story("tension"), "cool", "cool")
    assert [(turn.tension_before, turn.tension_after) for turn in cool.turns] == [(8, 0), (0, 0)]


def test_at_tension_a_trainee_can_joke_only_once_it_is_calm() -> None:
    cool, hot = play(story("at_tension"), "cool"), play(story("at_tension"), "heat")
    assert (cool.tension, texts(cool), offered(cool)) == (4, ["Well, then."], ["joke", "sorry"])
    assert (hot.tension, texts(hot), offered(hot)) == (6, ["I am not calm!"], ["sorry"])


def test_routes_lead_a_trainee_by_flags_first_and_tension_second() -> None:
    promised, sorry, waited = (play(story("routes"), take) for take in ("promise", "sorry", "wait"))
    assert texts(promised) == ["A night goes by.", "You did not call.", "Goodbye."]
    assert texts(sorry) == ["A night goes by.", "Thank you."]
    assert texts(waited) == ["A night goes by.", "It is morning.", "Goodbye."]
    assert waited.entered == ("night", "morning", "gone")


def test_timed_a_trainee_who_says_nothing_in_time_hears_about_it() -> None:
    silent = time_out(start(story("timed")))
    assert texts(silent) == ["Do not let me wait again."]
    turn = silent.turns[0]
    assert (turn.said, turn.timed_out, turn.tension_after) == (None, True, 8)
    assert turn.scores == {"empathy": -1, "de_escalation": -1, "clarity": 0}
    assert texts(play(story("timed"), "1")) == []
    with pytest.raises(NotTimed, match="no time limit"):
        time_out(silent)


def test_discussion_a_trainee_hears_who_speaks_to_whom() -> None:
    heard = [(line.speaker, line.to) for line in start(story("discussion")).lines]
    assert heard == [(NARRATOR, None), ("ann", "ben"), ("ben", "ann"), ("ben", YOU)]


def test_loop_a_trainee_who_dodges_is_asked_again_with_more_heat() -> None:
    again = play(story("loop"), "dodge", "dodge")
    assert texts(again) == ["Where is my lamp?", "I asked you already."]
    assert (again.scene_id, again.tension, len(again.turns)) == ("opening", 7, 2)
