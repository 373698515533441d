"""The coach's desk: who joined, who is where; start, pause, extend, next round; teams, names, the wall."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from trainer.practice.evidence import judged
from trainer.scoring.dimensions import DIMENSIONS
from trainer.web.errors import not_found
from trainer.web.locale import language
from trainer.workshops import desk, joining, rounds, wall, wall_suggestions
from trainer.workshops.addresses import join_address, only_here, qr, short_address
from trainer.workshops.codes import spaced
from trainer.workshops.comparison import SMALLEST_TEAM
from trainer.workshops.comparison_teams import board
from trainer.workshops.forms import KINDS, SHORT_KINDS
from trainer.workshops.joining import NoTeam, NotHere
from trainer.workshops.models import HELD, WAITING, WALL, Round, Workshop
from trainer.workshops.polling import conditional
from trainer.workshops.rooms import NoSuchWorkshop, find, teams_of
from trainer.workshops.rounds import WrongMoment, plan, seconds_left
from trainer.workshops.wall_suggestions import NoScene

blueprint = Blueprint("desk", __name__, url_prefix="/coach/workshops/<key>")
blueprint.register_error_handler(NoSuchWorkshop, not_found)
blueprint.register_error_handler(NotHere, not_found)
blueprint.register_error_handler(NoTeam, not_found)

DEEDS: dict[str, Callable[[Workshop, int], Round]] = {
    "start": rounds.start,
    "pause": rounds.pause,
    "go_on": rounds.go_on,
    "end": rounds.end,
    "reopen": rounds.reopen_round,
    "extend": lambda workshop, number: rounds.extend(workshop, number, request.form.get("ends", "")),
    "answer": lambda workshop, number: rounds.to_phase(workshop, number, "answer"),
    "vote": lambda workshop, number: rounds.to_phase(workshop, number, "vote"),
    "show": lambda workshop, number: rounds.to_phase(workshop, number, "show"),
}


@blueprint.get("")
def show(key: str) -> str:
    """The desk."""
    return _page("workshops/desk.html", find(current_user, key))


@blueprint.get("/now")
def now(key: str) -> ResponseReturnValue:
    """The part of the desk that changes, if it has changed."""
    workshop = find(current_user, key)
    return conditional(desk.fingerprint(workshop), lambda: _page("workshops/_desk.html", workshop))


@blueprint.post("/rounds/<int:number>")
def run(key: str, number: int) -> ResponseReturnValue:
    """Press one of the buttons of a round."""
    workshop = find(current_user, key)
    deed = DEEDS.get(request.form.get("deed", ""))
    if deed is None:
        abort(400)
    try:
        deed(workshop, number)
    except WrongMoment:
        return _after(workshop, _("The workshop has gone on meanwhile: nothing was changed."))
    return _after(workshop)


@blueprint.post("/people/<int:person>/team")
def move(key: str, person: int) -> ResponseReturnValue:
    """Put somebody into another team."""
    workshop = find(current_user, key)
    joining.move(workshop, person, request.form.get("team", type=int))
    return _after(workshop)


@blueprint.post("/people/<int:person>/name")
def hide_name(key: str, person: int) -> ResponseReturnValue:
    """Take a name off the projector, or put it back."""
    workshop = find(current_user, key)
    joining.hide_name(workshop, person, request.form.get("hidden") == "1")
    return _after(workshop)


@blueprint.post("/wall/<int:number>/<answer>")
def decide(key: str, number: int, answer: str) -> ResponseReturnValue:
    """Let one answer show, hide it, or send it to the suggestions."""
    workshop = find(current_user, key)
    each, deed = _wall_round(workshop, number), request.form.get("deed", "")
    if deed == "suggest":
        return _suggested(workshop, lambda: bool(wall_suggestions.suggest_one(current_user.id, each, answer)))
    wall.set_status(workshop, each, answer, shown=deed == "show")
    return _after(workshop)


@blueprint.post("/wall/<int:number>")
def decide_all(key: str, number: int) -> ResponseReturnValue:
    """Let all waiting answers show, or send the best to the suggestions."""
    workshop = find(current_user, key)
    each = _wall_round(workshop, number)
    if request.form.get("deed") == "best":
        return _suggested(workshop, lambda: wall_suggestions.suggest_best(current_user.id, each))
    wall.release_all(workshop, each)
    return _after(workshop)


def _suggested(workshop: Workshop, send: Callable[[], int]) -> ResponseReturnValue:
    try:
        number = send()
    except NoScene:
        return _after(workshop, _("This line is your own: there is no scenario to suggest answers for."))
    return _after(workshop, _("Sent to the suggestions.") if number else _("There is nothing new to send."))


def _wall_round(workshop: Workshop, number: int) -> Round:
    for each in plan(workshop.id).rounds:
        if each.number == number and each.kind == WALL:
            return each
    raise NotHere(number)


@blueprint.get("/cards")
def cards(key: str) -> str:
    """Cards to print and lay on the tables."""
    workshop = find(current_user, key)
    return render_template("workshops/cards.html", workshop=workshop, **_joining(workshop))


@blueprint.get("/projector")
def projector(key: str) -> str:
    """What the room sees on the wall."""
    return _projection("workshops/projector.html", find(current_user, key))


@blueprint.get("/projector/now")
def projector_now(key: str) -> ResponseReturnValue:
    """The part of the projector that changes, if it has changed."""
    workshop = find(current_user, key)
    return conditional(desk.fingerprint(workshop), lambda: _projection("workshops/_projector.html", workshop))


def _after(workshop: Workshop, told: str = "") -> ResponseReturnValue:
    if request.headers.get("HX-Request"):
        return _page("workshops/_desk.html", workshop, told)
    if told:
        flash(told, "plain")
    return redirect(url_for("desk.show", key=workshop.key), 303)


def _joining(workshop: Workshop) -> dict[str, object]:
    address = join_address(workshop)
    return {"address": address, "short": short_address(), "code": spaced(workshop.code), "qr": qr(address)}


def _page(template: str, workshop: Workshop, told: str = "") -> str:
    found = plan(workshop.id)
    shown = found.shown
    words = request.args.get("q", "")[:40]
    people, found_people = desk.seats(workshop, shown, words)
    on_wall = wall.wall(shown, everything=True) if shown is not None and shown.kind == WALL else []
    if shown is not None and shown.phase != "show":  # what waits for the coach first: a room says hundreds of things
        on_wall.sort(key=lambda one: one.answer.status not in (HELD, WAITING))
    return render_template(
        template,
        workshop=workshop,
        plan=found,
        shown=shown,
        left=seconds_left(shown) if shown is not None else None,
        ends=rounds.end_mark(shown) if shown is not None else "",
        seats=people,
        found=found_people,
        words=words,
        progress=desk.progress(workshop, shown),
        teams=teams_of(workshop),
        on_wall=on_wall,
        suggests=shown is not None and shown.kind == WALL and wall_suggestions.can_suggest(shown),
        kinds=SHORT_KINDS,
        code=spaced(workshop.code),
        address=join_address(workshop),
        only_here=only_here(join_address(workshop)),
        state=f"{desk.fingerprint(workshop)}-{language()}",
        told=told,
    )


def _projection(template: str, workshop: Workshop) -> str:
    found = plan(workshop.id)
    shown = found.shown
    talks = next((each for each in reversed(found.rounds) if each.started_at and each.kind != WALL), None)
    return render_template(
        template,
        workshop=workshop,
        plan=found,
        shown=shown,
        current=found.current,
        left=seconds_left(shown) if shown is not None else None,
        names=desk.greeted(workshop),
        progress=desk.progress(workshop, shown),
        talks=talks,
        board=board(workshop.id, talks.kind) if talks is not None and workshop.show_board else None,
        fewest=SMALLEST_TEAM,
        on_wall=_on_the_wall(shown),
        kinds=KINDS,
        short_kinds=SHORT_KINDS,
        dimensions=DIMENSIONS,
        state=f"{desk.fingerprint(workshop)}-{language()}",
        **_joining(workshop),
    )


def _on_the_wall(shown: Round | None) -> list[tuple[wall.OnTheWall, object]]:
    """The answers that show; when the vote is over, the best with what the scorer saw. Newest first before."""
    if shown is None or shown.kind != WALL:
        return []
    if shown.phase == "show":
        return [(one, _judged(one)) for one in wall.best(shown, 6)]
    return [(one, None) for one in sorted(wall.wall(shown), key=lambda one: one.answer.id, reverse=True)[:40]]


def _judged(one: wall.OnTheWall) -> object:
    return judged(one.answer.text, one.answer.assessment, language()) if one.answer.assessment else None
