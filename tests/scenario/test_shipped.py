"""Whoever installs the trainer gets scenarios that are sound, and worth practising with."""

from __future__ import annotations

from pathlib import Path

import pytest

from trainer.scenario.folder import scenario_files
from trainer.scenario.graph import analyse
from trainer.scenario.lint import lint
from trainer.scenario.reader import read_file

SCENARIOS = Path(__file__).parents[2] / "scenarios"
FILES = scenario_files(SCENARIOS)


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_a_shipped_scenario_has_no_problem(path: Path) -> None:
    document = read_file(path)
    assert [problem.show(path.name) for problem in lint(document)] == []
    assert document.scenario.language == path.parent.name
    found = analyse(document.scenario)
    assert found.exact
    assert all(low < 0 < high for low, high in [*found.reach.values(), found.overall])
