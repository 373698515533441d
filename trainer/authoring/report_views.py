"""The report before publishing: one page, with the publishing form at its end."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from trainer.authoring.drafts import Closed, NoSuchDraft, load
from trainer.authoring.publishing import prospect
from trainer.authoring.report import Report, report_on, scorer_opinion
from trainer.practice.judging import NotJudged, judging
from trainer.scenario.problems import ScenarioError
from trainer.scenario.reader import read
from trainer.scoring.dimensions import DIMENSIONS, to_percent
from trainer.web.errors import not_found
from trainer.web.locale import words

blueprint = Blueprint("draft_report", __name__, url_prefix="/coach/drafts/<key>/report")
blueprint.register_error_handler(NoSuchDraft, not_found)


@blueprint.errorhandler(Closed)
def closed(error: Closed) -> ResponseReturnValue:
    """There is nothing to publish any more: back to the draft as it stands."""
    flash(_("This draft is closed: it was published, put away or declined."), "plain")
    return redirect(url_for("scenes.page", key=error.draft.key, scene="_head"), 303)


@blueprint.get("")
def show(key: str) -> str:
    """What is wrong, what can be reached, how it reads, what changes, and the form that publishes."""
    shown = prospect(current_user, key)
    document = shown.document
    report = report_on(document) if document else None
    asked = "opinion" in request.args
    return render_template(
        "authoring/report.html",
        draft=shown.draft,
        prospect=shown,
        report=report,
        reach=_reach(report) if report else [],
        scenario=document.scenario if document else None,
        asked=asked,
        **(_opinion(shown.draft.text) if asked else {}),
    )


def _reach(report: Report) -> list[tuple[str, float, float]]:
    """Name, lowest and highest percent: first of the whole, then of each dimension."""
    ranges = [(_("Overall"), report.analysis.overall)]
    ranges += [(words(dimension.name), report.analysis.reach[dimension.id]) for dimension in DIMENSIONS]
    return [(name, to_percent(low), to_percent(high)) for name, (low, high) in ranges]


@blueprint.get("/opinion")
def opinion(key: str) -> str:
    """The scorer's second opinion: a part of the page, because it takes a while."""
    draft = load(current_user, key)
    return render_template("authoring/_opinion.html", draft=draft, **_opinion(draft.text))


def _opinion(text: str) -> dict[str, object]:
    """``given``: the scorer's opinion; None if the text cannot be read or the scorer broke."""
    try:
        read(text)
        with judging():
            return {"given": scorer_opinion(text), "dimensions": DIMENSIONS}
    except (ScenarioError, NotJudged):
        return {"given": None}
