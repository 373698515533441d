"""Joining: a code, a name, a team. And coming back with a personal code."""

from __future__ import annotations

from collections.abc import Mapping
from zlib import crc32

from flask import Blueprint, Response, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from trainer.accounts.players import current_player, guests_welcome
from trainer.accounts.teams import Team
from trainer.extensions import limiter
from trainer.practice.attempts import new_key
from trainer.workshops.codes import LENGTH, plain
from trainer.workshops.joining import (
    MOST_NAME,
    DoorsShut,
    Entry,
    Full,
    NoName,
    NoTeam,
    WrongCode,
    come_back,
    join,
    participant_of,
    titles,
    with_code,
)
from trainer.workshops.models import CHOSEN, Participant, Workshop
from trainer.workshops.polling import conditional
from trainer.workshops.rooms import teams_of
from trainer.workshops.rounds import plan

blueprint = Blueprint("join", __name__)
ROOM = "room"
"""Where the session keeps the key of the room, for the bar that leads back to it."""

MERGED = "merged_rooms"
"""Where the session keeps which rooms are gone, because their guest signed in and was there already: old -> own."""

WRONG_CODES = "60/minute;600/hour"
"""Per address, and only wrong ones count: a whole room shares one address and joins within a minute."""
few_wrong_codes = limiter.shared_limit(
    WRONG_CODES, scope="workshop codes", deduct_when=lambda response: response.status_code == 404
)


@blueprint.get("/join")
@few_wrong_codes
def ask() -> str:
    """A field for the code from the wall, or one's own."""
    return render_template("workshops/join.html", typed="", wrong=False)


@blueprint.post("/join")
@few_wrong_codes
def take() -> ResponseReturnValue:
    """On to the workshop of the code, or back into one's room."""
    typed = request.form.get("code", "")[:40]
    try:
        if len(plain(typed)) > LENGTH:
            return _enter(come_back(typed, current_player(create=False)))
        return redirect(url_for(".door", code=with_code(typed).code), 303)
    except WrongCode:
        return Response(render_template("workshops/join.html", typed=typed, wrong=True), 404)


@blueprint.get("/w/<code>")
@few_wrong_codes
def door(code: str) -> ResponseReturnValue:
    """What the workshop is, and the form to join. This is the page to send round."""
    try:
        workshop = with_code(code)
    except WrongCode:
        return Response(render_template("workshops/join.html", typed=code[:40], wrong=True), 404)
    # A guest gets a key before joining: a double click then comes from one guest.
    known = participant_of(current_player(create=guests_welcome()), workshop)
    if known is not None:
        return _enter(known)
    return _page(workshop)


@blueprint.get("/w/<code>/now")
@few_wrong_codes
def door_now(code: str) -> ResponseReturnValue:
    """The part that opens by itself when the coach opens the doors."""
    try:
        workshop = with_code(code)
    except WrongCode:
        return Response(status=404)
    # Only what shows here: a name that is being typed must not be lost whenever a round begins.
    shown = f"{workshop.title} {workshop.occasion} {[team.name for _, team in teams_of(workshop)]}"
    return conditional(f"{workshop.status}-{crc32(shown.encode())}", lambda: _page(workshop, part=True))


@blueprint.post("/w/<code>")
@few_wrong_codes
def enter(code: str) -> ResponseReturnValue:
    """Join. Sending the form twice joins once."""
    form = request.form
    try:
        workshop = with_code(code)
    except WrongCode:
        return Response(render_template("workshops/join.html", typed=code[:40], wrong=True), 404)
    entry = Entry(
        form.get("key", ""), form.get("name", "")[:200], form.get("team", type=int), bool(form.get("consent"))
    )
    try:
        participant = join(current_player(create=True), workshop, entry)
    except NoName:
        return Response(_page(workshop, _("What shall we call you? A first name is enough.")), 422)
    except NoTeam:
        return Response(_page(workshop, _("Choose your team.")), 422)
    except DoorsShut:
        return redirect(url_for(".door", code=code), 303)
    except Full:
        return Response(_page(workshop, _("This workshop is full. Speak to the coach.")), 422)
    return _enter(participant)


def _enter(participant: Participant) -> ResponseReturnValue:
    session[ROOM] = participant.key
    return redirect(url_for("room.show", key=participant.key), 303)


def _page(workshop: Workshop, trouble: str = "", *, part: bool = False) -> str:
    return render_template(
        "workshops/_door.html" if part else "workshops/door.html",
        workshop=workshop,
        rounds=plan(workshop.id).rounds,
        teams=_teams(workshop),
        name=request.form.get("name", current_user.name if current_user.is_authenticated else "")[:MOST_NAME],
        most=MOST_NAME,
        key=request.form.get("key") or new_key(),
        trouble=trouble,
    )


def _teams(workshop: Workshop) -> list[Team]:
    """Those to choose from: none where there is no choice."""
    teams = [team for _, team in teams_of(workshop)]
    return teams if workshop.team_choice == CHOSEN and len(teams) > 1 else []


def follow(merged: Mapping[str, str]) -> None:
    """Let the browser that was the guest's find the account's room, and say why it is another."""
    session[MERGED] = {**session.get(MERGED, {}), **merged}
    session[ROOM] = merged.get(session.get(ROOM, ""), session.get(ROOM))
    for title in titles(merged.values()):
        flash(
            _(
                "You were in “%(title)s” twice, as a guest and with your account. "
                "Now you are there once, with all of it.",
                title=title,
            ),
            "info",
        )


def say_lost(key: str = "") -> ResponseReturnValue:
    """What somebody is told who asks for a room that this browser does not belong to, any more or at all."""
    if key in session.get(MERGED, {}):
        return redirect(url_for("room.show", key=session[MERGED][key]), 303)
    flash(_("This browser is not in that room. Come in with the code from the wall, or with your own code."), "plain")
    return redirect(url_for("join.ask"), 303)
