"""The skills in a talk, rated on the page where coaches read it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from trainer.coaching import skills
from trainer.coaching.trail import trail
from trainer.practice.corrections import Unusable
from trainer.scoring.dimensions import SKILLS

blueprint = Blueprint("skill_ratings", __name__, url_prefix="/coach/talks/<key>/skills")


@blueprint.post("")
def rate(key: str) -> ResponseReturnValue:
    """Rate the skills, or take ratings back."""
    sent = {skill: request.form[skill] for skill in SKILLS if skill in request.form}
    try:
        points = {skill: int(value) if value else None for skill, value in sent.items()}
        skills.rate(current_user, key, points, request.form.get("key", ""))
    except (Unusable, ValueError):
        flash(_("The page sent something we could not read. Reload it and try again."), "error")
    return redirect(url_for("reading.show", key=key, _anchor="skills", **trail()), 303)
