"""Putting typed replies together: which cut is best, and what 1,000 replies of one scene cost.

``CUT`` of ``trainer.dialogue.clustering`` stands in the table with an arrow.
"""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path
from random import Random
from statistics import fmean, median
from time import perf_counter

import numpy as np

from trainer.dialogue.clustering import CUT, MOST, cluster
from trainer.dialogue.variants import load
from trainer.scoring.embedding import Encoder, Vectors, encoder

GROUPED = Path(__file__).parent / "grouped_replies.json"
CUTS = [percent / 100 for percent in range(20, 52, 2)]
RUNS = 9


def main() -> None:
    """Print the table of cuts, then milliseconds."""
    model = encoder()
    if model is None:
        raise SystemExit("The encoder cannot load; without it nothing is put together.")
    scenes = list(_grouped(model))
    print(
        f"{sum(len(labels) for _, labels, _ in scenes)} replies grouped by hand, {len(scenes)} scenes, mean over scenes"
    )
    print(f"{'cut':>6} {'pure':>6} {'found':>6} {'F1':>6}")
    for cut in CUTS:
        figures = [_pairs(labels, texts, vectors, cut) for texts, labels, vectors in scenes]
        pure, found, both = (fmean(column) for column in zip(*figures, strict=True))
        print(f"{cut:6.2f} {pure:6.2f} {found:6.2f} {both:6.2f}{' <-' if cut == CUT else ''}")
    _time(model)


def _grouped(model: Encoder) -> list[tuple[list[str], list[str], Vectors]]:
    """For each scene the texts, the group of each (a lone one is its own), and the vectors."""
    scenes = []
    for groups in json.loads(GROUPED.read_text(encoding="utf-8")).values():
        rows = [(text, text if name == "alone" else name) for name, texts in groups.items() for text in texts]
        texts, labels = [text for text, _ in rows], [label for _, label in rows]
        scenes.append((texts, labels, model.encode(texts)))
    return scenes


def _pairs(labels: list[str], texts: list[str], vectors: Vectors, cut: float) -> tuple[float, float, float]:
    """Of the pairs put together, the share that belongs together; of those that do, the share found; their F1."""
    place = {row: number for number, each in enumerate(cluster(texts, vectors, cut)) for row in each.members}
    belong = {pair for pair in combinations(range(len(texts)), 2) if labels[pair[0]] == labels[pair[1]]}
    put = {pair for pair in combinations(range(len(texts)), 2) if place[pair[0]] == place[pair[1]]}
    both = len(belong & put)
    return both / max(len(put), 1), both / len(belong), 2 * both / (len(belong) + len(put))


def _time(model: Encoder) -> None:
    """Encoding and grouping 1,000 replies: labelled variants and small changes of them."""
    texts = [variant.text for variant in load()]
    random = Random(1)
    while len(texts) < MOST:
        words = random.choice(texts).split()
        texts.append(" ".join(words[: random.randint(3, len(words)) if len(words) > 3 else 1]))
    began = perf_counter()
    vectors = np.vstack([model.encode(texts[at : at + 40]) for at in range(0, MOST, 40)])
    encoding = perf_counter() - began
    cluster(texts[:MOST], vectors)  # loads scipy
    times = []
    for _ in range(RUNS):
        began = perf_counter()
        groups = cluster(texts[:MOST], vectors)
        times.append(perf_counter() - began)
    milliseconds = median(times) * 1e3
    print(f"{MOST} replies: encoded once in {encoding:.1f} s, put into {len(groups)} groups in {milliseconds:.0f} ms")


if __name__ == "__main__":
    main()
