"""A person decides who sees what they were recognised for."""

from __future__ import annotations

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from trainer.accounts.players import current_player
from trainer.workshops.recognition import show

blueprint = Blueprint("recognition", __name__, url_prefix="/recognitions")


@blueprint.post("/<int:number>")
def share(number: int) -> ResponseReturnValue:
    """Let the team see it, or no longer."""
    show(current_player(create=False), number, request.form.get("shown") == "yes")
    return redirect(url_for("progress.show", _anchor="recognised"), 303)
