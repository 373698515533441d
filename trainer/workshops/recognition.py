"""Recognition: given by rule when a talk ends, or by a coach; shown to others only if the person wishes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Flask
from sqlalchemy import ColumnElement, Select, false, func, insert, literal, select, union_all, update

from trainer.accounts.models import User
from trainer.accounts.notices import notify
from trainer.accounts.players import Player
from trainer.accounts.signals import guest_became_user
from trainer.accounts.teams import TeamMember
from trainer.extensions import db
from trainer.feedback.recognition import KINDS, Recognised, recognise
from trainer.practice.attempts import CannotReplay, replayed
from trainer.practice.models import ENDED, Attempt
from trainer.practice.signals import attempt_ended
from trainer.words import say
from trainer.workshops.models import Participant, RoundTalk
from trainer.workshops.result_models import Recognition
from trainer.workshops.rooms import find

MOST_CHARS = 300
LATEST = 12


class NothingToRecognise(LookupError):
    """The participant is not in this workshop, or has finished no talk there."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A recognition that its owner shows to the team."""

    name: str
    kind: str
    at: datetime


def init_recognition(app: Flask) -> None:
    """Listen to talks that end, and to guests who get an account."""
    attempt_ended.connect(_talk_ended, app)
    guest_became_user.connect(_hand_over, app)


def _talk_ended(_app: Flask, attempt: Attempt, **_more: Any) -> None:
    """The first time that somebody shows a behaviour. The caller commits."""
    try:
        seen = recognise(replayed(attempt).playthrough)
    except CannotReplay:
        return
    if seen:
        names = ["user_id", "guest_key", "attempt_id", "kind", "number"]
        rows = union_all(*(_unless_known(attempt, each) for each in seen)).subquery()
        db.session.execute(insert(Recognition).from_select(names, select(rows)))


def _unless_known(attempt: Attempt, seen: Recognised) -> Select[Any]:
    """The row, if the person was not recognised for this kind before."""
    values = (attempt.user_id, attempt.guest_key, attempt.id, seen.kind, seen.turn)
    columns = (Recognition.user_id, Recognition.guest_key, Recognition.attempt_id, Recognition.kind, Recognition.number)
    row = (literal(value, column.type) for value, column in zip(values, columns, strict=True))
    known = select(Recognition.id).where(_of(Player(attempt.user_id, attempt.guest_key)), Recognition.kind == seen.kind)
    return select(*row).where(~known.exists())


def _hand_over(_app: Flask, guest_key: str, user_id: int, **_more: Any) -> None:
    mine = update(Recognition).where(Recognition.guest_key == guest_key)
    db.session.execute(mine.values(user_id=user_id, guest_key=None))
    # By rule only the first time counts, and guest and account were one person.
    by_rule = select(Recognition).where(Recognition.user_id == user_id, Recognition.who == "")
    first: dict[str, Recognition] = {}
    for row in db.session.scalars(by_rule.order_by(Recognition.at, Recognition.id)):
        if (kept := first.setdefault(row.kind, row)) is not row:
            kept.shown = kept.shown or row.shown
            db.session.delete(row)


def _of(player: Player) -> ColumnElement[bool]:
    if player.user_id is not None:
        return Recognition.user_id == player.user_id
    return Recognition.guest_key == player.guest_key if player.guest_key else false()


def recognitions(player: Player) -> Sequence[tuple[Recognition, str]]:
    """What the player was recognised for, the newest first, each with the key of its talk."""
    query = select(Recognition, Attempt.key).join(Attempt, Attempt.id == Recognition.attempt_id).where(_of(player))
    rows = db.session.execute(query.order_by(Recognition.at.desc(), Recognition.id.desc()))
    return [(row[0], row[1]) for row in rows]


def recognised_in(attempt_id: int) -> Sequence[Recognition]:
    """What was recognised in one talk."""
    query = select(Recognition).where(Recognition.attempt_id == attempt_id)
    return db.session.scalars(query.order_by(Recognition.number, Recognition.id)).all()


