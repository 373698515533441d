"""Workshops: rooms, teams, and comparing them."""

from __future__ import annotations

from flask import Flask

from trainer.workshops.results import init_results


def init_workshops(app: Flask) -> None:
    """Put the pages of workshops into the app."""
    init_results(app)
