"""Pages of a single turn: try other words, disagree with the scores."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from trainer.accounts.players import current_player
from trainer.practice.attempts import Loaded
from trainer.practice.evidence import Judged, judged
from trainer.practice.forms import DisagreementForm, RehearsalForm
from trainer.practice.judging import NotJudged
from trainer.practice.rehearsing import (
    MOST_REHEARSALS,
    NothingWritten,
    TooMany,
    disagree,
    open_turn,
    rehearsals,
    rehearse,
    scores_wait,
)
from trainer.practice.wording import NOT_JUDGED
from trainer.scoring.assessment import MAX_CHARS, TooLong
from trainer.scoring.dimensions import DIMENSIONS, to_percent
from trainer.web.locale import language, words

blueprint = Blueprint("turns", __name__, url_prefix="/attempts/<key>/turns/<int:number>")

FULL = _l("You have tried %(count)s wordings here; that is as many as are kept.", count=MOST_REHEARSALS)
EMPTY = _l("Write a few words first.")
ALIKE = 5
"""Percent by which two scores may differ and still be called alike."""


@blueprint.get("/words", endpoint="rehearse")
def show(key: str, number: int) -> str:
    """The turn once more, with what was said, what was tried, and room for other words."""
    return _page(open_turn(current_player(create=False), key, number), number)


@blueprint.post("/words")
def try_words(key: str, number: int) -> ResponseReturnValue:
    """Judge other words, and show them beside the old."""
    form, player = RehearsalForm(), current_player(create=False)
    text = form.text.data or ""
    try:
        rehearse(player, key, number, text, form.key.data or "")
    except TooLong as error:
        return _page(open_turn(player, key, number), number, words(error.words), text)
    except NotJudged:
        return _page(open_turn(player, key, number), number, str(NOT_JUDGED), text)
    except TooMany:
        return _page(open_turn(player, key, number), number, str(FULL), text)
    except NothingWritten:
        return _page(open_turn(player, key, number), number, str(EMPTY), text)
    return redirect(url_for(".rehearse", key=key, number=number), 303)


def _page(loaded: Loaded, number: int, trouble: str = "", draft: str = "") -> str:
    turn = loaded.playthrough.turns[number - 1]
    typed = turn.step.typed
    tried = [judged(row.text, row.assessment, language()) for row in rehearsals(loaded, number)]
    guesses_first = scores_wait(loaded.attempt)
    return render_template(
        "practice/words.html",
        attempt=loaded.attempt,
        scenario=loaded.playthrough.scenario,
        turn=turn,
        old=judged(typed.text, typed.assessment, language()) if typed is not None and typed.assessment else None,
        tried=tried,
        guesses_first=guesses_first,
        changed=_changed(turn.scores, tried[0]) if tried and guesses_first else {},
        trouble=trouble,
        draft=draft,
        most=MAX_CHARS,
        dimensions=DIMENSIONS,
        form=RehearsalForm(formdata=None),
    )


def _changed(before: Mapping[str, float], after: Judged) -> dict[str, int]:
    """Dimension id -> 1 where the new words show clearly more of it, -1 less, 0 about as much."""
    apart = {name: score.percent - to_percent(before[name]) for name, score in after.assessment.scores.items()}
    return {name: 0 if abs(by) < ALIKE else 1 if by > 0 else -1 for name, by in apart.items()}


@blueprint.post("/disagreement")
def send_to_coach(key: str, number: int) -> ResponseReturnValue:
    """Send the turn to the coach's queue."""
    form = DisagreementForm()
    if form.validate():
        disagree(current_player(create=False), key, number, form.comment.data or "")
        flash(
            _("Turn %(turn)s is with the coach now. The score stays until they have looked.", turn=number),
            "info",
        )
    else:
        flash(_("That comment is too long; 2,000 characters are enough."), "error")
    return redirect(url_for("feedback.show", key=key, _anchor=f"turn-{number}"), 303)
