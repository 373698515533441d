"""Taking part: joining with a code, coming back on another device, being moved to another team."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import current_app, session
from sqlalchemy import bindparam, delete, exists, select, update
from sqlalchemy.exc import IntegrityError

from trainer.accounts.players import GUEST, Player
from trainer.accounts.teams import TeamMember
from trainer.extensions import db
from trainer.practice.attempts import KEY
from trainer.web.clock import now
from trainer.workshops.codes import fingerprint, personal_code, plain
from trainer.workshops.models import CHOSEN, GIVEN, OPEN, Participant, RoundTalk, Workshop, WorkshopTeam
from trainer.workshops.rounds import news_for
from trainer.workshops.signals import participant_moved

MOST_NAME = 40
MOST_PEOPLE = 1000
"""In one workshop: twice of what it is built for."""
TRIES = 20
"""How often a name or a place that somebody took in the same moment is tried anew."""


IN_ROOM = (
    select(Participant, Workshop)
    .join(Workshop, Workshop.id == Participant.workshop_id)
    .where(Participant.key == bindparam("key"), Workshop.deleted_at.is_(None))
)
"""Made once: every phone in every room asks it every few seconds."""


class WrongCode(LookupError):
    """No workshop has this code, or no participant."""


class DoorsShut(RuntimeError):
    """The workshop is not open: not yet, or not any more."""


class NoName(ValueError):
    """Nothing to call the person."""


class NoTeam(ValueError):
    """People choose their team here, and none was chosen."""


class Full(RuntimeError):
    """As many take part as can."""


class NotHere(LookupError):
    """This browser does not belong to that participant."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the form of joining says. ``key`` makes sending it twice harmless."""

    key: str
    name: str
    team_id: int | None = None
    consent: bool = False


def with_code(typed: str) -> Workshop:
    """The workshop with that code. Raises ``WrongCode``."""
    found = db.session.scalar(select(Workshop).where(Workshop.code == plain(typed), Workshop.deleted_at.is_(None)))
    if found is None:
        raise WrongCode(typed)
    return found


def participant_of(player: Player, workshop: Workshop) -> Participant | None:
    """The player's place in the workshop, if they have one."""
    if player.user_id is None and player.guest_key is None:
        return None
    mine = Participant.user_id == player.user_id if player.user_id else Participant.guest_key == player.guest_key
    return db.session.scalar(select(Participant).where(Participant.workshop_id == workshop.id, mine))


def titles(keys: Iterable[str]) -> Sequence[str]:
    """The titles of the workshops where these places are."""
    query = select(Workshop.title).join(Participant, Participant.workshop_id == Workshop.id)
    return db.session.scalars(query.where(Participant.key.in_(keys)).order_by(Workshop.title)).all()


def belongs(participant: Participant, player: Player) -> bool:
    """Whether the participant is this player."""
    if participant.user_id is not None:
        return participant.user_id == player.user_id
    return participant.guest_key == player.guest_key and player.user_id is None


def in_room(player: Player, key: str) -> tuple[Participant, Workshop]:
    """The participant of that key and the workshop; one statement. Raises ``NotHere``."""
    row = db.session.execute(IN_ROOM, {"key": key}).one_or_none()
    if row is None or not belongs(row[0], player):
        raise NotHere(key)
    return row[0], row[1]


def join(player: Player, workshop: Workshop, entry: Entry) -> Participant:
    """Take part; one commit. Whoever takes part already, or sends the form twice, gets the same place.

    Raises ``DoorsShut``, ``NoName``, ``NoTeam``, ``Full``.
    """
    known = participant_of(player, workshop)
    if known is not None:
        return known
    if workshop.status != OPEN:
        raise DoorsShut
    name = " ".join(entry.name.split())[:MOST_NAME].strip()
    if not name or not KEY.fullmatch(entry.key):
        raise NoName
    for _ in range(TRIES):
        participant = _new(player, workshop, entry, name)
        try:
            db.session.flush()
            enter_team(participant)
            db.session.commit()
            return participant
        except IntegrityError:  # the same form arrived twice, or somebody took the name in this moment
            db.session.rollback()
            known = participant_of(player, workshop)
            if known is not None:
                return known
    raise Full


def _new(player: Player, workshop: Workshop, entry: Entry, name: str) -> Participant:
    people = _people(workshop)
    if len(people) >= MOST_PEOPLE:
        raise Full
    team_id = _team(workshop, entry, people)
    forms = Counter(form for _, team, form in people if team == team_id)
    participant = Participant(
        key=entry.key,
        workshop_id=workshop.id,
        user_id=player.user_id,
        guest_key=player.guest_key if player.user_id is None else None,
        name=free_name(name, {each for each, _, _ in people}),
        team_id=team_id,
        form=_rarest([0, 1], forms),
        rejoin_code=fingerprint(personal_code(entry.key)),
        consent=entry.consent,
        version=1,
        joined_at=now(),
    )
    db.session.add(participant)
    return participant


