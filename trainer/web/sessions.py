"""The session cookie: renewed by pages, not by what pages load."""

from __future__ import annotations

from flask import Flask, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin


class PageSessions(SecureCookieSessionInterface):
    """Flask's sessions, but that a picture or a style sheet never sends the cookie again.

    One that is still on its way would bring back the session that somebody has just ended.
    """

    def should_set_cookie(self, app: Flask, session: SessionMixin) -> bool:
        return request.endpoint != "static" and super().should_set_cookie(app, session)
