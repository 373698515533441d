"""How often passwords may be tried and mails be asked for.

A workshop signs in from one address, so an address may do that often; one account, or one mailbox, is tried by one
person, and few tries are enough for them.
"""

from __future__ import annotations

from flask import Flask, request, session
from flask_limiter.util import get_remote_address
from flask_login import current_user

from trainer.extensions import limiter

PER_PLACE = "60/minute;400/hour"
PER_ACCOUNT = "10/minute;60/hour"
MAILS_PER_ADDRESS = "3/minute;10/hour"

TRIES = ("login", "verify", "change_password", "two_factor_token_validation", "mf_recovery")
MAILS = ("register", "forgot_password", "send_confirmation", "change_email")


def account_tried() -> str:
    """The place, and the account that is tried from there: by its address, half signed in, or signed in."""
    tried = request.form.get("email", "").strip().lower() or session.get("tf_user_id") or current_user.get_id()
    return f"{get_remote_address()} {tried}"


def address_written_to() -> str:
    """The address that is to get a mail, whoever asks for it."""
    return request.form.get("email", "").strip().lower()


def limit_posts(app: Flask) -> None:
    """Put the limits on the pages of Flask-Security that are switched on."""
    for page in (*TRIES, *MAILS):
        endpoint = f"security.{page}"
        if endpoint not in app.view_functions:
            continue
        often, whose = (MAILS_PER_ADDRESS, address_written_to) if page in MAILS else (PER_ACCOUNT, account_tried)
        per_place = limiter.limit(PER_PLACE, methods=["POST"])
        per_account = limiter.limit(often, methods=["POST"], key_func=whose)
        app.view_functions[endpoint] = per_account(per_place(app.view_functions[endpoint]))  # type: ignore[assignment]
