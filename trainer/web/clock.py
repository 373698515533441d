"""The time as it is stored: UTC without a zone, because SQLite keeps none."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """This moment in UTC, naive, to the second's fraction."""
    return datetime.now(UTC).replace(tzinfo=None)
