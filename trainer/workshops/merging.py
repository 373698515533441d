"""One person has one place in a workshop: what they did there as a guest comes to their account.

Where the account has no place yet, the guest's becomes its own. Where it has one, that one stays (its name, its team,
its address), and the guest's is merged into it: ``docs/workshops.md`` says which of two talks and answers count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import case, delete, or_, select, update

from trainer.accounts.models import User
from trainer.accounts.teams import TeamMember, hand_over_memberships
from trainer.extensions import db
from trainer.practice.attempts import hand_over
from trainer.practice.models import ENDED, Attempt
from trainer.workshops.joining import enter_team, leave_team
from trainer.workshops.models import AFTER, BEFORE, SHOWN, Participant, Round, RoundTalk, WallAnswer, WallVote, Workshop
from trainer.workshops.results import refresh_members, refresh_participants
from trainer.workshops.rounds import news_for, scenarios_for
from trainer.workshops.wall import VOTES, tell


def take_over(guest_key: str, user_id: int) -> Mapping[str, str]:
    """Give an account what a guest did in workshops: places, talks, memberships, figures. The caller commits.

    The keys of the places that were merged -> those of the account's own.
    """
    # Two devices may sign in at once: the second waits here.
    db.session.execute(select(User.id).where(User.id == user_id).with_for_update(key_share=True))
    # Talks before places: in this order a talk that ends in the same moment is locked, too.
    hand_over(guest_key, user_id)
    theirs = select(Participant).where(or_(Participant.user_id == user_id, Participant.guest_key == guest_key))
    places = db.session.scalars(theirs.order_by(Participant.id).with_for_update()).all()
    teams = _teams(guest_key, user_id)
    own = {place.workshop_id: place for place in places if place.user_id == user_id}
    merged: dict[str, Participant] = {}
    taken = []
    for guest in [place for place in places if place.guest_key == guest_key]:
        kept = own.get(guest.workshop_id)
        if kept is None:
            taken.append(guest)
        else:
            merged[guest.key] = kept
            _merge(kept, guest)
    for place in taken:
        place.user_id, place.guest_key = user_id, None
    db.session.flush()
    hand_over_memberships(guest_key, user_id)
    changed = [*taken, *merged.values()]
    for place in changed:
        news_for(place)
        if place.team_id in teams:
            enter_team(place)  # a place that was merged may have been in the same team, and left it
    _count_anew(user_id, changed)
    return {key: kept.key for key, kept in merged.items()}


def _teams(guest_key: str, user_id: int) -> set[int]:
    both = or_(TeamMember.user_id == user_id, TeamMember.guest_key == guest_key)
    return set(db.session.scalars(select(TeamMember.team_id).where(both)))


def _count_anew(user_id: int, places: Sequence[Participant]) -> None:
    refresh_participants([place.id for place in places])
    refresh_members(db.session.scalars(select(TeamMember.id).where(TeamMember.user_id == user_id)).all())


def _merge(kept: Participant, guest: Participant) -> None:
    """All of ``guest`` into ``kept``, of the same workshop; ``guest`` is gone."""
    _merge_teams(kept, guest)
    _merge_talks(kept, guest)
    _merge_answers(kept, guest)
    _merge_votes(kept, guest)
    kept.last_seen_at = max(kept.last_seen_at, guest.last_seen_at)
    db.session.delete(guest)
    db.session.flush()


def _merge_teams(kept: Participant, guest: Participant) -> None:
    """The account's team; the guest's if it has none. It counts what they did since they first came."""
    if kept.team_id is None:
        kept.team_id = guest.team_id
    elif guest.team_id != kept.team_id:
        leave_team(guest)
    since = min(kept.joined_at, guest.joined_at)
    by_joining = TeamMember.user_id == kept.user_id, TeamMember.joined_at == kept.joined_at
    change = update(TeamMember).where(TeamMember.team_id == kept.team_id, *by_joining)
    db.session.execute(change.values(joined_at=since))
    kept.joined_at = since


def _merge_talks(kept: Participant, guest: Participant) -> None:
    """One talk per task: one that was ended before one that was not, then the one begun first.

    Half of the people play A before and B after, the others B before and A after. If the places differ in that, the
    first talk of a round before or after decides, and a talk that does not go with it does not count: the same scenario
    before and after would measure nothing but memory.
    """
    query = select(RoundTalk, Round).join(Round, Round.id == RoundTalk.round_id)
    query = query.join(Attempt, Attempt.id == RoundTalk.attempt_id)
    query = query.order_by(case((Attempt.status == ENDED, 0), else_=1), Attempt.started_at, Attempt.id)
    rows = db.session.execute(query.where(RoundTalk.participant_id.in_((kept.id, guest.id)))).all()
    forms = {kept.id: kept.form, guest.id: guest.form}
    kept.form = next((forms[talk.participant_id] for talk, each in rows if each.kind in (BEFORE, AFTER)), kept.form)
    counted: dict[tuple[int, int], RoundTalk] = {}
    for talk, each in rows:
        fits = scenarios_for(each, forms[talk.participant_id]) == scenarios_for(each, kept.form)
        if not fits or counted.setdefault((each.id, talk.place), talk) is not talk:
            db.session.delete(talk)  # the talk itself stays: it was practice
    db.session.flush()
    for talk in counted.values():
        talk.participant_id, talk.team_id = kept.id, kept.team_id
    db.session.flush()


def _merge_answers(kept: Participant, guest: Participant) -> None:
    """One answer per wall: one that shows before one that does not, then the first."""
    query = select(WallAnswer).where(WallAnswer.participant_id.in_((kept.id, guest.id)))
    rows = sorted(db.session.scalars(query), key=lambda row: (row.status != SHOWN, row.at, row.id))
    said: dict[int, WallAnswer] = {}
    for row in rows:
        if said.setdefault(row.round_id, row) is not row:
            db.session.delete(row)
            tell(db.session.get_one(Workshop, kept.workshop_id), db.session.get_one(Round, row.round_id), [])
    db.session.flush()
    for row in said.values():
        row.participant_id = kept.id
    db.session.flush()


def _merge_votes(kept: Participant, guest: Participant) -> None:
    """The account's votes, then the guest's while there are some left; none for what turns out to be their own."""
    both = kept.id, guest.id
    query = select(WallVote.participant_id, WallAnswer).join(WallAnswer, WallAnswer.id == WallVote.answer_id)
    rows: Sequence[Any] = db.session.execute(query.where(WallVote.participant_id.in_(both))).all()
    left: Counter[int] = Counter()
    chosen = set()
    for _, answer in sorted(rows, key=lambda row: (row[0] != kept.id, row[1].id)):
        if answer.participant_id == kept.id or answer.id in chosen or left[answer.round_id] >= VOTES:
            continue
        left[answer.round_id] += answer.status == SHOWN  # a vote for what was hidden since is given back
        chosen.add(answer.id)
    db.session.execute(delete(WallVote).where(WallVote.participant_id.in_(both)))
    db.session.add_all(WallVote(answer_id=number, participant_id=kept.id) for number in sorted(chosen))
    db.session.flush()
