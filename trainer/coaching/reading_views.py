"""Reading a talk: the transcript and all that a coach does with it. Works without scripts; with them, by keyboard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from trainer.coaching import commenting, overriding
from trainer.coaching.blind import note_seen
from trainer.coaching.forms import CommentForm, OverrideForm, ReadForm
from trainer.coaching.queues import next_key
from trainer.coaching.reading import just_read, read
from trainer.coaching.skills import ratings_of, skills_in
from trainer.coaching.trail import trail, trail_filters, trail_queue
from trainer.practice.corrections import MOST_CHARS, Unusable
from trainer.practice.said import judged_turns, said
from trainer.practice.skill_ratings import skill_ratings
from trainer.scoring.dimensions import DIMENSIONS, POINTS, SKILLS
from trainer.scoring.heads import heads
from trainer.scoring.skills import SKILL_ANCHORS
from trainer.web.locale import language

blueprint = Blueprint("reading", __name__, url_prefix="/coach/talks/<key>")

NO_REASON = _l("Write why: the trainee reads it beside the score. 2,000 characters are enough.")
NOTHING_CHOSEN = _l("Choose other points for at least one score first.")
NO_WORDS = _l("Write a few words first; 2,000 characters are enough.")


@dataclass(frozen=True, slots=True)
class Trouble:
    """What was wrong with a form at a turn. ``form`` is "override" or "comment"; what was typed is kept."""

    number: int
    form: str
    words: LazyString


@blueprint.get("")
def show(key: str) -> str:
    """The talk."""
    return _page(key)


def _page(key: str, trouble: Trouble | None = None) -> str:
    reading = read(current_user, key)
    judged = judged_turns(reading.card)
    before = request.args.get("after", "")
    return render_template(
        "coaching/talk.html",
        reading=reading,
        attempt=reading.attempt,
        scenario=reading.scenario,
        card=reading.card,
        coaching=reading.coaching,
        judged=judged,
        spoken=said(reading.card, judged, reading.coaching),
        queue=trail_queue(),
        trail=trail(),
        just_read=just_read(current_user, before) if before else None,
        undo=request.args.get("undo", ""),
        trouble=trouble,
        dimensions=DIMENSIONS,
        points=POINTS,
        skills=SKILLS,
        rated_skills=skills_in(reading.scenario),
        own_skills=ratings_of(current_user, reading.attempt.id),
        skill_ratings=skill_ratings(reading.attempt.id),
        skill_anchors=SKILL_ANCHORS,
        blind_waits=note_seen(current_user, reading.attempt),
        scorer=getattr(heads(), "version", ""),
        most=MOST_CHARS,
        interface=language(),
    )


def _back(key: str, number: int | None = None, **more: Any) -> ResponseReturnValue:
    anchor = f"turn-{number}" if number is not None else None
    return redirect(url_for(".show", key=key, _anchor=anchor, **trail(), **more), 303)


@blueprint.post("/turns/<int:number>/scores")
def override(key: str, number: int) -> ResponseReturnValue:
    """Give a turn other points."""
    form = OverrideForm()
    try:
        overriding.override(current_user, key, number, form.points, form.reason.data or "", form.key.data or "")
    except overriding.NoReason:
        return _page(key, Trouble(number, "override", NO_REASON)), 422
    except overriding.NothingChosen:
        return _page(key, Trouble(number, "override", NOTHING_CHOSEN)), 422
    return _back(key, number)


@blueprint.post("/turns/<int:number>/scores/<int:correction>/withdraw")
def withdraw(key: str, number: int, correction: int) -> ResponseReturnValue:
    """Take other points back."""
    overriding.withdraw(current_user, key, correction)
    return _back(key, number)


@blueprint.post("/turns/<int:number>/comments")
def comment(key: str, number: int) -> ResponseReturnValue:
    """Write at a turn."""
    form = CommentForm()
    span = form.span if form.validate() else None
    try:
        commenting.comment(current_user, key, number, form.text.data or "", span, form.key.data or "")
    except Unusable:
        return _page(key, Trouble(number, "comment", NO_WORDS)), 422
    return _back(key, number)


@blueprint.post("/turns/<int:number>/comments/<comment_key>/delete")
def delete_comment(key: str, number: int, comment_key: str) -> ResponseReturnValue:
    """Take a comment back; the page offers to put it there again."""
    commenting.set_deleted(current_user, key, comment_key, deleted=True)
    return _back(key, number, undo=f"{number}/{comment_key}")


@blueprint.post("/turns/<int:number>/comments/<comment_key>/restore")
def restore_comment(key: str, number: int, comment_key: str) -> ResponseReturnValue:
    """Put a comment there again."""
    commenting.set_deleted(current_user, key, comment_key, deleted=False)
    return _back(key, number)


@blueprint.post("/turns/<int:number>/exemplary")
def praise(key: str, number: int) -> ResponseReturnValue:
    """Call a turn exemplary, or no more."""
    try:
        commenting.praise(current_user, key, number, request.form.get("skill", ""))
    except Unusable:
        flash(_("There is no such skill."), "error")
    return _back(key, number)


@blueprint.post("/read")
def call_read(key: str) -> ResponseReturnValue:
    """The talk was read; on to the next one if wanted."""
    form = ReadForm()
    try:
        commenting.call_read(current_user, key, form.key.data or "")
    except Unusable:
        flash(_("The page sent something we could not read. Reload it and try again."), "error")
        return _back(key)
    if not form.on.data:
        return _back(key)
    following = next_key(current_user, trail_queue(), trail_filters(), after=key)
    if following is None:
        return redirect(url_for("queues.show", **{**trail(), "queue": trail_queue().value, "after": key}), 303)
    return redirect(url_for(".show", key=following, **trail(), after=key), 303)


@blueprint.post("/unread")
def call_unread(key: str) -> ResponseReturnValue:
    """The undo of having read."""
    commenting.call_unread(current_user, key, request.form.get("mark", ""))
    flash(_("The talk waits again."), "info")
    return _back(key)


@blueprint.post("/assign")
def assign(key: str) -> ResponseReturnValue:
    """Give the talk to a coach, or to nobody."""
    commenting.assign(current_user, key, request.form.get("coach", type=int))
    return _back(key)
