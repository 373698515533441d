"""The wall: everybody answers the same angry line without a name, the room votes, the scorer shows what it saw."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import defer

from trainer.extensions import db
from trainer.library.revisions import content
from trainer.library.shelf import NoSuchScenario, get
from trainer.practice.attempts import KEY
from trainer.practice.judging import NotJudged, judging
from trainer.scenario.model import Scene
from trainer.scoring.assess import assess
from trainer.scoring.assessment import Assessment, Known, from_json
from trainer.scoring.dimensions import DIMENSION_IDS, to_percent
from trainer.web.clock import now
from trainer.workshops.joining import NotHere
from trainer.workshops.models import (
    ANSWER,
    HELD,
    HIDDEN,
    RUNNING,
    SHOWN,
    VOTE,
    WAITING,
    Participant,
    Round,
    WallAnswer,
    WallVote,
    Workshop,
)
from trainer.workshops.rounds import WrongMoment, news_for, touch

LONGEST = 600
"""Characters of an answer: it is read from a wall."""
VOTES = 3
"""How many votes a person has."""
ON_A_PHONE = 12
"""How many answers one person is asked to choose from."""
INSULTS = ("insults", "swears", "threatens", "mocks")
"""Behaviours, by their ids in the scorer's catalogue, that keep an answer off the wall."""
TOO_LOW = -1.6
"""De-escalation points (-2 to 2) at and below which an answer is held, whatever the words."""


class NothingSaid(ValueError):
    """An answer without words."""


class TooMuchSaid(ValueError):
    """More words than fit on the wall."""


class NoVotesLeft(RuntimeError):
    """All votes are given; take one back first."""


