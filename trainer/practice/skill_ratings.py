"""What coaches think of the skills in a talk, beside what is computed from its turns; the two are never mixed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from trainer.accounts.players import Player
from trainer.extensions import db
from trainer.practice.attempts import owned_by
from trainer.practice.models import Attempt
from trainer.practice.review_models import SkillRating
from trainer.scoring.dimensions import to_percent


@dataclass(frozen=True, slots=True)
class Coached:
    """How coaches rated a skill of somebody: their mean, 0 to 100, over so many talks."""

    percent: float
    talks: int


def skill_ratings(attempt_id: int) -> Mapping[str, Sequence[SkillRating]]:
    """Skill -> the ratings of a talk that count, oldest first; one statement."""
    found: defaultdict[str, list[SkillRating]] = defaultdict(list)
    counts = SkillRating.attempt_id == attempt_id, SkillRating.withdrawn_at.is_(None)
    for row in db.session.scalars(select(SkillRating).where(*counts).order_by(SkillRating.id)):
        found[row.skill].append(row)
    return found


def coached_skills(player: Player) -> Mapping[str, Coached]:
    """Skill -> what the coaches of this player gave in all talks; one statement."""
    if player.user_id is None and player.guest_key is None:
        return {}
    figures = func.avg(SkillRating.points), func.count(SkillRating.attempt_id.distinct())
    query = select(SkillRating.skill, *figures).join(Attempt, Attempt.id == SkillRating.attempt_id)
    rows = db.session.execute(
        query.where(owned_by(player), SkillRating.withdrawn_at.is_(None)).group_by(SkillRating.skill)
    )
    return {skill: Coached(to_percent(float(points)), talks) for skill, points, talks in rows}
