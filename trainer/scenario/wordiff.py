"""Two texts compared word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "added", "removed", "changed"]
_TOKENS = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text: in both (``same``), in the new one only (``added``) or in the old one only (``removed``)."""

    kind: Kind
    text: str


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces of both texts in reading order: those not added make ``old``, those not removed ``new``."""
    return tuple(piece for piece in _pieces(_TOKENS.findall(old), _TOKENS.findall(new)) if piece.text)


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    for how, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if how == "equal":
            yield Piece("same", "".join(old[a:b]))
        else:
            yield Piece("removed", "".join(old[a:b]))
            yield Piece("added", "".join(new[c:d]))


def alike(old: str, new: str) -> float:
    """How many of their words two texts share, 0 to 1."""
    first, second = set(_TOKENS.findall(old.casefold())), set(_TOKENS.findall(new.casefold()))
    return len(first & second) / len(first | second) if first | second else 1.0
