"""The feedback on one attempt."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.accounts.players import current_player
from trainer.accounts.preferences import stop_guessing
from trainer.feedback.advice import advise
from trainer.feedback.mapview import walked_map
from trainer.feedback.scorecard import FORMULA, scorecard
from trainer.library.revisions import analysis, drawing
from trainer.practice.attempts import load
from trainer.practice.corrections import MOST_CHARS, Unusable, answer_coach, coaching_of, mark_seen, take_back_answer
from trainer.practice.drawing import draw
from trainer.practice.forms import CommentForm, GuessForm
from trainer.practice.models import ENDED
from trainer.practice.rehearsing import keep_guess, scores_wait, sent_to_coach
from trainer.practice.rescoring import earlier
from trainer.practice.said import judged_turns, said
from trainer.practice.skill_ratings import skill_ratings
from trainer.scoring.dimensions import DIMENSIONS, SKILLS
from trainer.scoring.skills import SKILL_ANCHORS

blueprint = Blueprint("feedback", __name__, url_prefix="/attempts")


@blueprint.get("/<key>/feedback")
def show(key: str) -> ResponseReturnValue:
    """What the talk showed. While it still runs there is no feedback: back to the talk."""
    loaded = load(current_player(create=False), key)
    attempt, playthrough = loaded.attempt, loaded.playthrough
    if attempt.status != ENDED:
        return redirect(url_for("practice.talk", key=key), 303)
    if attempt.typed and scores_wait(attempt):
        return render_template("feedback/guess.html", attempt=attempt, dimensions=DIMENSIONS)
    coaching = coaching_of(attempt.id)
    card = scorecard(playthrough, analysis(attempt.digest), coaching.points)
    judged, since = judged_turns(card), attempt.seen_at
    mark_seen(attempt)
    return render_template(
        "feedback/show.html",
        attempt=attempt,
        scenario=playthrough.scenario,
        card=card,
        advice=advise(card),
        map=draw(walked_map(playthrough, drawing(attempt.digest))),
        formula=FORMULA,
        judged=judged,
        spoken=said(card, judged, coaching),
        coaching=coaching,
        since=since,
        earlier=earlier(loaded),
        sent=sent_to_coach(loaded),
        most=MOST_CHARS,
        dimensions=DIMENSIONS,
        skills=SKILLS,
        skill_ratings=skill_ratings(attempt.id),
        skill_anchors=SKILL_ANCHORS,
    )


@blueprint.post("/<key>/turns/<int:number>/comments")
def answer(key: str, number: int) -> ResponseReturnValue:
    """Answer what a coach wrote at a turn."""
    form = CommentForm()
    try:
        answer_coach(current_player(create=False), key, number, form.text.data or "", form.key.data or "")
    except Unusable:
        flash(_("Write a few words first; 2,000 characters are enough."), "error")
    else:
        flash(_("Your answer is with the coaches now."), "info")
    return redirect(url_for(".show", key=key, _anchor=f"coach-{number}"), 303)


@blueprint.post("/<key>/turns/<int:number>/comments/<comment_key>/delete")
def take_back(key: str, number: int, comment_key: str) -> ResponseReturnValue:
    """Take an answer back."""
    take_back_answer(current_player(create=False), key, comment_key)
    flash(_("Your answer is taken back."), "info")
    return redirect(url_for(".show", key=key, _anchor=f"coach-{number}"), 303)


@blueprint.post("/<key>/guess")
def guess(key: str) -> ResponseReturnValue:
    """Keep the guess, then show the scores."""
    if request.form.get("never"):
        stop_guessing()
    keep_guess(current_player(create=False), key, GuessForm().guess)
    return redirect(url_for(".show", key=key), 303)
