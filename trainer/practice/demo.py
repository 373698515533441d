"""Talks of the demo's trainee over the last weeks, so that the first look at "Progress" shows something."""

from __future__ import annotations

import random
from datetime import timedelta

from sqlalchemy import select

from trainer.dialogue.engine import Playthrough, answer, start
from trainer.extensions import db
from trainer.library.models import Shelved
from trainer.library.revisions import content
from trainer.library.shelf import Wanted, find
from trainer.practice.models import ENDED, Attempt
from trainer.practice.paths import stored_steps
from trainer.practice.results import keep_result
from trainer.scenario.model import Reply
from trainer.web.clock import now

WEEKS_AGO = (6, 5, 4, 3, 2, 1, 0.3)


def add_demo_talks(user_id: int, seed: int = 1) -> int:
    """Give the account a few ended talks, better ones lately; how many were added. Does nothing if it has any."""
    if db.session.scalar(select(Attempt.id).where(Attempt.user_id == user_id).limit(1)) is not None:
        return 0
    chance = random.Random(seed)  # noqa: S311 - plausible choices, not secrets
    shelf = find(Wanted())
    if not shelf:
        return 0
    for number, weeks in enumerate(WEEKS_AGO):
        db.session.add(_talk(user_id, shelf[number % len(shelf)], weeks, chance, skill=number / len(WEEKS_AGO)))
    db.session.commit()
    return len(WEEKS_AGO)


def _talk(user_id: int, item: Shelved, weeks: float, chance: random.Random, skill: float) -> Attempt:
    played = start(content(item.digest).scenario)
    while not played.ended:
        played = answer(played, _choose(played, chance, skill).id or "")
    moment = now() - timedelta(weeks=weeks)
    attempt = Attempt(
        key=f"demo-{user_id}-{item.language}-{int(moment.timestamp())}",
        user_id=user_id,
        digest=item.digest,
        language=item.language,
        slug=item.slug,
        title=item.title,
        hints=True,
        timed=True,
        answer_by="both",
        seed=chance.randrange(2**31),
        status=ENDED,
        turns=len(played.turns),
        typed=0,
        started_at=moment,
        last_at=moment + timedelta(minutes=item.minutes),
    )
    attempt.steps = stored_steps(played.path)
    keep_result(attempt, played)
    return attempt


def _choose(played: Playthrough, chance: random.Random, skill: float) -> Reply:
    """The best reply on offer with the probability ``skill``, else any."""
    if chance.random() < skill:
        return max(played.offered, key=lambda reply: sum(reply.scores.as_dict().values()))
    return chance.choice(played.offered)
