"""Typed words judged again by a newer scorer. The talk stays as it was played, and what was said of it before is kept.

Beside the assessment a step keeps the earlier ones, oldest first: ``{"scores": {dimension: points}, "version": of the
scorer, "until": when it was judged again}``.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, true

from trainer.dialogue.engine import rewind
from trainer.dialogue.hearing import judge, points
from trainer.extensions import db
from trainer.practice.attempts import CannotReplay, Loaded, NoSuchAttempt, replayed
from trainer.practice.corrections import holding, refigure
from trainer.practice.models import UNSURE, Attempt, ReviewRequest, StoredStep
from trainer.scoring.assessment import Assessment, TooLong
from trainer.scoring.embedding import encoder
from trainer.scoring.heads import heads
from trainer.web.clock import now

BATCH = 100
"""Talks looked for at once."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an earlier version of the scorer made of some words: dimension -> points, until it was judged again."""

    version: str
    points: Mapping[str, float]
    until: datetime


@dataclass(frozen=True, slots=True)
class Judging:
    """One talk of a re-scoring: how many of its turns were judged again, and how many of these got other scores."""

    judged: int
    changed: int


class NotReady(Exception):
    """The weights or the sentence encoder are missing: judging again would make scores worse."""


def scorer_version() -> str:
    """The version of the scorer of this process. Raises ``NotReady`` if it cannot judge as well as it should."""
    trained = heads()
    if trained is None or encoder() is None:
        raise NotReady
    return trained.version


def earlier(loaded: Loaded) -> dict[int, list[Earlier]]:
    """Turn number -> what was said of its words before, oldest first, for those that were judged again."""
    found = {}
    for row in loaded.attempt.steps:
        past = (row.typed or {}).get("earlier", [])
        if past:
            found[row.number] = [
                Earlier(each["version"], each["scores"], datetime.fromisoformat(each["until"])) for each in past
            ]
    return found


def how_many() -> int:
    """Talks with typed words; a re-scoring looks at each."""
    return db.session.scalar(select(func.count()).select_from(Attempt).where(Attempt.typed > 0)) or 0


def rescore(*, every: bool) -> Iterator[Judging]:
    """Judge typed words again, talk by talk, one commit each; it can be stopped anywhere and repeated.

    Words judged by this very version are left alone, unless ``every``: then those get another assessment that it
    judges differently now. Raises ``NotReady``.
    """
    last = 0
    while keys := _after(last):
        for last, key in keys:
            yield _again(last, key, every=every)
            db.session.expunge_all()  # a long run must not grow


def _after(last: int) -> Sequence[tuple[int, str]]:
    query = select(Attempt.id, Attempt.key).where(Attempt.typed > 0, Attempt.id > last).order_by(Attempt.id)
    return [(number, key) for number, key in db.session.execute(query.limit(BATCH))]


def _again(attempt_id: int, key: str, *, every: bool) -> Judging:
    if not _due(attempt_id, every=every):
        return Judging(0, 0)
    try:
        with holding(key, true()) as loaded:
            judging = _judge_steps(loaded, every=every)
            if judging.judged and loaded.attempt.ending is not None:
                refigure(replayed(loaded.attempt))
            return judging
    except (CannotReplay, NoSuchAttempt, TooLong) as error:
        log.warning("The talk %s was left as it is: %r", key, error)
        return Judging(0, 0)


def _due(attempt_id: int, *, every: bool) -> bool:
    """Whether there is anything to judge; looked at before the talk is held."""
    rows = db.session.scalars(select(StoredStep).where(StoredStep.attempt_id == attempt_id)).all()
    return any(_wants(row, every=every) for row in rows)


def _wants(row: StoredStep, *, every: bool) -> bool:
    if row.text is None:
        return False
    return every or ((row.typed or {}).get("assessment") or {}).get("version") != scorer_version()


def _judge_steps(loaded: Loaded, *, every: bool) -> Judging:
    judged = changed = 0
    for row in loaded.attempt.steps:
        if not _wants(row, every=every):
            continue
        new = judge(rewind(loaded.playthrough, row.number), row.text or "")
        if new.to_json() != (row.typed or {}).get("assessment"):
            judged += 1
            changed += _replace(row, new)
            if new.unsure:
                _ask_a_coach(row)
    return Judging(judged, changed)


def _replace(row: StoredStep, new: Assessment) -> bool:
    """Put the new assessment in the place of the old; whether it gives other scores."""
    old: dict[str, Any] = dict(row.typed or {})
    version = (old.get("assessment") or {}).get("version", "")
    past = {"scores": old["scores"], "version": version, "until": now().isoformat()}
    kept = [*old.get("earlier", []), past]
    row.typed = {**old, "scores": points(new), "assessment": new.to_json(), "earlier": kept}
    return bool(points(new) != old["scores"])


def _ask_a_coach(row: StoredStep) -> None:
    asked = ReviewRequest.attempt_id == row.attempt_id, ReviewRequest.number == row.number
    if db.session.scalar(select(ReviewRequest.id).where(*asked, ReviewRequest.reason == UNSURE)) is None:
        db.session.add(ReviewRequest(attempt_id=row.attempt_id, number=row.number, reason=UNSURE))
