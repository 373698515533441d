"""The coaches' queue of suggestions."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf import FlaskForm
from wtforms import StringField

from trainer.authoring.drafts import Closed, Unwritable
from trainer.authoring.queue import (
    LONGEST_WORD,
    Decision,
    OnTheShelf,
    WordMissing,
    WordTooLong,
    accept,
    ask_for_changes,
    decline,
    find,
    reopen,
)
from trainer.authoring.queue_lists import MOST_SHOWN, Queued, how_many_wait, open_ones, settled_ones
from trainer.authoring.reply_forms import TENSIONS, Proposed, ReplyForm, proposed
from trainer.authoring.saving import Collision
from trainer.authoring.suggestion_models import ACCEPTED, REPLY, Suggestion
from trainer.authoring.suggestions import NoSuchSuggestion
from trainer.library.shelf import NoSuchScenario
from trainer.practice.evidence import Judged, judged
from trainer.scenario.editing import EditError
from trainer.scoring.dimensions import DIMENSIONS, POINTS
from trainer.web.errors import not_found
from trainer.web.locale import language, words

blueprint = Blueprint("suggestion_queue", __name__, url_prefix="/coach/suggestions")
blueprint.register_error_handler(NoSuchSuggestion, not_found)

SAY_WHY = _l("Say in a word what should change, or why it is not taken: whoever wrote it reads it.")
WORD_TOO_LONG = _l("That is too long; %(most)s characters are enough.", most=LONGEST_WORD)
GONE = _l("The scenario is not there any more. Say that you put it in yourself, or send it back.")
BUSY = _l("Somebody has just changed the same place in the draft. Try it once more.")
PUBLISHED = _l("This scenario is on the shelf already. Take it off there first.")


class DecisionForm(FlaskForm):
    """A word to whoever made the suggestion."""

    word = StringField()


@blueprint.get("")
def show() -> str:
    """What waits, with its place in the talk; or what was decided."""
    return _page()


def _page(trouble: str = "", at: str = "", word: str = "") -> str:
    """``trouble`` stands at the suggestion ``at``, with the word that was written to it."""
    settled = "settled" in request.args
    rows = settled_ones() if settled else open_ones()
    return render_template(
        "authoring/queue.html",
        rows=rows,
        settled=settled,
        waiting=how_many_wait(),
        most=MOST_SHOWN,
        judged={row.row.key: _judged(row.row) for row in rows},
        proposed={row.row.key: _proposed(row) for row in rows},
        done=_done(request.args.get("done", "")),
        trouble=trouble,
        at=at,
        word=word,
        form=DecisionForm(formdata=None),
        dimensions=DIMENSIONS,
        points=POINTS[::-1],
        tensions=TENSIONS,
    )


def _judged(row: Suggestion) -> Judged | None:
    return judged(row.text, row.assessment, language()) if row.assessment else None


def _proposed(item: Queued) -> Proposed | None:
    """What the form for a missing reply says at first; None where there is no such scene any more."""
    row = item.row
    if row.kind != REPLY or item.scenario is None or item.scene is None:
        return None
    scores = (row.assessment or {}).get("scores", {})
    points = {name: each["points"] for name, each in scores.items()}
    return proposed(row.text, points, item.scenario, row.scene or "")


def _done(key: str) -> Suggestion | None:
    try:
        return find(key) if key else None
    except NoSuchSuggestion:
        return None


@blueprint.post("/<key>")
def decide(key: str) -> ResponseReturnValue:
    """Take it, send it back or decline it; then on to the next."""
    form, word = ReplyForm(), request.form.get("word", "")
    decision = Decision(current_user, word, _address(key))
    try:
        match request.form.get("decision"):
            case "accept":
                new = form.new if form.validate() else None
                accept(key, decision, request.form.get("how", ""), new)
            case "changes":
                ask_for_changes(key, decision)
            case "decline":
                decline(key, decision)
            case _:
                abort(400)
    except WordMissing:
        return _page(str(SAY_WHY), key)
    except WordTooLong:
        return _page(str(WORD_TOO_LONG), key, word)
    except EditError as error:
        return _page(words(error.words), key, word)
    except NoSuchScenario:
        return _page(str(GONE), key, word)
    except (Collision, Closed, Unwritable):
        return _page(str(BUSY), key, word)
    return redirect(url_for(".show", done=key), 303)


@blueprint.post("/<key>/reopen")
def open_again(key: str) -> ResponseReturnValue:
    """The undo of a decision."""
    try:
        was_taken = find(key).status == ACCEPTED
        row = reopen(key, _address(key))
    except OnTheShelf:
        flash(str(PUBLISHED), "error")
        return redirect(url_for(".show", settled=1), 303)
    if was_taken and row.scene:
        flash(_("It waits again. What was put into the draft stays there until you take it out."), "info")
    return redirect(url_for(".show", _anchor=f"suggestion-{key}"), 303)


def _address(key: str) -> str:
    """Where the person who made the suggestion reads of it."""
    return url_for("suggestions.show_mine", _anchor=f"suggestion-{key}")
