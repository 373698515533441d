"""Fitting the linear heads: one ridge regression per head over vectors, figures and hashed counts. Needs the extra
``train``.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from trainer.scoring.features import BLOCKS, BUCKETS, WIDTH, Looked, look
from trainer.scoring.material import Material, Text

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Doubles = NDArray[np.float64]

FOLDS = 5
FIGURE_SCALE = 0.04
"""Weight of a standardised figure against the vector (unit length); found on politeness_en by cross-validation."""
COUNT_SCALE = 0.25
END_SCALE = 0.7
"""Weight of the first and the last sentence against the mean of all."""
LEVEL_SCALE = 10.0
"""The level of a source is a column of its own, so large that the penalty does not touch it."""
SMALLEST_SPREAD = 0.02


@dataclass(frozen=True, slots=True)
class Task:
    """How a head is fitted.

    ``alpha``: penalty; ``sources``: weight of each (those not named are left out); ``one_level``: all sources share one
    level, because their labels mean the same; ``scales``: block (or "counts") -> how much more it may explain.
    """

    alpha: float
    sources: Mapping[str, float]
    one_level: bool = False
    scales: Mapping[str, float] = field(default_factory=dict)

    def scale(self) -> Doubles:
        """The factor of every column: shape (WIDTH + BUCKETS,)."""
        out = np.ones(WIDTH + BUCKETS)
        for block, factor in self.scales.items():
            out[BLOCKS.get(block, slice(WIDTH, None))] = factor
        return out


@dataclass(frozen=True, slots=True)
class Scaling:
    """How looked-at texts become columns: ``mean`` and ``factor`` of the dense row, ``rareness`` of each bucket."""

    mean: Doubles
    factor: Doubles
    rareness: Doubles
    usual_against: Doubles


@dataclass(frozen=True, slots=True)
class Table:
    """All texts looked at once. ``columns``: (texts, WIDTH + BUCKETS) scaled."""

    place: Mapping[Text, int]
    looked: Sequence[Looked]
    columns: csr_matrix
    scaling: Scaling


def tabulate(texts: Sequence[Text]) -> Table:
    """Looks at every text and scales the columns. About 6 ms a text."""
    from scipy import sparse

    looked = [look(text.reply, text.context, text.lang) for text in texts]
    rows = np.array([each.row for each in looked], dtype=np.float64)
    answered = np.array([each.behind is not None for each in looked])
    usual = (
        rows[answered][:, BLOCKS["against"]].mean(axis=0)
        if answered.any()
        else np.zeros(BLOCKS["against"].stop - BLOCKS["against"].start)
    )
    rows[~answered, BLOCKS["against"]] = usual
    counts = _count_matrix(looked)
    seen_in = np.asarray((counts > 0).sum(axis=0)).ravel()
    rareness = np.where(seen_in >= 2, np.log((1 + len(texts)) / (1 + seen_in)) + 1, 0.0)
    factor = FIGURE_SCALE / np.maximum(rows.std(axis=0), SMALLEST_SPREAD)
    factor[BLOCKS["vector"]] = 1.0
    factor[BLOCKS["first"]] = factor[BLOCKS["last"]] = END_SCALE
    scaling = Scaling(rows.mean(axis=0), factor, rareness * COUNT_SCALE, usual)
    dense = (rows - scaling.mean) * scaling.factor
    columns = sparse.hstack([sparse.csr_matrix(dense), counts @ sparse.diags(scaling.rareness)]).tocsr()
    return Table({text: number for number, text in enumerate(texts)}, looked, columns, scaling)


def _count_matrix(looked: Sequence[Looked]) -> csr_matrix:
    from scipy import sparse

    starts, buckets, values = [0], [], []
    for each in looked:
        every = np.concatenate(each.buckets) if each.buckets else np.zeros(0, dtype=np.int32)
        number, times = np.unique(every, return_counts=True)
        buckets.append(number)
        values.append(times / np.sqrt(max(len(every), 1)))
        starts.append(starts[-1] + len(number))
    return sparse.csr_matrix((np.concatenate(values), np.concatenate(buckets), starts), shape=(len(looked), BUCKETS))


@dataclass(frozen=True, slots=True)
class Fitted:
    """A head in scaled columns: ``weights`` (WIDTH + BUCKETS), and its ``level`` (that of the corpus, else so that all
    texts average 0).
    """

    weights: Doubles
    level: float

    def values(self, table: Table, texts: Sequence[Text]) -> Doubles:
        """The head's value for texts of the table."""
        rows = table.columns[[table.place[text] for text in texts]]
        return np.asarray(rows @ self.weights + self.level).ravel()


def fold_of(group: str) -> int:
    """The fold (0 to ``FOLDS`` - 1) in which a group is held out."""
    return zlib.crc32(group.encode()) % FOLDS


def fit(head: str, task: Task, material: Material, table: Table, without_fold: int | None = None) -> Fitted:
    """Fits a head, leaving out a fold if one is given. Deterministic."""
    from scipy import sparse
    from sklearn.linear_model import Ridge

    samples = [
        s
        for s in material.samples
        if head in s.targets and s.source in task.sources and fold_of(s.group) != without_fold
    ]
    pairs = [
        p for p in material.pairs if head in p.margins and p.source in task.sources and fold_of(p.group) != without_fold
    ]
    named = ["corpus" if task.one_level else f"{s.source}.{s.text.lang}" for s in samples]
    levels = sorted(set(named))
    of_level = [levels.index(name) for name in named]
    level_columns = sparse.csr_matrix(
        (np.full(len(samples), LEVEL_SCALE), (np.arange(len(samples)), of_level)),
        shape=(len(samples) + len(pairs), len(levels)),
    )
    rows = [table.columns[[table.place[s.text] for s in samples]]] if samples else []
    if pairs:
        better, worse = (table.columns[[table.place[getattr(p, side)] for p in pairs]] for side in ("better", "worse"))
        rows.append(better - worse)
    target = np.array([s.targets[head] for s in samples] + [p.margins[head] for p in pairs])
    weight = np.array([task.sources[s.source] for s in samples] + [task.sources[p.source] for p in pairs])
    scale = task.scale()
    columns = sparse.hstack([sparse.vstack(rows) @ sparse.diags(scale), level_columns]).tocsr()
    model = Ridge(alpha=task.alpha, solver="lsqr", fit_intercept=False, tol=1e-4)
    model.fit(columns, target, sample_weight=weight)
    own = [model.coef_[WIDTH + BUCKETS + n] * LEVEL_SCALE for n, name in enumerate(levels) if name.startswith("corpus")]
    weights = model.coef_[: WIDTH + BUCKETS] * scale
    usual = float(np.asarray(table.columns.mean(axis=0)).ravel() @ weights)
    return Fitted(weights, float(np.mean(own)) if own else -usual)


def held_out(head: str, task: Task, material: Material, table: Table, asked: Sequence[tuple[Text, str]]) -> Doubles:
    """Values of a head for texts (each with its group), each by a head that never saw the text's group."""
    out = np.zeros(len(asked))
    folds = np.array([fold_of(group) for _, group in asked])
    for fold in range(FOLDS):
        chosen = np.flatnonzero(folds == fold)
        if len(chosen):
            out[chosen] = fit(head, task, material, table, fold).values(table, [asked[int(n)][0] for n in chosen])
    return out
