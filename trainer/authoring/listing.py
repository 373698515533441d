"""All that is written, offered or retired here, with what people make of it: the coaches' list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import FromClause, and_, func, or_, select
from sqlalchemy.orm import defer, load_only

from trainer.accounts.models import User
from trainer.authoring.history import Figures
from trainer.authoring.models import DISCARDED, DRAFT, REVIEW, Draft, Publication
from trainer.authoring.recent import last_talks
from trainer.extensions import db
from trainer.library.models import Shelved
from trainer.library.revisions import EarlierFormat, content
from trainer.practice.models import ENDED, Attempt, StoredStep
from trainer.scenario.lint import lint
from trainer.scenario.model import Scenario
from trainer.scenario.nodes import Node, Places
from trainer.scenario.reader import Document
from trainer.scoring.dimensions import DIMENSION_IDS

AT_ONCE = 5
"""So many revisions are linted in one request, 60 ms each: the page asks again for the others."""
PUBLISHED, RETIRED = "published", "retired"
STATUSES = (DRAFT, REVIEW, PUBLISHED, RETIRED, DISCARDED)
Address = tuple[str, str]
"""Language and slug."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a coach looks for; empty: everything. ``words`` are looked for in titles and names, in any case."""

    status: str = ""
    language: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Drop:
    """Where talks break off: the scene in which most unfinished ones stand, and how many of all unfinished."""

    scene: str
    count: int
    unfinished: int


@dataclass(frozen=True, slots=True)
class Linted:
    """How many errors and warnings the linter finds."""

    errors: int
    warnings: int


_linted: dict[str, Linted | None] = {}
"""By digest, what this process has linted; a revision never changes. None: written for an earlier format."""


@dataclass(frozen=True, slots=True)
class Written:
    """A draft, and by whom it is."""

    draft: Draft
    owner: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """A scenario of the shelf. ``changed``: the newest entry of its record, if there is any."""

    item: Shelved
    changed: Publication | None
    figures: Figures
    drop: Drop | None
    linted: Linted | None
    """None: written for an earlier format, or not looked at yet."""
    looked_at: bool
    drafts: Sequence[Written]


@dataclass(frozen=True, slots=True)
class Listing:
    """What fits, in three parts; ``total`` counts everything there is."""

    drafts: Sequence[Written]
    published: Sequence[Row]
    retired: Sequence[Row]
    total: int = field(default=0)

    @property
    def found(self) -> int:
        return len(self.drafts) + len(self.published) + len(self.retired)

    @property
    def left(self) -> int:
        """How many the linter has not looked at yet: the next request goes on."""
        return sum(not row.looked_at for row in (*self.published, *self.retired))


def listing(wanted: Wanted) -> Listing:
    """Everything that fits; five statements for a hundred scenarios, however much has been played."""
    drafts = _drafts(wanted.status == DISCARDED)
    items = db.session.scalars(
        select(Shelved)
        .options(defer(Shelved.text), defer(Shelved.offered_text))
        .order_by(Shelved.language, Shelved.title)
    ).all()
    talks = list(last_talks((Attempt.language == item.language, Attempt.slug == item.slug) for item in items))
    changed, figures, drops = _changed(), _figures(talks), _drops(talks)
    fits, left, shown = _fits(wanted), AT_ONCE, []
    for item in items:
        if not fits(item, RETIRED if item.retired else PUBLISHED):
            continue
        if left and item.digest not in _linted:
            left -= 1
            _linted[item.digest] = _lint(item.digest)
        address = (item.language, item.slug)
        of_item = [
            each for each in drafts if each.draft.base_digest and (each.draft.language, each.draft.slug) == address
        ]
        looked_at, linted, drop = item.digest in _linted, _linted.get(item.digest), _drop(drops.get(address, {}))
        figures_of = figures.get(address, Figures())
        shown.append(Row(item, changed.get(address), figures_of, drop, linted, looked_at, of_item))
    return Listing(
        drafts=[each for each in drafts if fits(each.draft, each.draft.status)],
        published=[row for row in shown if not row.item.retired],
        retired=[row for row in shown if row.item.retired],
        total=len(drafts) + len(items),
    )


