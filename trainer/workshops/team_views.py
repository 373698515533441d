"""The results of a team, teams and workshops beside each other, and a member's own place."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask_login import current_user

from trainer.accounts.players import current_player
from trainer.accounts.team_keeping import NoSuchTeam, find_team, teams_for
from trainer.web.errors import not_found
from trainer.web.locale import language
from trainer.workshops.comparison_over_time import own_place, team_results
from trainer.workshops.comparison_people import NAMES
from trainer.workshops.comparison_sides import MOST_SIDES, compare
from trainer.workshops.recognition import shown_in_team
from trainer.workshops.rooms import NoSuchWorkshop, listed

blueprint = Blueprint("results", __name__)
blueprint.register_error_handler(NoSuchTeam, not_found)
blueprint.register_error_handler(NoSuchWorkshop, not_found)


@blueprint.get("/coach/teams/<key>/results")
def team(key: str) -> str:
    """How the team stands, over time and across workshops."""
    found = find_team(current_user, key)
    results = team_results(found, language())
    return render_template("compare/team.html", team=found, results=results, shown=shown_in_team(found.id))


@blueprint.get("/coach/compare")
def sides() -> str:
    """Any teams and workshops of one's own beside each other."""
    teams, workshops = request.args.getlist("team"), request.args.getlist("workshop")
    return render_template(
        "compare/sides.html",
        teams=[line.team for line in teams_for(current_user)],
        workshops=[line.workshop for line in listed(current_user)],
        chosen={*teams, *workshops},
        comparison=compare(current_user, teams, workshops),
        names=NAMES,
        most=MOST_SIDES,
    )


@blueprint.get("/teams/<key>/mine")
def mine(key: str) -> str:
    """A member's own means beside the team's; nobody else sees this page."""
    found, places = own_place(current_player(create=False), key)
    return render_template("compare/mine.html", team=found, places=places, shown=shown_in_team(found.id))
