"""Somebody installs the wheel in a fresh environment, without the sources, and plays a talk."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.people import Person
from tests.serving import Site, served

ROOT = Path(__file__).resolve().parent.parent
UNREACHABLE = (
    "NewConnectionError",
    "NameResolutionError",
    "ConnectTimeoutError",
    "ProxyError",
    "Network is unreachable",
)

pytestmark = pytest.mark.slow


def run(*command: str | Path) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode and any(sign in done.stdout + done.stderr for sign in UNREACHABLE) and "CI" not in os.environ:
        pytest.skip("the package registry cannot be reached from here")
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def trainer(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ``trainer`` command of a fresh environment with what the lock pins and the wheel, and nothing else."""
    folder = tmp_path_factory.mktemp("fresh")
    venv.create(folder, with_pip=True)
    pip = [folder / "bin" / "python", "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    run(*pip, "--require-hashes", "-r", "requirements.lock")
    run(*pip, "--no-index", wheel)  # refuses if the lock lacks something that the wheel asks for
    return folder / "bin" / "trainer"


def test_the_wheel_carries_pages_scenarios_translations_front_end_and_licence(wheel: Path) -> None:
    names = set(ZipFile(wheel).namelist())
    for folder in ("templates", "scenarios"):
        files = {path.relative_to(ROOT) for path in (ROOT / folder).rglob("*") if path.is_file()}
        assert {f"trainer/_data/{file.as_posix()}" for file in files} <= names
    assert "trainer/static/dist/manifest.json" in names
    assert "trainer/translations/ru/LC_MESSAGES/messages.mo" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not any(name.startswith(("tests/", "bench/", "scripts/")) for name in names)


def test_a_guest_plays_an_english_talk_to_its_end(trainer: Path, tmp_path: Path) -> None:
    with served(trainer, tmp_path) as (address, _):
        guest = Person(Site(address))
        guest.opens("/scenarios/en/six-panels")
        guest.presses("Begin")
        for _turn in range(60):
            if "See your feedback" in guest.sees:
                break
            guest.presses("1")
        assert "Overall" in guest.follows("See your feedback")


def test_a_guest_reads_the_site_in_russian(trainer: Path, tmp_path: Path) -> None:
    with served(trainer, tmp_path) as (address, _):
        assert "Мирное русло" in Person(Site(address), "ru").opens("/")