def _fits(wanted: Wanted) -> Callable[[Draft | Shelved, str], bool]:
    words = wanted.words.casefold().split()

    def fits(thing: Draft | Shelved, status: str) -> bool:
        text = f"{thing.title} {thing.slug}".casefold()
        return (
            wanted.status in ("", status)
            and wanted.language in ("", thing.language)
            and all(word in text for word in words)
        )

    return fits


def _drafts(away: bool) -> list[Written]:
    """Open drafts, or those put away, the last changed first; what somebody is still to propose is theirs alone."""
    is_open = or_(Draft.status == REVIEW, and_(Draft.status == DRAFT, Draft.proposal.is_(False)))
    query = (
        select(Draft, User.name)
        .outerjoin(User, User.id == Draft.owner_id)
        .where(Draft.status == DISCARDED if away else is_open)
        .options(defer(Draft.text))
        .order_by(Draft.updated_at.desc(), Draft.id.desc())
    )
    return [Written(draft, name) for draft, name in db.session.execute(query)]


def _changed() -> Mapping[Address, Publication]:
    newest = select(func.max(Publication.id)).group_by(Publication.language, Publication.slug)
    columns = (Publication.language, Publication.slug, Publication.action, Publication.who, Publication.at)
    query = select(Publication).where(Publication.id.in_(newest)).options(load_only(*columns))
    return {(entry.language, entry.slug): entry for entry in db.session.scalars(query)}


def _figures(talks: Sequence[FromClause]) -> Mapping[Address, Figures]:
    """One grouped statement for each part of ``talks``."""
    found: dict[Address, Figures] = {}
    for part in talks:
        sums = [func.sum(part.c[name]) for name in DIMENSION_IDS]
        by = (part.c.language, part.c.slug, part.c.status)
        for language, slug, status, count, *totals in db.session.execute(
            select(*by, func.count(), *sums).group_by(*by)
        ):
            figures = found.setdefault((language, slug), Figures())
            figures.begun += count
            if status == ENDED:
                figures.ended += count
                figures.sums = dict(zip(DIMENSION_IDS, totals, strict=True))
    return found


def _drops(talks: Sequence[FromClause]) -> Mapping[Address, Mapping[str, int]]:
    """Scenario -> scene in which unfinished attempts stand -> how many; one grouped statement for each part."""
    found: dict[Address, dict[str, int]] = {}
    for part in talks:
        last_step = and_(StoredStep.attempt_id == part.c.id, StoredStep.number == part.c.turns)
        by = (part.c.language, part.c.slug, part.c.digest, StoredStep.scene, StoredStep.reply)
        query = select(*by, func.count()).select_from(part).outerjoin(StoredStep, last_step)
        for language, slug, digest, scene, reply, count in db.session.execute(
            query.where(part.c.status != ENDED).group_by(*by)
        ):
            try:
                scenario = content(digest).scenario
            except EarlierFormat:
                continue
            place = _standing(scenario, scene, reply)
            scenes = found.setdefault((language, slug), {})
            title = scenario.scenes[place].title or place
            scenes[title] = scenes.get(title, 0) + count
    return found


def _standing(scenario: Scenario, scene: str | None, reply: str | None) -> str:
    """Where a talk stands after that reply; at a fork of routes, which only flags and tension decide: that fork."""
    if scene is None or scene not in scenario.scenes:
        place = scenario.start
    else:
        at = scenario.scenes[scene]
        effect = at.reply(reply or "") or at.timeout
        place = effect.to if effect is not None else scene
    passed: set[str] = set()
    while len(routes := scenario.scenes[place].routes) == 1 and place not in passed:
        passed.add(place)
        place = routes[0].to
    return place


def _drop(scenes: Mapping[str, int]) -> Drop | None:
    if not scenes:
        return None
    scene = max(scenes, key=lambda name: scenes[name])
    return Drop(scene, scenes[scene], sum(scenes.values()))


def _lint(digest: str) -> Linted | None:
    """What the linter counts in that revision; None if it was written for an earlier format."""
    nowhere = Places(Node({}, 1, 1))  # only counted: where things stand does not matter
    try:
        document = Document(content(digest).scenario, digest, "", nowhere)
    except EarlierFormat:
        return None
    levels = [problem.level for problem in lint(document)]
    return Linted(levels.count("error"), levels.count("warning"))
