"""The last talks of scenarios: what lists count, because there may be millions of talks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from sqlalchemy import ColumnElement, FromClause, select, union_all

from trainer.practice.models import Attempt
from trainer.scoring.dimensions import DIMENSION_IDS

MOST = 500
"""So many talks count for each scenario, and for each of its revisions: the last ones."""
AT_ONCE = 100
"""So many scenarios in one statement: databases take only so many parts."""
COLUMNS = ("id", "language", "slug", "digest", "status", "turns", "ending", *DIMENSION_IDS)

Conditions = Sequence[ColumnElement[bool]]


def last_talks(each: Iterable[Conditions]) -> Iterator[FromClause]:
    """The last ``MOST`` talks for each of the conditions, as rows of ``COLUMNS``; ``AT_ONCE`` conditions in one.

    An index must lead to each condition and go on with the id.
    """
    rest = iter(each)
    while some := list(islice(rest, AT_ONCE)):
        columns = [getattr(Attempt, name) for name in COLUMNS]
        parts = (select(*columns).where(*where).order_by(Attempt.id.desc()).limit(MOST).subquery() for where in some)
        yield union_all(*map(select, parts)).subquery()
