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
from trainer.web.pages import NavigationItem, add_coach_tabs, pages_of

PAGES = (
    editor_views,
    scene_views,
    shelf_views,
    publishing_views,
    history_views,
    report_views,
    preview_views,
    script_views,
)


def init_authoring(app: Flask) -> None:
    """Put the pages of authoring into the app."""
    for module in PAGES:
        app.register_blueprint(module.blueprint)
    shipped.connect(note_shipped, app)
    newer_shipped.connect(tell_coaches, app)
    tab = "scenarios.shelf"
    behind = pages_of(*(module.blueprint.name for module in PAGES))
    add_coach_tabs(
        app, NavigationItem(tab, _l("Scenarios"), "library", 10, lambda: can_ask_for(current_user, tab), behind)
    )
    init_suggestions(app)
