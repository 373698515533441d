"""The figures of an ended attempt: kept beside the path they follow from, for lists and comparisons."""

from __future__ import annotations

from trainer.dialogue.engine import Playthrough
from trainer.feedback.scorecard import Corrections, scorecard
from trainer.practice.models import Attempt
from trainer.scoring.dimensions import DIMENSION_IDS


def keep_result(attempt: Attempt, playthrough: Playthrough, corrections: Corrections | None = None) -> None:
    """Write ending and scores (percent) of an ended playthrough into the attempt; the caller commits.

    Where a coach corrected points, those count.
    """
    card = scorecard(playthrough, corrections=corrections)
    attempt.ending = card.ending.value if card.ending is not None else None
    attempt.overall = card.overall
    for score in card.dimensions:
        setattr(attempt, score.dimension.id, score.percent)
    attempt.skills = card.skills


def figures(attempt: Attempt) -> tuple[object, ...]:
    """What ``keep_result`` wrote, to see whether it changed."""
    return (attempt.ending, attempt.overall, *(getattr(attempt, name) for name in DIMENSION_IDS), attempt.skills)
