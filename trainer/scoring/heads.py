"""The trained linear heads: weights in one small file, applied with numpy only."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from trainer.scoring.blend import blend, setting
from trainer.scoring.dimensions import DIMENSION_IDS
from trainer.scoring.embedding import rarity
from trainer.scoring.features import BLOCKS, BUCKETS, WIDTH, Looked

WEIGHTS = Path(__file__).with_name("weights.npz")
Floats = NDArray[np.float32]
_STEEPNESS = 4
_ROOM = 0.08
"""How far the ends of a calibration lie from its limits, as a share of its height."""


@dataclass(frozen=True, slots=True)
class Heads:
    """All heads. ``names``: the dimensions first, then sub-scores.

    ``dense`` (heads, WIDTH) and ``counts`` (heads, BUCKETS) weights; ``bias`` (heads); ``usual_against``: what the
    block "against" counts as where there is no context; ``knots``: "<head>.<lang>.<setting>" -> (2, n) raw value to
    points; ``centres`` (n, 512) of all sentences seen in training; ``doubt``: weights of what makes the heads err (see
    ``assess.doubts``) and, last, the expected error above which the worst twentieth lies; ``words``: language -> common
    words, which a process looks up before it serves.
    """

    version: str
    names: tuple[str, ...]
    dense: Floats
    counts: Floats
    bias: Floats
    usual_against: Floats
    knots: Mapping[str, Floats]
    centres: Floats
    doubt: Floats
    words: Mapping[str, tuple[str, ...]]

    def raw(self, looked: Looked) -> Floats:
        """The value of every head before calibration: shape (heads,)."""
        values = self.bias + self.dense @ self._row(looked) + self._counted(looked)
        return blend(np.asarray(values, dtype=np.float32), self.names, looked)

    def _row(self, looked: Looked) -> Floats:
        if looked.behind is not None:
            return looked.row
        row = looked.row.copy()
        row[BLOCKS["against"]] = self.usual_against
        return row

    def _counted(self, looked: Looked) -> Floats:
        """What the counted words of all sentences add: shape (heads,)."""
        buckets = np.concatenate(looked.buckets) if looked.buckets else np.zeros(0, dtype=np.int32)
        return np.asarray(self.counts[:, buckets].sum(axis=1) / np.sqrt(max(len(buckets), 1)), dtype=np.float32)

    def _count_values(self, looked: Looked) -> Floats:
        """What the counted words of each sentence add: shape (sentences, heads)."""
        out = np.zeros((len(looked.buckets), len(self.names)), dtype=np.float32)
        total = sum(map(len, looked.buckets))
        for number, buckets in enumerate(looked.buckets):
            out[number] = self.counts[:, buckets].sum(axis=1) / np.sqrt(total)
        return out

    def by_sentence(self, looked: Looked) -> Floats:
        """What each sentence adds to the raw values, compared with an average sentence: shape (sentences, heads).

        The words and the vector of a sentence and the behaviours in it are its own; the rest belongs to the whole
        reply.
        """
        if looked.vectors is None or not len(looked.vectors):
            return np.zeros((0, len(self.names)), dtype=np.float32)
        away = looked.vectors - self.centres.mean(axis=0)
        out = away @ self.dense[:, BLOCKS["vector"]].T * looked.shares[:, None]
        out[0] += self.dense[:, BLOCKS["first"]] @ away[0]
        out[-1] += self.dense[:, BLOCKS["last"]] @ away[-1]
        out += self._count_values(looked)
        return np.asarray(out, dtype=np.float32)

    def calibrated(self, raw: Floats, looked: Looked) -> dict[str, float]:
        """Head -> points (dimensions) or 0 to 100 (sub-scores), on the absolute scale."""
        where = f"{looked.reading.lang}.{setting(looked)}"
        return {
            name: _along(self.knots[f"{name}.{where}"], float(raw[number])) for number, name in enumerate(self.names)
        }

    def novelty(self, looked: Looked) -> float:
        """How far the reply is from all that was seen in training: 0 (like it) to 1 (nothing like it, or no words at
        all).
        """
        if looked.vectors is None or not len(looked.vectors):
            return 1.0
        nearest = (looked.vectors @ self.centres.T).max(axis=1)
        return float(np.clip(1 - looked.shares @ nearest, 0, 1)) + _odd_words(looked)

    def trust(self, doubts: Floats) -> float:
        """Confidence (0 to 1) from a row of doubts: one half where the expected error is that of the worst
        twentieth.
        """
        expected = float(self.doubt[:-1] @ doubts)
        return float(1 / (1 + (expected / float(self.doubt[-1])) ** _STEEPNESS))


def _odd_words(looked: Looked) -> float:
    """Share of words that fall into splinters in the encoder's vocabulary: no words of any language it knows."""
    words = [word for word in looked.reading.words if word.isalpha() and len(word) > 2]
    odd = sum(rarity(word)[0] > 0.55 * len(word) for word in words)
    return odd / max(len(words), 1)


