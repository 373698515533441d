"""The report of ``trainer evaluate`` in words for the page "How the scores work"."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from trainer.scoring.dimensions import DIMENSIONS, Dimension
from trainer.scoring.evaluation import REPORT

SETS: Mapping[str, LazyString] = {
    "politeness_en": _l("Politeness of requests, English (Stanford Politeness Corpus)"),
    "politeness_ru": _l("Politeness of requests, Russian (TyDiP)"),
    "paradetox_en": _l("Toxic sentences and their neutral rewrites, English (ParaDetox)"),
    "onestop_en": _l("Sentences and a teacher's simpler ones, English (OneStopEnglish)"),
    "corpus_en": _l("Our own labelled replies, English"),
    "corpus_ru": _l("Our own labelled replies, Russian"),
}
MEASURES: Mapping[str, LazyString] = {
    "auc": _l("tells the top quarter from the bottom quarter (AUC)"),
    "spearman": _l("order agrees with the label (Spearman)"),
    "pairs": _l("puts pairs in the right order"),
    "pairs, length controlled": _l("the same, only where the better one is not shorter"),
    "two steps off": _l("two points or more beside the label"),
    "contrasted pairs": _l("better and worse answer to the same words in the right order"),
    "one edit": _l("the same after one small edit"),
}
SMALL_IS_GOOD = {"two steps off"}


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure with its 95 % interval. ``unseen``: on texts that no part of the training ever saw."""

    name: LazyString
    dimension: Dimension
    measure: LazyString
    number: int
    value: float
    low: float
    high: float
    goal: float | None
    unseen: bool
    reached: bool


@dataclass(frozen=True, slots=True)
class Agreement:
    """All that the report says, ready for the page. ``kappas``: dimension and weighted kappa of two labellings."""

    version: str
    date: str
    rows: Mapping[str, int]
    figures: tuple[Figure, ...]
    kappas: tuple[tuple[Dimension, Mapping[str, Any]], ...]
    reliability: Mapping[str, Mapping[str, list[Mapping[str, float]]]]
    matching: Mapping[str, Any]

    @property
    def weak(self) -> tuple[Figure, ...]:
        """What stays below its goal."""
        return tuple(figure for figure in self.figures if not figure.reached)


@cache
def agreement() -> Agreement | None:
    """The report that came with this version, or None if there is none."""
    if not REPORT.exists():
        return None
    report = json.loads(REPORT.read_text(encoding="utf-8"))
    known = {dimension.id: dimension for dimension in DIMENSIONS}
    return Agreement(
        version=report["version"],
        date=report["date"],
        rows=report["rows"],
        figures=tuple(_figure(row, known) for row in (*report["agreement"], *report["pairs"])),
        kappas=tuple((known[name], each) for name, each in report["second_labels"].items()),
        reliability=report["reliability"],
        matching=report.get("matching", {}),
    )


def _figure(row: Mapping[str, Any], known: Mapping[str, Dimension]) -> Figure:
    goal, measure = row.get("goal"), row["measure"]
    better = row["value"] <= (goal or 0) if measure in SMALL_IS_GOOD else row["value"] >= (goal or 0)
    return Figure(
        name=SETS[row["set"]],
        dimension=known[row["dimension"]],
        measure=MEASURES[measure],
        number=row["n"],
        value=row["value"],
        low=row["low"],
        high=row["high"],
        goal=goal,
        unseen=row.get("how") == "never trained on",
        reached=goal is None or better,
    )
