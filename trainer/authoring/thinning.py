"""Which saves of a draft stay: all of the last hour, then fewer and fewer, and always what somebody still builds on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from trainer.authoring.models import DraftAside, DraftVersion
from trainer.extensions import db

EVERY = 20
"""After so many saves the old ones are looked through."""
STEPS = (
    (timedelta(hours=1), timedelta(0)),
    (timedelta(days=1), timedelta(minutes=10)),
    (timedelta(days=30), timedelta(days=1)),
)
"""Up to which age -> one save is kept per so much time."""
DAY = datetime(2020, 1, 1)  # noqa: DTZ001 - as stored: UTC without a zone
OLDER = timedelta(days=30)
"""For what is older than all of these; a settled aside goes after this time."""


def thin(draft_id: int, version: int, moment: datetime) -> None:
    """Delete saves of the draft that nobody needs, now and then. The caller commits."""
    if version % EVERY:
        return
    of_draft = DraftAside.draft_id == draft_id
    db.session.execute(delete(DraftAside).where(of_draft, DraftAside.settled_at < moment - OLDER))
    bases = set(db.session.scalars(select(DraftAside.based_on).where(of_draft, DraftAside.settled_at.is_(None))))
    rows = db.session.execute(
        select(DraftVersion.version, DraftVersion.at).where(DraftVersion.draft_id == draft_id)
    ).all()
    gone = {number for number, _ in rows} - kept(((number, at) for number, at in rows), moment) - bases - {1, version}
    if gone:
        old = DraftVersion.version.in_(gone)
        db.session.execute(delete(DraftVersion).where(DraftVersion.draft_id == draft_id, old))


def kept(saves: Iterable[tuple[int, datetime]], moment: datetime) -> set[int]:
    """The versions that stay, of (version, when): in each stretch of time the last one."""
    last: dict[object, int] = {}
    for version, at in saves:
        stretch = next((one for most, one in STEPS if moment - at <= most), OLDER)
        # Stretches are cut from a fixed day, not from now: else each look would keep other saves.
        slot = (stretch, (at - DAY) // stretch) if stretch else version
        last[slot] = max(version, last.get(slot, 0))
    return set(last.values())
