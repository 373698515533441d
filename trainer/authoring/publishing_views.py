"""The last look before publishing, and putting drafts away."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from trainer.authoring.drafts import Closed, NoSuchDraft
from trainer.authoring.forms import PublishForm
from trainer.authoring.models import PUBLISHED
from trainer.authoring.publishing import NotReady, discard, prospect, publish, take_up
from trainer.authoring.records import Refused
from trainer.web.errors import not_found
from trainer.web.locale import words

blueprint = Blueprint("publishing", __name__, url_prefix="/coach/drafts/<key>")
blueprint.register_error_handler(NoSuchDraft, not_found)


@blueprint.errorhandler(Closed)
def closed(error: Closed) -> ResponseReturnValue:
    """The draft is published or put away: on to what became of it."""
    draft = error.draft
    if draft.status == PUBLISHED:
        flash(_("This draft is published."), "plain")
        return redirect(url_for("history.show", language=draft.language, slug=draft.slug), 303)
    flash(_("This draft is put away."), "plain")
    return redirect(url_for("scenarios.shelf"), 303)


@blueprint.get("/publish")
def ask(key: str) -> str:
    """What publishing would do, and what stands in its way."""
    return _page(key)


@blueprint.post("/publish", endpoint="publish")
def put_on_shelf(key: str) -> ResponseReturnValue:
    """Publish, if nothing stands in the way; else the page again, with the reason."""
    form = PublishForm()
    if not form.validate():
        abort(400)
    given = {"slug": (form.slug.data or "").strip(), "over": form.over.data or ""}
    try:
        publication = publish(current_user, key, form.version.data, form.note.data or "", **given)
    except NotReady:
        return _page(key, _("Some things are to be mended first."), form.note.data or "", given["slug"]), 409
    except Refused as error:
        return _page(key, words(error.words), form.note.data or "", given["slug"]), 409
    flash(_("Published. Attempts that are running stay on the version they began with."), "success")
    return redirect(url_for("history.show", language=publication.language, slug=publication.slug), 303)


def _page(key: str, trouble: str = "", note: str = "", slug: str = "") -> str:
    shown = prospect(current_user, key)
    return render_template(
        "authoring/publish.html", prospect=shown, trouble=trouble, note=note, slug=slug or shown.slug
    )


@blueprint.post("/discard", endpoint="discard")
def put_away(key: str) -> ResponseReturnValue:
    """Put the draft away; the next page offers to bring it back."""
    draft = discard(current_user, key)
    return redirect(url_for("scenarios.shelf", away=draft.key), 303)


@blueprint.post("/take-up", endpoint="take_up")
def bring_back(key: str) -> ResponseReturnValue:
    """The undo of putting it away."""
    take_up(current_user, key)
    flash(_("The draft is back."), "success")
    return redirect(url_for("scenarios.shelf"), 303)
