"""A coach's workshops: the list, a new one, changing, duplicating, closing, deleting."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_login import current_user

from trainer.accounts.roles import can_coach
from trainer.accounts.teams import teams_of_coach
from trainer.library.shelf import Wanted, find
from trainer.practice.attempts import new_key
from trainer.web.errors import not_found
from trainer.web.locale import LANGUAGES
from trainer.web.locale import language as interface_language
from trainer.workshops import rooms
from trainer.workshops.forms import (
    DEFAULT_SWITCHES,
    FEEDBACKS,
    KINDS,
    LONGEST_CONTEXT,
    LONGEST_LINE,
    SHORT_KINDS,
    SWITCHES,
    TEAM_CHOICES,
    default_rounds,
    read,
    spoken_lines,
)
from trainer.workshops.models import WAITING, Round, Workshop
from trainer.workshops.rooms import KEPT_DAYS, MOST_ROUNDS, NoSuchWorkshop, Outline
from trainer.workshops.rounds import plan

blueprint = Blueprint("workshops", __name__, url_prefix="/coach/workshops")
blueprint.register_error_handler(NoSuchWorkshop, not_found)
SPARE_ROUNDS = 2
"""Empty rows for more rounds in the form."""


@blueprint.get("")
def home() -> str:
    """The list."""
    return render_template(
        "workshops/list.html",
        workshops=rooms.listed(current_user),
        deleted=rooms.listed(current_user, deleted=True),
        days=KEPT_DAYS,
        new_key=new_key,
    )


@blueprint.get("/new")
def new() -> str:
    """The form of a new workshop, filled in with a plan to start from."""
    code = request.args.get("language", interface_language())
    code = code if code in LANGUAGES else interface_language()
    outline = Outline(title="", language=code, rounds=default_rounds(code), switches=DEFAULT_SWITCHES)
    return _form(outline, None, new_key(), [])


@blueprint.post("/new")
def create() -> ResponseReturnValue:
    """Make it. Sending the form twice makes one."""
    outline, wrong = read(request.form, begun=0)
    _check_teams(outline, wrong)
    key = request.form.get("key", "")
    if wrong:
        return Response(_form(outline, None, key, wrong), 422)
    workshop = rooms.create(current_user, key, outline)
    flash(_("The workshop is planned. Open the doors when people may join."), "success")
    return redirect(url_for("desk.show", key=workshop.key), 303)


@blueprint.get("/<key>/edit")
def edit(key: str) -> str:
    """The form of a workshop as it stands."""
    workshop = rooms.find(current_user, key)
    waiting = [each.status == WAITING for each in plan(workshop.id).rounds]
    full = rooms.outline_of(workshop)
    kept = tuple(each for each, open_ in zip(full.rounds, waiting, strict=True) if open_)
    outline = replace(full, rounds=kept, invited=workshop.invited, occasion=workshop.occasion)
    return _form(outline, workshop, workshop.key, [])


@blueprint.post("/<key>/edit")
def change(key: str) -> ResponseReturnValue:
    """Change it."""
    workshop = rooms.find(current_user, key)
    begun = len(_begun(workshop))
    outline, wrong = read(request.form, begun=begun)
    # Rounds that began since the form was opened stand first in it, and must not be planned once more.
    since = max(0, begun - request.form.get("begun", begun, type=int))
    outline = replace(outline, rounds=outline.rounds[since:])
    if wrong:
        return Response(_form(outline, workshop, key, wrong), 422)
    rooms.change(current_user, key, outline)
    flash(_("Saved."), "success")
    return redirect(url_for("desk.show", key=key), 303)


@blueprint.post("/<key>/duplicate")
def duplicate(key: str) -> ResponseReturnValue:
    """The same plan once more."""
    source = rooms.find(current_user, key)
    title = _("%(title)s (copy)", title=source.title[:110])
    workshop = rooms.duplicate(current_user, key, request.form.get("key", ""), title)
    flash(_("This is the copy, with a code of its own."), "success")
    return redirect(url_for(".edit", key=workshop.key), 303)


@blueprint.post("/<key>/doors")
def doors(key: str) -> ResponseReturnValue:
    """Open the doors, or close the workshop."""
    if request.form.get("open") == "1":
        rooms.open_doors(current_user, key)
    else:
        rooms.close(current_user, key)
    return redirect(url_for("desk.show", key=key), 303)


@blueprint.post("/<key>/delete")
def delete(key: str) -> ResponseReturnValue:
    """Delete it; the list offers to bring it back."""
    workshop = rooms.remove(current_user, key)
    flash(_("“%(title)s” is deleted. You can bring it back below.", title=workshop.title), "plain")
    return redirect(url_for(".home", _anchor="deleted"), 303)


@blueprint.post("/<key>/restore")
def restore(key: str) -> ResponseReturnValue:
    """Bring a deleted one back."""
    workshop = rooms.restore(current_user, key)
    flash(_("“%(title)s” is back.", title=workshop.title), "success")
    return redirect(url_for(".home"), 303)


def _check_teams(outline: Outline, wrong: list[LazyString | str]) -> None:
    if not can_coach(current_user) and not outline.team_ids:
        wrong.append(_("Choose at least one of your teams."))


def _begun(workshop: Workshop) -> list[Round]:
    return [each for each in plan(workshop.id).rounds if each.status != WAITING]


def _form(outline: Outline, workshop: Workshop | None, key: str, wrong: list[LazyString | str]) -> str:
    begun = _begun(workshop) if workshop is not None else []
    here = [team for _, team in rooms.teams_of(workshop)] if workshop is not None else []
    teams = [team for team in teams_of_coach(current_user.id) if not team.archived]
    rows: list[object] = [*outline.rounds, *([None] * SPARE_ROUNDS)]
    return render_template(
        "workshops/form.html",
        outline=outline,
        workshop=workshop,
        key=key,
        wrong=wrong,
        begun=begun,
        rows=rows[: MOST_ROUNDS - len(begun)],
        teams=[*here, *(team for team in teams if team.id not in {each.id for each in here})],
        makes_teams=can_coach(current_user),
        items=find(Wanted(language=outline.language)),
        spoken=list(spoken_lines(outline.language)),
        kinds=KINDS,
        short_kinds=SHORT_KINDS,
        team_choices=TEAM_CHOICES,
        feedbacks=FEEDBACKS,
        switches=SWITCHES,
        longest_line=LONGEST_LINE,
        longest_context=LONGEST_CONTEXT,
    )
