"""Keeping the figures of comparisons true, in the transaction of whatever changes them; and making them all anew.

Whatever happens to a talk, the rows of its person are computed again from their talks: a handful, found by an index.
So there is one way to compute a figure, and nothing that adds up small errors. What is deleted takes its rows along.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import fmean
from typing import Any

from flask import Flask
from sqlalchemy import ColumnElement, Select, delete, false, func, insert, literal, select, union_all
from sqlalchemy.orm import selectinload

from trainer.accounts.teams import TeamMember
from trainer.dialogue.engine import Turn
from trainer.extensions import db
from trainer.feedback.scorecard import scorecard
from trainer.practice.attempts import CannotReplay, replayed
from trainer.practice.corrections import corrected_points
from trainer.practice.models import ENDED, Attempt
from trainer.practice.signals import attempt_ended, attempt_rescored
from trainer.scoring.dimensions import DIMENSION_IDS, to_percent
from trainer.workshops.models import Participant, Round, RoundTalk
from trainer.workshops.result_models import MemberTally, TalkTurn, WorkshopTally
from trainer.workshops.rounds import news_for
from trainer.workshops.signals import participant_moved

FIGURES = ("overall", *DIMENSION_IDS)
COLUMNS = (*(getattr(Attempt, name) for name in FIGURES), Attempt.skills)
PLACE, MEMBERSHIP = "place", "membership"
BATCH = 500
"""People computed at once when all is made anew: memory stays flat."""

Row = Any
"""A person's id, a kind or a moment, then ``COLUMNS``."""


def init_results(app: Flask) -> None:
    """Listen to what changes figures."""
    attempt_ended.connect(_talk_changed, app)
    attempt_rescored.connect(_talk_changed, app)
    participant_moved.connect(_moved, app)


def _talk_changed(_app: Flask, attempt: Attempt, **_more: Any) -> None:
    # One question for both: most talks belong to no workshop and to nobody's team, and are to end cheaply.
    place = select(literal(PLACE), RoundTalk.participant_id).where(RoundTalk.attempt_id == attempt.id)
    membership = select(literal(MEMBERSHIP), TeamMember.id).where(_same_person(attempt))
    found = db.session.execute(union_all(place, membership)).all()
    if places := [number for kind, number in found if kind == PLACE]:
        news_for(db.session.get_one(Participant, places[0]))
        refresh_participants(places)
        refresh_turns([attempt])
    refresh_members([number for kind, number in found if kind == MEMBERSHIP])


def _same_person(of: Attempt | Participant) -> ColumnElement[bool]:
    return TeamMember.user_id == of.user_id if of.user_id is not None else TeamMember.guest_key == of.guest_key


def _moved(_app: Flask, participant: Participant, **_more: Any) -> None:
    refresh_members(db.session.scalars(select(TeamMember.id).where(_same_person(participant))).all())


def refresh_participants(ids: Sequence[int]) -> None:
    """Compute the rows of these participants again. The caller commits."""
    if not ids:
        return
    # Two talks of one person may end in the same moment: the second waits here, and then sees the first.
    db.session.scalars(select(Participant.id).where(Participant.id.in_(ids)).order_by(Participant.id).with_for_update())
    query = (
        select(RoundTalk.participant_id, Round.kind, *COLUMNS)
        .join(Round, Round.id == RoundTalk.round_id)
        .join(Attempt, Attempt.id == RoundTalk.attempt_id)
        .where(RoundTalk.participant_id.in_(ids), Attempt.status == ENDED)
        .order_by(Attempt.id)
    )
    rows = _tallied(((row[0], row[1]), row[2:]) for row in db.session.execute(query))
    db.session.execute(delete(WorkshopTally).where(WorkshopTally.participant_id.in_(ids)))
    _insert(WorkshopTally, ("participant_id", "kind"), rows)


def refresh_members(ids: Sequence[int]) -> None:
    """Compute the rows of these members of teams again. The caller commits."""
    if not ids:
        return
    db.session.scalars(select(TeamMember.id).where(TeamMember.id.in_(ids)).order_by(TeamMember.id).with_for_update())
    # Two queries in one: "account or guest" in one condition would look at every talk there is.
    both = union_all(
        _talks_of_members(ids).where(Attempt.user_id == TeamMember.user_id),
        _talks_of_members(ids).where(Attempt.guest_key == TeamMember.guest_key),
    ).subquery()
    rows = db.session.execute(select(both).order_by(both.c.attempt_id))
    tallied = _tallied(((row[1], f"{row[2]:%Y-%m}"), row[3:]) for row in rows)
    db.session.execute(delete(MemberTally).where(MemberTally.member_id.in_(ids)))
    _insert(MemberTally, ("member_id", "month"), tallied)


