"""The report on a workshop, for whoever runs it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from trainer.feedback.recognition import KINDS
from trainer.web.errors import not_found
from trainer.workshops.recognition import NothingToRecognise, candidates, counts, give
from trainer.workshops.report import report
from trainer.workshops.rooms import NoSuchWorkshop, find

blueprint = Blueprint("workshop_report", __name__, url_prefix="/coach/workshops/<key>")
blueprint.register_error_handler(NoSuchWorkshop, not_found)
blueprint.register_error_handler(NothingToRecognise, not_found)


@blueprint.get("/report")
def show(key: str) -> str:
    """Before and after, teams, skills, what was lost where."""
    workshop = find(current_user, key)
    return render_template(
        "compare/report.html",
        workshop=workshop,
        report=report(workshop),
        recognised=counts(workshop.id),
        candidates=candidates(workshop.id),
        kinds=KINDS,
    )


@blueprint.post("/recognise")
def recognise(key: str) -> ResponseReturnValue:
    """Recognise what a participant did."""
    number, kind = request.form.get("participant", ""), request.form.get("kind", "")
    try:
        name = give(current_user, key, int(number), kind, request.form.get("words", ""))
    except ValueError:
        flash(_("Choose a person and what for; 300 characters are enough."), "error")
    else:
        flash(_("%(name)s will see it under “Progress” and beside the talk.", name=name), "success")
    return redirect(url_for(".show", key=key, _anchor="recognise"), 303)