@dataclass(frozen=True, slots=True)
class OnTheWall:
    """An answer as the room sees it: never with a name. ``votes`` count once the vote is over."""

    answer: WallAnswer
    votes: int
    score: float | None
    """The mean of the dimensions in percent; None if it was not judged."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """What one person may vote on, in their own order, and which they chose."""

    options: tuple[WallAnswer, ...]
    chosen: frozenset[int]

    @property
    def left(self) -> int:
        return VOTES - len(self.chosen)


def answer(workshop: Workshop, each: Round, participant: Participant, text: str, key: str) -> WallAnswer:
    """Store what somebody says to the line, or change it until the vote; one commit. Sent twice it is one answer.

    A first answer is taken later, too: on a poor network it may have been said in time. Then the coach looks at it.
    Raises ``WrongMoment``, ``NothingSaid``, ``TooMuchSaid``.
    """
    text = text.strip()
    known = own_answer(each, participant)
    if known is not None and known.text == text:
        return known
    late = each.status != RUNNING or each.phase != ANSWER
    if each.status == WAITING or (late and known is not None):
        raise WrongMoment
    if not text or not KEY.fullmatch(key):
        raise NothingSaid
    if len(text) > LONGEST:
        raise TooMuchSaid
    row = known or WallAnswer(key=key, round_id=each.id, participant_id=participant.id)
    if known is not None:  # the votes, if the coach went back to answering, were for other words
        db.session.execute(delete(WallVote).where(WallVote.answer_id == known.id))
    was_hidden = row.status == HIDDEN  # a comma more must not bring back what the coach took off
    row.text, row.assessment, row.at = text, _judge(workshop, each, text), now()
    row.status = first_status(row.assessment, hold=workshop.hold_answers or was_hidden or late)
    news_for(participant)
    db.session.add(row)
    try:
        db.session.commit()
    except IntegrityError:  # the other device, or the same form twice
        db.session.rollback()
        kept = own_answer(each, participant)
        if kept is None:
            raise NothingSaid from None
        return kept
    return row


def _judge(workshop: Workshop, each: Round, text: str) -> dict[str, Any] | None:
    known = [Known(reply.say, reply.scores.as_dict()) for reply in scene.replies] if (scene := scene_of(each)) else []
    try:
        with judging():
            return assess(text, each.line, workshop.language, known=known).to_json()
    except NotJudged:
        return None


def scene_of(each: Round) -> Scene | None:
    """The scene the line is from, if it is from one that is still on the shelf."""
    if not each.scenarios or not each.scene:
        return None
    try:
        scenario = content(get(*each.scenarios[0]).digest).scenario
    except NoSuchScenario:
        return None
    return scenario.scenes.get(each.scene)


def first_status(assessment: Mapping[str, Any] | None, *, hold: bool) -> str:
    """Whether an answer shows at once. Insults are held, and what nobody judged waits for the coach."""
    if assessment is None:
        return WAITING
    if is_insult(from_json(assessment)):
        return HELD
    return WAITING if hold else SHOWN


def is_insult(assessment: Assessment) -> bool:
    """Whether the scorer saw an insult, or words that only pour oil on the fire."""
    harmful = {
        each.behaviour for score in assessment.scores.values() for each in score.evidence if not each.helps
    } & set(INSULTS)
    return bool(harmful) or assessment.scores["de_escalation"].points <= TOO_LOW


def own_answer(each: Round, participant: Participant) -> WallAnswer | None:
    """What the participant said, if they did."""
    mine = WallAnswer.round_id == each.id, WallAnswer.participant_id == participant.id
    return db.session.scalar(select(WallAnswer).where(*mine))


def answers(each: Round) -> Sequence[WallAnswer]:
    """All answers, the newest first."""
    query = select(WallAnswer).where(WallAnswer.round_id == each.id)
    return db.session.scalars(query.order_by(WallAnswer.at.desc(), WallAnswer.id.desc())).all()


def wall(each: Round, *, everything: bool = False) -> list[OnTheWall]:
    """The answers that show (the coach: all), most votes first, then the better score; two statements."""
    count = func.count(WallVote.participant_id)
    query = select(WallVote.answer_id, count).join(WallAnswer, WallAnswer.id == WallVote.answer_id)
    rows = db.session.execute(query.where(WallAnswer.round_id == each.id).group_by(WallVote.answer_id))
    votes = {row[0]: row[1] for row in rows}
    shown = [row for row in answers(each) if everything or row.status == SHOWN]
    found = [OnTheWall(row, votes.get(row.id, 0), score_of(row)) for row in reversed(shown)]
    return _ranked(found)


def best(each: Round, most: int) -> list[OnTheWall]:
    """The first ``most`` of ``wall``; two statements. Five hundred phones ask for it at once: only these are read."""
    votes = func.count(WallVote.participant_id)
    query = select(WallAnswer.id, votes).outerjoin(WallVote, WallVote.answer_id == WallAnswer.id)
    query = query.where(WallAnswer.round_id == each.id, WallAnswer.status == SHOWN).group_by(WallAnswer.id)
    counted = {row[0]: row[1] for row in db.session.execute(query)}
    least = sorted(counted.values(), reverse=True)[:most][-1:]  # whoever has as many votes may stand there by score
    ids = [number for number, count in counted.items() if count >= least[0]]
    rows = db.session.scalars(select(WallAnswer).where(WallAnswer.id.in_(ids)).order_by(WallAnswer.id))
    return _ranked([OnTheWall(row, counted[row.id], score_of(row)) for row in rows])[:most]


def _ranked(found: list[OnTheWall]) -> list[OnTheWall]:
    return sorted(found, key=lambda one: (-one.votes, -(one.score or 0)))


def score_of(row: WallAnswer) -> float | None:
    """The mean of the dimensions in percent."""
    if row.assessment is None:
        return None
    scores = row.assessment["scores"]  # not the whole of it: a desk reads hundreds
    return sum(to_percent(scores[name]["points"]) for name in DIMENSION_IDS) / len(DIMENSION_IDS)


def ballot(each: Round, participant: Participant) -> Ballot:
    """Up to ``ON_A_PHONE`` answers of others, drawn by lot but always the same for this person; two statements."""
    chosen = set(_votes(each, participant))
    query = select(WallAnswer).where(WallAnswer.round_id == each.id, WallAnswer.status == SHOWN)
    query = query.where(WallAnswer.participant_id != participant.id).options(defer(WallAnswer.assessment))
    others = db.session.scalars(query).all()

    def place(row: WallAnswer) -> bytes:
        return hashlib.blake2b(f"{participant.key}/{row.key}".encode(), digest_size=8).digest()

    drawn = sorted(others, key=place)
    options = [row for row in drawn if row.id in chosen]
    rest = [row for row in drawn if row.id not in chosen]
    kept = {row.id for row in (options + rest)[:ON_A_PHONE]}
    return Ballot(tuple(row for row in drawn if row.id in kept), frozenset(chosen & kept))


def _votes(each: Round, participant: Participant) -> Sequence[int]:
    """A vote for what the coach hid since is given back."""
    query = select(WallVote.answer_id).join(WallAnswer, WallAnswer.id == WallVote.answer_id)
    return db.session.scalars(
        query.where(
            WallAnswer.round_id == each.id, WallAnswer.status == SHOWN, WallVote.participant_id == participant.id
        )
    ).all()


def vote(each: Round, participant: Participant, answer_key: str, on: bool) -> None:
    """Give a vote or take it back; one commit. Sent twice it counts once.

    Raises ``WrongMoment``, ``NotHere`` (no such answer, or one's own), ``NoVotesLeft``.
    """
    if each.status != RUNNING or each.phase != VOTE:
        raise WrongMoment
    row = one_of(each, answer_key)
    if row.status != SHOWN or row.participant_id == participant.id:
        raise NotHere(answer_key)
    given = _votes(each, participant)
    if on and row.id not in given:
        if len(given) >= VOTES:
            raise NoVotesLeft
        db.session.add(WallVote(answer_id=row.id, participant_id=participant.id))
    elif not on:
        mine = WallVote.answer_id == row.id, WallVote.participant_id == participant.id
        db.session.execute(delete(WallVote).where(*mine))
    news_for(participant)
    try:
        db.session.commit()
    except IntegrityError:  # sent twice
        db.session.rollback()


def one_of(each: Round, answer_key: str) -> WallAnswer:
    """An answer of this round. Raises ``NotHere``."""
    row = db.session.scalar(select(WallAnswer).where(WallAnswer.key == answer_key, WallAnswer.round_id == each.id))
    if row is None:
        raise NotHere(answer_key)
    return row


def set_status(workshop: Workshop, each: Round, answer_key: str, shown: bool) -> WallAnswer:
    """The coach lets an answer show, or hides it; one commit. Raises ``NotHere``."""
    row = one_of(each, answer_key)
    row.status = SHOWN if shown else HIDDEN
    tell(workshop, each, [row])
    db.session.commit()
    return row


def tell(workshop: Workshop, each: Round, changed: Sequence[WallAnswer]) -> None:
    """While the room writes, no other page is to change under somebody who types. The caller commits."""
    if each.phase == ANSWER:
        tell_authors(changed)
    else:
        touch(workshop)


def tell_authors(changed: Sequence[WallAnswer]) -> None:
    """Let desk, projector and those who said it look again, and no other phone. The caller commits."""
    whose = Participant.id.in_([row.participant_id for row in changed])
    db.session.execute(update(Participant).where(whose).values(version=Participant.version + 1))


def release_all(workshop: Workshop, each: Round) -> int:
    """Show everything that only waits; insults stay held. How many; one commit."""
    query = select(WallAnswer).where(WallAnswer.round_id == each.id, WallAnswer.status == WAITING)
    waiting = db.session.scalars(query).all()
    for row in waiting:
        row.status = SHOWN
    tell(workshop, each, waiting)
    db.session.commit()
    return len(waiting)
