"""Blind second rating: two coaches give points to the same words, knowing nothing of each other's or the scorer's.

A set share of the turns in own words is drawn when a talk ends. Whoever has opened the talk on the page where coaches
read it has seen its scores, and is not asked about it any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from sqlalchemy import ColumnElement, delete, func, literal_column, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload

from trainer.accounts.audit import record
from trainer.accounts.models import User
from trainer.coaching.overriding import turn_of
from trainer.coaching.rights import readable_by
from trainer.dialogue.engine import Turn
from trainer.extensions import db
from trainer.practice.attempts import CannotReplay, Loaded, NoSuchAttempt, replayed
from trainer.practice.corrections import Unusable, holding
from trainer.practice.models import Attempt
from trainer.practice.review_models import BlindRating, BlindShare, BlindTurn, NotBlind
from trainer.scenario.model import Scenario
from trainer.scoring.dimensions import DIMENSION_IDS, POINTS

DEFAULT_SHARE = 10
"""Percent of the turns in own words."""
RATERS = 2
MOST_COUNTED = 100
TRIED = 20
"""Talks that cannot be replayed are passed over; so many in a row, and the page says that nothing waits."""
WHOLE_TALK = 0
"""The number of a turn in ``NotBlind`` that stands for all of them."""


class TooLate(Unusable):
    """Two coaches have rated the turn already, or this one has seen its scores."""


class NotAll(Unusable):
    """A blind rating has points on the anchors for every dimension."""


@dataclass(frozen=True, slots=True)
class ToRate:
    """A turn in own words, and the talk up to it. ``before``: the turns that led there."""

    attempt: Attempt
    scenario: Scenario
    before: Sequence[Turn]
    turn: Turn


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a coach sees once their own points stand. ``other`` is None until another coach has rated the turn."""

    attempt: Attempt
    own: BlindRating
    other: BlindRating | None


def share() -> int:
    """Percent of the turns in own words that are drawn."""
    row = db.session.get(BlindShare, 1)
    return DEFAULT_SHARE if row is None else row.percent


def set_share(percent: int) -> None:
    """Draw so many percent of the turns from now on; one commit. Raises ``Unusable`` outside 0 to 100."""
    if not 0 <= percent <= 100:
        raise Unusable(str(percent))
    if percent == share():
        return
    db.session.merge(BlindShare(id=1, percent=percent))
    record("blind.share", f"{percent} %")
    db.session.commit()


def is_drawn(key: str, number: int, percent: int) -> bool:
    """Whether a turn is among the ``percent`` that are drawn: always the same for a turn, whatever is asked first."""
    drawn = int.from_bytes(blake2b(f"{key}/{number}".encode(), digest_size=8).digest(), "big")
    return drawn % 100 < percent


def draw_turns(_app: Any, attempt: Attempt, **_more: Any) -> None:
    """Draw from a talk that has just ended; the sender commits."""
    if not attempt.typed:
        return
    percent = share()
    typed = (step.number for step in attempt.steps if step.typed is not None)
    db.session.add_all(
        BlindTurn(attempt_id=attempt.id, number=number) for number in typed if is_drawn(attempt.key, number, percent)
    )


def _due(user: User, language: str) -> tuple[ColumnElement[bool], ...]:
    """The condition on ``BlindTurn`` and ``Attempt`` that ``user`` is asked to rate the turn."""
    here = NotBlind.attempt_id == BlindTurn.attempt_id, NotBlind.coach_id == user.id
    passed_over = select(NotBlind.number).where(*here, NotBlind.number.in_([WHOLE_TALK, BlindTurn.number])).exists()
    same = BlindRating.attempt_id == BlindTurn.attempt_id, BlindRating.number == BlindTurn.number
    rated = select(BlindRating.id).where(*same, BlindRating.coach_id == user.id).exists()
    in_language = (Attempt.language == language,) if language else ()
    # The 2 stands in the text of the statement, so that the index of open turns is seen to fit.
    return (_open(), readable_by(user), ~passed_over, ~rated, *in_language)


def _open() -> ColumnElement[bool]:
    return BlindTurn.rated < literal_column(str(RATERS))


def waiting(user: User, language: str = "") -> int:
    """How many turns wait for ``user``; counting stops at ``MOST_COUNTED``."""
    some = select(BlindTurn.number).join(Attempt, Attempt.id == BlindTurn.attempt_id).where(*_due(user, language))
    return db.session.scalar(select(func.count()).select_from(some.limit(MOST_COUNTED).subquery())) or 0


