"""The feedback on one attempt."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from trainer.accounts.players import current_player
from trainer.feedback.advice import advise
from trainer.feedback.mapview import walked_map
from trainer.feedback.scorecard import FORMULA, scorecard
from trainer.library.revisions import analysis, drawing
from trainer.practice.attempts import NoSuchAttempt, load
from trainer.practice.drawing import draw
from trainer.practice.models import ENDED
from trainer.scoring.dimensions import DIMENSIONS, SKILLS
from trainer.web.errors import not_found

blueprint = Blueprint("feedback", __name__, url_prefix="/attempts")


blueprint.register_error_handler(NoSuchAttempt, not_found)


@blueprint.get("/<key>/feedback")
def show(key: str) -> ResponseReturnValue:
    """What the talk showed. While it still runs there is no feedback: back to the talk."""
    loaded = load(current_player(create=False), key)
    attempt, playthrough = loaded.attempt, loaded.playthrough
    if attempt.status != ENDED:
        return redirect(url_for("practice.talk", key=key), 303)
    card = scorecard(playthrough, analysis(attempt.digest))
    return render_template(
        "feedback/show.html",
        attempt=attempt,
        scenario=playthrough.scenario,
        card=card,
        advice=advise(card),
        map=draw(walked_map(playthrough, drawing(attempt.digest))),
        formula=FORMULA,
        dimensions=DIMENSIONS,
        skills=SKILLS,
    )
