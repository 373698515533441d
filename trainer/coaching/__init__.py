"""Coaching: reading transcripts, correcting scores, agreement."""

from __future__ import annotations

from flask import Flask


def init_coaching(app: Flask) -> None:
    """Put the pages of coaching into the app."""
