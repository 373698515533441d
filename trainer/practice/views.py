"""The talk: one page, one form, one answer at a time. Works without scripts; with them htmx swaps the talk."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from trainer.accounts.players import current_player
from trainer.dialogue.engine import Playthrough
from trainer.feedback.hints import hint
from trainer.practice.answering import Given, Note, answer_once
from trainer.practice.attempts import Loaded, abandon, again, load, take_up
from trainer.practice.evidence import Judged, judge_all
from trainer.practice.forms import AnswerForm, ReplayForm
from trainer.practice.models import ABANDONED, RUNNING
from trainer.practice.rehearsing import scores_wait
from trainer.practice.talk import choices, messages, seconds
from trainer.practice.wording import NOT_JUDGED
from trainer.scoring.assessment import MAX_CHARS
from trainer.scoring.dimensions import DIMENSIONS
from trainer.web.locale import language

blueprint = Blueprint("practice", __name__, url_prefix="/attempts")

EXPLANATIONS = {
    Note.STALE: _l("The talk had already gone on, so that answer was not taken. This is where it stands now."),
    Note.NOT_OFFERED: _l("That reply is not open here. Choose one of these."),
    Note.OVER: _l("This talk is over; nothing was changed."),
    Note.EMPTY: _l("Write a few words first, or choose a reply."),
    Note.ENDLESS: _l("This talk has gone on longer than any. Put it aside and begin anew."),
    Note.NOT_JUDGED: NOT_JUDGED,
    Note.TOO_LONG: _l("Nobody reads that much when upset. Shorten it to 2,000 characters; your words are kept below."),
}
KEEPS_WORDS = (Note.EMPTY, Note.TOO_LONG, Note.NOT_JUDGED)
"""After these the words stay in the field, to be mended."""


@blueprint.get("/<key>")
def talk(key: str) -> str:
    """The talk as it stands."""
    return _render("practice/talk.html", load(current_player(create=False), key))


@blueprint.post("/<key>/answer")
def answer(key: str) -> ResponseReturnValue:
    """Take one answer; show what comes of it."""
    form = AnswerForm()
    if not form.validate():
        abort(400)
    given = Given(form.number.data, form.reply.data or "", form.text.data or "")
    answered = answer_once(current_player(create=False), key, given)
    explanation = EXPLANATIONS.get(answered.note)
    if request.headers.get("HX-Request"):
        fresh = answered.note is Note.TAKEN
        draft = given.text if answered.note in KEEPS_WORDS else ""
        return _render("practice/_talk.html", answered.loaded, explanation=explanation, fresh=fresh, draft=draft)
    if answered.note in KEEPS_WORDS:
        return _render("practice/talk.html", answered.loaded, explanation=explanation, draft=given.text)
    if explanation:
        flash(str(explanation), "plain")
    return redirect(url_for(".talk", key=key, _anchor="now"), 303)


def _render(template: str, loaded: Loaded, **more: object) -> str:
    attempt, playthrough = loaded.attempt, loaded.playthrough
    return render_template(
        template,
        attempt=attempt,
        playthrough=playthrough,
        scenario=playthrough.scenario,
        number=loaded.number,
        messages=messages(playthrough),
        choices=choices(loaded) if attempt.status == RUNNING and attempt.answer_by != "type" else [],
        types=attempt.status == RUNNING and attempt.answer_by != "choose",
        most=MAX_CHARS,
        seconds=seconds(loaded),
        judged=_judged(playthrough) if attempt.hints else {},
        guesses_first=scores_wait(attempt),
        dimensions=DIMENSIONS,
        hint=hint(playthrough) if attempt.hints and attempt.status == RUNNING else None,
        **more,
    )


def _judged(playthrough: Playthrough) -> dict[int, Judged]:
    """Turn number -> typed words with their assessment."""
    typed = {turn.number: turn.step.typed for turn in playthrough.turns if turn.step.typed is not None}
    return judge_all(typed, language())


@blueprint.post("/<key>/abandon")
def put_aside(key: str) -> ResponseReturnValue:
    """Put the talk aside; the next page offers to take it up again."""
    attempt = abandon(current_player(create=False), key)
    if attempt.status != ABANDONED:
        flash(str(EXPLANATIONS[Note.OVER]), "plain")
        return redirect(url_for(".talk", key=key), 303)
    flash(_("The talk is put aside. You find it under “Progress”, and can take it up again there."), "info")
    return redirect(url_for("library.brief", language=attempt.language, slug=attempt.slug), 303)


@blueprint.post("/<key>/resume")
def resume(key: str) -> ResponseReturnValue:
    """Take the talk up again where it was left."""
    take_up(current_player(create=False), key)
    return redirect(url_for(".talk", key=key, _anchor="now"), 303)


@blueprint.post("/<key>/again")
def replay_from(key: str) -> ResponseReturnValue:
    """A new attempt that branches off the old one at an answer."""
    form = ReplayForm()
    if not form.validate():
        abort(400)
    player = current_player(create=False)
    attempt = again(player, load(player, key), form.turn.data, form.key.data)
    return redirect(url_for(".talk", key=attempt.key, _anchor="now"), 303)
