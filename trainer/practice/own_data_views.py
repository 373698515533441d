"""Downloading what is stored about oneself, and for guests deleting it."""

from __future__ import annotations

import io

from flask import Blueprint, flash, redirect, render_template, send_file, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.accounts.players import GUEST, current_player
from trainer.extensions import limiter
from trainer.practice.attempts import mine
from trainer.practice.own_data import delete_guest, zipped

blueprint = Blueprint("own_data", __name__)


@blueprint.get("/account/data")
@limiter.limit("10/minute")
def download() -> ResponseReturnValue:
    """Everything as a zip: one JSON file, and tables."""
    file = io.BytesIO(zipped(current_player(create=False)))
    return send_file(file, mimetype="application/zip", as_attachment=True, download_name="calm-waters-data.zip")


@blueprint.get("/progress/delete")
def ask_deletion() -> ResponseReturnValue:
    """Ask a guest whether they mean it; people with an account delete that."""
    player = current_player(create=False)
    if not player.is_guest:
        return redirect(url_for("accounts.ask_deletion"), 303)
    return render_template("compare/delete.html", talks=len(mine(player)))


@blueprint.post("/progress/delete")
@limiter.limit("10/minute")
def delete() -> ResponseReturnValue:
    """Delete what the guest of this browser did."""
    player = current_player(create=False)
    if not player.is_guest:
        return redirect(url_for("accounts.ask_deletion"), 303)
    if player.guest_key is not None:
        delete_guest(player.guest_key)
        session.pop(GUEST, None)
    flash(_("Everything you did here is deleted."), "success")
    return redirect(url_for("library.shelf"), 303)
