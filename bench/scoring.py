"""What judging a reply costs: assess beside the sentence encoder alone, VADER and textstat, in turns in one process.

Replies of up to 90 words from the corpus, each with its context, each judged once (nothing repeats, so no cache helps
but that of contexts, which is warm in use too: all replies at a place answer the same words). One thread. Memory is
that of a fresh process that has done nothing but ``preload``.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from random import Random
from time import perf_counter

import textstat
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from trainer.scoring import corpus
from trainer.scoring.assess import assess, preload
from trainer.scoring.corpus import Row
from trainer.scoring.detectors import background
from trainer.scoring.embedding import encode_context, encoder

REPLIES, LONGEST, SEED = 600, 90, 1
_MEMORY = """
from pathlib import Path
from trainer.scoring.assess import assess, preload
preload()
from time import perf_counter
start = perf_counter()
assess("Sorry, I will look into it at once.", "Where is it?", "en")
first = perf_counter() - start
peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(int(peak.split()[1]) / 1024, first * 1000)
"""


def main() -> None:
    """Print milliseconds at the median and at the 95th percentile, ratios to the encoder, and memory."""
    rows = _replies()
    times = _in_turns(rows, _ways())
    base = _at(times["encoder alone"], 0.5)
    words = [len(row.reply.split()) for row in rows]
    print(f"{len(rows)} replies of {min(words)} to {max(words)} words, on average {sum(words) / len(words):.0f}")
    print(f"{'':16s} {'p50 ms':>8s} {'p95 ms':>8s} {'ratio of p50':>13s} {'ratio of sums':>14s}")
    total = sum(times["encoder alone"])
    for name, each in times.items():
        middle, slow = _at(each, 0.5), _at(each, 0.95)
        print(f"{name:16s} {middle * 1e3:8.2f} {slow * 1e3:8.2f} {middle / base:13.2f} {sum(each) / total:14.2f}")
    memory, first = subprocess.run(
        [sys.executable, "-c", _MEMORY], capture_output=True, text=True, check=True
    ).stdout.split()
    print(f"a process after preload: {float(memory):.0f} MB at most, first reply {float(first):.1f} ms")


def _replies() -> list[Row]:
    rows = [row for lang in corpus.LANGUAGES for row in corpus.load(lang) if 0 < len(row.reply.split()) <= LONGEST]
    return Random(SEED).sample(rows, min(REPLIES, len(rows)))


def _ways() -> dict[str, Callable[[Row], object]]:
    preload()
    model, vader = encoder(), SentimentIntensityAnalyzer()
    if model is None:
        raise SystemExit("The encoder cannot load; there is nothing to compare with.")
    return {
        "encoder alone": lambda row: model.encode([row.reply]),
        "assess": lambda row: assess(row.reply, row.context, row.lang),
        "VADER": lambda row: vader.polarity_scores(row.reply),
        "textstat": lambda row: textstat.flesch_reading_ease(row.reply),
    }


def _in_turns(rows: list[Row], ways: dict[str, Callable[[Row], object]]) -> dict[str, list[float]]:
    """Seconds per reply and way; every reply goes through all ways before the next one comes."""
    times: dict[str, list[float]] = {name: [] for name in ways}
    for row in rows:
        encode_context(row.context)
        background(row.context, row.lang)
        for name, way in ways.items():
            start = perf_counter()
            way(row)
            times[name].append(perf_counter() - start)
    return times


def _at(times: list[float], share: float) -> float:
    return sorted(times)[int(len(times) * share)]


if __name__ == "__main__":
    main()
