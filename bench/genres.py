"""How well the scorer orders held-out replies of other genres, in both languages: the table of docs/scorer.md.

Spearman's rank correlation with the labels (one hand's, given before anything was scored), the share of pairs of
sentences in the right order, and where excellent and harmful replies land. Accuracy, not time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from tests.scoring.genres import LANGUAGES, in_order, series
from trainer.scoring.dimensions import DIMENSION_IDS
from trainer.scoring.statistics import spearman

ROWS = (
    ("peer support", "empathy", "support"),
    ("", "emotional_reaction", "support"),
    ("", "interpretation", "support"),
    ("", "exploration", "support"),
    ("customer service in public", "empathy", "service"),
    ("", "de_escalation", "service"),
    ("comments, hostile to friendly", "de_escalation", "hostility"),
    ("office mails", "de_escalation", "mails"),
    ("heated threads", "de_escalation", "awry"),
    ("kind words without form", "empathy", "informal"),
)
LEAST = 6
"""Of fewer replies no correlation is printed."""


def main() -> None:
    """Print the table."""
    print(f"{'':32}{'':20}" + "".join(f"{lang:>12}" for lang in LANGUAGES))
    for name, dimension, genre in ROWS:
        print(f"{name:32}{dimension:20}" + "".join(f"{_order(lang, dimension, genre):>12}" for lang in LANGUAGES))
    right = {lang: in_order(lang) for lang in LANGUAGES}
    shares = "".join(f"{f'{np.mean(each):.2f} ({len(each)})':>12}" for each in right.values())
    print(f"{'pairs of sentences':32}{'right order':20}{shares}")
    for line in _ends():
        print(line)


def _order(lang: str, dimension: str, genre: str) -> str:
    scores, labels = series(lang, dimension, genre)
    return f"{spearman(scores, labels):.2f} ({len(scores)})" if len(scores) >= LEAST else "-"


def _ends() -> Iterator[str]:
    ends: tuple[tuple[str, int, Callable[[float], bool]], ...] = (
        ("excellent above 75", 2, lambda score: score > 75),
        ("harmful below 25", -2, lambda score: score < 25),
    )
    for name, label, lands in ends:
        for dimension in DIMENSION_IDS:
            both = [series(lang, dimension) for lang in LANGUAGES]
            hits = [lands(score) for scores, labels in both for score in scores[labels == label]]
            yield f"{name:32}{dimension:20}{np.mean(hits):12.0%} of {len(hits)}"


if __name__ == "__main__":
    main()