def _along(line: Floats, value: float) -> float:
    """The height of a line at a value; beyond its ends it goes on rising towards a limit a little further out."""
    places, heights = line
    inside = float(np.interp(value, places, heights))
    beyond = max(value - float(places[-1]), float(places[0]) - value, 0.0)
    room = _ROOM * float(heights[-1] - heights[0])
    step = room * beyond / (beyond + max(float(places[-1] - places[0]) * _ROOM, 1e-6))
    return inside + (step if value > places[-1] else -step)


def save(heads: Heads, path: Path) -> None:
    """Writes the weights, half precision, compressed."""
    knots = {f"knots:{name}": points for name, points in heads.knots.items()}
    words = {f"words:{lang}": np.array(each) for lang, each in heads.words.items()}
    np.savez_compressed(
        path,
        version=np.array(heads.version),
        names=np.array(heads.names),
        dense=heads.dense.astype(np.float32),
        counts=heads.counts.astype(np.float16),
        bias=heads.bias,
        usual_against=heads.usual_against,
        centres=heads.centres.astype(np.float16),
        doubt=heads.doubt,
        **knots,  # type: ignore[arg-type]
        **words,  # type: ignore[arg-type]
    )


def read(path: Path) -> Heads:
    """Reads what ``save`` wrote. Raises ``ValueError`` if it belongs to other features."""
    with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
        data = {name: file[name] for name in file.files}
    names = tuple(str(name) for name in data["names"])
    if data["dense"].shape != (len(names), WIDTH) or data["counts"].shape != (len(names), BUCKETS):
        raise ValueError(f"{path.name} was trained on other features; run `trainer train-scorer`")
    if names[: len(DIMENSION_IDS)] != DIMENSION_IDS:
        raise ValueError(f"{path.name} was trained on other dimensions; run `trainer train-scorer`")
    return Heads(
        version=str(data["version"]),
        names=names,
        dense=data["dense"],
        counts=np.asfortranarray(data["counts"], dtype=np.float32),
        bias=data["bias"],
        usual_against=data["usual_against"],
        knots=dict(_named("knots:", data)),
        centres=data["centres"].astype(np.float32),
        doubt=data["doubt"],
        words={lang: tuple(str(word) for word in each) for lang, each in _named("words:", data)},
    )


def _named(kind: str, data: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    return ((name.removeprefix(kind), value) for name, value in data.items() if name.startswith(kind))


@cache
def heads() -> Heads | None:
    """The heads of this process, or None if the weights are missing or do not fit."""
    try:
        return read(WEIGHTS)
    except (OSError, EOFError, ValueError, KeyError, BadZipFile):
        logging.getLogger(__name__).warning(
            "The scorer's weights cannot be read; behaviours serve alone.", exc_info=True
        )
        return None
