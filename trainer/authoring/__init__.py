"""Authoring: drafts, the editor, publishing, suggestions."""

from __future__ import annotations

from flask import Flask

from trainer.authoring import scene_views


def init_authoring(app: Flask) -> None:
    """Put the pages of authoring into the app."""
    for module in (scene_views,):
        app.register_blueprint(module.blueprint)
