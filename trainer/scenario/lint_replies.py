"""Rules of the linter about replies and endings: what makes practice worthless, and what feedback would miss."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from trainer.scenario.findings import Finding, View
from trainer.scenario.model import Reply
from trainer.scoring.dimensions import DIMENSIONS
from trainer.words import say

FEW_SCENES = 4
"""With fewer scenes that have a best reply, a pattern may be chance: nothing is said."""
TOO_OFTEN = 0.7
"""Of three replies the best is the longest in a third of the scenes by chance; in this share of them it shows."""


def best_is_longest(view: View) -> Iterator[Finding]:
    """Scenarios in which one need not read: the longest reply is the best one."""
    choices = [replies for replies in _choices(view) if _longest(replies) is not None]
    hits = sum(_longest(replies) in _best(replies) for replies in choices)
    if len(choices) >= FEW_SCENES and hits >= TOO_OFTEN * len(choices):
        message = say("In {hits} of {all} scenes the best reply is the longest.", hits=hits, all=len(choices))
        hint = say("Make some good replies short, and give some weak ones many words.")
        yield Finding(("scenes",), message, hint)


def best_is_first(view: View) -> Iterator[Finding]:
    """Scenarios in which the first reply is the best one."""
    choices = list(_choices(view))
    hits = sum(replies[0] in _best(replies) for replies in choices)
    if len(choices) >= FEW_SCENES and hits >= TOO_OFTEN * len(choices):
        message = say("In {hits} of {all} scenes the best reply stands first.", hits=hits, all=len(choices))
        yield Finding(("scenes",), message, say("Change the order of the replies here and there."))


def _choices(view: View) -> Iterator[Sequence[Reply]]:
    """The replies of every scene in which some are better than others."""
    for scene in view.scenario.scenes.values():
        if len({_points(reply) for reply in scene.replies}) > 1:
            yield scene.replies


def _points(reply: Reply) -> int:
    return sum(reply.scores.as_dict().values())


def _best(replies: Sequence[Reply]) -> list[Reply]:
    most = max(map(_points, replies))
    return [reply for reply in replies if _points(reply) == most]


def _longest(replies: Sequence[Reply]) -> Reply | None:
    """The longest reply, if there is one alone."""
    first, second = sorted(replies, key=lambda reply: len(reply.say), reverse=True)[:2]
    return first if len(first.say) > len(second.say) else None


def all_alike(view: View) -> Iterator[Finding]:
    """Scenes in which it does not matter what one says."""
    for path, scene in view.scenes():
        if len(scene.replies) > 1 and len({tuple(reply.scores.as_dict().values()) for reply in scene.replies}) == 1:
            hint = say("Let the scores tell the replies apart, or there is nothing to learn here.")
            yield Finding((*path, "replies"), say("All replies of this scene score alike."), hint)


def unmoved_dimension(view: View) -> Iterator[Finding]:
    """Dimensions that no reply of the whole scenario earns or loses points in."""
    for dimension in DIMENSIONS:
        if not any(effect.scores.as_dict()[dimension.id] for _, effect in view.effects()):
            message = say("No reply of this scenario has a score for `{name}`.", name=dimension.id)
            yield Finding(("scenes",), message, say("Everybody would get the same score for it."))


def ending_without_debrief(view: View) -> Iterator[Finding]:
    """Endings that do not say what turned the talk; and debriefs where nobody sees them."""
    for path, scene in view.scenes():
        if scene.ending is not None and scene.debrief is None:
            hint = say("Say what turned the talk, and what to take from it.")
            yield Finding(path, say("This ending has no `debrief`."), hint)
        elif scene.ending is None and scene.debrief is not None:
            yield Finding((*path, "debrief"), say("A debrief is shown at an ending only, and this scene is none."))


def weak_without_advice(view: View) -> Iterator[Finding]:
    """Replies and timeouts with a score below 0 that do not say why, or what to say instead."""
    for path, effect in view.effects():
        if min(effect.scores.as_dict().values()) >= 0:
            continue
        missing = [name for name in ("why", "instead") if getattr(effect, name) is None]
        if missing:
            names = ", ".join(f"`{name}`" for name in missing)
            message = (
                say("Time that runs out costs points here. Missing: {names}.", names=names)
                if path[-1] == "timeout"
                else say("This is a weak reply. Missing: {names}.", names=names)
            )
            yield Finding(path, message, say("Practice without feedback does harm: say why, and what to say instead."))
