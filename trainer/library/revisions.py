"""Revisions: content that never changes, so each process reads and analyses it once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from trainer.extensions import db
from trainer.library.models import Revision
from trainer.scenario.graph import Analysis, analyse
from trainer.scenario.layout import Map, layout
from trainer.scenario.model import Scenario
from trainer.scenario.reader import from_json

KEPT = 256
"""How many revisions a process keeps read: about 100 KB each."""


class NoSuchRevision(LookupError):
    """No revision has this digest."""


class EarlierFormat(ValueError):
    """The revision was written for an earlier format, which this version does not read."""


@dataclass(frozen=True, slots=True)
class Content:
    """A revision as it is played: its digest and the scenario."""

    digest: str
    scenario: Scenario


def content(digest: str) -> Content:
    """The revision of that digest. Raises ``NoSuchRevision`` and ``EarlierFormat``."""
    return Content(digest, _scenario(digest))


@lru_cache(maxsize=KEPT)
def _scenario(digest: str) -> Scenario:
    revision = db.session.get(Revision, digest)
    if revision is None:
        raise NoSuchRevision(digest)
    try:
        return from_json(revision.content)
    except ValueError as error:
        raise EarlierFormat(digest) from error


@lru_cache(maxsize=KEPT)
def analysis(digest: str) -> Analysis:
    """What is reachable in that revision: paths, lengths, scores."""
    return analyse(_scenario(digest))


@lru_cache(maxsize=KEPT)
def drawing(digest: str) -> Map:
    """Where the scenes of that revision stand on its map."""
    return layout(_scenario(digest))
