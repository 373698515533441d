"""The page of the audit log, for administrators."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from trainer.accounts import audit_wording
from trainer.accounts.audit import known_actions, log_page

blueprint = Blueprint("audit", __name__)


@blueprint.get("/admin/log")
def show() -> str:
    """Who did what, the newest first; ``action`` and ``who`` filter, ``before`` turns the page."""
    args = request.args
    action, who = args.get("action", ""), args.get("who", "").strip()[:80]
    page = log_page(action, who, args.get("before", 0, int))
    return render_template(
        "accounts/log.html", page=page, action=action, who=who, actions=known_actions(), wording=audit_wording
    )
