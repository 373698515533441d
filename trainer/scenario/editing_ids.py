"""Ids for what a form adds, made of a title in any letters."""

from __future__ import annotations

import re
from collections.abc import Sequence


def free_id(title: str, taken: Sequence[str], otherwise: str) -> str:
    """An id made of a title in Latin letters, unlike those that are taken."""
    letters = "".join(_LATIN.get(letter, letter) for letter in title.lower())
    base = re.sub(r"[^a-z0-9]+", "_", letters)[:36].strip("_") or otherwise
    return next(
        name for number in range(1, len(taken) + 3) if (name := base + f"_{number}" * (number > 1)) not in taken
    )


_LATIN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e e zh z i y k l m n o p r s t u f h ts ch sh sch * y * e yu ya".replace("*", "").split(" "),
        strict=True,
    )
)
