"""The account page: what people see and set about themselves."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from flask_security.utils import logout_user
from werkzeug.wrappers import Response

from trainer.accounts.forms import DeletionForm, SettingsForm
from trainer.accounts.people import WrongPassword, delete_account, keep_settings
from trainer.accounts.team_joining import NoSuchInvitation, accept, decline, leave, own_teams
from trainer.extensions import limiter

pages = Blueprint("accounts", __name__)


@pages.get("/account")
def account() -> str:
    return _account(SettingsForm(obj=current_user))


def _account(form: SettingsForm) -> str:
    return render_template("accounts/account.html", form=form, own=own_teams(current_user))


@pages.post("/account")
def save_account() -> str | Response:
    form = SettingsForm()
    if not form.validate():
        return _account(form)
    chosen = {field.name: field.data for field in form if field.name not in ("csrf_token", "name")}
    keep_settings(current_user, form.name.data, **chosen)
    flash(_("Your settings are stored."), "success")
    return redirect(url_for("accounts.account"), 303)


@pages.post("/account/invitations/<int:invitation_id>")
def answer_invitation(invitation_id: int) -> Response:
    """Say yes or no to a team."""
    yes = request.form.get("answer") == "yes"
    try:
        team = (accept if yes else decline)(current_user, invitation_id)
    except NoSuchInvitation:
        flash(_("This invitation is no longer open."), "info")
    else:
        said = _("You are in the team “%(name)s” now.") if yes else _("You said no to the team “%(name)s”.")
        flash(said % {"name": team.name}, "success")
    return redirect(url_for("accounts.account", _anchor="teams"), 303)


@pages.post("/account/teams/<key>/leave")
def leave_team(key: str) -> Response:
    leave(current_user, key)
    flash(_("You have left the team."), "success")
    return redirect(url_for("accounts.account", _anchor="teams"), 303)


@pages.get("/account/delete")
def ask_deletion() -> str:
    return render_template("accounts/delete.html", form=DeletionForm())


@pages.post("/account/delete")
@limiter.limit("10/minute;60/hour")
def delete() -> str | Response:
    form = DeletionForm()
    try:
        delete_account(current_user._get_current_object(), form.password.data or "")
    except WrongPassword as error:
        return render_template("accounts/delete.html", form=form, wrong=error.words)
    logout_user()
    flash(_("Your account is deleted, with everything you did here."), "success")
    return redirect(url_for("library.shelf"), 303)
