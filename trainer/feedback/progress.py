"""A person's way over time: one series per dimension and skill, days of practice, and what to play next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import fmean

from trainer.feedback.scorecard import Scorecard
from trainer.scenario.model import Outcome
from trainer.scoring.dimensions import DIMENSION_IDS, SKILLS

RECENT = 3
"""How many of the latest results say where a skill stands now."""
NEUTRAL = 50.0
"""Percent at which a skill stands that was never practised."""


@dataclass(frozen=True, slots=True)
class Result:
    """One finished talk. Percentages run from 0 to 100, ``typed_share`` from 0 to 1; ``slug`` names the scenario."""

    at: datetime
    slug: str
    title: str
    language: str
    dimensions: Mapping[str, float]
    overall: float
    skills: Mapping[str, float]
    ending: Outcome | None
    typed_share: float
    guess: Mapping[str, float] | None = None
    """Dimension id -> percent guessed before the scores were shown; None or empty without a guess."""

    @property
    def gap(self) -> float | None:
        """Mean distance of the guessed from the given scores, in percentage points; None without a guess."""
        if not self.guess:
            return None
        return fmean(abs(self.guess[name] - self.dimensions[name]) for name in DIMENSION_IDS)


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a series."""

    at: datetime
    percent: float


@dataclass(frozen=True, slots=True)
class Series:
    """Values over time, the oldest first; never empty."""

    points: tuple[Point, ...]

    @property
    def latest(self) -> float:
        """The newest value."""
        return self.points[-1].percent

    @property
    def change(self) -> float | None:
        """The newest value less the first, in percentage points; None with a single value."""
        return self.latest - self.points[0].percent if len(self.points) > 1 else None

    @property
    def level(self) -> float:
        """The mean of the ``RECENT`` newest values: where it stands now, not swayed by one talk."""
        return fmean(point.percent for point in self.points[-RECENT:])


@dataclass(frozen=True, slots=True)
class Progress:
    """``dimensions`` and ``skills``: id -> series; a skill never practised has none. ``best``: slug -> best result."""

    results: tuple[Result, ...]
    overall: Series | None
    dimensions: Mapping[str, Series]
    skills: Mapping[str, Series]
    best: Mapping[str, Result]
    gap: Series | None
    """How far guesses were from the scores, in percentage points; None before the first guess."""

    @property
    def weakest_skill(self) -> str | None:
        """The practised skill with the lowest level; None before the first result."""
        return min(self.skills, key=lambda skill: self.skills[skill].level, default=None)


@dataclass(frozen=True, slots=True)
class PracticeDays:
    """Days with practice: in the calendar week of today (Monday first), the longest run of days, and all of them."""

    this_week: int
    longest_run: int
    total: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A scenario that could be played next. ``best`` is the best overall percent so far; None if never played."""

    slug: str
    skills: Sequence[str]
    difficulty: int
    best: float | None


def result_of(scorecard: Scorecard, at: datetime, slug: str, title: str, language: str) -> Result:
    """The result that a scorecard leaves."""
    return Result(
        at=at,
        slug=slug,
        title=title,
        language=language,
        dimensions={score.dimension.id: score.percent for score in scorecard.dimensions},
        overall=scorecard.overall,
        skills=scorecard.skills,
        ending=scorecard.ending,
        typed_share=scorecard.typed_share,
    )


def progress(results: Iterable[Result]) -> Progress:
    """The way through these results, given in any order."""
    ordered = tuple(sorted(results, key=lambda result: result.at))
    best: dict[str, Result] = {}
    for result in ordered:
        if result.slug not in best or result.overall > best[result.slug].overall:
            best[result.slug] = result
    return Progress(
        results=ordered,
        overall=_series((result.at, result.overall) for result in ordered),
        dimensions=_by_name(DIMENSION_IDS, [(result.at, result.dimensions) for result in ordered]),
        skills=_by_name(SKILLS, [(result.at, result.skills) for result in ordered]),
        best=best,
        gap=_series((result.at, result.gap) for result in ordered if result.gap is not None),
    )


def practice_days(days: Iterable[date], today: date) -> PracticeDays:
    """Count the days; ``days`` are calendar days where the person is, with or without repeats."""
    distinct = sorted(set(days))
    monday = today - timedelta(days=today.weekday())
    longest = run = 0
    for number, day in enumerate(distinct):
        run = run + 1 if number and day - distinct[number - 1] == timedelta(days=1) else 1
        longest = max(longest, run)
    return PracticeDays(sum(monday <= day <= today for day in distinct), longest, len(distinct))


def suggest_next(so_far: Progress, candidates: Iterable[Candidate]) -> tuple[str, ...]:
    """Slugs, the best to play next first: by the weakest skill it trains, new before played, easy before hard.

    A skill that was never practised stands at 50, so it comes before strong skills and after weak ones. Of played ones
    with the same difficulty the one with the lower best result comes first.
    """
    levels = {skill: series.level for skill, series in so_far.skills.items()}

    def order(candidate: Candidate) -> tuple[float, bool, int, float, str]:
        weakest = min((levels.get(skill, NEUTRAL) for skill in candidate.skills), default=NEUTRAL)
        return weakest, candidate.best is not None, candidate.difficulty, candidate.best or 0, candidate.slug

    return tuple(candidate.slug for candidate in sorted(candidates, key=order))


def _by_name(names: Iterable[str], rows: list[tuple[datetime, Mapping[str, float]]]) -> dict[str, Series]:
    found = {name: _series((at, values[name]) for at, values in rows if name in values) for name in names}
    return {name: series for name, series in found.items() if series is not None}


def _series(values: Iterable[tuple[datetime, float]]) -> Series | None:
    points = tuple(Point(at, percent) for at, percent in values)
    return Series(points) if points else None
