"""A developer retrains the scorer: on a small corpus, to see that the whole way works and always gives the same."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from trainer.scoring import corpus
from trainer.scoring.calibrate import knots, rising
from trainer.scoring.dimensions import DIMENSION_IDS
from trainer.scoring.evaluation import GOALS, REPORT
from trainer.scoring.features import BLOCKS, FIGURES, look
from trainer.scoring.heads import read, save
from trainer.scoring.material import MARGINS, Material, ScenarioReply, as_samples, from_scenarios, gather, own_pairs
from trainer.scoring.training import Trained, learn

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:sklearn")


@pytest.fixture(scope="module")
def trained() -> Trained:
    material = gather(None)
    some = [sample for sample in material.samples if sample.source == "corpus" and sample.text.lang == "en"][:60]
    some += [sample for sample in material.samples if sample.source == "corpus" and sample.text.lang == "ru"][:60]
    return learn(Material(tuple(some), ()))


def test_the_heads_learn_what_people_labelled(trained: Trained) -> None:
    judged = [each for each in trained.judged if each.looked.behind is not None]
    raw = [trained.heads.raw(each.looked) for each in judged]
    for number, name in enumerate(DIMENSION_IDS):
        labels = [each.sample.targets[name] for each in judged]
        assert np.corrcoef([values[number] for values in raw], labels)[0, 1] > 0.8


def test_weights_read_back_give_the_same_scores(trained: Trained, tmp_path: Path) -> None:
    path = tmp_path / "weights.npz"
    save(trained.heads, path)
    again = read(path)
    looked = look("I'm sorry, I'll call you by noon.", "Where is my lamp?", "en")
    assert again.raw(looked) == pytest.approx(trained.heads.raw(looked), abs=0.02)
    assert path.stat().st_size < 3_000_000


def test_a_scenario_stays_in_one_fold() -> None:
    replies = [ScenarioReply(text, "Hm?", "en", dict.fromkeys(DIMENSION_IDS, 1), "lamp") for text in ("a b", "c d")]
    assert len({sample.group for sample in from_scenarios(replies)}) == 1


def test_a_sentence_of_sympathy_or_courtesy_is_not_learned_as_answering_nobody() -> None:
    pairs = list(own_pairs())
    assert {head for pair in pairs for head in pair.margins} == set(MARGINS)
    for head in ("empathy", "courtesy"):
        assert {pair.better.lang for pair in pairs if head in pair.margins} == {"en", "ru"}
        assert not list(as_samples(pair for pair in pairs if head in pair.margins))
    attacks = list(as_samples(pair for pair in pairs if "attack" in pair.margins))
    assert {sample.targets["attack"] for sample in attacks} == {0.0, -1.5}


@pytest.mark.parametrize(
    ("lang", "told", "asked"),
    [("en", "I see. The bus was late.", "What hurt most?"), ("ru", "Понимаю. Ещё и дождь.", "Что больнее всего?")],
)
def test_one_question_at_the_end_of_a_reply_is_seen(lang: str, told: str, asked: str) -> None:
    def figures(text: str) -> dict[str, float]:
        return dict(zip(FIGURES, look(text, None, lang).row[BLOCKS["figures"]], strict=True))

    once, never = figures(f"{told} {asked}"), figures(told)
    assert (once["ends_asking"], once["asks_openly"], once["asks"]) == (1.0, 1.0, 0.5)
    assert (never["ends_asking"], never["asks_openly"], never["asks"]) == (0.0, 0.0, 0.0)


def test_calibration_never_falls() -> None:
    rng = np.random.default_rng(0)
    raw = rng.normal(size=200)
    places, points = knots(list(raw), list(np.clip(np.round(raw + rng.normal(size=200)), -2, 2)))
    assert (np.diff(places) > 0).all()
    assert (np.diff(points) > 0).all()
    assert rising(np.array([1.0, 3.0, 2.0, 4.0])).tolist() == [1.0, 2.5, 2.5, 4.0]


def test_the_report_on_the_page_is_there_and_own_goals_are_reached() -> None:
    report = json.loads(REPORT.read_text(encoding="utf-8"))
    own = [row for row in report["agreement"] if row["set"].startswith("corpus")]
    assert len(own) == 2 * 2 * len(DIMENSION_IDS)
    for row in own:
        reached = row["value"] >= row["goal"] if row["measure"] == "spearman" else row["value"] <= row["goal"]
        assert reached, row
    shared = {(row["set"], row["measure"]) for row in report["agreement"]}
    assert GOALS.keys() <= shared
    assert sum(report["rows"].values()) == sum(len(corpus.load(lang)) for lang in corpus.LANGUAGES)