def _people(workshop: Workshop) -> Sequence[tuple[str, int | None, int]]:
    query = select(Participant.name, Participant.team_id, Participant.form)
    return [(name, team, form) for name, team, form in db.session.execute(query.where(_in(workshop)))]


def _in(workshop: Workshop) -> Any:
    return Participant.workshop_id == workshop.id


def free_name(name: str, taken: set[str]) -> str:
    """The name, or with the first number that makes it the only one of its kind: "Anna 2"."""
    if name not in taken:
        return name
    number = 2
    while (numbered := f"{name[: MOST_NAME - 5]} {number}") in taken:
        number += 1
    return numbered


def _team(workshop: Workshop, entry: Entry, people: Sequence[tuple[str, int | None, int]]) -> int | None:
    teams = list(
        db.session.scalars(
            select(WorkshopTeam.team_id).where(WorkshopTeam.workshop_id == workshop.id).order_by(WorkshopTeam.number)
        )
    )
    if not teams:
        return None
    if len(teams) == 1:
        return teams[0]
    if workshop.team_choice == GIVEN:
        return None
    if workshop.team_choice == CHOSEN:
        if entry.team_id not in teams:
            raise NoTeam
        return entry.team_id
    return _rarest(teams, Counter(team for _, team, _ in people if team is not None))


def _rarest(options: Sequence[int], counts: Counter[int]) -> int:
    """The option that was taken least often; among equals by lot."""
    least = min(counts[option] for option in options)
    return secrets.choice([option for option in options if counts[option] == least])


def enter_team(participant: Participant) -> None:
    """Membership is what lets the team's coaches read, and what the team's figures are made of."""
    if participant.team_id is None:
        return
    person = {"user_id": participant.user_id, "guest_key": participant.guest_key}
    same = [getattr(TeamMember, name) == value for name, value in person.items() if value is not None]
    if not db.session.scalar(select(exists().where(TeamMember.team_id == participant.team_id, *same))):
        # Not now: who is moved later takes along what they did since they came.
        db.session.add(TeamMember(team_id=participant.team_id, joined_at=participant.joined_at, **person))
        db.session.flush()


def move(workshop: Workshop, participant_id: int, team_id: int | None) -> Participant:
    """Put a participant, with their talks of this workshop, into another of its teams; one commit.

    Raises ``NotHere`` for a stranger, ``NoTeam`` for a team that does not take part.
    """
    participant = one_of(workshop, participant_id)
    if team_id is not None and db.session.get(WorkshopTeam, (workshop.id, team_id)) is None:
        raise NoTeam
    old = participant.team_id
    if old == team_id:
        return participant
    leave_team(participant)
    participant.team_id = team_id
    news_for(participant)
    talks = RoundTalk.participant_id == participant.id
    db.session.execute(update(RoundTalk).where(talks).values(team_id=team_id))
    enter_team(participant)
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    participant_moved.send(app, participant=participant, old_team_id=old)
    db.session.commit()
    return participant


def leave_team(participant: Participant) -> None:
    """End the membership that joining made; who was in the team before the workshop stays in it."""
    person = (
        TeamMember.user_id == participant.user_id
        if participant.user_id is not None
        else TeamMember.guest_key == participant.guest_key
    )
    since = TeamMember.joined_at >= participant.joined_at
    db.session.execute(delete(TeamMember).where(TeamMember.team_id == participant.team_id, person, since))


def one_of(workshop: Workshop, participant_id: int) -> Participant:
    """A participant of this workshop. Raises ``NotHere``."""
    found = db.session.get(Participant, participant_id)
    if found is None or found.workshop_id != workshop.id:
        raise NotHere(participant_id)
    return found


def hide_name(workshop: Workshop, participant_id: int, hidden: bool) -> Participant:
    """Take a name off the projector, or put it back; one commit. Raises ``NotHere``."""
    participant = one_of(workshop, participant_id)
    participant.hidden = hidden
    news_for(participant)
    db.session.commit()
    return participant


def come_back(typed: str, player: Player) -> Participant:
    """Make this browser the participant's, by their personal code; one commit at most. Raises ``WrongCode``.

    A guest's key goes into the session, so that it is the same person with the same talks. An account that comes with
    a guest's code takes the guest's place over. An account's place needs the account: its code is good for nothing
    else, because a code of eight signs must not open an account.
    """
    found = db.session.scalar(select(Participant).where(Participant.rejoin_code == fingerprint(plain(typed))))
    if found is None:
        raise WrongCode(typed)
    if found.guest_key is not None and player.user_id is not None:
        workshop = db.session.get_one(Workshop, found.workshop_id)
        claim(found.guest_key, player.user_id)
        return participant_of(player, workshop) or found  # the guest's place is gone if the account had its own
    if found.guest_key is not None:
        session[GUEST] = found.guest_key
        session.permanent = True
    return found


def claim(guest_key: str, user_id: int) -> None:
    """Let the account have all that the guest did, as when the guest signs in; one commit."""
    from trainer.accounts.signals import guest_became_user

    app = current_app._get_current_object()  # type: ignore[attr-defined]
    guest_became_user.send(app, guest_key=guest_key, user_id=user_id)
    db.session.commit()
