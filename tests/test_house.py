"""The house is in order, and the checks that say so can see when it is not."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import house  # noqa: E402  # a script, found by the line above
import translations  # noqa: E402


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the files that ``scripts/house.py`` looks at."""
    for name in (*house.LOCKS, "package.json"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    return tmp_path


def problems(root: Path) -> list[str]:
    return [problem for check in house.CHECKS for problem in check(root)]


def test_locks_versions_and_templates_are_in_order(copy: Path) -> None:
    assert problems(copy) == []


@pytest.mark.parametrize(
    "line", ["--index-url https://mirror.example/simple", 'x = "git+ssh://host/repo"', '"resolved": "y"']
)
@pytest.mark.parametrize("lock", house.LOCKS)
def test_a_lock_with_an_address_is_named(copy: Path, lock: str, line: str) -> None:
    with (copy / lock).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    assert [problem.partition(":")[0] for problem in problems(copy)] == [lock]


def test_a_version_that_may_drift_is_named(copy: Path) -> None:
    package = copy / "package.json"
    package.write_text(re.sub(r'("chart.js": ")', r"\1^", package.read_text(encoding="utf-8")), encoding="utf-8")
    assert len(problems(copy)) == 1
    assert "chart.js ^" in problems(copy)[0]


@pytest.mark.parametrize("text", ["{% if %}", "{{ name | no_such_filter }}", "{% for x in y %}"])
def test_a_template_that_does_not_compile_is_named(copy: Path, text: str) -> None:
    (copy / "templates" / "broken.html").write_text(text, encoding="utf-8")
    assert [problem.partition(":")[0] for problem in problems(copy)] == ["templates/broken.html"]


def russian(words: Catalog) -> Catalog:
    """A complete Russian catalogue for ``words``: every form says what the source says."""
    catalog = Catalog(locale="ru")
    for message in words:
        if isinstance(message.id, tuple):
            catalog.add(message.id, (message.id[1],) * 3)
        elif message.id:
            catalog.add(message.id, message.id)
    return catalog


@pytest.fixture
def words() -> Catalog:
    catalog = Catalog()
    catalog.add("Hello, %(name)s", None, [("page.html", 1)])
    catalog.add("Turn {turn}", None, [("advice.py", 1)])
    catalog.add(("%(num)s day", "%(num)s days"), None, [("page.html", 2)])
    return catalog


def test_a_complete_catalogue_has_no_problems(words: Catalog) -> None:
    assert list(translations.problems(russian(words), words)) == []


@pytest.mark.parametrize(
    ("message", "translation", "said"),
    [
        ("Hello, %(name)s", "", "not translated"),
        ("Hello, %(name)s", "Привет", "other values"),
        ("Turn {turn}", "Ход {move}", "other values"),
        (("%(num)s day", "%(num)s days"), ("%(num)s день", "%(num)s дня", ""), "not translated"),
        (("%(num)s day", "%(num)s days"), ("%(num)s день", "%(num)s дня"), "2 plural forms"),
        ("A word of the past", "Слово", "no longer used"),
    ],
)
def test_an_incomplete_catalogue_is_named(
    words: Catalog, message: str | tuple[str, str], translation: str | tuple[str, ...], said: str
) -> None:
    catalog = russian(words)
    catalog.delete(message if isinstance(message, str) else message[0])
    catalog.add(message, translation)
    found = list(translations.problems(catalog, words))
    assert len(found) == 1
    assert said in found[0]


def test_words_that_were_never_collected_are_named(words: Catalog) -> None:
    catalog = russian(words)
    words.add("New on the page", None, [("page.html", 3)])
    assert "not in the catalogue" in next(translations.problems(catalog, words))


def test_a_fuzzy_translation_is_named(words: Catalog) -> None:
    catalog = russian(words)
    catalog["Turn {turn}"].flags.add("fuzzy")
    assert "fuzzy" in next(translations.problems(catalog, words))


def test_words_are_collected_from_templates_views_and_pure_packages() -> None:
    found = {message.id for message in translations.collected() if isinstance(message.id, str)}
    assert {"What do you answer?", "There is nothing here", "Empathy"} <= found


def test_the_floors_that_a_newcomer_reads_are_those_that_are_held() -> None:
    held = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"][0]
    floors = "\n".join(held["layers"]).replace("(", "").replace(")", "")
    assert f"```\n{floors}\n```" in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_make_explains_itself_to_a_newcomer() -> None:
    said = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for target in ("run", "test", "lint", "check", "fix", "bench", "assets", "messages", "lock", "clean"):
        assert re.search(rf"^ *make {target} +\S", said, re.MULTILINE), target


def test_make_refuses_a_python_that_is_too_old(tmp_path: Path) -> None:
    old = tmp_path / "python"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.2 && exit\nexit 1\n', encoding="ascii")
    old.chmod(0o755)
    command = ["make", "run", f"PYTHON={old}", f"VENV={tmp_path / 'venv'}"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "Python 3.9.2; Calm Waters needs Python 3.11 or newer" in done.stderr
    assert not (tmp_path / "venv").exists()
