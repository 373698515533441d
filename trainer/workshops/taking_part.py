"""What a participant has to do now, and the talks that count."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from dataclasses import dataclass

from flask import current_app
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from trainer.accounts.players import Player
from trainer.extensions import db
from trainer.library.models import Shelved
from trainer.library.revisions import content
from trainer.library.shelf import get
from trainer.practice.attempts import Mode, start
from trainer.practice.models import ENDED, Attempt
from trainer.scenario.model import AnswerBy
from trainer.workshops.models import (
    AFTER_ROUND,
    CLOSED,
    NOW,
    OVER,
    PRACTICE,
    RUNNING,
    Participant,
    Round,
    RoundTalk,
    Workshop,
)
from trainer.workshops.rounds import Plan, WrongMoment, news_for, plan, scenarios_for
from trainer.workshops.signals import talk_counted


@dataclass(frozen=True, slots=True)
class Task:
    """A scenario to play in a round. ``attempt``: the talk, once begun."""

    round: Round
    place: int
    language: str
    slug: str
    title: str
    attempt: Attempt | None
    feedback: bool
    """Whether the person may see the feedback now."""

    @property
    def ended(self) -> bool:
        return self.attempt is not None and self.attempt.status == ENDED


@dataclass(frozen=True, slots=True)
class Room:
    """Where a participant stands. ``tasks``: of the round that is on; ``done``: the talks of earlier rounds."""

    workshop: Workshop
    participant: Participant
    plan: Plan
    tasks: tuple[Task, ...]
    done: tuple[Task, ...]

    @property
    def due(self) -> Task | None:
        """The first task that is not ended."""
        return next((task for task in self.tasks if not task.ended), None)


def room(participant: Participant, workshop: Workshop) -> Room:
    """All that the participant's page shows of rounds and talks; three statements."""
    found = plan(workshop.id)
    talks = _talks(participant)
    titles = _titles(found)
    by_round = {
        each.id: tuple(
            Task(
                each,
                place,
                language,
                slug,
                titles.get((language, slug), slug),
                talks.get((each.id, place)),
                may_see_feedback(workshop, each),
            )
            for place, (language, slug) in enumerate(scenarios_for(each, participant.form))
        )
        for each in found.rounds
    }
    current = found.current
    done = [task for each in found.rounds if each.status == OVER for task in by_round[each.id] if task.attempt]
    return Room(workshop, participant, found, by_round[current.id] if current else (), tuple(done))


def _talks(participant: Participant) -> dict[tuple[int, int], Attempt]:
    query = select(RoundTalk.round_id, RoundTalk.place, Attempt).join(Attempt, Attempt.id == RoundTalk.attempt_id)
    rows = db.session.execute(query.where(RoundTalk.participant_id == participant.id))
    return {(round_id, place): attempt for round_id, place, attempt in rows}


def _titles(found: Plan) -> dict[tuple[str, str], str]:
    slugs = {slug for each in found.rounds for _, slug in each.scenarios}
    query = select(Shelved.language, Shelved.slug, Shelved.title).where(Shelved.slug.in_(slugs))
    return {(language, slug): title for language, slug, title in db.session.execute(query)} if slugs else {}


def may_see_feedback(workshop: Workshop, each: Round) -> bool:
    """Whether people may see the feedback on talks of this round by now."""
    if workshop.status == CLOSED or workshop.feedback == NOW:
        return True
    return workshop.feedback == AFTER_ROUND and each.status == OVER


def begin(player: Player, participant: Participant, workshop: Workshop, number: int, place: int) -> Attempt:
    """The talk for scenario ``place`` of round ``number``, begun if it was not; sent twice it is begun once.

    Raises ``WrongMoment`` unless the round is running, ``NoSuchScenario`` if the scenario left the shelf.
    """
    each = next((each for each in plan(workshop.id).rounds if each.number == number), None)
    items = scenarios_for(each, participant.form) if each is not None else []
    if each is None or not 0 <= place < len(items):
        raise WrongMoment
    known = _counted(participant, each, place)
    if known is not None:
        return known
    if each.status != RUNNING or workshop.status == CLOSED:
        raise WrongMoment
    item = get(*items[place])
    attempt = start(player, item, _mode(workshop, each, item), _key(participant, each, place, item))
    return _count(participant, each, attempt, place)


def _counted(participant: Participant, each: Round, place: int) -> Attempt | None:
    query = select(Attempt).join(RoundTalk, RoundTalk.attempt_id == Attempt.id)
    here = (
        RoundTalk.participant_id == participant.id,
        RoundTalk.round_id == each.id,
        RoundTalk.place == place,
    )
    return db.session.scalar(query.where(*here))


def _mode(workshop: Workshop, each: Round, item: Shelved) -> Mode:
    """Before and after are tests; practice shows its effect turn by turn where feedback is wanted at once.

    Nobody is timed: what is compared must not depend on how fast people read on a phone.
    """
    hints = each.kind == PRACTICE and workshop.feedback == NOW
    by_author = content(item.digest).scenario.answer_by
    return Mode(hints, timed=False, answer_by=AnswerBy(by_author).value)


def _key(participant: Participant, each: Round, place: int, item: Shelved) -> str:
    """The same key whenever the same talk is begun. It cannot be guessed, because the participant's cannot."""
    # With the scenario: merging two places of one person may change which of the two is due.
    named = f"{participant.key}/{each.id}/{place}/{item.language}/{item.slug}"
    digest = hashlib.blake2b(named.encode(), digest_size=15).digest()
    return urlsafe_b64encode(digest).decode("ascii")


def _count(participant: Participant, each: Round, attempt: Attempt, place: int) -> Attempt:
    talk = RoundTalk(
        attempt_id=attempt.id,
        participant_id=participant.id,
        round_id=each.id,
        workshop_id=each.workshop_id,
        team_id=participant.team_id,
        place=place,
    )
    db.session.add(talk)
    news_for(participant)
    try:
        db.session.flush()
        talk_counted.send(current_app._get_current_object(), talk=talk)  # type: ignore[attr-defined]
        db.session.commit()
    except IntegrityError:  # the other device was quicker
        db.session.rollback()
        return _counted(participant, each, place) or attempt
    return attempt


def talk_of(attempt_key: str) -> tuple[Workshop, Round, Participant] | None:
    """The workshop, round and participant that a talk counts for, if any; one statement. None of a deleted workshop."""
    query = (
        select(Workshop, Round, Participant)
        .join(Round, Round.workshop_id == Workshop.id)
        .join(RoundTalk, RoundTalk.round_id == Round.id)
        .join(Participant, Participant.id == RoundTalk.participant_id)
        .join(Attempt, Attempt.id == RoundTalk.attempt_id)
        .where(Attempt.key == attempt_key, Workshop.deleted_at.is_(None))
    )
    row = db.session.execute(query).one_or_none()
    return (row[0], row[1], row[2]) if row is not None else None
