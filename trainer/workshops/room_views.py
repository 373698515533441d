"""The participant's room: what to do now, how much time is left, the wall, one's own talks."""

from __future__ import annotations

from flask import Blueprint, Flask, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.exc import SQLAlchemyError

from trainer.accounts.players import current_player
from trainer.accounts.teams import Team
from trainer.extensions import db
from trainer.library.shelf import NoSuchScenario
from trainer.practice.attempts import new_key
from trainer.practice.evidence import judged
from trainer.scoring.dimensions import DIMENSIONS
from trainer.web.locale import language
from trainer.workshops import wall
from trainer.workshops.codes import personal_code, spaced
from trainer.workshops.join_views import ROOM, say_lost
from trainer.workshops.joining import NotHere, belongs, in_room
from trainer.workshops.models import SHOW, VOTE, WALL, Participant, Round, Workshop
from trainer.workshops.polling import conditional
from trainer.workshops.presence import seen
from trainer.workshops.rounds import WrongMoment, plan, seconds_left
from trainer.workshops.taking_part import begin, may_see_feedback, room, talk_of

blueprint = Blueprint("room", __name__, url_prefix="/room/<key>")
TALKS = ("practice", "feedback", "turns")
"""Blueprints whose pages show the bar."""
HELD_BACK = ("feedback.show", "feedback.guess", "turns.rehearse", "turns.try_words")
"""Pages with feedback, which a workshop may hold back until a round or all of it is over."""


@blueprint.errorhandler(NotHere)
def lost(_error: NotHere) -> ResponseReturnValue:
    """Another browser: in with a code. Or the room of a guest who signed in: to the account's."""
    return say_lost((request.view_args or {}).get("key", ""))


@blueprint.get("")
def show(key: str) -> ResponseReturnValue:
    """The room."""
    participant, workshop = in_room(current_player(create=False), key)
    session[ROOM] = key
    seen(participant.id, participant.last_seen_at)
    return _page("workshops/room.html", participant, workshop)


@blueprint.get("/now")
def now(key: str) -> ResponseReturnValue:
    """The part of the room that changes, if it has changed. One statement, and one now and then to be seen."""
    participant, workshop = in_room(current_player(create=False), key)
    seen(participant.id, participant.last_seen_at)
    return conditional(state(participant, workshop), lambda: _page("workshops/_room.html", participant, workshop))


@blueprint.get("/bar")
def bar(key: str) -> ResponseReturnValue:
    """The bar over a talk, if it has changed."""
    participant, workshop = in_room(current_player(create=False), key)
    seen(participant.id, participant.last_seen_at)
    return conditional(state(participant, workshop), lambda: _bar(participant, workshop))


@blueprint.post("/begin")
def play(key: str) -> ResponseReturnValue:
    """Begin a talk of the round, or go on with it."""
    participant, workshop = in_room(current_player(create=False), key)
    number, place = request.form.get("round", 0, int), request.form.get("place", 0, int)
    try:
        attempt = begin(current_player(create=False), participant, workshop, number, place)
    except WrongMoment:
        flash(_("That round is not running now."), "plain")
        return redirect(url_for(".show", key=key), 303)
    except NoSuchScenario:
        flash(_("This scenario is not on the shelf any more. Tell the coach."), "error")
        return redirect(url_for(".show", key=key), 303)
    return redirect(url_for("practice.talk", key=attempt.key), 303)


@blueprint.post("/answer")
def answer(key: str) -> ResponseReturnValue:
    """Say something to the angry line. Sent twice it is said once."""
    participant, workshop = in_room(current_player(create=False), key)
    text, trouble = request.form.get("text", ""), ""
    try:
        each = _wall_round(workshop, request.form.get("round", 0, int))
        wall.answer(workshop, each, participant, text, request.form.get("key", ""))
    except WrongMoment:
        trouble = _("The room has gone on: this was not taken.")
    except wall.NothingSaid:
        trouble = _("Write a few words first.")
    except wall.TooMuchSaid:
        trouble = _("Nobody reads that much from a wall. Shorten it to %(most)s characters.", most=wall.LONGEST)
    return _after(participant, workshop, trouble, text if trouble else "")