def next_turn(user: User, language: str = "") -> ToRate | None:
    """The turn to rate next: those that lack only the second rating first, then the oldest."""
    query = (
        select(Attempt, BlindTurn.number)
        .join(BlindTurn, Attempt.id == BlindTurn.attempt_id)
        .where(*_due(user, language))
        .order_by(BlindTurn.rated.desc(), BlindTurn.attempt_id, BlindTurn.number)
        .options(selectinload(Attempt.steps))
        .limit(TRIED)
    )
    return next(_readable((row[0], row[1]) for row in db.session.execute(query)), None)


def _readable(rows: Iterable[tuple[Attempt, int]]) -> Iterator[ToRate]:
    for attempt, number in rows:
        try:
            loaded = replayed(attempt)
            turn = turn_of(loaded, number)
        except (CannotReplay, NoSuchAttempt):
            continue
        playthrough = loaded.playthrough
        yield ToRate(attempt, playthrough.scenario, playthrough.turns[: number - 1], turn)


def rate(user: User, key: str, number: int, points: Mapping[str, int]) -> None:
    """Rate a drawn turn; one commit, once: what a coach has given stands, since they see the others' after it.

    Raises ``NoSuchAttempt`` (also for a turn that was not drawn), ``NotAll``, ``TooLate``.
    """
    if points.keys() != set(DIMENSION_IDS) or not set(points.values()) <= set(POINTS):
        raise NotAll
    with holding(key, readable_by(user)) as loaded:
        drawn = _drawn(loaded, number)
        if _rating(user, drawn) is not None:
            return
        if drawn.rated >= RATERS or db.session.get(NotBlind, (drawn.attempt_id, WHOLE_TALK, user.id)) is not None:
            raise TooLate
        drawn.rated += 1
        typed = turn_of(loaded, number).step.typed
        row = BlindRating(attempt_id=drawn.attempt_id, number=number, place=drawn.rated, coach_id=user.id, **points)
        row.machine = dict(typed.scores) if typed is not None else {}
        row.scorer = str((typed.assessment or {}).get("version", "")) if typed is not None else ""
        db.session.add(row)


def _drawn(loaded: Loaded, number: int) -> BlindTurn:
    found = db.session.get(BlindTurn, (loaded.attempt.id, number))
    if found is None:
        raise NoSuchAttempt(loaded.attempt.key)
    return found


def _rating(user: User, drawn: BlindTurn) -> BlindRating | None:
    here = BlindRating.attempt_id == drawn.attempt_id, BlindRating.number == drawn.number
    return db.session.scalar(select(BlindRating).where(*here, BlindRating.coach_id == user.id))


def skip(user: User, key: str, number: int) -> None:
    """Do not ask this coach about the turn; doing it again changes nothing. One commit. Raises ``NoSuchAttempt``."""
    with holding(key, readable_by(user)) as loaded:
        drawn = _drawn(loaded, number)
        if db.session.get(NotBlind, (drawn.attempt_id, number, user.id)) is None:
            db.session.add(NotBlind(attempt_id=drawn.attempt_id, number=number, coach_id=user.id))


def skipped(user: User) -> int:
    """How many turns this coach has skipped."""
    mine = NotBlind.coach_id == user.id, NotBlind.number != WHOLE_TALK
    return db.session.scalar(select(func.count()).select_from(NotBlind).where(*mine)) or 0


def ask_again(user: User) -> None:
    """The undo of every ``skip`` of this coach; one commit."""
    db.session.execute(delete(NotBlind).where(NotBlind.coach_id == user.id, NotBlind.number != WHOLE_TALK))
    db.session.commit()


def outcome(user: User, key: str, number: int) -> Outcome | None:
    """The points of all sides for a turn that this coach has rated; None for any other."""
    query = select(Attempt, BlindRating).join(BlindRating, BlindRating.attempt_id == Attempt.id)
    rows = db.session.execute(query.where(Attempt.key == key, BlindRating.number == number)).all()
    own = next((row[1] for row in rows if row[1].coach_id == user.id), None)
    return Outcome(rows[0][0], own, next((row[1] for row in rows if row[1] is not own), None)) if own else None


def note_seen(user: User, attempt: Attempt) -> bool:
    """``user`` sees the scores of this talk now, and is not asked to rate its turns blind. One commit, if any.

    Returns whether turns of the talk still wait for others.
    """
    waits = select(BlindTurn.number).where(BlindTurn.attempt_id == attempt.id, _open()).limit(1)
    if db.session.scalar(waits) is None:
        return False
    if db.session.get(NotBlind, (attempt.id, WHOLE_TALK, user.id)) is None:
        db.session.add(NotBlind(attempt_id=attempt.id, number=WHOLE_TALK, coach_id=user.id))
        try:
            db.session.commit()
        except IntegrityError:  # the page was opened twice at once
            db.session.rollback()
    return True
