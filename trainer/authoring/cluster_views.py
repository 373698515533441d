"""Typed replies that fitted nothing, put together by meaning; and the form that makes something of a group."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from trainer.authoring.clusters import (
    Group,
    NoSuchGroup,
    NothingToAdd,
    Place,
    deeds,
    group_with,
    grouped,
    make_examples,
    make_reply,
    reopen,
    set_aside,
)
from trainer.authoring.drafts import Closed, Unwritable
from trainer.authoring.queue_lists import how_many_wait
from trainer.authoring.records import find
from trainer.authoring.reply_forms import TENSIONS, ReplyForm, name_of, proposed
from trainer.authoring.saving import Collision
from trainer.authoring.suggestion_models import AS_EXAMPLE, AS_REPLY, ASIDE, ClusterDeed
from trainer.authoring.unmatched import Ref, Said, due, look_at_some, said, waiting
from trainer.dialogue.clustering import MOST
from trainer.library.models import Shelved
from trainer.library.revisions import content
from trainer.library.shelf import NoSuchScenario
from trainer.scenario.editing import EditError
from trainer.scenario.model import Scenario
from trainer.scoring.dimensions import DIMENSIONS, POINTS
from trainer.scoring.embedding import encoder
from trainer.web.errors import not_found
from trainer.web.locale import words

blueprint = Blueprint("clusters", __name__, url_prefix="/coach/clusters")
blueprint.register_error_handler(NoSuchScenario, not_found)
blueprint.register_error_handler(NoSuchGroup, not_found)

NOTHING_THERE = _l("Write the words, and say which reply they belong to.")
DEALT_WITH = _l("This group is not there any more: somebody has dealt with it, or its words are understood by now.")
BUSY = _l("Somebody has just changed the same place in the draft. Try it once more.")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A scenario as the shelf offers it, and the typed replies that wait in it."""

    item: Shelved
    scenario: Scenario
    rows: list[Said]

    @property
    def left(self) -> int:
        """How many were not looked at yet."""
        return len(due(self.rows, self.item.digest))


def _load(language: str, slug: str) -> Loaded:
    item = find(language, slug)
    if item is None:
        raise NoSuchScenario(f"{language}/{slug}")
    scenario = content(item.digest).scenario
    return Loaded(item, scenario, said(language, slug, scenario))


@blueprint.get("")
def index() -> str:
    """Where something waits, scenario by scenario."""
    rows = [(row, find(row.language, row.slug)) for row in waiting()]
    return render_template("authoring/clusters.html", rows=[pair for pair in rows if pair[1]], waiting=how_many_wait())


@blueprint.get("/<language>/<slug>")
def show(language: str, slug: str) -> str:
    """The groups of one scenario; before that, how far the encoding is."""
    return _page("authoring/cluster_list.html", _load(language, slug))


@blueprint.post("/<language>/<slug>/look")
def look(language: str, slug: str) -> ResponseReturnValue:
    """Encode the next portion."""
    loaded = _load(language, slug)
    if encoder() is not None:
        look_at_some(loaded.rows, loaded.scenario, loaded.item.digest)
    if not request.headers.get("HX-Request"):
        return redirect(url_for(".show", language=language, slug=slug), 303)
    return _page("authoring/_clusters.html", _load(language, slug))


def _page(template: str, loaded: Loaded) -> str:
    item, left = loaded.item, loaded.left
    return render_template(
        template,
        item=item,
        scenario=loaded.scenario,
        total=len(loaded.rows),
        left=left,
        understood=sum(row.understood for row in loaded.rows),
        scenes=[] if left else grouped(loaded.rows, loaded.scenario),
        scene_name=lambda name: name_of(name, loaded.scenario.scenes[name]),
        deeds=deeds(item.language, item.slug),
        has_encoder=encoder() is not None,
        waiting=how_many_wait(),
        most=MOST,
        dimensions=DIMENSIONS,
    )


@blueprint.get("/<language>/<slug>/<int:attempt>-<int:number>")
def group(language: str, slug: str, attempt: int, number: int) -> ResponseReturnValue:
    """One group, with all its words and what can be made of it."""
    loaded = _load(language, slug)
    try:
        return _form(loaded, group_with(loaded.rows, (attempt, number)))
    except NoSuchGroup:
        flash(str(DEALT_WITH), "info")
        return redirect(url_for(".show", language=language, slug=slug), 303)


def _form(loaded: Loaded, found: Group, trouble: str = "") -> str:
    first = found.members[0]
    return render_template(
        "authoring/cluster.html",
        item=loaded.item,
        scenario=loaded.scenario,
        scene=loaded.scenario.scenes[found.scene],
        group=found,
        proposed=proposed(" ".join(found.heading.split()), found.points, loaded.scenario, found.scene, first.reply),
        trouble=trouble,
        form=ReplyForm(),
        dimensions=DIMENSIONS,
        points=POINTS[::-1],
        tensions=TENSIONS,
    )


@blueprint.post("/<language>/<slug>/<int:attempt>-<int:number>")
def make(language: str, slug: str, attempt: int, number: int) -> ResponseReturnValue:
    """Make a reply of a group, or an example, or set it aside; then on to the editor at that scene."""
    loaded, form = _load(language, slug), ReplyForm()
    if not form.validate():
        abort(400)
    try:
        deed = _made(loaded, form)
    except NoSuchGroup:
        flash(str(DEALT_WITH), "info")
        return redirect(url_for(".show", language=language, slug=slug), 303)
    except NothingToAdd:
        return _form(loaded, group_with(loaded.rows, (attempt, number)), str(NOTHING_THERE))
    except EditError as error:
        return _form(loaded, group_with(loaded.rows, (attempt, number)), words(error.words))
    except (Collision, Closed, Unwritable):
        return _form(loaded, group_with(loaded.rows, (attempt, number)), str(BUSY))
    return _after(deed)


def _made(loaded: Loaded, form: ReplyForm) -> ClusterDeed:
    wanted = refs(request.form.get("members", ""))
    rows = [row for row in loaded.rows if row.ref in wanted]
    place = Place(loaded.item.language, loaded.item.slug, request.form.get("scene", ""))
    key, how = form.key.data or "", form.how.data
    if how == AS_REPLY:
        return make_reply(current_user, key, rows, form.new, place)
    if how == AS_EXAMPLE:
        return make_examples(current_user, key, rows, form.reply.data or "", form.wordings, place)
    if how == ASIDE:
        return set_aside(current_user, key, rows, place)
    raise NothingToAdd


def _after(deed: ClusterDeed) -> ResponseReturnValue:
    if deed.draft_key is None:
        flash(_("Set aside. You can open it again below."), "success")
        return redirect(url_for(".show", language=deed.language, slug=deed.slug), 303)
    flash(_("It is in the draft now. Look it over, then publish."), "success")
    return redirect(url_for("editor.edit", key=deed.draft_key, scene=deed.scene), 303)


def refs(text: str) -> set[Ref]:
    """What a form carries as members of a group; what is no reference is left out."""
    pairs = (each.split("-") for each in text.split(",")[:MOST])
    return {(int(pair[0]), int(pair[1])) for pair in pairs if len(pair) == 2 and all(map(_is_number, pair))}


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10


@blueprint.post("/done/<key>/reopen")
def open_again(key: str) -> ResponseReturnValue:
    """The undo of what was made of a group."""
    deed = reopen(key)
    if deed.draft_key:
        flash(_("It waits again. What was put into the draft stays there until you take it out."), "info")
    return redirect(url_for(".show", language=deed.language, slug=deed.slug), 303)