def _talks_of_members(ids: Sequence[int]) -> Select[Any]:
    named = Attempt.id.label("attempt_id"), TeamMember.id.label("member_id"), Attempt.started_at
    return select(*named, *COLUMNS).where(
        TeamMember.id.in_(ids), Attempt.started_at >= TeamMember.joined_at, Attempt.status == ENDED
    )


def refresh_turns(attempts: Sequence[Attempt]) -> None:
    """Write down the turns of these talks again. The caller commits."""
    db.session.execute(delete(TalkTurn).where(TalkTurn.attempt_id.in_([attempt.id for attempt in attempts])))
    rows = [row for attempt in attempts for row in _turns(attempt)]
    if rows:
        db.session.execute(insert(TalkTurn), rows)


def _turns(attempt: Attempt) -> Iterator[dict[str, Any]]:
    try:
        playthrough = replayed(attempt).playthrough
    except CannotReplay:  # an earlier version stored it: its figures stay, its turns cannot be looked at any more
        return
    # Only talks that a coach has looked at have corrections, and they are few.
    card = scorecard(playthrough, corrections=corrected_points(attempt.id) if attempt.corrected else None)
    for turn, seen in zip(playthrough.turns, card.turns, strict=True):
        best = max(seen.overall, best_on_offer(playthrough.scenario.scenes[turn.scene], turn))
        yield {
            "attempt_id": attempt.id,
            "number": turn.number,
            "digest": attempt.digest,
            "scene": turn.scene,
            "percent": seen.overall,
            "best": best,
        }


def best_on_offer(scene: Any, turn: Turn) -> float:
    """The best overall percent among the replies that were open at that turn of ``scene``."""
    replies = (scene.reply(reply_id) for reply_id in turn.offered)
    return max((fmean(map(to_percent, reply.scores.as_dict().values())) for reply in replies if reply), default=0.0)


def _tallied(talks: Iterable[tuple[tuple[int, str], Sequence[Any]]]) -> dict[tuple[int, str], dict[str, Any]]:
    """Person and kind (or month) -> the columns of ``Figures``."""
    grouped: dict[tuple[int, str], list[Sequence[Any]]] = {}
    for who, figures in talks:
        grouped.setdefault(who, []).append(figures)
    return {who: tally(rows) for who, rows in grouped.items()}


def tally(rows: Sequence[Sequence[Any]]) -> dict[str, Any]:
    """The columns of ``Figures`` from rows of ``COLUMNS``; at least one."""
    found: dict[str, Any] = {name: fmean(row[place] for row in rows) for place, name in enumerate(FIGURES)}
    skills: dict[str, list[float]] = {}
    for row in rows:
        for skill, percent in (row[-1] or {}).items():
            skills.setdefault(skill, []).append(percent)
    return {"n": len(rows), **found, "skills": {name: [len(each), fmean(each)] for name, each in skills.items()}}


def _insert(model: Any, names: tuple[str, str], rows: Mapping[tuple[int, str], dict[str, Any]]) -> None:
    if rows:
        db.session.execute(insert(model), [{names[0]: who[0], names[1]: who[1], **row} for who, row in rows.items()])


def how_many() -> int:
    """Participants and members: a whole recomputation goes over each."""
    return sum(db.session.scalar(select(func.count()).select_from(model)) or 0 for model in (Participant, TeamMember))


def recompute(*, workshop_id: int | None = None, team_id: int | None = None, turns: bool = True) -> Iterator[int]:
    """Make all figures anew, or those of a workshop, or of a team; how many people were done, batch by batch.

    One commit per batch; it can be stopped anywhere and repeated. ``turns`` plays every talk of a workshop again.
    """
    participants = select(Participant.id)
    members = select(TeamMember.id)
    if workshop_id is not None:
        participants, members = participants.where(Participant.workshop_id == workshop_id), members.where(false())
    if team_id is not None:
        participants = participants.where(Participant.team_id == team_id)
        members = members.where(TeamMember.team_id == team_id)
    for ids in _batches(participants, Participant.id):
        refresh_participants(ids)
        if turns:
            _refresh_turns_of(ids)
        yield _done(ids)
    for ids in _batches(members, TeamMember.id):
        refresh_members(ids)
        yield _done(ids)


def _done(ids: Sequence[int]) -> int:
    db.session.commit()
    db.session.expunge_all()  # a long run must not grow
    return len(ids)


def _batches(query: Select[Any], column: Any) -> Iterator[Sequence[int]]:
    last = 0
    while ids := db.session.scalars(query.where(column > last).order_by(column).limit(BATCH)).all():
        last = ids[-1]
        yield ids


def _refresh_turns_of(participants: Sequence[int]) -> None:
    query = select(Attempt).join(RoundTalk, RoundTalk.attempt_id == Attempt.id)
    query = query.where(RoundTalk.participant_id.in_(participants), Attempt.status == ENDED)
    refresh_turns(db.session.scalars(query.options(selectinload(Attempt.steps))).all())
