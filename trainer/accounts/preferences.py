"""How somebody wants to practise; a guest gets what most want."""

from __future__ import annotations

from flask import session
from flask_login import current_user

ANSWER_BY = "answer_by"
PREDICT_FIRST = "predict_first"


def wants_hints() -> bool:
    """Whether new attempts start in practice mode."""
    return bool(current_user.practice_hints) if current_user.is_authenticated else True


def wants_to_guess() -> bool:
    """Whether scores are guessed before they are shown."""
    if current_user.is_authenticated:
        return bool(current_user.predict_first)
    return bool(session.get(PREDICT_FIRST, True))


def stop_guessing() -> None:
    """Show a guest scores without a guess from now on; an account has a switch on its page."""
    if not current_user.is_authenticated:
        session[PREDICT_FIRST] = False


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
