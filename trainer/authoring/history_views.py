"""The page of one scenario: its versions, what changed between them, and the ways back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from trainer.authoring.drafts import NoSuchDraft, load
from trainer.authoring.exchange import exported, findings
from trainer.authoring.forms import RevisionForm
from trainer.authoring.history import between, history, keep_ours, restore, retire, roll_back, take_shipped
from trainer.authoring.records import Refused
from trainer.library.models import Shelved
from trainer.library.shelf import NoSuchScenario
from trainer.scoring.dimensions import DIMENSIONS
from trainer.web.errors import not_found
from trainer.web.locale import words

blueprint = Blueprint("history", __name__, url_prefix="/coach")
blueprint.register_error_handler(NoSuchScenario, not_found)
blueprint.register_error_handler(NoSuchDraft, not_found)

ACTIONS: dict[str, LazyString] = {
    "publish": _l("Published"),
    "rollback": _l("Rolled back to this version"),
    "retire": _l("Retired"),
    "restore": _l("Put back on the shelf"),
    "push": _l("Published from a folder"),
    "shipped": _l("Came with the software"),
}


@blueprint.get("/scenarios/<language>/<slug>")
def show(language: str, slug: str) -> str:
    """The record, the newest first, with the figures of each revision."""
    past = history(language, slug)
    return render_template(
        "authoring/history.html",
        past=past,
        item=past.item,
        actions=ACTIONS,
        dimensions=DIMENSIONS,
        findings=findings(past.item),
    )


@blueprint.get("/scenarios/<language>/<slug>/changes")
def changes(language: str, slug: str) -> str:
    """What changed in the talk between two revisions."""
    old, new = request.args.get("old", ""), request.args.get("new", "")
    past = history(language, slug)
    return render_template(
        "authoring/changes.html",
        past=past,
        item=past.item,
        changes=between(language, slug, old, new),
        old=old,
        new=new,
    )


@blueprint.get("/scenarios/<language>/<slug>.yaml")
def download(language: str, slug: str) -> Response:
    """The scenario as YAML, as written; with ``digest`` an earlier version of it."""
    return _file(exported(language, slug, request.args.get("digest", "")), f"{slug}.yaml")


@blueprint.get("/drafts/<key>.yaml")
def download_draft(key: str) -> Response:
    """The draft as it stands."""
    draft = load(current_user, key)
    return _file(draft.text, f"{draft.slug}.yaml")


def _file(text: str, name: str) -> Response:
    answer = Response(text, mimetype="application/yaml")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@blueprint.post("/scenarios/<language>/<slug>/roll-back", endpoint="roll_back")
def go_back(language: str, slug: str) -> ResponseReturnValue:
    """Offer an earlier version again."""
    form = _form()
    return _done(
        lambda: roll_back(current_user, language, slug, form.digest.data, form.seen.data or "", form.note.data or ""),
        _("That version is on the shelf again. Attempts that are running stay where they are."),
    )


@blueprint.post("/scenarios/<language>/<slug>/retire", endpoint="retire")
def take_off(language: str, slug: str) -> ResponseReturnValue:
    """Take it off the shelf."""
    return _done(
        lambda: retire(current_user, language, slug),
        _("It is off the shelf. Attempts that are running go on; you can put it back here."),
    )


@blueprint.post("/scenarios/<language>/<slug>/restore", endpoint="restore")
def put_back(language: str, slug: str) -> ResponseReturnValue:
    """Put it back on the shelf."""
    return _done(lambda: restore(current_user, language, slug), _("It is on the shelf again."))


@blueprint.post("/scenarios/<language>/<slug>/take-shipped", endpoint="take_shipped")
def take(language: str, slug: str) -> ResponseReturnValue:
    """Take the newer version that came with the software."""
    form = _form()
    return _done(
        lambda: take_shipped(current_user, language, slug, form.digest.data),
        _("The version that came with the software is on the shelf. Yours stays in the history."),
    )


@blueprint.post("/scenarios/<language>/<slug>/keep-ours", endpoint="keep_ours")
def keep(language: str, slug: str) -> ResponseReturnValue:
    """Leave the newer version aside."""
    form = _form()
    return _done(
        lambda: keep_ours(current_user, language, slug, form.digest.data),
        _("Yours stays on the shelf. You will be told when a still newer version comes."),
    )


def _form() -> Any:
    form = RevisionForm()
    if not form.validate():
        abort(400)
    return form


def _done(deed: Callable[[], Shelved], told: str) -> ResponseReturnValue:
    given = request.view_args or {}
    try:
        deed()
    except Refused as error:
        flash(words(error.words), "error")
    else:
        flash(told, "success")
    return redirect(url_for(".show", language=given["language"], slug=given["slug"]), 303)
