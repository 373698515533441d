"""The words for what is stored about suggestions."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from trainer.authoring.suggestion_models import (
    ACCEPTED,
    CHANGES,
    DECLINED,
    HELD,
    OPEN,
    REPLY,
    SCENARIO,
    WITHDRAWN,
    WORDING,
    WRITING,
)

KINDS = {WORDING: _l("Better words"), REPLY: _l("A missing reply"), SCENARIO: _l("A whole scenario")}
STATUSES = {
    HELD: _l("waits for you to sign in"),
    WRITING: _l("you are writing it"),
    OPEN: _l("with the coaches"),
    CHANGES: _l("the coach asks for changes"),
    ACCEPTED: _l("taken"),
    DECLINED: _l("not taken"),
    WITHDRAWN: _l("taken back"),
}