@blueprint.post("/vote")
def vote(key: str) -> ResponseReturnValue:
    """Give a vote or take it back."""
    participant, workshop = in_room(current_player(create=False), key)
    trouble, chosen = "", request.form.get("answer", "")
    try:
        each = _wall_round(workshop, request.form.get("round", 0, int))
        wall.vote(each, participant, chosen, on=request.form.get("on") == "1")
    except (WrongMoment, NotHere):
        trouble = _("The room has gone on: this was not taken.")
    except wall.NoVotesLeft:
        trouble = _("Your votes are given. Take one back first.")
    return _after(participant, workshop, trouble)


def _wall_round(workshop: Workshop, number: int) -> Round:
    for each in plan(workshop.id).rounds:
        if each.number == number and each.kind == WALL:
            return each
    raise WrongMoment


def _after(participant: Participant, workshop: Workshop, trouble: str, draft: str = "") -> ResponseReturnValue:
    if request.headers.get("HX-Request"):
        return _page("workshops/_room.html", participant, workshop, trouble=trouble, draft=draft)
    if trouble:
        return _page("workshops/room.html", participant, workshop, trouble=trouble, draft=draft)
    return redirect(url_for(".show", key=participant.key), 303)


def state(participant: Participant, workshop: Workshop) -> str:
    """Names what the participant's page depends on."""
    return f"{workshop.stage}.{participant.version}"


def _page(template: str, participant: Participant, workshop: Workshop, trouble: str = "", draft: str = "") -> str:
    here = room(participant, workshop)
    current = here.plan.current
    return render_template(
        template,
        room=here,
        workshop=workshop,
        participant=participant,
        current=current,
        left=seconds_left(current) if current is not None else None,
        team=db.session.get(Team, participant.team_id) if participant.team_id else None,
        code=spaced(personal_code(participant.key)),
        state=f"{state(participant, workshop)}-{language()}",
        trouble=trouble,
        **_wall(current, participant, draft),
    )


def _wall(current: Round | None, participant: Participant, draft: str) -> dict[str, object]:
    if current is None or current.kind != WALL:
        return {}
    mine = wall.own_answer(current, participant)
    found: dict[str, object] = {
        "mine": mine,
        "form_key": new_key(),
        "draft": draft,
        "most": wall.LONGEST,
        "dimensions": DIMENSIONS,
    }
    if current.phase == VOTE:
        found["ballot"] = wall.ballot(current, participant)
    if current.phase == SHOW:
        found["best"] = [(one, _judged(one)) for one in wall.best(current, 8)]
        found["own"] = judged(mine.text, mine.assessment, language()) if mine and mine.assessment else None
    return found


def _judged(one: wall.OnTheWall) -> object:
    return judged(one.answer.text, one.answer.assessment, language()) if one.answer.assessment else None


def _bar(participant: Participant, workshop: Workshop) -> str:
    current = plan(workshop.id).current
    return render_template(
        "workshops/_bar.html",
        workshop=workshop,
        participant=participant,
        current=current,
        left=seconds_left(current) if current is not None else None,
        state=f"{state(participant, workshop)}-{language()}",
    )


def room_bar() -> str:
    """For pages of talks that count for a workshop: the bar that leads back to the room, else nothing."""
    if ROOM not in session or (request.endpoint or "").partition(".")[0] not in TALKS:
        return ""
    try:
        counted = talk_of((request.view_args or {}).get("key", ""))
    except SQLAlchemyError:  # the page that says so must not break by the same
        return ""
    if counted is None or not belongs(counted[2], current_player(create=False)):
        return ""
    return Markup(_bar(counted[2], counted[0]))  # noqa: S704  # a template made it


def hold_feedback_back(app: Flask) -> None:
    """Guard the pages with feedback for talks of workshops that show it later."""

    @app.before_request
    def guard() -> ResponseReturnValue | None:
        if request.endpoint not in HELD_BACK:
            return None
        found = talk_of((request.view_args or {}).get("key", ""))
        if found is None or may_see_feedback(found[0], found[1]):
            return None
        if not belongs(found[2], current_player(create=False)):
            return None  # somebody else's talk does not exist, and neither does the way to their room
        flash(_("The coach shows the feedback later: it will be here in your room."), "plain")
        return redirect(url_for("room.show", key=found[2].key), 303)
