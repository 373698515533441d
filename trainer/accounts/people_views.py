"""The pages on which administrators look after accounts."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from trainer.accounts.administration import NoSuchPerson, change_role, invite_person, people_page, person, switch
from trainer.accounts.forms import InvitationForm, RoleForm
from trainer.accounts.people import AccountError, reset_access, role_of
from trainer.accounts.roles import ROLE_NAMES, ROLES
from trainer.web.errors import not_found
from trainer.words import Words

blueprint = Blueprint("people", __name__, url_prefix="/admin/people")
blueprint.register_error_handler(NoSuchPerson, not_found)


@blueprint.get("")
def index() -> str:
    """All accounts, by address; ``q`` and ``role`` filter, ``after`` turns the page."""
    return _index(InvitationForm(formdata=None))


def _index(form: InvitationForm, wrong: Words | None = None) -> str:
    args = request.args
    typed, role = args.get("q", "").strip()[:80], args.get("role", "")
    role = role if role in ROLES else ""
    page = people_page(typed, role, args.get("after", "")[:255])
    return render_template(
        "accounts/people.html",
        page=page,
        typed=typed,
        role=role,
        role_names=ROLE_NAMES,
        role_of=role_of,
        form=form,
        wrong=wrong,
    )


@blueprint.post("")
def invite() -> ResponseReturnValue:
    """Make an account for somebody, who gets a mail."""
    form = InvitationForm()
    try:
        user = invite_person(current_user, form.email.data or "", form.name.data or "", form.role.data or "")
    except AccountError as error:
        return _index(form, error.words)
    flash(_("%(name)s has an account now. A mail with a link is on its way to %(email)s.", **_named(user)), "success")
    return redirect(url_for(".show", user_id=user.id), 303)


@blueprint.get("/<int:user_id>")
def show(user_id: int) -> str:
    """One account."""
    return _show(user_id)


def _show(user_id: int, wrong: Words | None = None, role: str = "") -> str:
    user = person(user_id)
    return render_template(
        "accounts/person.html",
        person=user,
        role=role or role_of(user),
        now=role_of(user),
        role_names=ROLE_NAMES,
        form=RoleForm(formdata=None),
        wrong=wrong,
    )


@blueprint.post("/<int:user_id>/role")
def give_role(user_id: int) -> ResponseReturnValue:
    """What this account may do from now on."""
    form = RoleForm()
    role = form.role.data or ""
    try:
        change_role(current_user, user_id, role, sure=bool(form.sure.data))
    except AccountError as error:
        return _show(user_id, error.words, role)
    flash(_("The role is changed. To undo it, choose the old one."), "success")
    if user_id == current_user.id and role != "admin":
        return redirect(url_for("accounts.account"), 303)
    return _back(user_id)


@blueprint.post("/<int:user_id>/off")
def switch_off(user_id: int) -> ResponseReturnValue:
    """Keep the account out."""
    try:
        switch(current_user, user_id, on=False)
    except AccountError as error:
        return _show(user_id, error.words)
    flash(_("The account is switched off and signed out everywhere. You can switch it on again."), "success")
    return _back(user_id)


@blueprint.post("/<int:user_id>/on")
def switch_on(user_id: int) -> ResponseReturnValue:
    """Let the account in again."""
    switch(current_user, user_id, on=True)
    flash(_("The account is switched on again."), "success")
    return _back(user_id)


@blueprint.post("/<int:user_id>/reset")
def reset(user_id: int) -> ResponseReturnValue:
    """Forget passkeys and codes, end all sessions."""
    reset_access(person(user_id).email)
    flash(_("Passkeys and codes are forgotten; the password alone will do."), "success")
    return _back(user_id)


def _back(user_id: int) -> ResponseReturnValue:
    return redirect(url_for(".show", user_id=user_id), 303)


def _named(user: object) -> dict[str, str]:
    return {name: getattr(user, name) for name in ("name", "email")}
