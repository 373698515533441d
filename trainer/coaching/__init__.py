"""Coaching: reading transcripts, correcting scores, agreement."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from trainer.accounts.rights import can_ask_for
from trainer.coaching import agreement_views, blind_views, queue_views, reading_views, skill_views
from trainer.coaching.blind import draw_turns
from trainer.practice.signals import attempt_ended
from trainer.web.pages import NavigationItem, add_coach_tabs, pages_of


def init_coaching(app: Flask) -> None:
    """Put the pages of coaching into the app."""
    for module in (queue_views, reading_views, blind_views, agreement_views, skill_views):
        app.register_blueprint(module.blueprint)
    add_coach_tabs(
        app,
        NavigationItem("queues.show", _l("Talks to read"), "inbox", 30, _reads, pages_of("queues", "reading")),
        NavigationItem("blind.show", _l("Agreement"), "balance", 40, _reads, pages_of("blind", "agreement")),
    )
    attempt_ended.connect(draw_turns, app)


def _reads() -> bool:
    return can_ask_for(current_user, "queues.show")
