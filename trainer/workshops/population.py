"""Plausible people, teams, workshops and talks with known effects, as many as wanted: to look at, to check reports.

Every talk is a real way through a real scenario, taken from a pool played beforehand at each level of skill: the
better the level, the oftener the best reply is chosen. So a talk replays to its own figures, and what a workshop truly
changes is known exactly: the difference between the pool's means at two levels.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import fmean
from typing import Any

from sqlalchemy import func, select

from trainer.accounts.models import User
from trainer.accounts.teams import Team, TeamCoach, TeamMember
from trainer.extensions import db
from trainer.practice.models import Attempt, StoredStep
from trainer.scoring.dimensions import DIMENSION_IDS
from trainer.web.clock import now
from trainer.workshops.bulk import Bulk
from trainer.workshops.models import (
    AFTER,
    BEFORE,
    CLOSED,
    PRACTICE,
    Participant,
    Round,
    RoundTalk,
    Workshop,
    WorkshopTeam,
)
from trainer.workshops.playing_pool import LEVELS, Played, Pool
from trainer.workshops.result_models import TalkTurn
from trainer.workshops.results import FIGURES

LEARNED = 2
"""By how many levels a workshop lifts everybody: the known effect."""
TEAM_SIZES = range(5, 28)
TEAMS_PER_WORKSHOP = 3
DAYS = 365
UNREAD = 0.02
"""The share of talks that no coach has read."""
FIRST = ("Ada", "Boris", "Clara", "Dmitri", "Elif", "Farid", "Galina", "Hanna", "Igor", "Jana", "Kemal", "Lena")
LAST = ("Adler", "Berg", "Castro", "Danilova", "Ersoy", "Fomin", "Grant", "Hoang", "Ivanova", "Jensen", "Kim", "Lindt")
PLACES = ("Harbour", "Hill", "Mill", "Bridge", "Garden", "Station", "Market", "River", "Tower", "Orchard")
KINDS = ("support", "community", "moderation", "service desk")


@dataclass(frozen=True, slots=True)
class Wanted:
    """How much: people, talks in all, and the seed. ``coach_id`` looks after the first workshop's teams."""

    people: int
    attempts: int
    seed: int
    coach_id: int | None = None


@dataclass(slots=True)
class Someone:
    """A person while talks are made for them."""

    user_id: int
    level: int
    team_id: int


@dataclass(slots=True)
class Group:
    """A team, its people, and when they had their workshop."""

    team_id: int
    people: list[Someone] = field(default_factory=list)


def known_effects(pool: Pool, levels: Sequence[int]) -> dict[str, float]:
    """Figure -> by how many points (0 to 100) a workshop truly changes people who began at ``levels``.

    Forms are counterbalanced, so both count alike before and after.
    """
    forms = pool.forms()
    return {
        name: fmean(
            fmean(
                pool.mean(form, min(level + LEARNED, LEVELS - 1), name) - pool.mean(form, level, name) for form in forms
            )
            for level in levels
        )
        for name in FIGURES
    }


