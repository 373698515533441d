"""Where a workshop or a team lost most: turns, with what was said there, without names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from trainer.extensions import db
from trainer.library.revisions import content
from trainer.practice.models import StoredStep
from trainer.scenario.model import TIMEOUT, Line, Scene
from trainer.workshops.comparison import SMALLEST_TEAM, Estimate, estimate, from_sums
from trainer.workshops.models import RoundTalk
from trainer.workshops.result_models import TalkTurn

MOST_TURNS, MOST_WORDS = 3, 3
WORTH_SHOWING = 5.0
"""Percentage points; less than that is not lost."""


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said there; None: time ran out. ``own``: in their own words. ``percent``: what it reached."""

    text: str | None
    own: bool
    percent: float


@dataclass(frozen=True, slots=True)
class LostTurn:
    """A moment of a scenario where people stayed ``lost`` points below the best on offer, on average.

    ``best``: the best written reply of that moment. Shown only if at least ``SMALLEST_TEAM`` people answered there.
    """

    language: str
    title: str
    scene: str | None
    lines: tuple[tuple[str, str], ...]
    lost: Estimate
    said: tuple[Said, ...]
    best: str | None


def turns_lost(where: ColumnElement[bool]) -> tuple[LostTurn, ...]:
    """The moments with the greatest loss among the talks (``RoundTalk``) that ``where`` holds for."""
    loss = func.avg(TalkTurn.best - TalkTurn.percent).label("loss")
    # Person by person first: a talk that comes by twice, or two talks of one person, are still one person.
    each = _turns(TalkTurn.digest, TalkTurn.scene, loss).where(where)
    of = each.group_by(TalkTurn.digest, TalkTurn.scene, RoundTalk.participant_id).subquery().c
    people, lost = func.count(), func.avg(of.loss)
    query = (
        select(of.digest, of.scene, people, func.sum(of.loss), func.sum(of.loss * of.loss))
        .group_by(of.digest, of.scene)
        .having(people >= SMALLEST_TEAM, lost >= WORTH_SHOWING)
        .order_by(lost.desc(), of.digest, of.scene)
        .limit(MOST_TURNS)
    )
    rows = db.session.execute(query).all()
    return tuple(_lost(where, digest, scene, estimate(from_sums(*sums))) for digest, scene, *sums in rows)


def _turns(*columns: Any) -> Select[Any]:
    return select(*columns).select_from(RoundTalk).join(TalkTurn, TalkTurn.attempt_id == RoundTalk.attempt_id)


def _lost(where: ColumnElement[bool], digest: str, scene_id: str, lost: Estimate) -> LostTurn:
    scenario = content(digest).scenario
    scene = scenario.scenes[scene_id]
    names = {name: character.name for name, character in scenario.cast.items()}
    best = max(scene.replies, key=lambda reply: sum(reply.scores.as_dict().values()), default=None)
    return LostTurn(
        language=scenario.language,
        title=scenario.title,
        scene=scene.title,
        lines=tuple(_spoken(line, names) for line in scene.lines if not _depends(line)),
        lost=lost,
        said=tuple(_said(where, digest, scene_id, scene)),
        best=best.say if best is not None else None,
    )


def _depends(line: Line) -> bool:
    """Whether some heard it and others did not."""
    return bool(line.needs or line.unless or line.at_tension)


def _spoken(line: Line, names: dict[str, str]) -> tuple[str, str]:
    return names.get(line.speaker, ""), line.text


def _said(where: ColumnElement[bool], digest: str, scene_id: str, scene: Scene) -> Iterator[Said]:
    """The weakest answers there, each wording once."""
    steps = (StoredStep.attempt_id == TalkTurn.attempt_id) & (StoredStep.number == TalkTurn.number)
    query = (
        _turns(StoredStep.reply, StoredStep.text, TalkTurn.percent)
        .join(StoredStep, steps)
        .where(where, TalkTurn.digest == digest, TalkTurn.scene == scene_id, TalkTurn.percent < TalkTurn.best)
        .order_by(TalkTurn.percent, TalkTurn.attempt_id)
        .limit(50)
    )
    seen: set[str | None] = set()
    for reply_id, text, percent in db.session.execute(query):
        reply = scene.reply(reply_id)
        words = text or (reply.say if reply is not None and reply_id != TIMEOUT else None)
        if words not in seen and len(seen) < MOST_WORDS:
            seen.add(words)
            yield Said(words, text is not None, percent)
