"""A path as it is stored (rows) and as it is played (the engine's steps)."""

from __future__ import annotations

from collections.abc import Iterable

from trainer.dialogue.engine import Step
from trainer.practice.models import Attempt, StoredStep


def path_of(attempt: Attempt) -> list[dict[str, object]]:
    """The steps of an attempt, in order, as the engine's ``replay`` reads them."""
    return [_written(row) for row in attempt.steps]


def _written(row: StoredStep) -> dict[str, object]:
    step: dict[str, object] = {"scene": row.scene, "reply": row.reply}
    return step if row.text is None else {**step, "typed": {**(row.typed or {}), "text": row.text}}


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
