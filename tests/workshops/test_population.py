"""A population is what it says: the same for the same seed, played by the rules, with the effect that it names."""

from __future__ import annotations

import random
from collections.abc import Iterator
from math import sqrt
from typing import Any

import pytest
from flask import Flask
from scipy import stats
from sqlalchemy import func, select

from tests.workshops.test_results import kept, slowly
from trainer.accounts.models import User
from trainer.accounts.people import add_user
from trainer.accounts.teams import Team, TeamCoach
from trainer.extensions import db
from trainer.feedback.scorecard import scorecard
from trainer.library.shelf import Wanted as WantedTalks
from trainer.library.shelf import find
from trainer.library.syncing import sync
from trainer.paths import SCENARIOS
from trainer.practice.attempts import new_key, replayed
from trainer.practice.models import Attempt, StoredStep
from trainer.practice.results import figures, keep_result
from trainer.workshops.models import Workshop
from trainer.workshops.playing_pool import Pool
from trainer.workshops.population import Population, Wanted, known_effects
from trainer.workshops.report import report
from trainer.workshops.result_models import TalkTurn
from trainer.workshops.results import FIGURES, recompute

PEOPLE, TALKS, SEED = 300, 1200, 7


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> str:
    return request.getfixturevalue("postgres") if request.param == "postgres" else ""


def live(people: int, talks: int, seed: int, coach_id: int | None = None) -> Population:
    """A population on three of the shipped scenarios, with its figures added up."""
    population = Population(Wanted(people, talks, seed, coach_id), Pool(find(WantedTalks(language="en"))[:3], 15, seed))
    assert list(population)[-1] == talks
    assert sum(recompute(turns=False)) > 0
    return population


@pytest.fixture
def full(app: Flask) -> Iterator[Population]:
    """Within an app's context: a population whose first teams a coach looks after."""
    with app.app_context():
        sync(SCENARIOS)
        coach = add_user("coach@example.org", "Cleo", "a long enough phrase", ["coach"])
        yield live(PEOPLE, TALKS, SEED, coach.id)


def talks(after: int = 0) -> list[Any]:
    """Of whom, about what, how long, how good, in order."""
    columns = User.name, Attempt.slug, Attempt.turns, Attempt.ending, Attempt.overall
    query = select(*columns).join(User, User.id == Attempt.user_id).where(Attempt.id > after)
    return [tuple(row) for row in db.session.execute(query.order_by(Attempt.id))]


def test_the_same_seed_lives_the_same_lives(full: Population) -> None:
    first = talks()
    last = db.session.scalar(select(func.max(Attempt.id)))
    live(PEOPLE, TALKS, SEED)
    assert talks(after=last) == first
    last = db.session.scalar(select(func.max(Attempt.id)))
    live(PEOPLE, TALKS, SEED + 1)
    assert talks(after=last) != first


def test_as_many_people_and_talks_as_wanted(full: Population) -> None:
    assert db.session.scalar(select(func.count()).select_from(Attempt)) == TALKS
    people = select(func.count()).select_from(User).where(User.email.like("%@example.net"))
    assert db.session.scalar(people) == PEOPLE == len(full.levels)


def test_every_talk_can_be_played_again_to_its_own_figures(full: Population) -> None:
    attempts = list(db.session.scalars(select(Attempt).order_by(Attempt.id)))
    for attempt in random.Random(SEED).sample(attempts, 60):
        before, playthrough = figures(attempt), replayed(attempt).playthrough
        assert playthrough.ended
        assert attempt.turns == len(playthrough.turns)
        keep_result(attempt, playthrough)
        assert figures(attempt) == before
        turns = select(TalkTurn.scene, TalkTurn.percent).where(TalkTurn.attempt_id == attempt.id)
        rows = db.session.execute(turns.order_by(TalkTurn.number)).all()
        assert [tuple(row) for row in rows] in (
            [],
            [(turn.scene, turn.overall) for turn in scorecard(playthrough).turns],
        )
    db.session.rollback()


def test_the_figures_of_people_and_teams_are_those_of_their_talks(full: Population) -> None:
    (rows, members, _turns), (slow_rows, slow_members, _slow_turns) = kept(), slowly()
    assert rows == slow_rows
    assert members == slow_members


def test_turns_are_written_as_a_recomputation_writes_them(full: Population) -> None:
    def turns() -> list[Any]:
        names = TalkTurn.attempt_id, TalkTurn.number, TalkTurn.digest, TalkTurn.scene, TalkTurn.percent, TalkTurn.best
        return [tuple(row) for row in db.session.execute(select(*names).order_by(*names[:2]))]

    before = turns()
    assert before
    assert sum(recompute()) > 0
    assert turns() == before


def changes(name: str) -> list[Any]:
    """That figure's change in the report of every workshop."""
    reports = [report(workshop) for workshop in db.session.scalars(select(Workshop))]
    return [each.change for found in reports for each in found.changes if each.id == name]


@pytest.mark.parametrize("name", FIGURES)
def test_the_reports_find_the_effect_that_is_in_the_people(full: Population, name: str) -> None:
    """All workshops together: their mean change lies within 3.3 standard errors (p = 0.001) of the true one."""
    found = changes(name)
    assert len(found) >= 4
    errors = [(each.high - each.low) / 2 / stats.t.ppf(0.975, each.n - 1) for each in found]
    n = sum(each.n for each in found)
    mean = sum(each.n * each.mean for each in found) / n
    error = sqrt(sum((each.n * se) ** 2 for each, se in zip(found, errors, strict=True))) / n
    true = known_effects(full.pool, full.levels)[name]
    assert abs(mean - true) < 3.3 * error
    assert true > 2 * error  # with so many people it can be told from none at all, so the line above says something


def test_the_first_teams_and_their_workshop_are_the_coachs(full: Population) -> None:
    coach = full.wanted.coach_id
    mine = list(db.session.scalars(select(TeamCoach.team_id).where(TeamCoach.user_id == coach).order_by("team_id")))
    assert mine == [1, 2, 3]
    held = select(Workshop.id).where(Workshop.coach_id == coach)
    assert len(list(db.session.scalars(held))) == 1


def test_the_site_goes_on_after_the_last_number(full: Population) -> None:
    last = db.session.scalar(select(func.max(User.id)))
    teams = db.session.scalar(select(func.max(Team.id)))
    added = add_user("late@example.org", "Lena", "a long enough phrase")
    db.session.add(Team(key=new_key(), name="Latecomers"))
    db.session.add(_talk(added.id))
    db.session.commit()
    assert added.id == last + 1
    assert db.session.scalar(select(func.max(Team.id))) == teams + 1
    assert db.session.scalar(select(func.max(Attempt.id))) == TALKS + 1


def _talk(user_id: int) -> Attempt:
    like = db.session.scalars(select(Attempt).order_by(Attempt.id).limit(1)).one()
    step = StoredStep(number=1, scene="opening", reply="1")
    return Attempt(
        key=new_key(), user_id=user_id, digest=like.digest, language="en", slug=like.slug, title=like.title,
        hints=True, timed=True, seed=1, turns=1, steps=[step],
    )  # fmt: skip
