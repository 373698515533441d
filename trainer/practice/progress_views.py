"""A person's way over time."""

from __future__ import annotations

from datetime import UTC, date, datetime

from flask import Blueprint, render_template
from flask_babel import to_user_timezone

from trainer.accounts.players import current_player
from trainer.feedback.progress import practice_days, progress
from trainer.practice.attempts import mine
from trainer.practice.skill_ratings import coached_skills
from trainer.practice.standing import results
from trainer.scoring.dimensions import DIMENSIONS, SKILLS

blueprint = Blueprint("progress", __name__)


@blueprint.get("/progress")
def show() -> str:
    """Scores over time per dimension and skill, days of practice, and all attempts."""
    player = current_player(create=False)
    attempts = mine(player)
    so_far = progress(results(attempts))
    return render_template(
        "progress/show.html",
        attempts=attempts,
        so_far=so_far,
        days=practice_days([_day(attempt.last_at) for attempt in attempts], _day(datetime.now(UTC))),
        dimensions=DIMENSIONS,
        skills=SKILLS,
        coached=coached_skills(player),
        is_guest=player.is_guest,
    )


def _day(moment: datetime) -> date:
    local: datetime = to_user_timezone(moment)
    return local.date()
