"""What trainees suggest: at a turn, and what became of it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, StringField
from wtforms.validators import AnyOf, Length, Regexp

from trainer.accounts.players import current_player
from trainer.authoring.suggestion_models import HELD, REPLY, WORDING
from trainer.authoring.suggestions import (
    LONGEST_LEADS,
    MOST_WAITING,
    Given,
    NoSuchSuggestion,
    NothingSuggested,
    Place,
    TooManySuggestions,
    mine,
    own,
    place,
    revise,
    send_again,
    suggest,
    withdraw,
)
from trainer.practice.attempts import KEY, new_key
from trainer.scoring.assessment import MAX_CHARS, TooLong
from trainer.web.errors import not_found
from trainer.web.locale import words

blueprint = Blueprint("suggestions", __name__)
blueprint.register_error_handler(NoSuchSuggestion, not_found)

EMPTY = _l("Write the words first that you would like to see there.")
FULL = _l(
    "%(count)s suggestions of yours are waiting; that is as many as coaches can take at once.", count=MOST_WAITING
)
LENGTHY = _l("Say where it should lead in at most %(most)s characters.", most=LONGEST_LEADS)


class SuggestionForm(FlaskForm):
    """A suggestion. How long the words may be is for the scorer to say, so that nothing typed is lost."""

    key = HiddenField(default=new_key, validators=[Regexp(KEY)])
    kind = StringField(default=WORDING, validators=[AnyOf([WORDING, REPLY])])
    text = StringField()
    leads = StringField(validators=[Length(max=LONGEST_LEADS)])
    credited = BooleanField(default=True)

    @property
    def given(self) -> Given:
        """The form as the use case wants it."""
        return Given(self.kind.data, self.text.data or "", self.leads.data or "", bool(self.credited.data))


@blueprint.get("/attempts/<key>/turns/<int:number>/suggest")
def suggest_at(key: str, number: int) -> str:
    """Room for a suggestion at a turn, with the own words of the turn in it, if there were some."""
    at = place(current_player(create=False), key, number)
    typed = at.turn.step.typed
    form = SuggestionForm(formdata=None, kind=WORDING if at.written else REPLY, text=typed.text if typed else "")
    return _page(at, form)


@blueprint.post("/attempts/<key>/turns/<int:number>/suggest")
def send(key: str, number: int) -> ResponseReturnValue:
    """Store it; guests are asked to sign in, and their words wait for them."""
    player, form = current_player(create=False), SuggestionForm()
    at = place(player, key, number)
    trouble = _trouble(form)
    if not trouble:
        try:
            row = suggest(player, at, form.given, form.key.data or "")
            if row.status != HELD:
                flash(_("Thank you. A coach will look at it, and you will be told what becomes of it."), "success")
            return redirect(url_for(".show_mine"), 303)
        except TooLong as error:
            trouble = words(error.words)
        except NothingSuggested:
            trouble = str(EMPTY)
        except TooManySuggestions:
            trouble = str(FULL)
    return _page(at, form, trouble)


def _trouble(form: SuggestionForm) -> str:
    return "" if form.validate() else str(LENGTHY)


def _page(at: Place, form: SuggestionForm, trouble: str = "") -> str:
    return render_template(
        "authoring/suggest.html",
        attempt=at.loaded.attempt,
        scenario=at.loaded.playthrough.scenario,
        turn=at.turn,
        written=at.written,
        form=form,
        trouble=trouble,
        most=MAX_CHARS,
    )


@blueprint.get("/suggestions")
def show_mine() -> str:
    """What one has suggested, and what became of each. Guests see what waits for them to sign in."""
    return render_template("authoring/mine.html", rows=mine(current_player(create=False)))


@blueprint.get("/suggestions/<key>")
def edit(key: str) -> str:
    """A suggestion that waits, to be put in other words."""
    row = own(current_player(create=False), key)
    form = SuggestionForm(formdata=None, obj=row)
    return render_template("authoring/revise.html", row=row, form=form, trouble="", most=MAX_CHARS)


@blueprint.post("/suggestions/<key>")
def change(key: str) -> ResponseReturnValue:
    """Keep other words for it."""
    player, form = current_player(create=False), SuggestionForm()
    row, trouble = own(player, key), _trouble(form)
    if not trouble:
        try:
            revise(player, key, form.given)
            flash(_("Your suggestion is with the coaches again."), "success")
            return redirect(url_for(".show_mine"), 303)
        except TooLong as error:
            trouble = words(error.words)
        except NothingSuggested:
            trouble = str(EMPTY)
    return render_template("authoring/revise.html", row=row, form=form, trouble=trouble, most=MAX_CHARS)


@blueprint.post("/suggestions/<key>/withdraw")
def take_back(key: str) -> ResponseReturnValue:
    """Take it back, or send it again."""
    player = current_player(create=False)
    (send_again if request.form.get("again") else withdraw)(player, key)
    return redirect(url_for(".show_mine", _anchor=f"suggestion-{key}"), 303)
