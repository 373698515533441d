"""Who plays: an account, or a guest whom only the session knows."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from flask import abort, current_app, flash, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

GUEST = "guest"


@dataclass(frozen=True, slots=True)
class Player:
    """The owner of attempts. Neither: a guest of whom nothing is stored yet, and so nothing can be theirs."""

    user_id: int | None = None
    guest_key: str | None = None

    @property
    def is_guest(self) -> bool:
        return self.user_id is None


def guests_welcome() -> bool:
    """Whether people may practise without an account."""
    return bool(current_app.config["SETTINGS"].guests)


def sign_in_first(back: str | None = None) -> Response:
    """The way to the door, and afterwards ``back`` to a page of this site; to this one, if it can be asked for."""
    if back is None and request.method == "GET":
        back = request.full_path.rstrip("?")
    flash(_("Please sign in to see this page."), "info")
    return redirect(url_for("security.login", next=back))


def current_player(create: bool = True, back: str | None = None) -> Player:
    """Who sends this request. A guest gets a key (128 random bits) in the session unless ``create`` is false.

    Say ``create=False`` where nothing is stored, so that looking around sets no cookie. Where guests are not welcome,
    to be given a key means to be asked to sign in, and to come ``back`` to that page.
    """
    if current_user.is_authenticated:
        return Player(user_id=current_user.id)
    if create and GUEST not in session:
        if not guests_welcome():
            abort(sign_in_first(back))
        session[GUEST] = secrets.token_hex(16)
        # A guest's attempts are lost with the cookie: let it outlive the browser's window.
        session.permanent = True
    return Player(guest_key=session.get(GUEST))
