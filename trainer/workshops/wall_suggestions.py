"""The best wordings of the wall go to the suggestions for the scenario that the angry line is from."""

from __future__ import annotations

from collections.abc import Sequence

from trainer.accounts.players import Player
from trainer.authoring.suggestion_models import OPEN, REPLY, Suggestion
from trainer.authoring.suggestions import add_once
from trainer.extensions import db
from trainer.library.models import Shelved
from trainer.library.revisions import content
from trainer.library.shelf import NoSuchScenario, get
from trainer.scenario.model import NARRATOR
from trainer.workshops.models import SHOWN, Round, WallAnswer
from trainer.workshops.wall import best, one_of, scene_of, tell_authors

BEST = 3
"""How many wordings one button sends."""


class NoScene(LookupError):
    """The line is the coach's own: there is no scenario that its answers could go to."""


def can_suggest(each: Round) -> bool:
    """Whether answers can go to a scenario."""
    return scene_of(each) is not None


def suggest_best(user_id: int, each: Round) -> int:
    """Send the ``BEST`` answers with the most votes that were not sent yet; how many. Raises ``NoScene``."""
    found = [one.answer for one in best(each, BEST) if one.votes]
    fresh = [row for row in found if not row.suggested]
    for row in fresh:
        _suggest(user_id, each, row)
    return len(fresh)


def suggest_one(user_id: int, each: Round, answer_key: str) -> WallAnswer:
    """Send one answer; sent twice it is one suggestion. Raises ``NoScene``, ``NotHere``."""
    row = one_of(each, answer_key)
    if not row.suggested and row.status == SHOWN:
        _suggest(user_id, each, row)
    return row


def _suggest(user_id: int, each: Round, row: WallAnswer) -> None:
    """In the coach's name and without credit: the wall promised that nobody learns who said it."""
    if scene_of(each) is None:
        raise NoScene(each.scene)
    item = _item(each)
    suggestion = Suggestion(
        key=row.key,
        kind=REPLY,
        status=OPEN,
        user_id=user_id,
        language=item.language,
        slug=item.slug,
        title=item.title,
        digest=item.digest,
        scene=each.scene,
        heard=_heard(each, item),
        text=row.text,
        assessment=row.assessment,
        credited=False,
    )
    row.suggested = True
    tell_authors([row])
    add_once(suggestion, Player(user_id=user_id))
    db.session.commit()


def _item(each: Round) -> Shelved:
    try:
        return get(*each.scenarios[0])
    except NoSuchScenario:
        raise NoScene(each.scene) from None


def _heard(each: Round, item: Shelved) -> Sequence[list[str]]:
    scenario = content(item.digest).scenario
    scene = scenario.scenes[each.scene or ""]
    return [
        [scenario.cast[line.speaker].name if line.speaker in scenario.cast else "", line.text]
        for line in scene.lines
        if line.speaker in scenario.cast or line.speaker == NARRATOR
    ]
