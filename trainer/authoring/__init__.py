"""Authoring: drafts, the editor, publishing, suggestions."""

from __future__ import annotations

from flask import Flask


def init_authoring(app: Flask) -> None:
    """Put the pages of authoring into the app."""
