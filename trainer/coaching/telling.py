"""The trainee is told what a coach did: one notice per talk until it is read."""

from __future__ import annotations

from trainer.practice.corrections import feedback_url, tell_once
from trainer.practice.models import Attempt
from trainer.web.clock import now
from trainer.words import say


def tell_trainee(attempt: Attempt, coach: str) -> None:
    """Mark the talk as having news; an account gets a notice too. The caller commits."""
    attempt.news_at = now()
    if attempt.user_id is not None:
        words = say("{coach} has looked at your talk “{title}”.", coach=coach, title=attempt.title)
        tell_once(attempt.user_id, words, feedback_url(attempt))
