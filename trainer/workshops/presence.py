"""Who is there. Noted for many at once: five hundred phones ask, and SQLite lets one write at a time.

Written one by one, these notes were a third of all writes of a full room, and people's answers waited behind them.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from threading import Lock

from flask import current_app
from sqlalchemy import select, update

from trainer.extensions import db
from trainer.web.clock import now
from trainer.workshops.models import Participant

SEEN_EVERY = timedelta(seconds=20)
"""How often it is written down that somebody is there."""
ONLINE = timedelta(seconds=50)
"""Who was seen in that time counts as there."""
TOGETHER = timedelta(seconds=2)
"""So long a process collects who was seen before it writes them down."""


class Seen:
    """People of this process who were seen and not written down yet."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._ids: set[int] = set()
        self._written: datetime | None = None

    def add(self, participant_id: int, at: datetime) -> list[int]:
        """Whom to write down now: everybody, once in ``TOGETHER``; else nobody."""
        with self._lock:
            self._ids.add(participant_id)
            if self._written is not None and abs(at - self._written) < TOGETHER:
                return []
            ids, self._ids, self._written = sorted(self._ids), set(), at
            return ids


def seen(participant_id: int, last: datetime) -> None:
    """Note that somebody is there, who was last written down at ``last``; one commit at most, now and then."""
    if now() - last <= SEEN_EVERY:
        return
    collected: Seen = current_app.extensions.setdefault("seen", Seen())
    if ids := collected.add(participant_id, now()):
        # Whose row somebody else is writing is left out, and noted the next time.
        free = select(Participant.id).where(Participant.id.in_(ids)).with_for_update(skip_locked=True)
        change = update(Participant).where(Participant.id.in_(free.scalar_subquery())).values(last_seen_at=now())
        db.session.execute(change, execution_options={"synchronize_session": False})
        db.session.commit()
