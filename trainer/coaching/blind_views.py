"""Rating turns blind. Works without scripts; with them, by keyboard."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from trainer.coaching import blind
from trainer.coaching.forms import OverrideForm
from trainer.scoring.dimensions import DIMENSIONS, POINTS
from trainer.web.locale import LANGUAGES, language

blueprint = Blueprint("blind", __name__, url_prefix="/coach/blind")


@blueprint.get("")
def show() -> str:
    """The next turn to rate; above it, what came of the one before."""
    return _page()


def _page(*, incomplete: bool = False) -> str:
    wanted = request.args.get("language", "")
    key, _slash, number = request.args.get("after", "").partition("/")
    return render_template(
        "coaching/blind.html",
        asked=blind.next_turn(current_user, wanted),
        waiting=blind.waiting(current_user, wanted),
        most=blind.MOST_COUNTED,
        skipped=blind.skipped(current_user),
        before=blind.outcome(current_user, key, int(number)) if number.isdecimal() and len(number) < 4 else None,
        incomplete=incomplete,
        share=blind.share(),
        wanted=wanted,
        all_languages=LANGUAGES,
        dimensions=DIMENSIONS,
        points=POINTS,
        interface=language(),
    )


def _back(**more: Any) -> ResponseReturnValue:
    wanted = request.args.get("language") or None
    return redirect(url_for(".show", language=wanted, **more), 303)


@blueprint.post("/<key>/<int:number>")
def rate(key: str, number: int) -> ResponseReturnValue:
    """Give a turn points."""
    try:
        blind.rate(current_user, key, number, OverrideForm().points)
    except blind.NotAll:
        return _page(incomplete=True), 422
    except blind.TooLate:
        flash(_("This turn needs no rating of yours any more: two coaches have rated it, or you have seen its scores."))
        return _back()
    return _back(after=f"{key}/{number}")


@blueprint.post("/<key>/<int:number>/skip")
def skip(key: str, number: int) -> ResponseReturnValue:
    """Leave a turn to other coaches."""
    blind.skip(current_user, key, number)
    return _back()


@blueprint.post("/again")
def ask_again() -> ResponseReturnValue:
    """The undo of having skipped."""
    blind.ask_again(current_user)
    return _back()
