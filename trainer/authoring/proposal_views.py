"""Proposing a whole scenario."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, StringField
from wtforms.validators import Length, Regexp

from trainer.authoring.new import STARTERS
from trainer.authoring.proposals import LONGEST_TITLE, Idea, begin, send_in, take_back
from trainer.authoring.suggestion_models import OPEN
from trainer.authoring.suggestion_views import FULL
from trainer.authoring.suggestions import LONGEST_LEADS, NoSuchSuggestion, NothingSuggested, TooManySuggestions
from trainer.practice.attempts import KEY, new_key
from trainer.scenario.problems import ScenarioError
from trainer.web.errors import not_found
from trainer.web.locale import LANGUAGES, language, words

blueprint = Blueprint("proposals", __name__, url_prefix="/suggestions/scenarios")
blueprint.register_error_handler(NoSuchSuggestion, not_found)

INCOMPLETE = _l("Give it a title, and choose what it grows from.")


class IdeaForm(FlaskForm):
    """What the scenario is to be."""

    key = HiddenField(default=new_key, validators=[Regexp(KEY)])
    title = StringField(validators=[Length(max=LONGEST_TITLE)])
    language = StringField(default=language)
    starter = StringField(default="angry-customer")
    leads = StringField(validators=[Length(max=LONGEST_LEADS)])
    credited = BooleanField(default=True)


@blueprint.get("/new")
def new() -> str:
    """Title, language, and what it grows from."""
    return _page(IdeaForm(formdata=None))


@blueprint.post("/new")
def start() -> ResponseReturnValue:
    """Make the draft, and go on in the editor."""
    form = IdeaForm()
    if not form.validate():
        return _page(form, str(INCOMPLETE))
    chosen = form.title.data or "", form.language.data, form.starter.data, form.leads.data or "", form.credited.data
    try:
        row = begin(current_user, form.key.data, Idea(*chosen))
    except NothingSuggested:
        return _page(form, str(INCOMPLETE))
    except TooManySuggestions:
        return _page(form, str(FULL))
    flash(_("This is your draft. When it is ready, send it to the coaches under “My suggestions”."), "info")
    return redirect(url_for("editor.edit", key=row.draft_key, pane="scene"), 303)


def _page(form: IdeaForm, trouble: str = "") -> str:
    return render_template(
        "authoring/propose.html", form=form, starters=STARTERS, all_languages=LANGUAGES, trouble=trouble
    )


@blueprint.post("/<key>/send")
def send(key: str) -> ResponseReturnValue:
    """Give it to the coaches."""
    try:
        if send_in(current_user, key).status == OPEN:
            flash(_("Thank you. A coach will look at it, and you will be told what becomes of it."), "success")
    except ScenarioError as error:
        first = error.problems[0]
        flash(_("It cannot be read yet. Line %(line)s: %(what)s", line=first.line, what=words(first.message)), "error")
    return redirect(url_for("suggestions.show_mine", _anchor=f"suggestion-{key}"), 303)


@blueprint.post("/<key>/withdraw")
def withdraw(key: str) -> ResponseReturnValue:
    """Take it back, to write on."""
    take_back(current_user, key)
    return redirect(url_for("suggestions.show_mine", _anchor=f"suggestion-{key}"), 303)
