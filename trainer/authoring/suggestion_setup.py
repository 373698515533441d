"""Puts into the app what colleagues contribute: suggestions, the coaches' queue, groups of typed replies."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from trainer.accounts.rights import can_ask_for
from trainer.accounts.signals import account_deleted, guest_became_user
from trainer.authoring import cluster_views, proposal_views, queue_views, suggestion_views
from trainer.authoring.proposals import forget
from trainer.authoring.suggestion_wording import KINDS, STATUSES
from trainer.authoring.suggestions import adopt
from trainer.web.pages import NavigationItem, add_coach_tabs, pages_of

TAB = "suggestion_queue.show"


def init_suggestions(app: Flask) -> None:
    """Called by ``init_authoring``."""
    for module in (suggestion_views, proposal_views, queue_views, cluster_views):
        app.register_blueprint(module.blueprint)
    guest_became_user.connect(_adopt, app)
    account_deleted.connect(_forget, app)
    app.jinja_env.filters.update(suggestion_kind=KINDS.__getitem__, suggestion_status=STATUSES.__getitem__)
    behind = pages_of("suggestion_queue", "clusters")
    add_coach_tabs(
        app, NavigationItem(TAB, _l("Suggestions"), "bulb", 20, lambda: can_ask_for(current_user, TAB), behind)
    )


def _adopt(_app: Flask, guest_key: str, user_id: int, **_more: Any) -> None:
    adopt(guest_key, user_id)


def _forget(_app: Flask, user_id: int, **_more: Any) -> None:
    forget(user_id)
