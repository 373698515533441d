"""What the heads are trained on: labelled replies and pairs, from the project's corpus, the scenarios and the shared
sets.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trainer.scoring import corpus
from trainer.scoring.dimensions import DIMENSION_IDS

PAIRS = corpus.FOLDER / "pairs.jsonl"
"""Own pairs of sentences that differ in one thing: {"lang", "head", "better", "worse"}, the head one of ``MARGINS``."""
ATTACK = -1.5
"""Points of a text that people called toxic; its neutral rewrite has 0."""
MARGINS = {"plainness": 1.0, "attack": -ATTACK, "courtesy": 1.0, "empathy": 1.5}
"""By how much the better side of an own pair is better, in the points of the head it is for."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text to look at: what it answers (or None) and its language."""

    reply: str
    context: str | None
    lang: str

    def lone(self) -> Text:
        """The same text as if nobody knew what it answers."""
        return Text(self.reply, None, self.lang)


@dataclass(frozen=True, slots=True)
class Sample:
    """A labelled text. ``source`` and language share a level; ``group``: what must not be split between folds."""

    text: Text
    source: str
    group: str
    targets: Mapping[str, float]
    id: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Of two texts the better one, for some heads (head -> by how much)."""

    better: Text
    worse: Text
    source: str
    group: str
    margins: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class ScenarioReply:
    """A reply of a shipped scenario, handed in by the command (this package knows nothing of scenarios)."""

    reply: str
    context: str
    lang: str
    points: Mapping[str, int]
    scenario: str


@dataclass(frozen=True, slots=True)
class Material:
    """All that is there to train on."""

    samples: tuple[Sample, ...]
    pairs: tuple[Pair, ...]

    def texts(self) -> list[Text]:
        """Every text once, and every reply without its context too, in a stable order."""
        seen = {sample.text: None for sample in self.samples}
        seen |= dict.fromkeys(text for pair in self.pairs for text in (pair.better, pair.worse))
        seen |= dict.fromkeys(sample.text.lone() for sample in self.samples)
        return list(seen)


def gather(data: Path | None, scenarios: Sequence[ScenarioReply] = (), folder: Path = corpus.FOLDER) -> Material:
    """Everything to train on. ``data``: the folder with the shared sets, or None to do without them."""
    samples = [*from_corpus(folder), *from_scenarios(scenarios)]
    pairs = list(own_pairs(folder / PAIRS.name))
    if data is not None:
        samples += politeness(data / "politeness_en.jsonl")
        pairs += paradetox(data / "paradetox_en.jsonl")
    return Material((*samples, *as_samples(pairs)), tuple(pairs))


def from_corpus(folder: Path = corpus.FOLDER) -> Iterable[Sample]:
    """The rows of the corpus; rows that answer the same words stay together. What does not heat the talk is no
    attack.
    """
    for lang in corpus.LANGUAGES:
        for row in corpus.load(lang, folder):
            targets = {name: float(value) for name, value in {**row.labels, **row.sub}.items()}
            targets["answer"] = 1.0
            if targets["de_escalation"] >= 0:
                targets["attack"] = 0.0
            yield Sample(
                Text(row.reply, row.context, lang), "corpus", f"{lang}:{row.context.strip().lower()}", targets, row.id
            )


def from_scenarios(replies: Iterable[ScenarioReply]) -> Iterable[Sample]:
    """Authored replies; those of one scenario stay together."""
    for each in replies:
        targets = {**{name: float(each.points[name]) for name in DIMENSION_IDS}, "answer": 1.0}
        yield Sample(Text(each.reply, each.context, each.lang), "scenario", f"scenario:{each.scenario}", targets)


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def politeness(path: Path) -> Iterable[Sample]:
    """Stanford Politeness Corpus (Danescu-Niculescu-Mizil et al. 2013), CC BY 4.0."""
    for row in _lines(path):
        targets = {"courtesy": row["label"], "attack": 0.0, "answer": 0.0}
        yield Sample(Text(row["text"], None, row["lang"]), path.stem, row["text"], targets)


def paradetox(path: Path) -> Iterable[Pair]:
    """ParaDetox (Logacheva et al. 2022), CC0."""
    for row in _lines(path):
        better, worse = (Text(row[side], None, row["lang"]) for side in ("better", "worse"))
        yield Pair(better, worse, path.stem, row["better"], {"attack": -ATTACK})


def own_pairs(path: Path = PAIRS) -> Iterable[Pair]:
    """The project's own pairs of sentences."""
    for row in _lines(path) if path.exists() else []:
        better, worse = (Text(row[side], None, row["lang"]) for side in ("better", "worse"))
        yield Pair(better, worse, f"own_{row['head']}", row["better"], {row["head"]: MARGINS[row["head"]]})


def as_samples(pairs: Iterable[Pair]) -> Iterable[Sample]:
    """Both sides of pairs about attack or plain words as texts of their own: none answers anybody, and the head for
    attack learns a level.
    """
    for pair in pairs:
        if not pair.margins.keys() & {"attack", "plainness"}:
            continue
        for text, attack in ((pair.better, 0.0), (pair.worse, ATTACK)):
            targets = {"answer": 0.0, **({"attack": attack} if "attack" in pair.margins else {})}
            yield Sample(text, pair.source, pair.group, targets)
