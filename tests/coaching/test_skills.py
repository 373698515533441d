"""Coaches rate the skills in a talk; the trainee sees that beside the computed figures, never mixed with them."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from sqlalchemy import select

from tests.coaching.conftest import Coaches, Plays, address, feedback
from tests.people import Person
from trainer.accounts.notice_models import Notice
from trainer.extensions import db
from trainer.paths import PACKAGE
from trainer.practice.review_models import SkillRating
from trainer.scoring.dimensions import POINTS, SKILLS
from trainer.scoring.skills import SKILL_ANCHORS

Member = Callable[..., Person]
Count = Callable[[type], int]
RATE, CHANGE = "Rate the skills", "Change the ratings"


def section(page: str) -> str:
    return page.split("Skills in this talk")[1].split("Keys", maxsplit=1)[0]


def test_coach_rates_the_skills_of_the_scenario_and_of_no_other(coach: Person, played: str) -> None:
    coach.opens(played)
    names = section(coach.sees)
    assert "Listening" in names and "Handling criticism" in names
    assert "Persuading" not in names
    assert str(SKILL_ANCHORS["listening"][2].template) in names


def test_trainee_sees_the_rating_beside_the_computed_skill_and_is_told(
    app: Flask, coach: Person, trainee: Person, played: str
) -> None:
    coach.opens(played)
    computed = section(coach.sees).split("(computed: ")[1].split(")")[0]
    coach.presses(RATE, listening="-1")
    trainee.opens(feedback(played))
    part = trainee.sees.split("Your coach on your skills")[1].split("The tension")[0]
    assert f"new Listening: 25 (computed: {computed})" in part
    assert "Answers the first thing heard" in part
    assert "Cleo" in part
    assert "Handling criticism" not in part
    progress = trainee.opens("/progress").split("Where your skills stand")[1]
    assert f"Listening {computed}" in progress
    assert "Your coach: 25, from 1 talk." in progress
    with app.app_context():
        assert db.session.scalars(select(Notice)).one().url == feedback(played)


def test_several_coaches_and_talks_are_averaged_for_progress(
    coach: Person, admin: Person, trainee: Person, plays: Plays
) -> None:
    for person, points in ((coach, "2"), (admin, "0")):
        person.opens(address(plays(trainee)))
        person.presses(RATE, listening=points)
    assert "Your coach: 75, from 2 talks." in trainee.opens("/progress")


def test_coach_changes_a_rating_and_takes_it_back(coach: Person, trainee: Person, played: str, count: Count) -> None:
    coach.opens(played)
    coach.presses(RATE, listening="-1", handling_criticism="1")
    coach.presses(CHANGE, listening="2")
    assert coach.form(CHANGE).fields["listening"] == "2"
    assert "Your coach: 100, from 1 talk." in trainee.opens("/progress")
    coach.presses(CHANGE, listening="")
    assert coach.form(CHANGE).fields["handling_criticism"] == "1"
    assert "Your coach: 100" not in trainee.opens("/progress")
    assert "Your coach: 75, from 1 talk." in trainee.sees
    assert count(SkillRating) == 3  # what was replaced or taken back stays as history


def test_a_form_sent_twice_counts_once_even_after_a_change(coach: Person, played: str, count: Count) -> None:
    coach.opens(played)
    first = coach.form(RATE)
    coach.presses(RATE, listening="-1")
    coach.presses(CHANGE, listening="2")
    assert coach.sends(first.action, {**first.fields, "listening": "-1"}).status_code == 303
    coach.opens(played)
    assert coach.form(CHANGE).fields["listening"] == "2"
    assert count(SkillRating) == 2


def test_the_same_again_changes_nothing(coach: Person, played: str, count: Count) -> None:
    coach.opens(played)
    coach.presses(RATE, listening="-1")
    coach.presses(CHANGE)
    assert count(SkillRating) == 1


def test_two_coaches_rate_each_for_themselves(coach: Person, admin: Person, trainee: Person, played: str) -> None:
    coach.opens(played)
    coach.presses(RATE, listening="-1")
    admin.opens(played)
    assert "Cleo: 25" in section(admin.sees)
    admin.presses(RATE, listening="1")
    trainee.opens(feedback(played))
    part = trainee.sees.split("Your coach on your skills")[1]
    assert "Cleo" in part and "Ada" in part


def test_points_and_skills_that_cannot_be_are_refused(coach: Person, played: str, count: Count) -> None:
    coach.opens(played)
    form = coach.form(RATE)
    for wrong in ({"listening": "3"}, {"listening": "much"}, {"persuading": "1"}, {"key": "short", "listening": "1"}):
        assert coach.sends(form.action, {**form.fields, **wrong}).status_code == 303
        assert "could not read" in coach.opens(played)
    assert count(SkillRating) == 0


def test_other_coaches_the_trainee_and_outsiders_cannot_rate(
    coach: Person, trainee: Person, outsider: Person, member: Member, team: Coaches, played: str, count: Count
) -> None:
    member("north@example.org", "Nora")
    team("North", coaches=["north@example.org"], members=["trainee@example.org"])
    sent = {"key": "k" * 20, "listening": "2"}
    for person, codes in ((coach, (404,)), (trainee, (403,)), (outsider, (302, 303))):
        person.opens("/")
        assert person.sends(f"{played}/skills", sent).status_code in codes
    assert count(SkillRating) == 0


def test_a_guests_skills_are_rated_too(guest: Person, coach: Person, plays: Plays) -> None:
    coach.opens(address(plays(guest)))
    coach.presses(RATE, listening="2")
    assert "Your coach: 100, from 1 talk." in guest.opens("/progress")


def test_every_skill_has_five_anchors_and_the_guide_says_the_same() -> None:
    guide = (PACKAGE.parent / "docs" / "scoring-guide.md").read_text(encoding="utf-8")
    russian = (PACKAGE.parent / "docs" / "scoring-guide.ru.md").read_text(encoding="utf-8")
    assert SKILL_ANCHORS.keys() == SKILLS.keys()
    for skill, anchors in SKILL_ANCHORS.items():
        assert tuple(anchors) == POINTS, skill
        part = guide.split(f"### {SKILLS[skill].template}\n")[1].split("\n#")[0]
        said = [line.split("|")[2].strip() for line in part.splitlines() if line.startswith("|")][2:]
        assert said == [words.template for words in reversed(anchors.values())]
    assert russian.count("| +2 |") == russian.count("| −2 |") == len(SKILLS)
