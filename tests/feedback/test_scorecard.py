"""What a trainee is shown after a talk."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.dialogue.walking import WALKS, story
from tests.feedback.talks import lamp, own_words, play, talk, typed_talk
from trainer.dialogue.engine import Playthrough
from trainer.feedback.scorecard import FORMULA, NothingSaid, Outlook, Scorecard, scorecard
from trainer.scenario.graph import analyse
from trainer.scenario.model import Outcome, Route, Scene
from trainer.scoring.dimensions import CLARITY, DIMENSIONS, EMPATHY


def percents(card: Scorecard) -> dict[str, float]:
    return {score.dimension.id: score.percent for score in card.dimensions}


def test_a_trainee_sees_the_average_of_their_turns_per_dimension_and_of_the_dimensions() -> None:
    card = scorecard(talk("calm_down", "date"))
    assert percents(card) == {"empathy": 37.5, "de_escalation": 37.5, "clarity": 75.0}
    assert card.overall == 50.0
    assert "average" in str(FORMULA)


def test_a_trainee_reads_the_anchor_nearest_to_each_score() -> None:
    empathy, _, clarity = scorecard(talk("feel", "date")).dimensions
    assert (empathy.points, empathy.anchor) == (1.5, EMPATHY.anchors[2])
    assert (clarity.points, clarity.anchor) == (1.5, CLARITY.anchors[2])
    assert scorecard(talk("calm_down", "carrier")).dimensions[0].anchor == EMPATHY.anchors[-1]


def test_a_trainee_sees_how_the_talk_ended_and_why() -> None:
    card = scorecard(talk("calm_down", "date"))
    assert (card.ending, card.debrief) == (Outcome.LOST, "The first words decided it.")
    assert [line.text for line in card.last_lines] == ["Goodbye."]
    running = scorecard(talk("feel"))
    assert (running.ending, running.debrief) == (None, None)


def test_a_trainee_sees_the_tension_from_the_start_on() -> None:
    curve = [(point.turn, str(point.label), point.tension) for point in scorecard(talk("feel", "carrier")).tension]
    assert curve == [(0, "Start", 7), (1, "Turn 1", 4), (2, "Turn 2", 6)]


def test_a_trainee_sees_each_turn_with_what_was_said_why_and_what_to_say_instead() -> None:
    first, second = scorecard(talk("calm_down", "carrier")).turns
    assert (first.number, first.title, first.said) == (1, "Where is it?", "Please calm down.")
    assert [line.text for line in first.lines] == ["Where is my lamp? I have asked THREE times!!"]
    assert first.percent == {"empathy": 0, "de_escalation": 0, "clarity": 50}
    assert first.overall == pytest.approx(50 / 3)
    assert (first.why, first.evidence) == ("It makes her anger the problem.", ("It makes her anger the problem.",))
    assert first.instead == "You have waited long enough. I look for it now."
    assert (first.tension_before, first.tension_after, second.tension_before) == (7, 9, 9)


def test_a_trainee_sees_what_would_have_happened_with_a_better_reply() -> None:
    best = scorecard(talk("calm_down", "carrier")).turns[0].best
    assert isinstance(best, Outlook)
    assert best.text.startswith("Three times and still no lamp")
    assert best.percent == pytest.approx((100 + 100 + 75) / 3)
    assert [line.text for line in best.lines] == ["It has been nine days. What now?"]
    assert (best.tension, best.ending) == (4, None)


def test_what_would_have_happened_knows_what_came_before() -> None:
    after_scolding, after_hearing = (scorecard(talk(first, "carrier")).turns[1].best for first in ("calm_down", "feel"))
    assert after_scolding is not None and after_scolding.ending == Outcome.LOST
    assert after_hearing is not None and after_hearing.ending == Outcome.RESOLVED


def test_a_trainee_who_said_the_best_there_was_is_offered_nothing_better() -> None:
    assert [turn.best for turn in scorecard(talk("feel", "date")).turns] == [None, None]


def test_of_two_better_replies_that_are_level_the_calming_one_is_shown() -> None:
    best = scorecard(play(story("tension"), "heat", "heat")).turns[1].best
    assert best is None, "all replies of this story score alike"
    opening = lamp().scenes["opening"]
    hot, cool = (
        opening.replies[0].model_copy(update={"id": name, "tension": by}) for name, by in (("hot", 2), ("cool", -2))
    )
    twins = opening.model_copy(update={"replies": (hot, cool, *opening.replies[1:])})
    scenario = lamp().model_copy(update={"scenes": {**lamp().scenes, "opening": twins}})
    best = scorecard(play(scenario, "calm_down")).turns[0].best
    assert best is not None and (best.reply, best.tension) == ("cool", 5)


def test_a_better_reply_that_leads_nowhere_in_a_faulty_draft_is_not_shown() -> None:
    opening = lamp().scenes["opening"]
    astray = opening.replies[0].model_copy(update={"to": "nowhere"})
    draft = {
        **lamp().scenes,
        "opening": opening.model_copy(update={"replies": (astray, *opening.replies[1:])}),
        "nowhere": Scene(routes=(Route(needs=("never",), to="glad"),)),
    }
    best = scorecard(play(lamp().model_copy(update={"scenes": draft}), "calm_down")).turns[0].best
    assert best is not None and best.reply == "plain"


def test_a_trainee_sees_their_scores_against_what_was_reachable() -> None:
    card = scorecard(talk("feel", "date"), analyse(lamp()))
    assert card.dimensions[0].reachable == (12.5, 87.5)
    assert card.reachable is not None and card.reachable[1] == pytest.approx(card.overall, abs=1e-4)
    assert scorecard(talk("feel", "date")).reachable is None


def test_a_trainee_who_let_time_run_out_sees_it() -> None:
    turn = scorecard(talk("feel", "timeout")).turns[1]
    assert (turn.said, turn.instead, turn.percent["clarity"]) == (None, "I am here.", 0)
    assert turn.best is not None and turn.best.reply == "date"


def test_the_turns_where_the_talk_turned_are_marked() -> None:
    turns = scorecard(talk("calm_down", "date")).turns
    assert [turn.turning for turn in turns] == ["heated", "calmed"]
    quiet = scorecard(talk("plain", "timeout")).turns
    assert [(turn.turning, turn.is_turning_point) for turn in quiet] == [(None, False), (None, False)]


def test_of_two_turns_that_heated_alike_the_first_is_marked() -> None:
    turns = scorecard(play(story("tension").model_copy(update={"tension": 1}), "heat", "heat")).turns
    assert [turn.turning for turn in turns] == ["heated", None]


def test_a_trainee_sees_what_trained_which_skill() -> None:
    card = scorecard(talk("feel", "carrier"))
    assert card.turns[0].skills == ("handling_criticism",)
    assert card.turns[1].skills == ("listening", "persuading")
    assert card.skills == pytest.approx({"handling_criticism": 275 / 3, "listening": 100 / 3, "persuading": 100 / 3})


def test_typed_words_count_with_their_own_scores_and_stand_for_a_reply() -> None:
    fitting = own_words("Calm down, will you", empathy=-1.5, de_escalation=-2, clarity=0)
    card = scorecard(typed_talk(("calm_down", fitting), ("date", own_words("Friday!", clarity=1.2))))
    first, second = card.turns
    assert percents(card) == pytest.approx({"empathy": 31.25, "de_escalation": 25.0, "clarity": 65.0})
    assert (first.said, first.stands_for) == ("Calm down, will you", "Please calm down.")
    assert (first.why, first.evidence) == ("It makes her anger the problem.", ())
    assert first.typed is fitting
    assert second.best is not None and second.best.text.startswith("It leaves the depot")
    assert card.typed_share == 1.0
    assert scorecard(talk("feel", "date")).typed_share == 0.0


def test_words_that_stood_for_no_reply_are_not_explained_by_one() -> None:
    (turn,) = scorecard(typed_talk(("calm_down", own_words("Lamps!", empathy=-1, fits=False)))).turns
    assert (turn.stands_for, turn.why, turn.instead) == (None, None, None)
    assert turn.best is not None


def test_a_trainee_who_said_nothing_yet_has_no_scorecard() -> None:
    with pytest.raises(NothingSaid, match="nothing to score"):
        scorecard(talk())


@given(WALKS)
def test_every_percentage_stays_within_0_and_100(walked: Playthrough) -> None:
    if not walked.turns:
        return
    card = scorecard(walked)
    assert 0 <= card.overall <= 100
    assert card.overall == pytest.approx(sum(percents(card).values()) / len(DIMENSIONS))
    for turn in card.turns:
        assert all(0 <= percent <= 100 for percent in (*turn.percent.values(), turn.overall))
        assert turn.best is None or turn.best.percent > turn.overall
    assert all(0 <= percent <= 100 for percent in card.skills.values())
    assert [point.tension for point in card.tension[1:]] == [turn.tension_after for turn in card.turns]
