"""The page of notices, and the way through each of them to what it speaks of."""

from __future__ import annotations

from flask import Blueprint, Flask, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from trainer.accounts.glance import glance
from trainer.accounts.notices import NoSuchNotice, notices_of, read_all_notices, read_notice
from trainer.web.errors import not_found
from trainer.web.redirects import back_to

blueprint = Blueprint("notices", __name__, url_prefix="/notices")
blueprint.register_error_handler(NoSuchNotice, not_found)


def init_notices(app: Flask) -> None:
    """Put the page into the app, and give templates ``unread_notices()`` for the mark in the header."""
    app.register_blueprint(blueprint)
    app.jinja_env.globals["unread_notices"] = lambda: glance(current_user.id).unread


@blueprint.get("")
def show() -> str:
    """All notices, the newest first."""
    return render_template("accounts/notices.html", notices=notices_of(current_user.id))


@blueprint.get("/<int:notice_id>")
def follow(notice_id: int) -> ResponseReturnValue:
    """Go where the notice leads; it counts as read from now on."""
    return redirect(back_to(read_notice(current_user.id, notice_id), "notices.show"), 303)


@blueprint.post("/read")
def read_all() -> ResponseReturnValue:
    """Mark all as read."""
    read_all_notices(current_user.id)
    flash(_("All notices are marked as read."), "success")
    return redirect(url_for("notices.show"), 303)
