"""The report on a workshop, as its coach reads it; its figures against SciPy's and pingouin's on the raw talks."""

from __future__ import annotations

from statistics import fmean

import numpy as np
import pingouin
import pytest
from flask import Flask
from scipy import stats
from sqlalchemy import select

from tests.people import Person
from tests.workshops.meeting import BAD, FAIR, GOOD, POOR, Meeting, talk
from trainer.extensions import db
from trainer.workshops.comparison_turns import turns_lost
from trainer.workshops.models import AFTER, BEFORE, Participant, RoundTalk
from trainer.workshops.report import report
from trainer.workshops.result_models import TalkTurn

WAYS = [(BAD, GOOD), (POOR, GOOD), (BAD, FAIR), (FAIR, GOOD), (POOR, POOR), (BAD, GOOD)]


@pytest.fixture
def meeting(app: Flask, coach: Person) -> Meeting:
    """Six people of Harbour who play before and after, and three of Lighthouse who play afterwards only."""
    with app.app_context():
        meeting = Meeting()
        for number, (first, last) in enumerate(WAYS):
            who = meeting.person("Harbour", form=number % 2)
            meeting.plays(who, BEFORE, first)
            meeting.plays(who, AFTER, last)
        for _ in range(3):
            meeting.plays(meeting.person("Lighthouse"), AFTER, GOOD)
        return meeting


def raw(name: str) -> tuple[list[float], list[float]]:
    return [getattr(talk(way), name) for way, _ in WAYS], [getattr(talk(way), name) for _, way in WAYS]


@pytest.mark.parametrize("name", ["overall", "empathy", "de_escalation", "clarity"])
def test_the_changes_are_those_of_scipy_and_pingouin(app: Flask, meeting: Meeting, name: str) -> None:
    with app.app_context():
        before, after = raw(name)
        (found,) = [each.change for each in report(meeting.workshop).changes if each.id == name]
    interval = stats.ttest_rel(after, before).confidence_interval(0.95)
    assert found.n == 6
    assert (found.before, found.after) == (pytest.approx(fmean(before)), pytest.approx(fmean(after)))
    assert (found.low, found.high) == (pytest.approx(interval.low), pytest.approx(interval.high))
    assert found.effect is not None
    assert found.effect.g == pytest.approx(pingouin.compute_effsize(after, before, paired=True, eftype="hedges"))


def test_the_coach_reads_the_change_with_interval_people_and_how_it_is_computed(
    app: Flask, coach: Person, meeting: Meeting
) -> None:
    coach.opens(meeting.report)
    with app.app_context():
        before, after = raw("overall")
    interval = stats.ttest_rel(after, before).confidence_interval(0.95)
    gained = np.mean(after) - np.mean(before)
    assert f"Overall +{gained:.1f} +{interval.low:.1f} to +{interval.high:.1f} clearly higher" in coach.sees
    ends = f"+{interval.low:.1f} to +{interval.high:.1f}"
    assert f"clearly higher (+{gained:.1f}; 95 % interval {ends}; {len(before)} people)." in coach.sees
    assert "Everybody is set against themselves" in coach.sees
    assert "with Student's t interval" in coach.sees


def test_an_interval_that_holds_zero_is_no_clear_change_in_words(app: Flask, coach: Person) -> None:
    with app.app_context():
        meeting = Meeting()
        for first, last in ((GOOD, BAD), (BAD, GOOD), (POOR, FAIR), (FAIR, POOR), (GOOD, GOOD)):
            who = meeting.person("Harbour")
            meeting.plays(who, BEFORE, first)
            meeting.plays(who, AFTER, last)
    coach.opens(meeting.report)
    assert "no clear change. With 5 people the interval of the change holds zero, so it may be chance." in coach.sees
    assert "clearly" not in coach.sees.partition("Teams")[0].replace("not clearly", "").replace("is clearly", "")


def test_four_people_have_no_figures_yet(app: Flask, coach: Person) -> None:
    with app.app_context():
        meeting = Meeting()
        for _ in range(4):
            meeting.plays(meeting.person("Harbour"), BEFORE)
    coach.opens(meeting.report)
    assert "No figures yet" in coach.sees
    assert "As soon as 5 people have finished a talk" in coach.sees
    assert "Overall" not in coach.sees


def test_a_team_of_three_is_not_shown_and_the_coach_reads_why(coach: Person, meeting: Meeting) -> None:
    coach.opens(meeting.report)
    assert "Harbour" in coach.sees
    assert "Lighthouse" not in coach.sees
    assert "3 people are in teams too small to be shown, even together." in coach.sees