def show(player: Player, recognition_id: int, shown: bool) -> None:
    """Let the team see it, or no longer; one commit. What is not the player's stays as it is."""
    mine = update(Recognition).where(Recognition.id == recognition_id, _of(player))
    db.session.execute(mine.values(shown=shown))
    db.session.commit()


def give(user: Any, workshop_key: str, participant_id: int, kind: str, words: str) -> str:
    """The coach recognises a participant, for their last talk of the workshop; the name they gave. One commit.

    Sent twice it is given once. Raises ``NoSuchWorkshop``, ``NothingToRecognise``, ``ValueError`` for an unknown kind
    or too many words.
    """
    workshop = find(user, workshop_key)
    if kind not in KINDS or len(words) > MOST_CHARS:
        raise ValueError(kind)
    query = (
        select(Attempt, Participant.name)
        .join(RoundTalk, RoundTalk.attempt_id == Attempt.id)
        .join(Participant, Participant.id == RoundTalk.participant_id)
        .where(RoundTalk.participant_id == participant_id, RoundTalk.workshop_id == workshop.id)
        .where(Attempt.status == ENDED)
        .order_by(Attempt.last_at.desc())
        .limit(1)
    )
    row = db.session.execute(query).first()
    if row is None:
        raise NothingToRecognise(participant_id)
    attempt, name = row
    _give(user, attempt, kind, words.strip())
    return str(name)


def _give(user: Any, attempt: Attempt, kind: str, words: str) -> None:
    same = (Recognition.attempt_id == attempt.id, Recognition.kind == kind, Recognition.number == 0)
    if db.session.scalar(select(Recognition.id).where(*same)) is not None:
        return
    row = Recognition(attempt_id=attempt.id, kind=kind, number=0, given_by=user.id, who=user.name, words=words)
    row.user_id, row.guest_key = attempt.user_id, attempt.guest_key
    db.session.add(row)
    if attempt.user_id is not None:
        notify(attempt.user_id, say("{name} has recognised something you did.", name=user.name), "/progress#recognised")
    db.session.commit()


def candidates(workshop_id: int) -> Sequence[tuple[int, str]]:
    """Participants who have finished a talk of the workshop, by the name they gave."""
    query = (
        select(Participant.id, Participant.name)
        .where(Participant.workshop_id == workshop_id)
        .where(select(RoundTalk.attempt_id).join(Attempt).where(_theirs(), Attempt.status == ENDED).exists())
    )
    return [(number, name) for number, name in db.session.execute(query.order_by(Participant.name))]


def _theirs() -> ColumnElement[bool]:
    return RoundTalk.participant_id == Participant.id


def counts(workshop_id: int) -> Sequence[tuple[str, int]]:
    """Kind -> how many people were recognised for it in talks of the workshop, the most frequent first."""
    people = func.count(RoundTalk.participant_id.distinct())
    query = (
        select(Recognition.kind, people)
        .select_from(RoundTalk)
        .join(Recognition, Recognition.attempt_id == RoundTalk.attempt_id)
        .where(RoundTalk.workshop_id == workshop_id)
        .group_by(Recognition.kind)
        .order_by(people.desc(), Recognition.kind)
    )
    return [(kind, number) for kind, number in db.session.execute(query)]


def shown_in_team(team_id: int) -> Sequence[Shown]:
    """What members with an account show to their team, the newest first."""
    query = (
        select(User.name, Recognition.kind, Recognition.at)
        .join(TeamMember, TeamMember.user_id == User.id)
        .join(Recognition, Recognition.user_id == User.id)
        .where(TeamMember.team_id == team_id, Recognition.shown)
        .order_by(Recognition.at.desc())
        .limit(LATEST)
    )
    return [Shown(*row) for row in db.session.execute(query)]
