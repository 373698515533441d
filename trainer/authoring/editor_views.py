"""The editor: a draft as text, its map, its problems. Works without scripts; with them it saves itself."""

from __future__ import annotations

import secrets
from typing import Any

from flask import Blueprint, Response, abort, flash, jsonify, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from flask_wtf.csrf import generate_csrf

from trainer.accounts.roles import can_coach
from trainer.authoring.checking import check, for_editor
from trainer.authoring.comparing import rows
from trainer.authoring.drafts import OPEN, Closed, NoSuchDraft, Unwritable, load
from trainer.authoring.drafts import go_on as start_anew
from trainer.authoring.editor_wording import CLOSED, UNWRITABLE, phrases
from trainer.authoring.models import Draft
from trainer.authoring.proposals import begin_anew as propose_anew
from trainer.authoring.saving import Collision, Saved, Sender, asides_of, collision_of, save
from trainer.authoring.suggestion_views import FULL
from trainer.authoring.suggestions import TooManySuggestions
from trainer.practice.attempts import KEY
from trainer.scenario.schema import json_schema
from trainer.web.errors import not_found
from trainer.web.headers import CONTENT_SECURITY_POLICY

LARGEST = 2**31
"""Numbers of saves are below this; PostgreSQL stores no larger ones."""
blueprint = Blueprint("editor", __name__, url_prefix="/coach/drafts")
blueprint.register_error_handler(NoSuchDraft, not_found)


@blueprint.get("/<key>")
def edit(key: str) -> ResponseReturnValue:
    """The editor."""
    draft = load(current_user, key)
    return _page(draft, draft.text)


@blueprint.post("/<key>")
def store(key: str) -> ResponseReturnValue:
    """Save: the button of the page without scripts, and what the scripts send on their own."""
    text = request.form.get("text", "")
    quietly = request.accept_mimetypes.best == "application/json"
    try:
        saved = _save(key, text)
    except Collision as collision:
        return _collided(collision) if quietly else redirect(_address(collision), 303)
    except Closed as closed:
        return _refused("closed", str(CLOSED[closed.draft.status])) if quietly else (_page(closed.draft, text), 409)
    except Unwritable:
        if quietly:
            return _refused("unwritable", str(UNWRITABLE))
        flash(str(UNWRITABLE), "error")
        return _page(load(current_user, key), text), 413
    if quietly:
        return jsonify(
            state="saved", version=saved.version, merged=saved.merged, text=saved.text if saved.merged else ""
        )
    flash(_("Saved, and joined with what somebody else has saved meanwhile.") if saved.merged else _("Saved."), "info")
    return redirect(url_for(".edit", key=key), 303)


def _save(key: str, text: str) -> Saved:
    version, number = request.form.get("version", type=int), request.form.get("number", 1, type=int)
    page = request.form.get("page", "")
    if version is None or not KEY.fullmatch(page) or not 0 < number < LARGEST:
        abort(400)
    return save(current_user, key, text, version, Sender(page, number), request.form.get("settles", type=int))


def _address(collision: Collision) -> str:
    return url_for(".compare", key=collision.draft.key, aside=collision.aside.id)


def _collided(collision: Collision) -> ResponseReturnValue:
    return jsonify(state="collision", version=collision.version, theirs=collision.theirs, aside=collision.aside.id), 409


def _refused(state: str, said: str) -> ResponseReturnValue:
    return jsonify(state=state, words=said), 409


@blueprint.get("/<key>/standing")
def standing(key: str) -> ResponseReturnValue:
    """What a page that was away needs to go on: a fresh token, and the version that is current."""
    draft = load(current_user, key)
    return jsonify(csrf=generate_csrf(), version=draft.version, open=draft.status in OPEN)


@blueprint.post("/<key>/check")
def look(key: str) -> ResponseReturnValue:
    """The problems of a text, and its map, as JSON."""
    load(current_user, key)
    text = request.form.get("text", "").replace("\r\n", "\n")
    return jsonify(for_editor(check(text)))


@blueprint.get("/<key>/collisions/<int:aside>")
def compare(key: str, aside: int) -> ResponseReturnValue:
    """Two texts beside each other, to choose from."""
    collision = collision_of(current_user, key, aside)
    return _styled(
        "authoring/conflict.html",
        draft=collision.draft,
        collision=collision,
        rows=rows(collision.theirs, collision.mine),
        open=collision.draft.status in OPEN,
    )


@blueprint.post("/<key>/go-on")
def go_on(key: str) -> ResponseReturnValue:
    """A new draft with the text of one that is closed."""
    start = start_anew if can_coach(current_user) else propose_anew
    try:
        draft = start(current_user, key, request.form.get("new_key", ""), request.form.get("text", ""))
    except (Unwritable, TooManySuggestions) as error:
        flash(str(UNWRITABLE if isinstance(error, Unwritable) else FULL), "error")
        return redirect(url_for(".edit", key=key), 303)
    flash(_("This is a new draft. The old one stays as it was."), "info")
    return redirect(url_for(".edit", key=draft.key), 303)


@blueprint.get("/schema.json")
def schema() -> ResponseReturnValue:
    """The format as a JSON Schema, its descriptions in the language of this request."""
    return jsonify(_translated(json_schema()))


def _translated(part: Any) -> Any:
    if isinstance(part, dict):
        return {
            name: _(value) if name == "description" and isinstance(value, str) else _translated(value)
            for name, value in part.items()
        }
    return [_translated(one) for one in part] if isinstance(part, list) else part


def _page(draft: Draft, text: str) -> Response:
    checked = check(text)
    return _styled(
        "authoring/editor.html",
        draft=draft,
        text=text,
        checked=for_editor(checked),
        errors=checked.errors,
        asides=asides_of(current_user.id, draft),
        open=draft.status in OPEN,
        closed=CLOSED.get(draft.status),
    )


def _styled(template: str, **values: object) -> Response:
    """A page with CodeMirror on it, which makes its style sheets itself: they carry a nonce of this answer alone."""
    nonce = secrets.token_urlsafe(16)
    answer = make_response(render_template(template, nonce=nonce, phrases=phrases(), **values))
    policy = CONTENT_SECURITY_POLICY.replace("style-src 'self'", f"style-src 'self' 'nonce-{nonce}'")
    answer.headers["Content-Security-Policy"] = policy
    return answer
