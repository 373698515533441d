"""Workshops: rooms, teams, and comparing them."""

from __future__ import annotations

from typing import Any

from flask import Flask, has_request_context
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from trainer.accounts.rights import can_ask_for
from trainer.accounts.signals import guest_became_user
from trainer.web.pages import NavigationItem, add_coach_tabs, add_navigation, pages_of
from trainer.web.sessions import keep_quiet
from trainer.workshops import desk_views, join_views, planning_views, room_views
from trainer.workshops.comparison_setup import init_comparison
from trainer.workshops.merging import take_over

FOLLOWED = ("join.door_now", "room.now", "room.bar", "desk.now", "desk.projector_now")
"""What pages in a workshop ask for again and again."""


def init_workshops(app: Flask) -> None:
    """Put the pages of workshops into the app."""
    for module in (planning_views, desk_views, join_views, room_views):
        app.register_blueprint(module.blueprint)
    keep_quiet(app, *FOLLOWED)
    room_views.hold_feedback_back(app)
    app.jinja_env.globals["room_bar"] = room_views.room_bar
    add_navigation(
        app, NavigationItem("join.ask", _l("Workshop"), "screen", 30, lambda: not _coaches(), pages_of("join", "room"))
    )
    behind = pages_of("workshops", "desk", "workshop_report", "results.sides")
    add_coach_tabs(app, NavigationItem("workshops.home", _l("Workshops"), "screen", 60, _coaches, behind))
    guest_became_user.connect(_hand_over, app)
    init_comparison(app)


def _coaches() -> bool:
    return can_ask_for(current_user, "workshops.home")


def _hand_over(_app: Flask, guest_key: str, user_id: int, **_more: Any) -> None:
    merged = take_over(guest_key, user_id)
    if merged and has_request_context():
        join_views.follow(merged)
