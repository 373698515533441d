"""A scorer that breaks must not take people's words with it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from trainer.scoring.assessment import TooLong

log = logging.getLogger(__name__)


class NotJudged(Exception):
    """The scorer broke; the log says how."""


@contextmanager
def judging() -> Iterator[None]:
    """Within it words are judged. Raises ``TooLong`` as it is, and ``NotJudged`` for whatever else goes wrong."""
    try:
        yield
    except TooLong:
        raise
    except Exception as error:
        log.exception("A reply could not be judged")
        raise NotJudged from error
