"""Practising: attempts, the talk, the feedback, progress over time."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask_babel import format_date, format_datetime
from flask_babel import lazy_gettext as _l

from trainer.accounts.signals import guest_became_user
from trainer.library.revisions import EarlierFormat
from trainer.practice import (
    about_views,
    feedback_views,
    own_data_views,
    progress_views,
    shelf_views,
    turn_views,
    views,
    wording,
)
from trainer.practice.attempts import CannotReplay, NoSuchAttempt, hand_over, new_key
from trainer.practice.own_data import init_own_data
from trainer.scoring.dimensions import to_percent
from trainer.web.errors import not_found, outdated
from trainer.web.pages import NavigationItem, add_navigation, pages_of


def init_practice(app: Flask) -> None:
    """Put the pages of practising into the app."""
    for module in (about_views, shelf_views, views, turn_views, feedback_views, progress_views, own_data_views):
        app.register_blueprint(module.blueprint)
    app.register_error_handler(NoSuchAttempt, not_found)
    app.register_error_handler(CannotReplay, outdated)
    app.register_error_handler(EarlierFormat, outdated)
    add_navigation(
        app,
        NavigationItem("library.shelf", _l("Library"), "library", 10, also=pages_of("library", "practice")),
        NavigationItem(
            "progress.show",
            _l("Progress"),
            "progress",
            20,
            also=pages_of("feedback", "turns", "own_data", "results.mine"),
        ),
    )
    init_own_data(app)
    guest_became_user.connect(_hand_over, app)
    app.jinja_env.globals["new_key"] = new_key
    app.jinja_env.filters.update(
        percent=to_percent,
        sub_score=wording.SUB_SCORES.__getitem__,
        tension_word=wording.tension_word,
        tension_level=wording.tension_level,
        ending_word=wording.ENDINGS.__getitem__,
        ending_tone=wording.ENDING_TONES.__getitem__,
        kind_word=wording.KINDS.__getitem__,
        channel_word=wording.CHANNELS.__getitem__,
        difficulty_word=wording.DIFFICULTIES.__getitem__,
        datetimeformat=format_datetime,
        dateformat=format_date,
    )


def _hand_over(_app: Flask, guest_key: str, user_id: int, **_more: Any) -> None:
    hand_over(guest_key, user_id)
