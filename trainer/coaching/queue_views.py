"""What waits for a coach, and the exemplary turns."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from trainer.coaching import commenting
from trainer.coaching.queues import MOST_COUNTED, Queue, counts, next_key, page, teams_for, without_team
from trainer.coaching.reading import examples, just_read
from trainer.coaching.trail import trail, trail_filters, trail_queue
from trainer.library.shelf import Wanted, find
from trainer.scoring.dimensions import SKILLS
from trainer.web.locale import LANGUAGES

blueprint = Blueprint("queues", __name__, url_prefix="/coach")

NAMES: Mapping[Queue, LazyString] = {
    Queue.ASSIGNED: _l("Assigned to me"),
    Queue.ANSWERED: _l("Answered"),
    Queue.DISAGREED: _l("A trainee disagreed"),
    Queue.UNSURE: _l("The scorer was not sure"),
    Queue.NEVER: _l("Never reviewed"),
}
"""What waits for somebody comes first."""
EMPTY: Mapping[Queue, LazyString] = {
    Queue.ASSIGNED: _l("Nobody has given you a talk to read. Take one from another queue."),
    Queue.ANSWERED: _l("No trainee has answered a comment that was not read yet."),
    Queue.DISAGREED: _l("No trainee disagrees with a score just now."),
    Queue.UNSURE: _l("The scorer was sure of everything that was typed, or somebody has looked already."),
    Queue.NEVER: _l("Every talk that came to its end has been read by a coach."),
}


@blueprint.get("/queue", endpoint="show")
def queue() -> str:
    """One queue, with the counts of all."""
    wanted, teams = trail_queue(), teams_for(current_user)
    if "queue" not in request.args:
        wanted = _first_that_waits(wanted)
    filters = without_team(trail_filters(), teams)
    before = request.args.get("after", "")
    return render_template(
        "coaching/queue.html",
        queue=wanted,
        names=NAMES,
        empty=EMPTY[wanted],
        counts=counts(current_user, filters),
        most=MOST_COUNTED,
        page=page(current_user, wanted, filters, request.args.get("from", 0, type=int)),
        first="from" not in request.args,
        filters=filters,
        filtered=filters.language or filters.scenario or filters.team,
        teams=teams,
        scenarios=find(Wanted(language=filters.language)),
        all_languages=LANGUAGES,
        trail={**trail(), "queue": wanted.value},
        just_read=just_read(current_user, before) if before else None,
    )


def _first_that_waits(otherwise: Queue) -> Queue:
    waiting = counts(current_user, trail_filters())
    return next((name for name in NAMES if waiting[name]), otherwise)


@blueprint.post("/queue/next")
def take_next() -> ResponseReturnValue:
    """Take the oldest talk of the queue that nobody else has taken, and open it."""
    while key := next_key(current_user, trail_queue(), trail_filters()):
        if commenting.take(current_user, key):
            return redirect(url_for("reading.show", key=key, **trail()), 303)
    return redirect(url_for(".show", **trail()), 303)


@blueprint.get("/exemplary")
def exemplary() -> str:
    """Turns that others can learn from, by scenario and skill."""
    skill, scenario = request.args.get("skill", ""), request.args.get("scenario", "")
    shown, behind = examples(current_user, skill, scenario, request.args.get("from", 0, type=int))
    return render_template(
        "coaching/exemplary.html",
        examples=shown,
        behind=behind,
        skills=SKILLS,
        skill=skill,
        scenario=scenario,
        scenarios=find(Wanted()),
    )
