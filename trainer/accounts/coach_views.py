"""The door to what coaches do: a row of tabs that the features fill."""

from __future__ import annotations

from flask import Blueprint, current_app, redirect
from flask.typing import ResponseReturnValue

blueprint = Blueprint("coach", __name__)


@blueprint.get("/coach")
def home() -> ResponseReturnValue:
    """The first tab that this person may see."""
    tabs = current_app.extensions["coach_tabs"]
    return redirect(next(tab.url for tab in tabs if tab.shown()), 303)
