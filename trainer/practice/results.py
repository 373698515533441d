"""The figures of an ended attempt: kept beside the path they follow from, for lists and comparisons."""

from __future__ import annotations

from trainer.dialogue.engine import Playthrough
from trainer.feedback.scorecard import scorecard
from trainer.practice.models import Attempt


def keep_result(attempt: Attempt, playthrough: Playthrough) -> None:
    """Write ending and scores (percent) of an ended playthrough into the attempt; the caller commits."""
    card = scorecard(playthrough)
    attempt.ending = card.ending.value if card.ending is not None else None
    attempt.overall = card.overall
    for score in card.dimensions:
        setattr(attempt, score.dimension.id, score.percent)
    attempt.skills = card.skills
