"""What roles allow. ``can_x`` answers, ``check_x`` raises; whole pages are guarded by the table in ``rights.py``.

Everybody with an account is a trainee. A coach writes scenarios and reads transcripts; an administrator may all that
a coach may, and manages people.
"""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from werkzeug.exceptions import Forbidden

TRAINEE, COACH, ADMIN = "trainee", "coach", "admin"
ROLES = (TRAINEE, COACH, ADMIN)
ROLE_NAMES = {TRAINEE: _l("Trainee"), COACH: _l("Coach"), ADMIN: _l("Administrator")}


class NotAllowed(Forbidden):
    """The account lacks the role; people see the page of error 403."""


def can_coach(user: Any) -> bool:
    """Whether ``user`` (an account, or the guest of this request) may do what coaches do."""
    return bool(user.is_authenticated and (user.has_role(COACH) or user.has_role(ADMIN)))


def can_administer(user: Any) -> bool:
    """Whether ``user`` may do what administrators do."""
    return bool(user.is_authenticated and user.has_role(ADMIN))


def check_coach(user: Any) -> None:
    """Raise ``NotAllowed`` unless ``user`` is a coach or an administrator."""
    if not can_coach(user):
        raise NotAllowed


def check_administer(user: Any) -> None:
    """Raise ``NotAllowed`` unless ``user`` is an administrator."""
    if not can_administer(user):
        raise NotAllowed
