"""What the demo's coach finds: a team and its workshop, talks in people's own words that wait, and suggestions.

All of it goes the way of the site: words are judged and understood by the scorer, and figures follow by themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from trainer.accounts.models import User
from trainer.accounts.players import Player
from trainer.accounts.teams import TeamCoach, TeamMember
from trainer.authoring.suggestion_models import REPLY, WORDING
from trainer.authoring.suggestions import Given as Suggested
from trainer.authoring.suggestions import place, suggest
from trainer.coaching.overriding import override
from trainer.extensions import db
from trainer.library.models import Shelved
from trainer.library.shelf import Wanted as WantedTalks
from trainer.library.shelf import find
from trainer.practice.answering import Given, answer_once
from trainer.practice.attempts import Mode, new_key, start
from trainer.practice.models import RUNNING, Attempt
from trainer.practice.rehearsing import disagree
from trainer.workshops.playing_pool import Pool
from trainer.workshops.population import Population, Wanted
from trainer.workshops.results import recompute

PEOPLE, TALKS, WAYS, SEED = 16, 60, 2, 1
LONGEST = 12
"""Answers of a talk; no shipped one takes as many."""


@dataclass(frozen=True, slots=True)
class Story:
    """Somebody types a talk. ``then``: when the words are used up, they come again from the start."""

    language: str
    slug: str
    words: tuple[str, ...]


STORIES = (
    Story(
        "en",
        "parcel-nobody-looked-for",
        (
            "You were told a search was running, and there was none. I'd be angry too. I'm opening your order now.",
            "Ok so ya gran, bday innit, lemme c what the depot lads r up 2 lol",  # no scorer is sure of that
            "I can print it today so that you have it on Saturday, or refund you. Which is better for you?",
        ),
    ),
    Story(
        "ru",
        "karta-v-polnoch",
        (
            "Ночь, двое детей на чемоданах, а карту заблокировали. Тут любой разозлится. Сейчас посмотрю, что с ней.",
            "Ну, такие правила, что я могу сделать.",
            "Сниму блокировку прямо сейчас и останусь на связи, пока оплата не пройдёт.",
        ),
    ),
)
"""What the trainee types."""
CALLS = ("May I ring you in ten minutes, once I know more?", "I'll call you back within the hour.")
"""What two others type first: it fits nothing that is written there."""
LEADS = "She says until when she can be called."
GUESSED = "vouch"
"""A written reply of the first story's first scene, which a third person gives, and these are better words for it:"""
BETTER = "Callum told you so, and I have not looked yet. I won't guess. Two minutes with your order, and I tell you."
DOUBT = "I did name what she was promised. Is that really so low?"
REASON = "You take up what was promised to her before you do anything. That is more than the scorer saw."


def add_demo_content(trainee_id: int, coach_id: int) -> bool:
    """Make it, unless the coach looks after a team already; whether it was made. Wants an app's context.

    Where the shelf has none of the talks, there is nothing to look at, and nothing is made.
    """
    shelf = find(WantedTalks(language="en"))
    if not shelf or db.session.scalar(select(TeamCoach.team_id).where(TeamCoach.user_id == coach_id).limit(1)):
        return False
    members = [Player(member) for member in _team(trainee_id, coach_id, shelf)]
    played = [attempt for story in STORIES if (attempt := _types(Player(trainee_id), story))]
    if not played or len(members) < 3:
        return True
    disagree(Player(trainee_id), played[0].key, 1, DOUBT)
    override(db.session.get_one(User, coach_id), played[0].key, 1, {"empathy": 2}, REASON, new_key())
    _begins(members[1], STORIES[0], Given(1, "", CALLS[1]))
    _suggest(members[0], Suggested(REPLY, CALLS[0], LEADS), Given(1, "", CALLS[0]))
    _suggest(members[2], Suggested(WORDING, BETTER), Given(1, GUESSED))
    return True


def _team(trainee_id: int, coach_id: int, shelf: Sequence[Shelved]) -> list[int]:
    """Teams with a workshop that is over; the trainee joins the first. The accounts of the first team's members."""
    for _made in Population(Wanted(PEOPLE, TALKS, SEED, coach_id), Pool(shelf[:3], WAYS, SEED)):
        pass
    teams = db.session.scalars(select(TeamCoach.team_id).where(TeamCoach.user_id == coach_id)).all()
    of_first = TeamMember.team_id == min(teams), TeamMember.user_id.is_not(None)
    members = db.session.scalars(select(TeamMember.user_id).where(*of_first).order_by(TeamMember.id)).all()
    db.session.add(TeamMember(team_id=min(teams), user_id=trainee_id))
    db.session.commit()
    for _done in recompute(turns=False):
        pass
    return [member for member in members if member is not None]


def _begins(player: Player, story: Story, answer: Given) -> Attempt | None:
    """Begin the talk with that answer; None if the shelf does not have it."""
    items = [item for item in find(WantedTalks(language=story.language)) if item.slug == story.slug]
    if not items:
        return None
    attempt = start(player, items[0], Mode(timed=False), new_key())
    return answer_once(player, attempt.key, answer).loaded.attempt


def _types(player: Player, story: Story) -> Attempt | None:
    """Play the talk to its end in one's own words; None if the shelf does not have it."""
    attempt = _begins(player, story, Given(1, "", story.words[0]))
    while attempt is not None and attempt.status == RUNNING and attempt.turns < LONGEST:
        words = story.words[attempt.turns % len(story.words)]
        attempt = answer_once(player, attempt.key, Given(attempt.turns + 1, "", words)).loaded.attempt
    return attempt


def _suggest(player: Player, words: Suggested, answer: Given) -> None:
    """Give that answer in the first story, and suggest what should be there."""
    attempt = _begins(player, STORIES[0], answer)
    if attempt is not None and attempt.turns:
        suggest(player, place(player, attempt.key, 1), words, new_key())
