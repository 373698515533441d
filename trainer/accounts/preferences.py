"""How somebody wants to practise; a guest gets what most want."""

from __future__ import annotations

from flask import session
from flask_login import current_user

ANSWER_BY = "answer_by"


def wants_hints() -> bool:
    """Whether new attempts start in practice mode."""
    return bool(current_user.practice_hints) if current_user.is_authenticated else True


def wants_to_guess() -> bool:
    """Whether scores are guessed before they are shown."""
    return bool(current_user.predict_first) if current_user.is_authenticated else True


def answers_by() -> str:
    """``choose``, ``type`` or ``both``; what was chosen last counts for a guest."""
    if current_user.is_authenticated:
        return str(current_user.answer_by)
    return str(session.get(ANSWER_BY, "both"))


def remember_answers_by(how: str) -> None:
    """Keep a guest's choice for the next talk; an account keeps its own on its page."""
    if not current_user.is_authenticated:
        session[ANSWER_BY] = how


def wants_timers() -> bool:
    """Whether timed scenes run out."""
    return bool(current_user.show_timers) if current_user.is_authenticated else True
