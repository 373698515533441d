"""The pages on which coaches look after their teams."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from trainer.accounts.forms import AddressForm, TeamForm
from trainer.accounts.people import AccountError
from trainer.accounts.roles import can_administer, can_coach
from trainer.accounts.team_keeping import (
    NoSuchTeam,
    archive_team,
    invite,
    make_team,
    remove_coach,
    remove_member,
    rename_team,
    team_page,
    teams_for,
    withdraw,
)
from trainer.extensions import limiter
from trainer.web.errors import not_found
from trainer.words import Words

blueprint = Blueprint("teams", __name__, url_prefix="/coach/teams")
blueprint.register_error_handler(NoSuchTeam, not_found)


@blueprint.get("")
def index() -> str:
    """One's teams, and the form for a new one."""
    return _index()


@blueprint.post("")
def make() -> ResponseReturnValue:
    """A new team."""
    form = TeamForm()
    try:
        team = make_team(current_user, form.name.data or "", form.key.data or "")
    except AccountError as error:
        return _index(error.words, form.name.data or "")
    flash(_("The team “%(name)s” is made. Now ask people to join.", name=team.name), "success")
    return redirect(url_for(".show", key=team.key), 303)


def _index(wrong: Words | None = None, name: str = "") -> str:
    return render_template("teams/index.html", lines=teams_for(current_user), form=TeamForm(), wrong=wrong, name=name)


@blueprint.get("/<key>")
def show(key: str) -> str:
    """One team: its members, its coaches, who was asked."""
    return _show(key)


def _show(key: str, trouble: str = "", wrong: Words | None = None, typed: str = "") -> str:
    """The page; ``trouble`` names the form that was not right, ``wrong`` says why, ``typed`` stays in it."""
    page = team_page(current_user, key)
    return render_template(
        "teams/show.html", page=page, team=page.team, form=AddressForm(), trouble=trouble, wrong=wrong, typed=typed
    )


@blueprint.post("/<key>/name")
def rename(key: str) -> ResponseReturnValue:
    """Call it otherwise."""
    name = TeamForm().name.data or ""
    try:
        rename_team(current_user, key, name)
    except AccountError as error:
        return _show(key, "name", error.words, name)
    flash(_("The team has its new name."), "success")
    return _back(key)


@blueprint.post("/<key>/archive")
def archive(key: str) -> ResponseReturnValue:
    """Close it."""
    archive_team(current_user, key, archived=True)
    flash(_("The team is archived. Its figures stay, and you can restore it here at any time."), "success")
    return _back(key)


@blueprint.post("/<key>/restore")
def restore(key: str) -> ResponseReturnValue:
    """Open it again."""
    archive_team(current_user, key, archived=False)
    flash(_("The team is open again."), "success")
    return _back(key)


@blueprint.post("/<key>/members")
@limiter.limit("60/minute;300/hour")
def ask_member(key: str) -> ResponseReturnValue:
    """Ask somebody to join."""
    return _ask(key, as_coach=False)


@blueprint.post("/<key>/coaches")
@limiter.limit("60/minute;300/hour")
def ask_coach(key: str) -> ResponseReturnValue:
    """Ask somebody to look after the team."""
    return _ask(key, as_coach=True)


def _ask(key: str, as_coach: bool) -> ResponseReturnValue:
    typed = AddressForm().email.data or ""
    try:
        address = invite(current_user, key, typed, as_coach)
    except AccountError as error:
        return _show(key, "coach" if as_coach else "member", error.words, typed)
    flash(_("If %(email)s has an account, it is asked now. You hear of the answer.", email=address), "success")
    return _back(key)


@blueprint.post("/<key>/invitations/<int:invitation_id>/withdraw")
def take_back(key: str, invitation_id: int) -> ResponseReturnValue:
    """Ask no longer."""
    withdraw(current_user, key, invitation_id)
    flash(_("The invitation is withdrawn."), "success")
    return _back(key)


@blueprint.post("/<key>/members/<int:member_id>/remove")
def drop_member(key: str, member_id: int) -> ResponseReturnValue:
    """Take a member out."""
    remove_member(current_user, key, member_id)
    flash(_("Done: no longer in the team."), "success")
    return _back(key)


@blueprint.post("/<key>/coaches/<int:user_id>/remove")
def drop_coach(key: str, user_id: int) -> ResponseReturnValue:
    """Somebody looks after it no more."""
    remove_coach(current_user, key, user_id)
    flash(_("Done: no longer a coach of the team."), "success")
    if user_id != current_user.id or can_administer(current_user):
        return _back(key)
    # Who has just let go of a team does not find it any more.
    still = can_coach(current_user) or teams_for(current_user)
    return redirect(url_for(".index" if still else "accounts.account"), 303)


def _back(key: str) -> ResponseReturnValue:
    return redirect(url_for(".show", key=key), 303)
