"""What somebody has made of the shelf so far, and what to play next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from trainer.feedback.progress import NEUTRAL, Candidate, Progress, Result, progress, suggest_next
from trainer.library.models import Shelved
from trainer.practice.attempts import ended
from trainer.practice.models import Attempt
from trainer.scenario.model import Outcome
from trainer.scoring.dimensions import DIMENSION_IDS, SKILLS
from trainer.words import Words, say

Address = tuple[str, str]
"""Language and slug of a scenario."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One scenario: how often it was played to an end, and the best overall percent."""

    ended: int
    best: float | None


@dataclass(frozen=True, slots=True)
class Following:
    """A scenario to play next, and why."""

    item: Shelved
    reason: Words


def results(attempts: Sequence[Attempt]) -> list[Result]:
    """The ended attempts as results, oldest first."""
    return [_result(attempt) for attempt in ended(attempts)]


def _result(attempt: Attempt) -> Result:
    return Result(
        at=attempt.started_at,
        slug=f"{attempt.language}/{attempt.slug}",
        title=attempt.title,
        language=attempt.language,
        dimensions={name: getattr(attempt, name) for name in DIMENSION_IDS},
        overall=attempt.overall or 0.0,
        skills=attempt.skills or {},
        ending=Outcome(attempt.ending) if attempt.ending else None,
        guess=attempt.guess,
        typed_share=attempt.typed / attempt.turns if attempt.turns else 0.0,
    )


def standing(attempts: Iterable[Attempt]) -> Mapping[Address, Standing]:
    """Scenario -> what was made of it, for all that were at least begun."""
    found: dict[Address, Standing] = {}
    for attempt in attempts:
        address = (attempt.language, attempt.slug)
        before = found.get(address, Standing(0, None))
        if attempt.overall is None:
            found[address] = before
        else:
            found[address] = Standing(before.ended + 1, max(attempt.overall, before.best or 0.0))
    return found


def next_for(attempts: Sequence[Attempt], shelf: Sequence[Shelved]) -> Following | None:
    """What to play next: the weakest skill first, new before played. None on an empty shelf or before the first end."""
    so_far = progress(results(attempts))
    played = standing(attempts)
    items = {f"{item.language}/{item.slug}": item for item in shelf}
    candidates = [Candidate(key, item.skills, item.difficulty, _best(played, item)) for key, item in items.items()]
    order = suggest_next(so_far, candidates)
    if not order or so_far.weakest_skill is None:
        return None
    item = items[order[0]]
    return Following(item, _reason(so_far, item, new=_best(played, item) is None))


def _best(played: Mapping[Address, Standing], item: Shelved) -> float | None:
    found = played.get((item.language, item.slug))
    return found.best if found is not None else None


def _reason(so_far: Progress, item: Shelved, *, new: bool) -> Words:
    weakest = min(item.skills, key=lambda skill: so_far.skills[skill].level if skill in so_far.skills else NEUTRAL)
    if weakest not in so_far.skills:
        return say("It trains a skill you have not practised yet: {skill}.", skill=SKILLS[weakest])
    if new:
        return say("It trains what is hardest for you so far: {skill}.", skill=SKILLS[weakest])
    return say("Once more for what is hardest for you so far: {skill}.", skill=SKILLS[weakest])
