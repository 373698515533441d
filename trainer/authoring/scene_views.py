"""The form for one scene: a part of the editor's page, and a page of its own that works without scripts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from trainer.authoring.drafts import OPEN, Closed, NoSuchDraft, Unwritable, load
from trainer.authoring.models import Draft
from trainer.authoring.saving import Collision, Sender, save, text_at
from trainer.authoring.scene_fields import HEAD
from trainer.authoring.scene_forms import Shown, apply, show
from trainer.practice.attempts import KEY, new_key
from trainer.practice.wording import CHANNELS, DIFFICULTIES, ENDINGS, KINDS, tension_word
from trainer.scenario.decoding import MOST_BYTES
from trainer.scenario.editing import EditError
from trainer.scoring.dimensions import DIMENSIONS, POINTS, SKILLS, Dimension
from trainer.web.errors import not_found
from trainer.web.locale import words
from trainer.words import Words

blueprint = Blueprint("scenes", __name__, url_prefix="/coach/drafts")
blueprint.register_error_handler(NoSuchDraft, not_found)

POINT_WORDS = {-2: _l("harmful"), -1: _l("weak"), 0: _l("neutral"), 1: _l("good"), 2: _l("excellent")}
SHIFTS = {
    -3: _l("calms very much (−3)"),
    -2: _l("calms (−2)"),
    -1: _l("calms a little (−1)"),
    0: _l("changes nothing"),
    1: _l("heats a little (+1)"),
    2: _l("heats (+2)"),
    3: _l("heats very much (+3)"),
}


@blueprint.post("/<key>/scene-form")
def form(key: str) -> ResponseReturnValue:
    """The form for a scene of the text that was sent: a part of a page."""
    load(current_user, key)
    text, scene, _fields, _do = _sent()
    return _part(key, text, scene)


@blueprint.post("/<key>/scene-edit")
def edit(key: str) -> ResponseReturnValue:
    """The text after the edit, and the form as it is then; nothing is stored, the editor's page does that."""
    load(current_user, key)
    text, scene, fields, do = _sent()
    try:
        applied = apply(text, scene, fields, do)
    except EditError as error:
        return {"text": None, "scene": scene, "html": _unreadable(key, scene, error), "ok": False}
    html = _shown(key, applied.text, applied.scene, applied.errors, _refused(applied.errors, fields))
    changed = applied.text if applied.text != text else None
    # The form was made of an older text: nothing of it was written, and the page puts back what was typed.
    return {"text": changed, "scene": applied.scene, "html": html, "changed": "" in applied.errors}


@blueprint.get("/<key>/scenes/<scene>")
def page(key: str, scene: str) -> ResponseReturnValue:
    """The form on a page of its own."""
    draft = load(current_user, key)
    return _page(draft, draft.text, scene)


@blueprint.post("/<key>/scenes/<scene>")
def save_scene(key: str, scene: str) -> ResponseReturnValue:
    """Write what was sent into the draft; the page of the scene to look at next."""
    draft = load(current_user, key)
    fields, do = request.form.to_dict(), request.form.get("do", "")
    fields["skills"] = ", ".join(request.form.getlist("skills"))
    version = request.form.get("version", draft.version, type=int)
    try:
        # Into the text that the form was made of: what others have saved since is joined, or compared.
        before = text_at(draft, version)
        applied = apply(before, scene, fields, do)
        text = applied.text
        if text != before:
            saved = save(current_user, key, text, version, _sender())
            text, version = saved.text, saved.version
    except EditError as error:
        flash(words(error.words), "error")
        return redirect(url_for(".page", key=key, scene=scene), 303)
    except Collision as collision:
        return redirect(url_for("editor.compare", key=key, aside=collision.aside.id), 303)
    except (Closed, Unwritable):
        flash(_("This could not be saved: the draft was changed or closed in the meantime."), "error")
        return redirect(url_for(".page", key=key, scene=scene), 303)
    if applied.errors:
        return _page(draft, text, scene, applied.errors, fields, version)
    flash(_("Saved."), "success")
    return redirect(url_for(".page", key=key, scene=applied.scene), 303)


def _refused(errors: Mapping[str, Words], fields: Mapping[str, str]) -> dict[str, str]:
    """What was typed where something is wrong: it stays in the form."""
    wrong = tuple(name for name in errors if name)
    return {
        name: value
        for name, value in fields.items()
        if name in wrong or name.startswith(tuple(f"{each}." for each in wrong))
    }


def _sender() -> Sender:
    """A form that is sent twice saves once: its page has a key, and sends once."""
    page_key = request.form.get("page", "")
    return Sender(page_key if KEY.fullmatch(page_key) else new_key(), 1)


def _sent() -> tuple[str, str, dict[str, str], str]:
    """Text, scene, fields and button of a request in JSON: a text may be larger than what a form may hold."""
    body: Any = request.get_json(silent=True)
    if not isinstance(body, dict):
        abort(400)
    text, scene, do = (body.get(name, "") for name in ("text", "scene", "do"))
    fields = body.get("fields", {})
    if not all(isinstance(each, str) for each in (text, scene, do)) or not isinstance(fields, dict):
        abort(400)
    if len(text) > MOST_BYTES:
        abort(413)
    return text, scene or HEAD, {str(name): str(value) for name, value in fields.items()}, do


def _part(key: str, text: str, scene: str) -> str:
    try:
        return render_template("authoring/_scene.html", key=key, **_more(show(text, scene)))
    except EditError as error:
        return _unreadable(key, scene, error)


def _shown(key: str, text: str, scene: str, errors: Any, sent: Any) -> str:
    try:
        return render_template("authoring/_scene.html", key=key, **_more(show(text, scene, errors, sent)))
    except EditError as error:
        return _unreadable(key, scene, error)


def _unreadable(key: str, scene: str, error: EditError) -> str:
    return render_template("authoring/_scene_broken.html", key=key, scene=scene, words=error.words)


def _page(
    draft: Draft,
    text: str,
    scene: str,
    errors: Any = None,
    sent: dict[str, str] | None = None,
    version: int | None = None,
) -> ResponseReturnValue:
    try:
        shown = show(text, scene, errors, sent)
    except EditError as error:
        gone = render_template("authoring/scene.html", draft=draft, broken=error.words, scene=scene)
        return gone, 409
    more = {"open": draft.status in OPEN, "page": new_key(), "version": version or draft.version}
    return render_template("authoring/scene.html", draft=draft, broken=None, key=draft.key, **more, **_more(shown))


def _anchors(dimension: Dimension) -> dict[int, str]:
    """The points of a dimension in words, the best first."""
    return {point: f"{POINT_WORDS[point]}: {words(dimension.anchors[point])}" for point in reversed(POINTS)}


def _more(shown: Shown) -> dict[str, Any]:
    """What the form's template needs beside the form."""
    return {
        "shown": shown,
        "head": shown.scene == HEAD,
        "dimensions": DIMENSIONS,
        "anchors": {dimension.id: _anchors(dimension) for dimension in DIMENSIONS},
        "shifts": SHIFTS,
        "tensions": {number: f"{number}: {tension_word(number)}" for number in range(11)},
        "endings": ENDINGS,
        "kinds": KINDS,
        "channels": CHANNELS,
        "difficulties": DIFFICULTIES,
        "skills": SKILLS,
    }
