"""What coaches did with a talk, and the figures that follow from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby

from flask import current_app
from sqlalchemy import ColumnElement, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload

from trainer.accounts.notice_models import Notice
from trainer.accounts.notices import notify
from trainer.accounts.players import Player
from trainer.extensions import db
from trainer.practice.attempts import KEY, Loaded, NoSuchAttempt, load, replayed
from trainer.practice.models import Attempt
from trainer.practice.results import figures, keep_result
from trainer.practice.review_models import Correction, Exemplary, TurnComment
from trainer.practice.signals import attempt_rescored
from trainer.web.clock import now
from trainer.words import Words, say

MOST_CHARS = 2000
"""Of a comment or a reason."""
MOST_ANSWERS = 50
"""Of a trainee in one talk: enough to discuss it, too few to fill a disk."""


class Unusable(ValueError):
    """A comment without words or with too many, or about words that are not there."""


@dataclass(frozen=True, slots=True)
class Coaching:
    """What coaches did with one talk, as both sides see it. All maps go by turn number, oldest first."""

    corrections: Mapping[int, Sequence[Correction]]
    """Those that count."""
    history: Mapping[int, Sequence[Correction]]
    """Those that were taken back or replaced."""
    comments: Mapping[int, Sequence[TurnComment]]
    exemplary: Mapping[int, Exemplary]

    @property
    def points(self) -> dict[tuple[int, str], float]:
        """Turn number and dimension -> the points that count in place of the machine's or the author's."""
        return {(number, each.dimension): each.points for number, rows in self.corrections.items() for each in rows}

    @property
    def is_empty(self) -> bool:
        return not (self.corrections or self.comments or self.exemplary)


def coaching_of(attempt_id: int) -> Coaching:
    """All of it; three statements."""
    rows = db.session.scalars(
        select(Correction).where(Correction.attempt_id == attempt_id).order_by(Correction.number, Correction.id)
    ).all()
    comments = (
        select(TurnComment)
        .where(TurnComment.attempt_id == attempt_id, TurnComment.deleted_at.is_(None))
        .order_by(TurnComment.number, TurnComment.at)
    )
    praised = db.session.scalars(select(Exemplary).where(Exemplary.attempt_id == attempt_id))
    return Coaching(
        corrections=_by_turn(row for row in rows if row.withdrawn_at is None),
        history=_by_turn(row for row in rows if row.withdrawn_at is not None),
        comments={number: list(each) for number, each in groupby(db.session.scalars(comments), lambda row: row.number)},
        exemplary={row.number: row for row in praised},
    )


def _by_turn(rows: Iterable[Correction]) -> dict[int, Sequence[Correction]]:
    return {number: list(each) for number, each in groupby(rows, lambda row: row.number)}


def corrected_points(attempt_id: int) -> dict[tuple[int, str], float]:
    """Turn number and dimension -> the points of the coach that count."""
    query = select(Correction).where(Correction.attempt_id == attempt_id, Correction.withdrawn_at.is_(None))
    return {(row.number, row.dimension): float(row.points) for row in db.session.scalars(query)}


@contextmanager
def holding(key: str, allowed: ColumnElement[bool]) -> Iterator[Loaded]:
    """Within it the attempt of that key, if ``allowed``, is this request's alone; its end is the one commit.

    What another request has stored under the same form key first stays as it is. Raises ``NoSuchAttempt`` or
    ``CannotReplay``; after any error nothing was changed.
    """
    # The update changes nothing. It is the one lock that both databases have, and what is read after it is true.
    change = update(Attempt).where(Attempt.key == key, allowed).values(key=key)
    try:
        db.session.execute(change, execution_options={"synchronize_session": False})
        query = select(Attempt).where(Attempt.key == key, allowed)
        found = query.options(selectinload(Attempt.steps)).execution_options(populate_existing=True)
        attempt = db.session.scalar(found)
        if attempt is None:
            raise NoSuchAttempt(key)
        yield replayed(attempt)
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
    except BaseException:
        db.session.rollback()
        raise


def refigure(loaded: Loaded) -> None:
    """Compute the figures of a held attempt anew and tell if they changed. The caller commits."""
    db.session.flush()
    attempt = loaded.attempt
    given = corrected_points(attempt.id)
    before = figures(attempt)
    keep_result(attempt, loaded.playthrough, given)
    attempt.corrected = len(given)
    if figures(attempt) != before:
        attempt_rescored.send(current_app._get_current_object(), attempt=attempt)  # type: ignore[attr-defined]


def checked(text: str) -> str:
    """The words without white space around them. Raises ``Unusable`` if there are none or too many."""
    text = text.strip()
    if not 0 < len(text) <= MOST_CHARS:
        raise Unusable(text[:20])
    return text


def answer_coach(player: Player, key: str, number: int, words: str, form_key: str) -> None:
    """The trainee answers what a coach wrote at a turn; once per ``form_key``, one commit. It waits for a coach then.

    Raises ``NoSuchAttempt`` (also where no coach did anything), ``Unusable``.
    """
    loaded = load(player, key)
    attempt, said = loaded.attempt, coaching_of(loaded.attempt.id)
    corrected = (*said.corrections.get(number, ()), *said.history.get(number, ()))
    thread = said.comments.get(number, ())
    if not corrected and not thread and number not in said.exemplary:
        raise NoSuchAttempt(key)
    words = checked(words)
    if not KEY.fullmatch(form_key) or _answers(said) >= MOST_ANSWERS:
        raise Unusable(form_key)
    if db.session.get(TurnComment, form_key) is None:
        row = TurnComment(key=form_key, attempt_id=attempt.id, number=number, by_coach=False, text=words, who="")
        row.user_id = player.user_id
        db.session.add(row)
        attempt.answered_at = now()
        coaches = {each.user_id for each in thread if each.by_coach} | {each.coach_id for each in corrected}
        for coach_id in sorted(coaches - {None}, key=str):
            told = say("You were answered in the talk “{title}”.", title=attempt.title)
            tell_once(coach_id or 0, told, review_url(attempt))
        try:
            db.session.commit()
        except IntegrityError:  # the same form arrived twice: it is stored already
            db.session.rollback()


def _answers(said: Coaching) -> int:
    return sum(not row.by_coach for rows in said.comments.values() for row in rows)


def take_back_answer(player: Player, key: str, comment: str) -> None:
    """The trainee takes an answer back; doing it again changes nothing. Raises ``NoSuchAttempt``."""
    attempt = load(player, key).attempt
    row = db.session.get(TurnComment, comment)
    if row is None or row.attempt_id != attempt.id or row.by_coach:
        raise NoSuchAttempt(key)
    if row.deleted_at is None:
        row.deleted_at = now()
        db.session.flush()
        if not _answers(coaching_of(attempt.id)):
            attempt.answered_at = None
        db.session.commit()


def mark_seen(attempt: Attempt) -> None:
    """The trainee has looked at what coaches did: no mark any more. One commit, and only if there was one."""
    if not attempt.has_news:
        return
    attempt.seen_at = now()
    if attempt.user_id is not None:
        read = update(Notice).where(Notice.user_id == attempt.user_id, Notice.read_at.is_(None))
        db.session.execute(read.where(Notice.url == feedback_url(attempt)).values(read_at=attempt.seen_at))
    db.session.commit()


def feedback_url(attempt: Attempt) -> str:
    """Where notices about a talk lead. Not ``url_for``: the command line has no request."""
    return f"/attempts/{attempt.key}/feedback"


def review_url(attempt: Attempt) -> str:
    """Where coaches read a talk."""
    return f"/coach/talks/{attempt.key}"


def tell_once(user_id: int, words: Words, url: str) -> None:
    """A notice, unless one that leads to the same place is still unread. The caller commits."""
    unread = select(Notice.id).where(Notice.user_id == user_id, Notice.read_at.is_(None), Notice.url == url)
    if db.session.scalar(unread.limit(1)) is None:
        notify(user_id, words, url)
