"""Put accounts into the app: Flask-Security with our settings, words, forms and limits."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Flask, abort, redirect, request
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_security import Security, SQLAlchemyUserDatastore, uia_email_mapper
from werkzeug.wrappers import Response

from trainer.accounts import audit_views, coach_views, forms, people_views, team_views, wording
from trainer.accounts.addresses import Post, on_public_address
from trainer.accounts.handover import init_handover
from trainer.accounts.limits import limit_posts
from trainer.accounts.models import Role, User, WebAuthn
from trainer.accounts.notice_views import init_notices
from trainer.accounts.passwords import SHORTEST, Passwords
from trainer.accounts.players import sign_in_first
from trainer.accounts.rights import can_ask_for, init_rights
from trainer.accounts.roles import can_administer, can_coach
from trainer.accounts.second_steps import Codes, Passkeys
from trainer.accounts.views import pages
from trainer.config import Settings
from trainer.extensions import db
from trainer.paths import PACKAGE
from trainer.web.pages import NavigationItem, add_coach_tabs, add_navigation, on_coach_tabs, pages_of
from trainer.web.redirects import is_local


def init_accounts(app: Flask) -> None:
    """Registration, sign-in, recovery, the account page, and who may do what. Needs the extensions bound before."""
    settings: Settings = app.config["SETTINGS"]
    app.config.update(security_config(settings, app.config["SECRET_KEY"]))
    # Each app gets its own: Flask-Security keeps keys and switches in the object, not in the app.
    security = Security(
        login_form=forms.SignIn,
        register_form=forms.Registration,
        reset_password_form=forms.NewPassword,
        change_password_form=forms.OtherPassword,
        two_factor_setup_form=forms.CodesSetup,
        two_factor_rescue_form=forms.NoRescue,
        wan_register_form=forms.NewPasskey,
        mail_util_cls=Post,
        password_util_cls=Passwords,
        webauthn_util_cls=Passkeys,
        totp_cls=Codes,
    )
    security.want_json(lambda _request: False)
    security.unauthn_handler(_ask_to_sign_in)
    security.init_app(app, SQLAlchemyUserDatastore(db, User, Role, WebAuthn))
    security.principal.skip_static = True
    # People come with a session; no other key opens the door.
    security.login_manager.request_loader(lambda _request: None)
    app.before_request(_guard_door)
    init_rights(app)
    if settings.two_factor:
        # It would write to a mailbox that nobody reads; the page offers recovery codes.
        app.view_functions["security.two_factor_rescue"] = lambda: abort(404)
    app.register_blueprint(pages)
    app.register_blueprint(coach_views.blueprint)
    init_notices(app)
    limit_posts(app)
    init_handover(app)
    app.jinja_env.filters["on_public_address"] = on_public_address
    app.jinja_env.globals.update(can_coach=can_coach, can_administer=can_administer)
    for module in (team_views, people_views, audit_views):
        app.register_blueprint(module.blueprint)
    add_coach_tabs(
        app,
        NavigationItem(
            "teams.index", _l("Teams"), "people", 50, _may("teams.index"), pages_of("teams", "results.team")
        ),
        NavigationItem("people.index", _l("People"), "person", 80, _may("people.index"), pages_of("people")),
        NavigationItem("audit.show", _l("Log"), "clock", 90, _may("audit.show")),
    )
    add_navigation(
        app,
        NavigationItem("coach.home", _l("Coach"), "people", 50, _may("coach.home"), on_coach_tabs),
        NavigationItem(
            "accounts.account", _l("Account"), "person", 90, _may("accounts.account"), pages_of("accounts", "security")
        ),
        NavigationItem("security.login", _l("Sign in"), "sign-in", 90, lambda: not current_user.is_authenticated),
    )


def _may(endpoint: str) -> Callable[[], bool]:
    return lambda: can_ask_for(current_user, endpoint)


def security_config(settings: Settings, secret_key: str) -> dict[str, Any]:
    """Flask-Security's configuration that follows from the settings."""
    values: dict[str, Any] = {
        "REGISTERABLE": settings.registration,
        "CONFIRMABLE": settings.confirm_email,
        "RECOVERABLE": True,
        "CHANGEABLE": True,
        "CHANGE_EMAIL": True,
        "WEBAUTHN": settings.passkeys,
        "TWO_FACTOR": settings.two_factor,
        "TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "TWO_FACTOR_AUTHENTICATOR_VALIDITY": 60,
        "TWO_FACTOR_RESCUE_EMAIL": False,
        "MULTI_FACTOR_RECOVERY_CODES": settings.two_factor,
        "TOTP_SECRETS": {1: derived_key(secret_key, "codes of authenticator apps")},
        "TOTP_ISSUER": "Calm Waters",
        "WAN_RP_NAME": "Calm Waters",
        "WAN_ALLOW_USER_HINTS": False,
        "PASSWORD_HASH": "argon2",
        "PASSWORD_SCHEMES": ["argon2"],
        "PASSWORD_SINGLE_HASH": {"argon2"},
        "PASSWORD_LENGTH_MIN": SHORTEST,
        "PASSWORD_CONFIRM_REQUIRED": False,
        # One spelling per address (``addresses.normal``) lets the index find it.
        "USER_IDENTITY_ATTRIBUTES": [{"email": {"mapper": uia_email_mapper, "case_insensitive": False}}],
        "RETURN_GENERIC_RESPONSES": True,
        "API_ENABLED_METHODS": ["session"],
        "FRESHNESS": timedelta(hours=12),
        "POST_LOGIN_VIEW": "library.shelf",
        "POST_LOGOUT_VIEW": "library.shelf",
        "POST_REGISTER_VIEW": "library.shelf",
        "POST_CHANGE_VIEW": "accounts.account",
        "POST_CHANGE_EMAIL_VIEW": "accounts.account",
        "POST_VERIFY_VIEW": "accounts.account",
        "TWO_FACTOR_POST_SETUP_VIEW": "accounts.account",
        "EMAIL_HTML": False,
        "I18N_DOMAIN": "messages",
        "I18N_DIRNAME": [str(PACKAGE / "translations")],
        "STATIC_FOLDER": None,
        "CLI_USERS_NAME": None,
        "CLI_ROLES_NAME": None,
    }
    values |= {f"MSG_{key}": message for key, message in wording.MESSAGES.items()}
    values |= wording.SUBJECTS
    return {f"SECURITY_{key}": value for key, value in values.items()}


def derived_key(secret_key: str, purpose: str) -> str:
    """A key for one purpose that tells nothing about the secret key (HMAC-SHA256, hexadecimal)."""
    return hmac.new(secret_key.encode(), purpose.encode(), hashlib.sha256).hexdigest()


def _ask_to_sign_in(_ways: Any = None, headers: Any = None) -> Response:  # noqa: ARG001
    """Send somebody who is not signed in to the door. Flask-Security says why; we need not know."""
    return sign_in_first()


def _guard_door() -> Response | None:
    """Refuse what the pages of Flask-Security would understand and nobody here sends: JSON, ways to other sites."""
    if request.blueprint != "security":
        return None
    if request.is_json:
        abort(415)
    if request.method == "GET" and not is_local(request.args.get("next", "/")):
        return redirect(request.path)
    return None
