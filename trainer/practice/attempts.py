"""Starting, finding and listing attempts. An attempt belongs to its player: for anybody else it does not exist."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from trainer.accounts.players import Player
from trainer.dialogue.engine import DialogueError, Playthrough, replay
from trainer.extensions import db
from trainer.library.models import Shelved
from trainer.library.revisions import content
from trainer.practice.models import ABANDONED, ENDED, RUNNING, Attempt
from trainer.practice.paths import path_of, stored_steps
from trainer.web.clock import now

KEY = re.compile(r"[A-Za-z0-9_-]{16,32}\Z")


class NoSuchAttempt(LookupError):
    """No attempt of this player has that key."""


class CannotReplay(LookupError):
    """The stored path does not fit the engine any more."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """An attempt and where it stands."""

    attempt: Attempt
    playthrough: Playthrough

    @property
    def number(self) -> int:
        """The number of the answer that is due now, from 1."""
        return self.attempt.turns + 1


@dataclass(frozen=True, slots=True)
class Mode:
    """How to practise: ``hints`` is practice mode, without them it is a test; ``timed`` lets time run out.

    ``answer_by``: ``choose`` written replies, ``type`` own words, or ``both``.
    """

    hints: bool = True
    timed: bool = True
    answer_by: str = "both"


def new_key() -> str:
    """A key that cannot be guessed: 120 bits."""
    return secrets.token_urlsafe(15)


def owned_by(player: Player) -> ColumnElement[bool]:
    """The condition that an attempt belongs to the player."""
    if player.user_id is not None:
        return Attempt.user_id == player.user_id
    return Attempt.guest_key == player.guest_key


def load(player: Player, key: str) -> Loaded:
    """The player's attempt of that key, replayed; one statement. Raises ``NoSuchAttempt`` or ``CannotReplay``."""
    return replayed(_find(player, key))


def replayed(attempt: Attempt) -> Loaded:
    """The attempt, which must have its steps, and where it stands. Raises ``CannotReplay``."""
    try:
        return Loaded(attempt, replay(content(attempt.digest).scenario, path_of(attempt)))
    except (DialogueError, ValueError) as error:  # ValueError: the revision was written for an earlier format
        raise CannotReplay(attempt.key) from error


def _find(player: Player, key: str) -> Attempt:
    query = select(Attempt).where(Attempt.key == key, owned_by(player)).options(joinedload(Attempt.steps))
    attempt = db.session.scalars(query).unique().one_or_none()
    if attempt is None or (player.user_id is None and player.guest_key is None):
        raise NoSuchAttempt(key)
    return attempt


def start(player: Player, item: Shelved, mode: Mode, key: str) -> Attempt:
    """A new attempt at the current revision; one commit. The same form twice gives the attempt it made the first time.

    Raises ``NoSuchAttempt`` if the key is malformed or is somebody else's.
    """
    return _store(player, _fresh(player, item.digest, item.language, item.slug, item.title, mode, key))


def again(player: Player, old: Loaded, turn: int, key: str) -> Attempt:
    """A new attempt that goes the old way up to the answer number ``turn`` and is open from there; one commit."""
    source = old.attempt
    mode = Mode(source.hints, source.timed, source.answer_by)
    attempt = _fresh(player, source.digest, source.language, source.slug, source.title, mode, key)
    kept = old.playthrough.path[: max(0, min(turn, source.turns) - 1)]
    attempt.again_from, attempt.seed, attempt.turns = source.id, source.seed, len(kept)
    attempt.typed = sum(step.typed is not None for step in kept)
    attempt.steps = stored_steps(kept)
    return _store(player, attempt)


def _fresh(player: Player, digest: str, language: str, slug: str, title: str, mode: Mode, key: str) -> Attempt:
    if not KEY.fullmatch(key):
        raise NoSuchAttempt(key)
    return Attempt(
        key=key,
        user_id=player.user_id,
        guest_key=player.guest_key,
        digest=digest,
        language=language,
        slug=slug,
        title=title,
        hints=mode.hints,
        timed=mode.timed,
        answer_by=mode.answer_by,
        seed=secrets.randbelow(2**31),
        typed=0,
        turns=0,
    )


def _store(player: Player, attempt: Attempt) -> Attempt:
    db.session.add(attempt)
    try:
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        known = _find(player, attempt.key)
        if known.status == RUNNING and known.turns <= attempt.turns:
            return known
        attempt.key = new_key()  # no double click: somebody came back to the form after playing, to play once more
        return _store(player, attempt)
    return attempt


def abandon(player: Player, key: str) -> Attempt:
    """Put a running attempt aside; it can be taken up again. Raises ``NoSuchAttempt``."""
    return _switch(player, key, RUNNING, ABANDONED)


def take_up(player: Player, key: str) -> Attempt:
    """The undo of ``abandon``. Raises ``NoSuchAttempt``."""
    return _switch(player, key, ABANDONED, RUNNING)


def _switch(player: Player, key: str, old: str, new: str) -> Attempt:
    attempt = _find(player, key)
    change = update(Attempt).where(Attempt.id == attempt.id, Attempt.status == old).values(status=new, last_at=now())
    db.session.execute(change, execution_options={"synchronize_session": False})
    db.session.commit()
    db.session.refresh(attempt)  # another tab may have ended the talk in the meantime
    return attempt


def mine(player: Player, *, slug: str = "", language: str = "", limit: int = 500) -> Sequence[Attempt]:
    """The player's attempts, the newest first, without their steps; one statement."""
    if player.user_id is None and player.guest_key is None:
        return []
    query = select(Attempt).where(owned_by(player)).order_by(Attempt.started_at.desc(), Attempt.id.desc()).limit(limit)
    if slug:
        query = query.where(Attempt.slug == slug, Attempt.language == language)
    return db.session.scalars(query).all()


def ended(attempts: Sequence[Attempt]) -> list[Attempt]:
    """Those that reached an ending, oldest first."""
    return [attempt for attempt in reversed(attempts) if attempt.status == ENDED]


def hand_over(guest_key: str, user_id: int) -> None:
    """Give a guest's attempts to the account that the guest made or signed in to. The caller commits."""
    db.session.execute(update(Attempt).where(Attempt.guest_key == guest_key).values(user_id=user_id, guest_key=None))
