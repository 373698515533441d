"""What roles allow. ``can_x`` answers, ``check_x`` raises, and the decorators guard whole pages.

Everybody with an account is a trainee. A coach writes scenarios and reads transcripts; an administrator may all that
a coach may, and manages people.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from flask import current_app
from flask_login import current_user
from werkzeug.exceptions import Forbidden

TRAINEE, COACH, ADMIN = "trainee", "coach", "admin"
ROLES = (TRAINEE, COACH, ADMIN)

P = ParamSpec("P")
R = TypeVar("R")


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


def signed_in(view: Callable[P, R]) -> Callable[P, R]:
    """A page for people with an account; others are asked to sign in first."""
    return _guarded(view, lambda _user: None)


def for_coaches(view: Callable[P, R]) -> Callable[P, R]:
    """A page for coaches and administrators; guests are asked to sign in first."""
    return _guarded(view, check_coach)


def for_administrators(view: Callable[P, R]) -> Callable[P, R]:
    """A page for administrators; guests are asked to sign in first."""
    return _guarded(view, check_administer)


def _guarded(view: Callable[P, R], check: Callable[[Any], None]) -> Callable[P, R]:
    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        if not current_user.is_authenticated:
            return current_app.login_manager.unauthorized()  # type: ignore[attr-defined, no-any-return]
        check(current_user)
        return view(*args, **kwargs)

    return guarded
