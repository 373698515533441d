"""The coaches' list of scenarios, and the page on which a new one begins."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, gettext, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.utils import secure_filename

from trainer.authoring.drafts import NoSuchDraft, Unwritable
from trainer.authoring.forms import KeyForm, NewForm, UploadForm
from trainer.authoring.listing import STATUSES, Wanted, listing
from trainer.authoring.models import Draft
from trainer.authoring.new import STARTERS, from_copy, from_file, from_starter, of_shelf
from trainer.library import shelf as library
from trainer.scenario.decoding import MOST_BYTES
from trainer.scenario.problems import ScenarioError
from trainer.scoring.dimensions import DIMENSIONS
from trainer.web.errors import not_found
from trainer.web.locale import LANGUAGES, language

blueprint = Blueprint("scenarios", __name__, url_prefix="/coach/scenarios")
blueprint.register_error_handler(NoSuchDraft, not_found)
blueprint.register_error_handler(library.NoSuchScenario, not_found)
STATUS_WORDS: dict[str, LazyString] = {
    "draft": _l("Being written"),
    "review": _l("In review"),
    "published": _l("On the shelf"),
    "retired": _l("Retired"),
    "discarded": _l("Put away"),
}
COPY = "copy"
TOLD = 5
"""So many problems of an uploaded file are told at once; the editor shows the rest at their places."""


@blueprint.get("")
def shelf() -> str:
    """Drafts, what is offered and what is retired; with htmx only the list."""
    args = request.args
    wanted = Wanted(
        status=args.get("status", "") if args.get("status") in STATUSES else "",
        language=args.get("language", "") if args.get("language") in LANGUAGES else "",
        words=args.get("q", "")[:100],
    )
    template = "authoring/_shelf.html" if request.headers.get("HX-Target") == "shelf" else "authoring/shelf.html"
    return render_template(
        template,
        listing=listing(wanted),
        wanted=wanted,
        filtered=bool(wanted.status or wanted.language or wanted.words.strip()),
        away=args.get("away", ""),
        statuses=STATUS_WORDS,
        all_languages=LANGUAGES,
        dimensions=DIMENSIONS,
    )


@blueprint.get("/new")
def new() -> str:
    """Where a new scenario begins."""
    return _page()


@blueprint.post("/new")
def create() -> ResponseReturnValue:
    """A draft from a starter or as a copy."""
    form = NewForm()
    if not form.validate():
        abort(400)
    user, key, title = current_user, form.key.data, form.title.data or ""
    if form.start.data == COPY:
        code, _slash, slug = (form.of.data or "").partition("/")
        if not slug:
            return _page(_("Choose the scenario that is to be copied."), title), 400
        draft = from_copy(user, key, code, slug, title)
    else:
        draft = from_starter(user, key, form.start.data, form.language.data, title)
    return _to_editor(draft)


@blueprint.post("/upload")
def upload() -> ResponseReturnValue:
    """A draft from a file of the coach's; one that cannot be read yet is mended in the editor."""
    form = UploadForm()
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return _page(_("Choose a file first.")), 400
    if not form.validate():
        abort(400)
    name = secure_filename(sent.filename) or "scenario.yaml"
    with sent.stream as stream:  # a large one lies in a file of its own
        content = stream.read(MOST_BYTES + 1)
    try:
        draft, error = from_file(current_user, form.key.data, content, name, form.language.data)
    except (ScenarioError, Unwritable) as refused:
        problems = refused.problems if isinstance(refused, ScenarioError) else ()
        told = " ".join(problem.show(sent.filename, gettext) for problem in problems)
        return _page(_("This file cannot be taken.") + " " + told), 400
    if error is not None:
        _tell_problems(error)
    return _to_editor(draft)


@blueprint.post("/<language>/<slug>/edit")
def edit(language: str, slug: str) -> ResponseReturnValue:
    """A draft that changes what the shelf offers."""
    form = KeyForm()
    if not form.validate():
        abort(400)
    return _to_editor(of_shelf(current_user, form.key.data, language, slug))


def _tell_problems(error: ScenarioError) -> None:
    count = len(error.problems)
    words = ngettext(
        "The file is here as a draft. It cannot be read yet; there is %(num)s problem.",
        "The file is here as a draft. It cannot be read yet; there are %(num)s problems.",
        count,
    )
    flash(words, "plain")
    for problem in error.problems[:TOLD]:
        flash(problem.show(error.source, gettext), "plain")


def _to_editor(draft: Draft) -> ResponseReturnValue:
    return redirect(url_for("editor.edit", key=draft.key), 303)


def _page(trouble: str = "", title: str = "") -> str:
    return render_template(
        "authoring/new.html",
        starters=STARTERS,
        shelved=library.find(library.Wanted()),
        all_languages=LANGUAGES,
        chosen_language=language(),
        trouble=trouble,
        given_title=title,
    )
