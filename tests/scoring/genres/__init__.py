"""The held-out replies of other genres (``<lang>.jsonl``), judged: for the tests, and for ``bench.genres``."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from trainer.scoring.assess import rate
from trainer.scoring.dimensions import DIMENSION_IDS

LANGUAGES = ("en", "ru")
SUBS = ("emotional_reaction", "interpretation", "exploration")


def lines(lang: str) -> list[dict[str, Any]]:
    """The rows of the file."""
    text = (Path(__file__).parent / f"{lang}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


@cache
def judged(lang: str) -> list[tuple[str, dict[str, int], dict[str, float]]]:
    """Genre, labels, and what the scorer gives."""
    out = []
    for row in lines(lang):
        if row["genre"] != "pairs":
            rated = rate(row["reply"], row["context"], lang)
            out.append((row["genre"], row["labels"], {**{d: rated[d] for d in DIMENSION_IDS}, **rated["sub"]}))
    return out


def series(lang: str, name: str, *genres: str) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Scores (0 to 100) and labels of a dimension or sub-score, in these genres or in all."""
    both = [(s[name], lab[name]) for g, lab, s in judged(lang) if name in lab and (not genres or g in genres)]
    return np.array([score for score, _ in both]), np.array([float(label) for _, label in both])


def in_order(lang: str) -> list[bool]:
    """For each pair of sentences whether the better one scores higher."""
    return [
        rate(row["better"], None, lang)[row["dimension"]] > rate(row["worse"], None, lang)[row["dimension"]]
        for row in lines(lang)
        if row["genre"] == "pairs"
    ]
