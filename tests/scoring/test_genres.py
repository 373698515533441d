"""People of other genres than the corpus began with are judged in the right order.

``genres/<lang>.jsonl`` holds replies written and labelled on the anchors before any of them was scored, as one half
of a larger set whose other half was looked at while the corpus grew; no row of it is ever trained on. Peer support,
answers of customer service in public, hostile and friendly comments, office mails, heated threads, kind words
without form, tricks, and pairs of sentences.
"""

from __future__ import annotations

import json

import numpy as np
import pytest

from tests.scoring.genres import LANGUAGES, SUBS, in_order, lines, series
from trainer.scoring import corpus
from trainer.scoring.dimensions import DIMENSION_IDS
from trainer.scoring.statistics import spearman


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "genres"),
    [
        ("empathy", ("support",)),
        ("empathy", ("service",)),
        ("de_escalation", ("hostility",)),
        ("de_escalation", ("mails", "awry")),
        *((name, ()) for name in (*DIMENSION_IDS, *SUBS)),
    ],
)
def test_the_order_is_that_of_the_labels(lang: str, name: str, genres: tuple[str, ...]) -> None:
    scores, labels = series(lang, name, *genres)
    assert len(scores) >= 12
    assert spearman(scores, labels) > 0.6


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", DIMENSION_IDS)
def test_good_and_harmful_land_at_their_ends_of_the_scale(lang: str, name: str) -> None:
    scores, labels = series(lang, name)
    assert scores[labels == 2].mean() > 70
    assert scores[labels == -2].mean() < 30
    assert np.mean(np.abs(scores - (labels + 2) * 25) >= 50) <= 0.03


@pytest.mark.parametrize("lang", LANGUAGES)
def test_of_two_sentences_the_better_scores_higher(lang: str) -> None:
    right = in_order(lang)
    assert len(right) >= 15
    assert np.mean(right) >= 0.9


@pytest.mark.parametrize("lang", LANGUAGES)
def test_none_of_these_rows_is_in_the_corpus(lang: str) -> None:
    known = {row.reply for row in corpus.load(lang)}
    pairs = (corpus.FOLDER / "pairs.jsonl").read_text(encoding="utf-8").splitlines()
    known |= {json.loads(line)[side] for line in pairs for side in ("better", "worse")}
    assert not known & {row[side] for row in lines(lang) for side in ("reply", "better", "worse") if side in row}
