"""The session cookie: renewed by pages, not by what pages load or ask for again and again."""

from __future__ import annotations

from flask import Flask, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin


class PageSessions(SecureCookieSessionInterface):
    """Flask's sessions, but that a picture, a style sheet or a part that follows the room never sends the cookie again.

    One that is still on its way would bring back the session that somebody has just ended.
    """

    def should_set_cookie(self, app: Flask, session: SessionMixin) -> bool:
        quiet = request.endpoint == "static" or request.endpoint in app.extensions.get("quiet", ())
        return not quiet and super().should_set_cookie(app, session)


def keep_quiet(app: Flask, *endpoints: str) -> None:
    """Pages ask for these again and again: they read the session and never send it."""
    app.extensions.setdefault("quiet", set()).update(endpoints)
