"""How well the scorer agrees with people: ``evaluate(data)``. Its report is shown on the page "How the scores work".

Nothing is judged by heads that saw it: replies and sets that are trained on by five-fold cross-validation, in which all
that answers the same words stays together; politeness_ru and onestop_en are never trained on.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from trainer.scoring import corpus
from trainer.scoring.behaviours import LANGUAGES
from trainer.scoring.blend import blend, setting
from trainer.scoring.dimensions import DIMENSION_IDS, HIGHEST, LOWEST, POINTS, to_percent
from trainer.scoring.features import Looked
from trainer.scoring.fitting import held_out
from trainer.scoring.heads import Floats, Heads
from trainer.scoring.limits import held
from trainer.scoring.material import ScenarioReply, Text, gather
from trainer.scoring.statistics import auc, far_off, in_order, kappa, measured, spearman
from trainer.scoring.training import TASKS, Judged, Trained, learn

REPORT = Path(__file__).with_name("report.json")
CROSS_VALIDATED, UNSEEN = "cross-validated", "never trained on"
_FOR_LONE = ("empathy", "de_escalation", "clarity", "courtesy", "attack", "plainness", "answer")
_SETS = ("politeness_en", "politeness_ru", "paradetox_en", "onestop_en")
GOALS = {
    ("politeness_en", "auc"): 0.83,
    ("politeness_ru", "auc"): 0.86,
    ("paradetox_en", "pairs"): 0.99,
    ("paradetox_en", "pairs, length controlled"): 0.985,
    ("onestop_en", "pairs"): 0.88,
    ("onestop_en", "pairs, length controlled"): 0.76,
}


def evaluate(data: Path, scenarios: Sequence[ScenarioReply] = ()) -> dict[str, Any]:
    """Trains without what it judges, judges it, and returns the report, ready for JSON. Some minutes."""
    return report_on(learn(gather(data, scenarios), shared_texts(data)), data)


def shared_texts(data: Path) -> list[Text]:
    """The texts of the shared sets that are judged."""
    return list(dict.fromkeys(text for name in _SETS for row in _rows(data / f"{name}.jsonl") for text in _texts(row)))


def report_on(trained: Trained, data: Path) -> dict[str, Any]:
    """The report on heads that were learned together with looking at ``shared_texts(data)``."""
    own = [each for each in trained.judged if each.sample.source == "corpus" and setting(each.looked) == "answer"]
    points = [points_of(trained.heads, each.raw, each.looked) for each in own]
    return {
        "version": trained.heads.version,
        "date": f"{datetime.now(tz=UTC):%Y-%m-%d}",
        "rows": {lang: sum(each.sample.text.lang == lang for each in own) for lang in LANGUAGES},
        "agreement": [
            *_on_sets(trained, {name: _rows(data / f"{name}.jsonl") for name in _SETS}),
            *_on_corpus(own, points),
        ],
        "pairs": _on_pairs(own, points),
        "reliability": _reliability(own, points),
        "means": _means(own, points),
        "second_labels": _second_labels(own, points),
    }


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _texts(row: Mapping[str, Any]) -> list[Text]:
    return [Text(row[side], row.get("context"), row["lang"]) for side in ("text", "better", "worse") if side in row]


def points_of(heads: Heads, raw: Floats, looked: Looked) -> dict[str, float]:
    """Dimension id -> points from (held-out, blended) raw values, as ``assess`` would give them."""
    values = heads.calibrated(raw, looked)
    return held({name: float(np.clip(values[name], LOWEST, HIGHEST)) for name in DIMENSION_IDS}, looked)


def _on_sets(trained: Trained, rows: Mapping[str, list[dict[str, Any]]]) -> Iterable[dict[str, Any]]:
    """Agreement on the shared sets, as ``evaluate.py`` beside them measures it."""
    for name, entries in rows.items():
        dimension = "clarity" if name == "onestop_en" else "de_escalation"
        unseen = name in ("politeness_ru", "onestop_en")
        scored = _scores(trained, entries, dimension, unseen=unseen)
        base = {"set": name, "dimension": dimension, "how": UNSEEN if unseen else CROSS_VALIDATED}
        for measure, result in (_of_labels if "text" in entries[0] else _of_pairs)(entries, scored):
            yield {**base, "measure": measure, "goal": GOALS.get((name, measure)), **result}


def _scores(trained: Trained, entries: list[dict[str, Any]], dimension: str, *, unseen: bool) -> dict[Text, float]:
    asked = [(text, str(entry.get("better", entry.get("text")))) for entry in entries for text in _texts(entry)]
    looked = [trained.table.looked[trained.table.place[text]] for text, _ in asked]
    if unseen:
        raw = [trained.heads.raw(each) for each in looked]
    else:
        raw = [
            blend(row, trained.heads.names, each)
            for row, each in zip(_held_out_raw(trained, asked), looked, strict=True)
        ]
    return {
        text: points_of(trained.heads, values, each)[dimension]
        for (text, _), values, each in zip(asked, raw, looked, strict=True)
    }


def _held_out_raw(trained: Trained, asked: Sequence[tuple[Text, str]]) -> Floats:
    columns = [
        held_out(name, TASKS[name], trained.material, trained.table, asked)
        if name in _FOR_LONE
        else np.zeros(len(asked))
        for name in trained.heads.names
    ]
    return np.array(columns, dtype=np.float32).T


def _of_labels(entries: list[dict[str, Any]], scored: Mapping[Text, float]) -> Iterable[tuple[str, dict[str, Any]]]:
    scores = [scored[_texts(entry)[0]] for entry in entries]
    extreme = [(score, e["quartile"]) for score, e in zip(scores, entries, strict=True) if e["quartile"] is not None]
    yield "auc", measured(auc, [score for score, _ in extreme], [label for _, label in extreme])
    yield "spearman", measured(spearman, scores, [entry["label"] for entry in entries])


def _of_pairs(entries: list[dict[str, Any]], scored: Mapping[Text, float]) -> Iterable[tuple[str, dict[str, Any]]]:
    long = [entry for entry in entries if len(entry["better"].split()) >= len(entry["worse"].split())]
    for measure, chosen in (("pairs", entries), ("pairs, length controlled", long)):
        sides = [[scored[text] for text in _texts(entry)] for entry in chosen]
        yield measure, measured(in_order, [better for better, _ in sides], [worse for _, worse in sides])


def _on_corpus(own: Sequence[Judged], points: Sequence[Mapping[str, float]]) -> Iterable[dict[str, Any]]:
    for lang in LANGUAGES:
        for name in DIMENSION_IDS:
            scores, labels = _series(own, points, lang, name)
            base = {"set": f"corpus_{lang}", "dimension": name, "how": CROSS_VALIDATED}
            yield {**base, "measure": "spearman", "goal": 0.75, **measured(spearman, scores, labels)}
            yield {**base, "measure": "two steps off", "goal": 0.03, **measured(far_off, scores, labels)}


def _series(
    own: Sequence[Judged], points: Sequence[Mapping[str, float]], lang: str, name: str
) -> tuple[list[float], list[float]]:
    chosen = [
        (p[name], each.sample.targets[name])
        for each, p in zip(own, points, strict=True)
        if each.sample.text.lang == lang
    ]
    return [score for score, _ in chosen], [label for _, label in chosen]


def _on_pairs(own: Sequence[Judged], points: Sequence[Mapping[str, float]]) -> list[dict[str, Any]]:
    """Contrasted pairs, and the rows of a set with one edit: how often the better one scores higher."""
    scored = {each.sample.id: p for each, p in zip(own, points, strict=True)}
    out = []
    for lang in LANGUAGES:
        rows = corpus.load(lang)
        sets: defaultdict[str, list[corpus.Row]] = defaultdict(list)
        for row in rows:
            if row.set is not None:
                sets[row.set].append(row)
        edits = [(a, b) for members in sets.values() for a in members for b in members if a.id < b.id]
        for kind, pairs in (("contrasted pairs", corpus.pairs(rows)), ("one edit", edits)):
            for name in DIMENSION_IDS:
                sides = _sides(name, pairs, scored)
                if sides:
                    result = measured(in_order, [better for better, _ in sides], [worse for _, worse in sides])
                    out.append({"set": f"corpus_{lang}", "measure": kind, "dimension": name, **result})
    return out


def _sides(
    name: str, pairs: Iterable[tuple[corpus.Row, corpus.Row]], scored: Mapping[str, Mapping[str, float]]
) -> list[tuple[float, float]]:
    out = []
    for one, other in pairs:
        if one.labels[name] != other.labels[name]:
            better, worse = (one, other) if one.labels[name] > other.labels[name] else (other, one)
            out.append((scored[better.id][name], scored[worse.id][name]))
    return out


def _reliability(
    own: Sequence[Judged], points: Sequence[Mapping[str, float]]
) -> dict[str, dict[str, list[dict[str, float]]]]:
    """Dimension -> language -> ten equal groups by score: mean score and mean label, both 0 to 100."""
    out: dict[str, dict[str, list[dict[str, float]]]] = {}
    for name in DIMENSION_IDS:
        out[name] = {}
        for lang in LANGUAGES:
            scores, labels = (np.array(series) for series in _series(own, points, lang, name))
            groups = np.array_split(np.argsort(scores, kind="stable"), 10)
            out[name][lang] = [
                {
                    "score": round(to_percent(scores[g].mean()), 1),
                    "label": round(to_percent(labels[g].mean()), 1),
                    "n": len(g),
                }
                for g in groups
            ]
    return out


def _means(own: Sequence[Judged], points: Sequence[Mapping[str, float]]) -> dict[str, dict[str, dict[str, float]]]:
    """Dimension -> language -> label -> mean score (0 to 100) of the replies with that label."""
    out: dict[str, dict[str, dict[str, float]]] = {}
    for name in DIMENSION_IDS:
        out[name] = {}
        for lang in LANGUAGES:
            scores, labels = (np.array(series) for series in _series(own, points, lang, name))
            out[name][lang] = {
                str(point): round(to_percent(float(scores[labels == point].mean())), 1)
                for point in POINTS
                if (labels == point).any()
            }
    return out


def _second_labels(own: Sequence[Judged], points: Sequence[Mapping[str, float]]) -> dict[str, dict[str, Any]]:
    """Dimension -> agreement of two people, and of the scorer (held out, rounded) with each, as weighted kappa."""
    path = corpus.FOLDER / "second_labels.jsonl"
    second = {row["id"]: row for row in _rows(path)} if path.exists() else {}
    both = [
        (each.sample, p, second[each.sample.id])
        for each, p in zip(own, points, strict=True)
        if each.sample.id in second
    ]
    if not both:
        return {}
    return {
        name: {
            "people": measured(kappa, [s.targets[name] for s, _, _ in both], [float(o[name]) for _, _, o in both]),
            "scorer_first": measured(
                kappa, [round(p[name]) for _, p, _ in both], [s.targets[name] for s, _, _ in both]
            ),
            "scorer_second": measured(
                kappa, [round(p[name]) for _, p, _ in both], [float(o[name]) for _, _, o in both]
            ),
        }
        for name in DIMENSION_IDS
    }
