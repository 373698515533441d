"""How well typed words are understood, on the labelled variants, and how long it takes.

``python -m bench.matching`` prints the table of both halves; ``--grid`` the best limits on the half for tuning.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import product
from statistics import median
from time import perf_counter

from trainer.dialogue.hearing import encode, judge, points
from trainer.dialogue.matching import LIMITS, Limits, match
from trainer.dialogue.measuring import by_language, measure, weigh_all
from trainer.dialogue.variants import load, talk_at
from trainer.paths import SCENARIOS
from trainer.scenario.folder import read_folder
from trainer.scenario.model import Scenario

COLUMNS = ("accuracy", "false_match", "same", "ruder", "opposite", "aside", "rude_goes_on_cold", "goes_on_as_meant")


def scenarios() -> dict[str, Scenario]:
    """The shipped scenarios by slug."""
    documents, errors = read_folder(SCENARIOS)
    if errors:
        raise errors[0]
    return {document.slug: document.scenario for document in documents}


def table(figures: dict[str, dict[str, dict[str, float]]], half: str) -> Iterator[str]:
    """Lines: per language the shares in per cent with their 95 % intervals."""
    yield f"{half:5}" + "".join(f"{name:>24}" for name in COLUMNS)
    for language, row in figures.items():
        yield f"{language:5}" + "".join(f"{cell(row[name]):>24}" for name in COLUMNS)


def cell(share: dict[str, float]) -> str:
    """A share in per cent, its interval, and the number it is counted from."""
    value, low, high = (100 * share[name] for name in ("value", "low", "high"))
    return f"{value:.1f} [{low:.1f} {high:.1f}] {share['n']:3}"


def grid() -> Iterator[tuple[float, float, Limits]]:
    """Accuracy and false matches on the half for tuning, for each choice of limits."""
    weighed = weigh_all([each for each in load() if each.half == "tune"], scenarios())
    for close, weight in product(range(36, 66), range(0, 22, 2)):
        limits = Limits(close / 100, weight / 100)
        found = by_language(weighed, limits)["all"]
        yield found["accuracy"]["value"], found["false_match"]["value"], limits


def milliseconds() -> float:
    """Median time of a match besides the encoding of the typed words and the scorer."""
    known = scenarios()
    times = []
    for each in load():
        talk = talk_at(each, known[each.scenario])
        judged = points(judge(talk, each.text))
        typed = encode([each.text, *(words for reply in talk.offered for words in (reply.say, *reply.like))])
        began = perf_counter()
        match(each.text, judged, talk.offered, lambda _, kept=typed: kept)  # type: ignore[misc]
        times.append(perf_counter() - began)
    return median(times) * 1000


def main() -> None:
    """Print the table, or the best of the grid."""
    if "--grid" in sys.argv:
        for accuracy, wrong, limits in sorted(grid(), key=lambda row: (-row[0], row[1]))[:15]:
            print(f"{accuracy:.3f} right, {wrong:.3f} false matches: {limits}")
        return
    figures = measure(load(), scenarios())
    for half in ("test", "tune"):
        print("\n".join(table(figures[half], half)))
    print(f"limits: {LIMITS}; a match takes {milliseconds():.2f} ms besides scoring and encoding")


if __name__ == "__main__":
    main()
