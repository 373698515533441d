"""A coach's words at a turn, exemplary turns, and having read a talk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update

from trainer.accounts.models import User
from trainer.coaching.overriding import turn_of
from trainer.coaching.rights import coaches_of, readable_by
from trainer.coaching.telling import tell_trainee
from trainer.extensions import db
from trainer.practice.attempts import KEY, NoSuchAttempt
from trainer.practice.corrections import Unusable, checked, holding, review_url, tell_once
from trainer.practice.models import ReviewRequest
from trainer.practice.review_models import Assignment, Exemplary, Reviewed, TurnComment
from trainer.scoring.dimensions import SKILLS
from trainer.web.clock import now
from trainer.words import say


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start`` to ``end`` of what was said at a turn."""

    start: int
    end: int


def comment(user: User, key: str, number: int, words: str, span: Span | None, form_key: str) -> None:
    """Write at a turn or at some of its characters; once per ``form_key``, one commit.

    Raises ``NoSuchAttempt``, ``Unusable``.
    """
    with holding(key, readable_by(user)) as loaded:
        turn, text = turn_of(loaded, number), checked(words)
        if not KEY.fullmatch(form_key) or not _fits(span, turn.said or ""):
            raise Unusable(form_key)
        if db.session.get(TurnComment, form_key) is not None:
            return
        row = TurnComment(key=form_key, attempt_id=loaded.attempt.id, number=number, by_coach=True, text=text)
        row.start, row.end = (span.start, span.end) if span is not None else (None, None)
        row.user_id, row.who = user.id, user.name
        db.session.add(row)
        tell_trainee(loaded.attempt, user.name)


def _fits(span: Span | None, said: str) -> bool:
    return span is None or 0 <= span.start < span.end <= len(said)


def set_deleted(user: User, key: str, comment_key: str, *, deleted: bool) -> None:
    """Take one's own comment back, or put it there again; doing it twice changes nothing. Raises ``NoSuchAttempt``."""
    with holding(key, readable_by(user)) as loaded:
        row = db.session.get(TurnComment, comment_key)
        if row is None or row.attempt_id != loaded.attempt.id or not row.by_coach or row.user_id != user.id:
            raise NoSuchAttempt(key)
        if (row.deleted_at is not None) is not deleted:
            row.deleted_at = now() if deleted else None


def praise(user: User, key: str, number: int, skill: str) -> None:
    """Call a turn exemplary for a skill; an empty ``skill`` takes it back. One commit, the same however often sent.

    Raises ``NoSuchAttempt``, ``Unusable`` for an unknown skill.
    """
    with holding(key, readable_by(user)) as loaded:
        turn_of(loaded, number)
        if skill and skill not in SKILLS:
            raise Unusable(skill)
        row = db.session.get(Exemplary, (loaded.attempt.id, number))
        if row is not None and not skill:
            db.session.delete(row)
        elif row is not None:
            row.skill = skill
        elif skill:
            row = Exemplary(attempt_id=loaded.attempt.id, number=number, skill=skill, coach_id=user.id, who=user.name)
            db.session.add(row)
            tell_trainee(loaded.attempt, user.name)


def call_read(user: User, key: str, form_key: str) -> None:
    """The talk was read: nothing of it waits any more. Once per ``form_key``, one commit.

    Raises ``NoSuchAttempt``, ``Unusable``.
    """
    with holding(key, readable_by(user)) as loaded:
        attempt, moment = loaded.attempt, now()
        if not KEY.fullmatch(form_key):
            raise Unusable(form_key)
        if db.session.get(Reviewed, form_key) is not None:
            return
        row = Reviewed(key=form_key, attempt_id=attempt.id, coach_id=user.id, who=user.name, at=moment)
        row.answered_at = attempt.answered_at
        db.session.add(row)
        attempt.reviewed_at, attempt.answered_at = moment, None
        _settle(attempt.id, None, moment)


def _settle(attempt_id: int, before: datetime | None, after: datetime | None) -> None:
    """What waited for a coach waits no more, or again."""
    for waiting in (ReviewRequest, Assignment):
        rows = update(waiting).where(waiting.attempt_id == attempt_id, waiting.done_at.is_not_distinct_from(before))
        db.session.execute(rows.values(done_at=after))


def call_unread(user: User, key: str, form_key: str) -> None:
    """The undo of ``call_read`` by the same coach; doing it again changes nothing. Raises ``NoSuchAttempt``."""
    with holding(key, readable_by(user)) as loaded:
        attempt, row = loaded.attempt, db.session.get(Reviewed, form_key)
        if row is None:
            return
        if row.attempt_id != attempt.id or row.coach_id != user.id:
            raise NoSuchAttempt(key)
        _settle(attempt.id, row.at, None)
        attempt.answered_at = attempt.answered_at or row.answered_at
        db.session.delete(row)
        db.session.flush()
        attempt.reviewed_at = db.session.scalar(select(func.max(Reviewed.at)).where(Reviewed.attempt_id == attempt.id))


def assign(user: User, key: str, coach_id: int | None) -> None:
    """Give the talk to a coach who reads it, oneself or another (who is told); None: to nobody. One commit.

    Raises ``NoSuchAttempt``, also for a coach who does not read it.
    """
    with holding(key, readable_by(user)) as loaded:
        attempt = loaded.attempt
        row = db.session.get(Assignment, attempt.id)
        if coach_id is None:
            if row is not None:
                db.session.delete(row)
            return
        if coach_id not in {coach.id for coach in coaches_of(attempt)}:
            raise NoSuchAttempt(key)
        if row is None:
            row = Assignment(attempt_id=attempt.id)
            db.session.add(row)
        elif row.coach_id == coach_id and row.done_at is None:
            return
        row.coach_id, row.at, row.done_at = coach_id, now(), None
        if coach_id != user.id:
            words = say("{coach} asks you to read the talk “{title}”.", coach=user.name, title=attempt.title)
            tell_once(coach_id, words, review_url(attempt))


def take(user: User, key: str) -> bool:
    """Take the talk to read it; False if another coach has taken it a moment before. One commit.

    Raises ``NoSuchAttempt``.
    """
    with holding(key, readable_by(user)) as loaded:
        row = db.session.get(Assignment, loaded.attempt.id)
        if row is not None and row.done_at is None:
            return row.coach_id == user.id
        if row is None:
            row = Assignment(attempt_id=loaded.attempt.id)
            db.session.add(row)
        row.coach_id, row.at, row.done_at = user.id, now(), None
    return True
