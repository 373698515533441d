"""A path as it is stored (rows) and as it is played (the engine's steps)."""

from __future__ import annotations

from collections.abc import Iterable

from trainer.dialogue.engine import Step, Typed
from trainer.practice.models import Attempt, StoredStep


def path_of(attempt: Attempt) -> list[Step]:
    """The steps of an attempt, in order."""
    return [_played(row) for row in attempt.steps]


def _played(row: StoredStep) -> Step:
    typed = Typed(text=row.text, **row.typed) if row.text is not None and row.typed is not None else None
    return Step(scene=row.scene, reply=row.reply, typed=typed)


def stored(step: Step, number: int) -> StoredStep:
    """The row for the answer of that number (from 1)."""
    typed = step.typed
    row = StoredStep(number=number, scene=step.scene, reply=step.reply)
    if typed is not None:
        row.text = typed.text
        row.typed = {"scores": dict(typed.scores), "matched": typed.matched, "assessment": typed.assessment}
    return row


def stored_steps(path: Iterable[Step]) -> list[StoredStep]:
    """Rows for a whole path."""
    return [stored(step, number) for number, step in enumerate(path, 1)]
