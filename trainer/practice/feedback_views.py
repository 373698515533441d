"""The feedback on one attempt."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from trainer.accounts.players import current_player
from trainer.accounts.preferences import wants_to_guess
from trainer.feedback.advice import advise
from trainer.feedback.mapview import walked_map
from trainer.feedback.scorecard import FORMULA, Scorecard, scorecard
from trainer.library.revisions import analysis, drawing
from trainer.practice.attempts import load
from trainer.practice.drawing import draw
from trainer.practice.evidence import Judged, judge_all
from trainer.practice.forms import GuessForm
from trainer.practice.models import ENDED
from trainer.practice.rehearsing import keep_guess, sent_to_coach
from trainer.scoring.dimensions import DIMENSIONS, SKILLS
from trainer.web.locale import language

blueprint = Blueprint("feedback", __name__, url_prefix="/attempts")


@blueprint.get("/<key>/feedback")
def show(key: str) -> ResponseReturnValue:
    """What the talk showed. While it still runs there is no feedback: back to the talk."""
    loaded = load(current_player(create=False), key)
    attempt, playthrough = loaded.attempt, loaded.playthrough
    if attempt.status != ENDED:
        return redirect(url_for("practice.talk", key=key), 303)
    if attempt.guess is None and attempt.typed and wants_to_guess():
        return render_template("feedback/guess.html", attempt=attempt, dimensions=DIMENSIONS)
    card = scorecard(playthrough, analysis(attempt.digest))
    return render_template(
        "feedback/show.html",
        attempt=attempt,
        scenario=playthrough.scenario,
        card=card,
        advice=advise(card),
        map=draw(walked_map(playthrough, drawing(attempt.digest))),
        formula=FORMULA,
        judged=_judged(card),
        sent=sent_to_coach(loaded),
        dimensions=DIMENSIONS,
        skills=SKILLS,
    )


def _judged(card: Scorecard) -> dict[int, Judged]:
    """Turn number -> typed words with their assessment."""
    typed = {turn.number: turn.typed for turn in card.turns if turn.typed is not None}
    return judge_all(typed, language())


@blueprint.post("/<key>/guess")
def guess(key: str) -> ResponseReturnValue:
    """Keep the guess, then show the scores."""
    keep_guess(current_player(create=False), key, GuessForm().guess)
    return redirect(url_for(".show", key=key), 303)
