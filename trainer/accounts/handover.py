"""What happens around Flask-Security's own steps: when somebody signs in, registers, or changes their address."""

from __future__ import annotations

from typing import Any

from flask import Flask, current_app, flash, g, session
from flask_babel import gettext as _
from flask_login import user_logged_in
from flask_security import change_email_confirmed, user_not_registered, user_registered
from flask_security.utils import send_mail

from trainer.accounts.models import User
from trainer.accounts.players import GUEST
from trainer.accounts.signals import guest_became_user
from trainer.accounts.teams import hand_over_memberships
from trainer.accounts.wording import N_
from trainer.extensions import db


def init_handover(app: Flask) -> None:
    """Listen to Flask-Login and Flask-Security."""
    user_logged_in.connect(_signed_in, app)
    user_registered.connect(_registered, app)
    user_not_registered.connect(_address_taken, app)
    change_email_confirmed.connect(_address_changed, app)


def _signed_in(app: Flask, user: User, **_more: Any) -> None:
    """Start a session that shares nothing with the guest's, and hand over what the guest has done."""
    guest_key = session.pop(GUEST, None)
    session.permanent = False
    # A token that somebody planted before the sign-in must not be good after it.
    session.pop("csrf_token", None)
    g.pop("csrf_token", None)
    if guest_key:
        db.session.flush()
        # Receivers first: some look at the teams that the guest was in.
        guest_became_user.send(app, guest_key=guest_key, user_id=user.id)
        hand_over_memberships(guest_key, user.id)


def _registered(_app: Flask, user: User, **_more: Any) -> None:
    if not _must_confirm():
        flash(_("Welcome, %(name)s. Your account is ready.", name=user.name), "success")


def _address_taken(_app: Flask, **_more: Any) -> None:
    """Say what to do without saying whether the account exists. With confirmation the usual message is shown."""
    if not _must_confirm():
        flash(
            _("You are not signed in yet. If you have an account already, sign in; else look into your mail."), "info"
        )


def _address_changed(_app: Flask, user: User, old_email: str, **_more: Any) -> None:
    """Tell the old address, in case it was not its owner who changed it."""
    send_mail(N_("Your address at Calm Waters was changed"), old_email, "security/email/address_changed", user=user)


def _must_confirm() -> bool:
    return bool(current_app.config["SETTINGS"].confirm_email)
