"""The other side is told: the trainee of what a coach did, the coach of the trainee's answer. One notice per talk."""

from __future__ import annotations

from sqlalchemy import select

from trainer.accounts.notices import Notice, notify
from trainer.extensions import db
from trainer.practice.corrections import feedback_url
from trainer.practice.models import Attempt
from trainer.web.clock import now
from trainer.words import Words, say


def tell_trainee(attempt: Attempt, coach: str) -> None:
    """Mark the talk as having news; an account gets a notice too. The caller commits."""
    attempt.news_at = now()
    if attempt.user_id is not None:
        words = say("{coach} has looked at your talk “{title}”.", coach=coach, title=attempt.title)
        tell_once(attempt.user_id, words, feedback_url(attempt))


def tell_once(user_id: int, words: Words, url: str) -> None:
    """A notice, unless one that leads to the same place is still unread. The caller commits."""
    unread = select(Notice.id).where(Notice.user_id == user_id, Notice.read_at.is_(None), Notice.url == url)
    if db.session.scalar(unread.limit(1)) is None:
        notify(user_id, words, url)


def review_url(attempt: Attempt) -> str:
    """Where a coach reads the talk."""
    return f"/coach/talks/{attempt.key}"
