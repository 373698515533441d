"""A trainee who tries to please the scorer instead of the customer gets nothing for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from trainer.scoring.assess import assess

LANGUAGES = ("en", "ru")


def told(lang: str) -> dict[str, Any]:
    path = Path(__file__).parent / "adversarial" / f"{lang}.yaml"
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content


def percent(reply: str, context: str, lang: str) -> dict[str, float]:
    return {name: score.percent for name, score in assess(reply, context, lang).scores.items()}


def cases(kind: str) -> list[Any]:
    return [pytest.param(lang, case, id=f"{lang}: {case['name']}") for lang in LANGUAGES for case in told(lang)[kind]]


@pytest.mark.parametrize(("lang", "case"), cases("cases"))
def test_a_trick_earns_nothing(lang: str, case: dict[str, Any]) -> None:
    scores = percent(case["reply"], told(lang)["context"], lang)
    too_high = {name: scores[name] for name, limit in case["at_most"].items() if scores[name] > limit}
    assert not too_high
    honest = percent(told(lang)["honest"], told(lang)["context"], lang)
    assert all(scores[name] < honest[name] for name in case.get("below", ()))


@pytest.mark.parametrize(("lang", "case"), cases("harmless"))
def test_the_way_of_writing_costs_little(lang: str, case: dict[str, Any]) -> None:
    scores = percent(case["reply"], told(lang)["context"], lang)
    too_low = {name: scores[name] for name, limit in case["at_least"].items() if scores[name] < limit}
    assert not too_low


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_honest_reply_lands_above_75(lang: str) -> None:
    assert min(percent(told(lang)["honest"], told(lang)["context"], lang).values()) > 75


@pytest.mark.parametrize("lang", LANGUAGES)
def test_taking_up_what_happened_beats_a_formula_and_a_paste(lang: str) -> None:
    content = told(lang)
    named = {case["name"]: case["reply"] for case in content["cases"]}
    formula = named["a canned formula" if lang == "en" else "формула"]
    paste = named["the customer's words pasted back" if lang == "en" else "слова клиента вставлены обратно"]
    empathy = [percent(reply, content["context"], lang)["empathy"] for reply in (content["honest"], formula, paste)]
    assert empathy[0] > empathy[1] + 30
    assert empathy[0] > empathy[2] + 30