def test_the_weakest_words_of_a_moment_are_shown_without_names(app: Flask, coach: Person) -> None:
    with app.app_context():
        meeting = Meeting()
        for number in range(5):
            who = meeting.person("Harbour", name=f"Nobody{number}", consent=True)
            meeting.plays(who, BEFORE, BAD, said="Shouting helps nobody, you know" if number == 0 else "")
    coach.opens(meeting.report)
    where = coach.sees.partition("Where most was lost")[2].partition("What to practise next")[0]
    assert "own words" in where
    assert "Shouting helps nobody, you know" in where
    assert "Dana: This is the THIRD time I am writing." in where
    assert "And don't tell me again to calm down" not in where  # not everybody heard it
    assert "Better: It is stuck at the depot." in where
    assert "5 people" in where
    assert "Nobody0" not in where


def test_a_moment_that_four_people_met_is_not_shown(app: Flask, coach: Person) -> None:
    with app.app_context():
        meeting = Meeting()
        for _ in range(4):
            meeting.plays(meeting.person("Harbour"), BEFORE, BAD)
        assert turns_lost(RoundTalk.workshop_id == meeting.workshop.id) == ()
        meeting.plays(meeting.person("Harbour"), BEFORE, BAD)
        first, second = turns_lost(RoundTalk.workshop_id == meeting.workshop.id)
        assert (first.lost.n, second.lost.n) == (5, 5)
        assert first.lost.mean >= second.lost.mean >= 5


def test_a_loss_is_a_mean_over_people_with_its_interval(app: Flask, coach: Person) -> None:
    with app.app_context():
        meeting = Meeting()
        ways = (BAD, BAD, POOR, FAIR, GOOD)
        attempts = [meeting.plays(meeting.person("Harbour"), BEFORE, way) for way in ways]
        meeting.plays(db.session.scalars(select(Participant)).first(), BEFORE, BAD)  # who comes by twice counts once
        turns = db.session.scalars(select(TalkTurn).where(TalkTurn.attempt_id.in_([each.id for each in attempts])))
        losses = [turn.best - turn.percent for turn in turns if turn.scene == "opening"]
        every = turns_lost(RoundTalk.workshop_id == meeting.workshop.id)
    [found] = [turn.lost for turn in every if "THIRD" in turn.lines[0][1]]
    low, high = stats.ttest_1samp(losses, 0).confidence_interval()
    assert found.n == 5
    assert (found.mean, found.low, found.high) == pytest.approx((fmean(losses), low, high))
    coach.opens(meeting.report)
    assert "points lost on average (95 % interval" in coach.sees


def test_the_first_who_ends_the_next_round_takes_no_figures_away(app: Flask, coach: Person) -> None:
    with app.app_context():
        meeting = Meeting()
        everybody = [meeting.person("Harbour") for _ in range(5)]
        for who in everybody:
            meeting.plays(who, BEFORE, POOR)
        meeting.plays(everybody[0], AFTER, GOOD)
    coach.opens(meeting.report)
    assert "in the round “before”" in coach.sees
    assert "1 person finished talks both before and after; from 5 on, the change is shown here." in coach.sees


def test_the_order_of_the_scenarios_is_shown_once_both_halves_are_enough(
    app: Flask, coach: Person, meeting: Meeting
) -> None:
    coach.opens(meeting.report)
    assert "Did the scenarios differ?" not in coach.sees
    with app.app_context():
        for number in range(6):
            who = meeting.person("Harbour", form=number % 2)
            meeting.plays(who, BEFORE, POOR)
            meeting.plays(who, AFTER, FAIR if number < 4 else GOOD)
    coach.opens(meeting.report)
    assert "Did the scenarios differ?" in coach.sees
    assert "Both orders weighing the same" in coach.sees


def test_what_to_practise_next_is_a_talk_for_the_weakest_skill(app: Flask, coach: Person, meeting: Meeting) -> None:
    with app.app_context():
        found = report(meeting.workshop)
        assert found.next == ()  # the only talk on the shelf was played already
        meeting.workshop = app.extensions["sqlalchemy"].session.merge(meeting.workshop)
        for each in meeting.rounds.values():
            app.extensions["sqlalchemy"].session.merge(each).scenarios = []
        app.extensions["sqlalchemy"].session.commit()
        assert [item.slug for item in report(meeting.workshop).next] == ["late-parcel"]


def test_the_report_can_be_printed_and_every_chart_has_its_table(coach: Person, meeting: Meeting) -> None:
    coach.opens(meeting.report)
    assert "data-print" in coach.page.text
    figures = coach.page.text.split("<figure")[1:]
    assert len(figures) >= 6
    assert all("<table>" in figure.partition("</figure>")[0] for figure in figures)


def test_russian_coach_reads_it_in_russian(app: Flask, member: object, meeting: Meeting) -> None:
    reader = member("admin2@example.org", "Ada", "admin", "ru")  # type: ignore[operator]
    reader.opens(meeting.report)
    assert "До и после" in reader.sees
    assert "Empathy" not in reader.sees
