"""How somebody wants to practise; a guest gets what most want."""

from __future__ import annotations

from flask_login import current_user


def wants_hints() -> bool:
    """Whether new attempts start in practice mode."""
    return bool(current_user.practice_hints) if current_user.is_authenticated else True


def wants_timers() -> bool:
    """Whether timed scenes run out."""
    return bool(current_user.show_timers) if current_user.is_authenticated else True
