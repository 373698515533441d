"""Training the heads: ``train(data, out)``. Seeded, minutes on a CPU. Needs the extra ``train``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from trainer.scoring import calibrate, rules
from trainer.scoring.assess import doubts
from trainer.scoring.behaviours import LANGUAGES
from trainer.scoring.blend import blend, setting
from trainer.scoring.dimensions import DIMENSION_IDS
from trainer.scoring.features import WIDTH, Looked
from trainer.scoring.fitting import Fitted, Table, Task, fit, held_out, tabulate
from trainer.scoring.heads import WEIGHTS, Floats, Heads, save
from trainer.scoring.material import Material, Sample, ScenarioReply, Text, gather

_FIGURES_FIRST = {"first": 0.0, "last": 0.0, "counts": 0.6, "figures": 1.4}
"""Of few pairs, what holds for other texts too is length and rarity of words rather than what they are about."""
TASKS: Mapping[str, Task] = {
    "empathy": Task(4, {"corpus": 1, "scenario": 0.7, "own_empathy": 0.7}),
    "de_escalation": Task(4, {"corpus": 1, "scenario": 0.7}),
    "clarity": Task(6, {"corpus": 1, "scenario": 0.7}),
    "emotional_reaction": Task(3, {"corpus": 1}),
    "interpretation": Task(3, {"corpus": 1}),
    "exploration": Task(3, {"corpus": 1}),
    "courtesy": Task(10, {"politeness_en": 1, "own_courtesy": 1}),
    "attack": Task(2, {"corpus": 1, "politeness_en": 1, "paradetox_en": 0.5, "own_attack": 1}, one_level=True),
    "plainness": Task(0.5, {"own_plainness": 1}, scales=_FIGURES_FIRST),
    "answer": Task(
        3,
        {"corpus": 1, "scenario": 1, "politeness_en": 1, "paradetox_en": 0.5, "own_attack": 2, "own_plainness": 2},
        one_level=True,
    ),
}
"""The heads in their order, the dimensions first: penalty, and what each learns from with which weight."""
LEAST = 60
"""A head is fitted only if so many samples or pairs are there for it."""
CENTRES = 96
COMMON = 3
"""Words that stand in so many replies are common."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A labelled reply (with its context or as a lone text), looked at, and the held-out raw values of all heads for
    it.
    """

    sample: Sample
    looked: Looked
    raw: Floats


@dataclass(frozen=True, slots=True)
class Trained:
    """The outcome, with what the evaluation needs."""

    heads: Heads
    material: Material
    table: Table
    judged: tuple[Judged, ...]


def train(data: Path | None, out: Path = WEIGHTS, scenarios: Sequence[ScenarioReply] = ()) -> Trained:
    """Fits all heads, calibrates them on held-out values and writes the weights to ``out``.

    ``data``: the folder with politeness_en.jsonl and paradetox_en.jsonl, or None to train on the corpus alone.
    """
    trained = learn(gather(data, scenarios))
    save(trained.heads, out)
    return trained


def learn(material: Material, also: Sequence[Text] = ()) -> Trained:
    """Everything of ``train`` but the writing. ``also``: texts to look at for a later question (not trained on)."""
    table = tabulate(list(dict.fromkeys([*material.texts(), *also])))
    tasks = {name: task for name, task in TASKS.items() if _enough(name, task, material)}
    fitted = {name: fit(name, task, material, table) for name, task in tasks.items()}
    judged = _judge_held_out(tuple(fitted), material, table)
    return Trained(_heads(fitted, table, judged), material, table, judged)


def _judge_held_out(names: tuple[str, ...], material: Material, table: Table) -> tuple[Judged, ...]:
    own = [
        sample for sample in material.samples if sample.source in ("corpus", "scenario") and "clarity" in sample.targets
    ]
    asked = [(sample.text, sample.group) for sample in own] + [(sample.text.lone(), sample.group) for sample in own]
    raw = np.array([held_out(name, TASKS[name], material, table, asked) for name in names], dtype=np.float32).T
    looked = [table.looked[table.place[text]] for text, _ in asked]
    return tuple(
        Judged(sample, each, blend(values, names, each))
        for sample, each, values in zip([*own, *own], looked, raw, strict=True)
    )


def _enough(name: str, task: Task, material: Material) -> bool:
    samples = sum(name in each.targets and each.source in task.sources for each in material.samples)
    return samples + sum(name in each.margins and each.source in task.sources for each in material.pairs) >= LEAST


def _heads(fitted: Mapping[str, Fitted], table: Table, judged: Sequence[Judged]) -> Heads:
    """Puts scaling and weights together, so that at run time raw = bias + dense @ row + counts."""
    names = tuple(fitted)
    weights = np.array([fitted[name].weights for name in names])
    dense = weights[:, :WIDTH] * table.scaling.factor
    vectors = np.concatenate([each.vectors for each in table.looked if each.vectors is not None and len(each.vectors)])
    heads = Heads(
        version=f"{datetime.now(tz=UTC):%Y.%m.%d}",
        names=names,
        dense=dense.astype(np.float32),
        counts=(weights[:, WIDTH:] * table.scaling.rareness).astype(np.float32),
        bias=np.array([fitted[n].level for n in names], dtype=np.float32)
        - (dense @ table.scaling.mean).astype(np.float32),
        usual_against=table.scaling.usual_against.astype(np.float32),
        knots=_knots(names, judged),
        centres=calibrate.centres(vectors, CENTRES),
        doubt=np.ones(5, dtype=np.float32),
        words={lang: _common_words(lang, judged) for lang in LANGUAGES},
    )
    return _with_doubt(heads, judged)


def _common_words(lang: str, judged: Sequence[Judged]) -> tuple[str, ...]:
    replies = {each.sample.text.reply: each.looked.reading for each in judged if each.sample.text.lang == lang}
    times = Counter(word for reading in replies.values() for word in set(reading.words))
    return tuple(sorted(word for word, number in times.items() if number >= COMMON and word[0].isalpha()))


def _knots(names: tuple[str, ...], judged: Sequence[Judged]) -> dict[str, Floats]:
    """Calibration of each head per language and setting: dimensions on their labels, sub-scores to 0 to 100 by rank."""
    out: dict[str, Floats] = {}
    for lang in LANGUAGES:
        for where in ("answer", "lone"):
            here = [
                each
                for each in judged
                if each.sample.source == "corpus" and each.sample.text.lang == lang and setting(each.looked) == where
            ]
            for number, name in enumerate(names):
                values = [float(each.raw[number]) for each in here]
                if name in DIMENSION_IDS:
                    line = calibrate.knots(values, [each.sample.targets[name] for each in here])
                else:
                    shares = np.linspace(0.02, 0.98, calibrate.KNOTS)
                    line = np.array([np.quantile(values, shares), np.linspace(0, 100, calibrate.KNOTS)])
                out[f"{name}.{lang}.{where}"] = line.astype(np.float32)
    return out


def _with_doubt(heads: Heads, judged: Sequence[Judged]) -> Heads:
    """Learns from the held-out errors what makes the heads err."""
    rows, errors = [], []
    for each in judged:
        points = heads.calibrated(each.raw, each.looked)
        by_rules, novelty = rules.points(each.looked.sums), heads.novelty(each.looked)
        for name in DIMENSION_IDS:
            rows.append(doubts(novelty, points[name], by_rules[name], len(each.looked.reading.words)))
            errors.append(abs(points[name] - each.sample.targets[name]))
    weights = calibrate.doubt_weights(np.array(rows), np.array(errors))
    worst = np.quantile(np.array(rows) @ weights, 0.95)
    return replace(heads, doubt=np.array([*weights, worst], dtype=np.float32))
