"""A coach who exports a scenario gets a file that says the same."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scenario.drafts import good
from tests.scenario.wandering import random_scenario
from trainer.scenario.folder import scenario_files
from trainer.scenario.model import Character, Line, Scenario
from trainer.scenario.reader import digest, read, read_file
from trainer.scenario.writer import write

ROOT = Path(__file__).parents[2]
FILES = [file for name in ("scenarios", "tests/shelf", "tests/stories") for file in scenario_files(ROOT / name)]
NASTY = [
    "no",
    "12:30",
    "007",
    "~",
    "- a",
    "a: b",
    "#x",
    "x #y",
    "'",
    '"',
    "[a",
    "{",
    "*a",
    "&a",
    "!t",
    "%",
    "@",
    "`",
    "|",
    ">",
]
TEXTS = st.sampled_from(
    [*NASTY, "a\n  b\n\nc", "a\tb", "one\ntwo", "ё: да", "\u2028x", "-", "?", "a:", "\ufeffb"]
) | st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_what_is_written_says_what_was_read(path: Path) -> None:
    document = read_file(path)
    assert read(write(document.scenario)).digest == document.digest


@given(st.integers(0, 10**6), TEXTS)
@settings(deadline=None)
def test_any_talk_survives_with_any_words(seed: int, text: str) -> None:
    if not text.strip():
        return
    made = random_scenario(Random(seed))
    scenes = {
        name: scene.model_copy(
            update={"lines": (Line.model_validate({"speaker": "scores", "text": text}), *scene.lines)}
        )
        for name, scene in made.scenes.items()
    }
    cast = {**made.cast, "scores": Character(name=text, role=text), "tension": Character(name="T", role="no")}
    changes = {"cast": cast, "scenes": scenes, "brief": text, "facts": (text, text), "credits": (text,)}
    scenario = Scenario.model_validate(made.model_copy(update=changes).model_dump())
    assert digest(read(write(scenario)).scenario) == digest(scenario)


def test_a_coach_finds_the_words_of_a_reply_first() -> None:
    text = write(good().scenario)
    assert "      - say: I look now.\n        scores: {empathy: 2, de_escalation: 1, clarity: 1}\n" in text
