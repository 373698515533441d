"""Rating the skills in a talk, on anchors of their own: given, changed, taken back, never lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from trainer.accounts.models import User
from trainer.coaching.rights import readable_by
from trainer.coaching.telling import tell_trainee
from trainer.extensions import db
from trainer.practice.attempts import KEY
from trainer.practice.corrections import Unusable, holding
from trainer.practice.review_models import SkillRating
from trainer.scenario.model import Scenario
from trainer.scoring.dimensions import POINTS, SKILLS
from trainer.web.clock import now


def skills_in(scenario: Scenario) -> Sequence[str]:
    """The skills that a scenario trains anywhere, in the usual order: those that can be rated in a talk."""
    trained = {*scenario.skills, *(skill for scene in scenario.scenes.values() for skill in scene.skills)}
    return [skill for skill in SKILLS if skill in trained]


def rate(user: User, key: str, points: Mapping[str, int | None], form_key: str) -> None:
    """Let the skills of a talk have these points from ``user``; None takes a rating back. One commit, once per form.

    Skills that are not named stay as they are. Raises ``NoSuchAttempt``, and ``Unusable`` for points or skills that
    cannot be.
    """
    with holding(key, readable_by(user)) as loaded:
        known = skills_in(loaded.playthrough.scenario)
        if not KEY.fullmatch(form_key) or not points.keys() <= set(known):
            raise Unusable(form_key)
        if not {given for given in points.values() if given is not None} <= set(POINTS):
            raise Unusable(form_key)
        if db.session.scalar(select(SkillRating.id).where(SkillRating.key == form_key).limit(1)) is not None:
            return
        attempt, current = loaded.attempt, ratings_of(user, loaded.attempt.id)
        changed = {skill: given for skill, given in points.items() if _points(current.get(skill)) != given}
        for skill in changed.keys() & current.keys():
            current[skill].withdrawn_at = now()
        db.session.flush()  # before the new ones come: only one may count
        for skill, given in changed.items():
            if given is not None:
                row = SkillRating(key=form_key, attempt_id=attempt.id, skill=skill, points=given)
                row.coach_id, row.who = user.id, user.name
                db.session.add(row)
        if changed:
            tell_trainee(attempt, user.name)


def _points(row: SkillRating | None) -> int | None:
    return None if row is None else row.points


def ratings_of(user: User, attempt_id: int) -> dict[str, SkillRating]:
    """Skill -> the rating of this coach that counts."""
    mine = SkillRating.attempt_id == attempt_id, SkillRating.coach_id == user.id, SkillRating.withdrawn_at.is_(None)
    return {row.skill: row for row in db.session.scalars(select(SkillRating).where(*mine))}