class Population:
    """Makes what is ``wanted``, group by group. Iterating yields how many talks were made; one commit per group."""

    def __init__(self, wanted: Wanted, pool: Pool) -> None:
        self.wanted, self.pool = wanted, pool
        self.chance = random.Random(wanted.seed)  # noqa: S311 - plausible, not secret
        self.bulk = Bulk()
        self._coach_id = wanted.coach_id
        self.now = now()
        self.levels: list[int] = []
        self.number = 0
        self.user_id = _last(User.id)
        self.team_id = _last(Team.id)
        self.member_id = _last(TeamMember.id)
        self.workshop_id, self.round_id = _last(Workshop.id), _last(Round.id)
        self.participant_id, self.attempt_id = _last(Participant.id), _last(Attempt.id)
        self.first_user = self.user_id

    def __iter__(self) -> Iterator[int]:
        made = people = 0
        while people < self.wanted.people:
            groups = self._groups(self.wanted.people - people)
            here = sum(len(group.people) for group in groups)
            people += here
            # Each group takes its share, so that the last person comes with the last talk.
            due = self.wanted.attempts * people // self.wanted.people - made
            made += self._live(groups, due)
            self._coach_id = None
            self.bulk.flush()
            db.session.commit()
            yield made
        self.bulk.reset_sequences()
        db.session.commit()

    def _groups(self, most: int) -> list[Group]:
        groups = []
        for _ in range(TEAMS_PER_WORKSHOP):
            size = min(self.chance.choice(TEAM_SIZES), most)
            if size:
                groups.append(self._group(size))
                most -= size
        return groups

    def _group(self, size: int) -> Group:
        self.team_id += 1
        name = f"{PLACES[self.team_id % len(PLACES)]} {KINDS[self.team_id % len(KINDS)]} {self.team_id}"
        since = self.now - timedelta(days=DAYS)
        self.bulk.add(Team, self.team_id, self._key("t"), name, False, since)
        if self._coach_id is not None:
            self.bulk.add(TeamCoach, self.team_id, self._coach_id)
        group = Group(self.team_id)
        talent = self.chance.gauss(3.0, 0.8)
        for _ in range(size):
            group.people.append(self._someone(talent, since))
        return group

    def _someone(self, talent: float, since: datetime) -> Someone:
        self.user_id += 1
        self.member_id += 1
        name = f"{self.chance.choice(FIRST)} {self.chance.choice(LAST)}"
        self.bulk.add(User, self.user_id, f"person{self.user_id}@example.net", name, self._key("u"), since)
        self.bulk.add(TeamMember, self.member_id, self.team_id, self.user_id, since)
        level = min(max(round(self.chance.gauss(talent, 1.2)), 0), LEVELS - 1 - LEARNED)
        self.levels.append(level)
        return Someone(self.user_id, level, self.team_id)

    def _live(self, groups: Sequence[Group], due: int) -> int:
        """A workshop of these teams, and talks of their own before and after it; how many."""
        people = [person for group in groups for person in group.people]
        held = self.now - timedelta(days=self.chance.uniform(30, DAYS - 60))
        last = self.attempt_id
        if due >= 3 * len(people):
            self._workshop(groups, held)
        for number in range(due - (self.attempt_id - last)):
            person = people[number % len(people)]
            at = self.now - timedelta(days=self.chance.uniform(0, DAYS))
            self._talk(
                person, self.chance.randrange(len(self.pool.scenarios)), person.level + LEARNED * (at > held), at
            )
        return due

    def _workshop(self, groups: Sequence[Group], held: datetime) -> None:
        self.workshop_id += 1
        title = f"Calm waters, {held:%B %Y}"
        people = sum(len(group.people) for group in groups)
        invited = round(people * self.chance.uniform(1.1, 1.6))
        code = _code(self.workshop_id)
        times = held, held, held + timedelta(hours=2)
        self.bulk.add(
            Workshop, self.workshop_id, self._key("w"), code, title, "en", self._coach_id, CLOSED, invited, *times
        )
        for number, group in enumerate(groups, 1):
            self.bulk.add(WorkshopTeam, self.workshop_id, group.team_id, number, number - 1)
        rounds = {}
        for number, kind in enumerate((BEFORE, PRACTICE, AFTER), 1):
            self.round_id += 1
            rounds[kind] = self.round_id
            forms = self.pool.forms()
            shown = [self.pool.address(form) for form in (forms if kind != PRACTICE else [self.pool.practice()])]
            self.bulk.add(Round, self.round_id, self.workshop_id, number, kind, shown)
        everybody = (person for group in groups for person in group.people)
        for number, person in enumerate(everybody):
            self._take_part(person, number, rounds, held)

    def _take_part(self, person: Someone, number: int, rounds: Mapping[str, int], held: datetime) -> None:
        self.participant_id += 1
        form, key = number % 2, self._key("p")
        row = (self.participant_id, key, self.workshop_id, person.user_id, f"Person {number + 1}", person.team_id, form)
        self.bulk.add(Participant, *row, key, held, held)
        forms = self.pool.forms()
        plays = {
            BEFORE: (forms[form], person.level, 10),
            PRACTICE: (self.pool.practice(), person.level + 1, 40),
            AFTER: (forms[1 - form], person.level + LEARNED, 80),
        }
        for kind, (scenario, level, minutes) in plays.items():
            if self.chance.random() < (0.9 if kind == AFTER else 0.98):  # some leave early
                played = self._talk(person, scenario, level, held + timedelta(minutes=minutes))
                ids = self.attempt_id, self.participant_id, rounds[kind], self.workshop_id, person.team_id
                self.bulk.add(RoundTalk, *ids)
                for turn, (scene, percent, best) in enumerate(played.turns, 1):
                    self.bulk.add(TalkTurn, self.attempt_id, turn, played.digest, scene, percent, best)

    def _talk(self, person: Someone, scenario: int, level: int, at: datetime) -> Played:
        played = self.chance.choice(self.pool.played(scenario, level))
        item = self.pool.scenarios[scenario]
        self.attempt_id += 1
        end = at + timedelta(minutes=item.minutes)
        read_at = None if self.chance.random() < UNREAD else end
        figures = (played.ending, played.overall, *(played.dimensions[name] for name in DIMENSION_IDS), played.skills)
        row = (self.attempt_id, self._key("a"), person.user_id, item.digest, item.language, item.slug, item.title)
        self.bulk.add(Attempt, *row, self.attempt_id, len(played.steps), at, end, read_at, *figures)
        for number, (scene, reply) in enumerate(played.steps, 1):
            self.bulk.add(StoredStep, self.attempt_id, number, scene, reply, end)
        return played

    def _key(self, letter: str) -> str:
        self.number += 1
        return f"demo-{letter}{self.wanted.seed}-{self.first_user}-{self.number}"


def _last(column: Any) -> int:
    return int(db.session.scalar(select(func.max(column))) or 0)


def _code(number: int) -> str:
    """A code for a workshop that is over: six letters that no open one draws, because it holds a zero."""
    return f"0{number:05d}"
