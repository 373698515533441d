"""What can go wrong in a talk. Every error carries ``words`` for the person who sees it."""

from __future__ import annotations

from trainer.words import Words, say


class DialogueError(Exception):
    """Base of all errors here; ``words`` say it to people."""

    def __init__(self, words: Words) -> None:
        super().__init__(str(words))
        self.words = words


class NotOnOffer(DialogueError):
    """The reply does not exist in the scene, or its conditions do not hold."""


class Ended(DialogueError):
    """The talk is over, so nothing can be answered."""


class NotTimed(DialogueError):
    """Time cannot run out in a scene without a time limit."""


class NotScored(DialogueError):
    """Typed words came empty, or without a score on the scale for each dimension."""


class TooLong(DialogueError):
    """The talk has gone on for ``MOST_TURNS`` turns."""


class Stuck(DialogueError):
    """The talk cannot go on from a scene. The linter finds such scenarios."""


class PathError(DialogueError):
    """A stored path is malformed or does not fit its scenario. ``step`` is the number of the step, from 1."""

    def __init__(self, step: int, reason: Words) -> None:
        super().__init__(say("Step {step} of the path does not fit. {reason}", step=step, reason=reason))
        self.step = step
