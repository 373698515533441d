"""Authoring: drafts, the editor, publishing, suggestions."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from trainer.accounts.rights import can_ask_for
from trainer.authoring import (
    editor_views,
    history_views,
    preview_views,
    publishing_views,
    report_views,
    scene_views,
    script_views,
    shelf_views,
)
from trainer.authoring.records import note_shipped, tell_coaches
from trainer.authoring.suggestion_setup import init_suggestions
from trainer.library.signals import newer_shipped, shipped
from trainer.web.pages import NavigationItem, add_coach_tabs


def init_authoring(app: Flask) -> None:
    """Put the pages of authoring into the app."""
    for module in (editor_views, scene_views, shelf_views, publishing_views, history_views):
        app.register_blueprint(module.blueprint)
    for module in (report_views, preview_views, script_views):
        app.register_blueprint(module.blueprint)
    shipped.connect(note_shipped, app)
    newer_shipped.connect(tell_coaches, app)
    tab = "scenarios.shelf"
    add_coach_tabs(app, NavigationItem(tab, _l("Scenarios"), "library", 10, lambda: can_ask_for(current_user, tab)))
    init_suggestions(app)
