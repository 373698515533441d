"""A coach or an administrator at a terminal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from trainer.cli import main

ROOT = Path(__file__).resolve().parents[2]
Types = Callable[..., Result]


@pytest.fixture
def types(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Types:
    """Types a ``trainer`` command: ``types("play", "file.yaml", answers="1\\n")``. Its data lies apart."""
    monkeypatch.setenv("TRAINER_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.setenv("TRAINER_SCENARIOS", str(ROOT / "tests" / "shelf"))
    runner = CliRunner()

    def run(*arguments: str | Path, answers: str = "") -> Result:
        result = runner.invoke(main, [str(argument) for argument in arguments], input=answers)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


@pytest.fixture
def late_parcel() -> Path:
    """The scenario of the documentation."""
    return ROOT / "tests" / "shelf" / "en" / "late-parcel.yaml"


@pytest.fixture
def no_water() -> Path:
    """A short Russian scenario in which the linter finds nothing."""
    return ROOT / "tests" / "shelf" / "ru" / "net-vody.yaml"


@pytest.fixture
def draft(tmp_path: Path, late_parcel: Path) -> Callable[[str, str], Path]:
    """The scenario with one text replaced by another, in a file of a coach's own."""

    def write(old: str, new: str) -> Path:
        text = late_parcel.read_text(encoding="utf-8")
        assert old in text
        path = tmp_path / "draft.yaml"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return path

    return write
