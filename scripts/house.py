"""Checks of the house that no other tool makes: locks without addresses, exact npm versions, templates that compile.

python scripts/house.py
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from jinja2 import TemplateSyntaxError

ROOT = Path(__file__).resolve().parent.parent
ADDRESS = re.compile(r"\b(?:https?|git|file|ssh)(?:\+\w+)?:/|--(?:extra-)?index-url|--find-links|\"resolved\"")
EXACT = re.compile(r"\d+\.\d+\.\d+")
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-node.lock", "package-lock.json")


def addresses(root: Path) -> Iterator[str]:
    """Lock files must work with any registry, so they name none."""
    for name in LOCKS:
        for number, line in enumerate((root / name).read_text(encoding="utf-8").splitlines(), 1):
            if ADDRESS.search(line):
                yield f"{name}:{number}: an address: {line.strip()}"


def loose_versions(root: Path) -> Iterator[str]:
    """A build of today and one of next year bundle the same."""
    package = json.loads((root / "package.json").read_text(encoding="utf-8"))
    for group in ("dependencies", "devDependencies"):
        for name, version in package.get(group, {}).items():
            if not EXACT.fullmatch(version):
                yield f"package.json: {name} {version}: an exact version is wanted"


def broken_templates(root: Path) -> Iterator[str]:
    """Every template compiles, with the filters and tests that the app gives it."""
    from trainer.app import create_app
    from trainer.config import Settings

    with tempfile.TemporaryDirectory() as folder:
        environment = create_app(Settings(instance=Path(folder))).jinja_env
    for path in sorted((root / "templates").rglob("*")):
        if path.is_file():
            name = str(path.relative_to(root))
            try:
                environment.compile(path.read_text(encoding="utf-8"), filename=name)
            except TemplateSyntaxError as error:
                yield f"{name}:{error.lineno}: {error.message}"


CHECKS = (addresses, loose_versions, broken_templates)


def main(root: Path = ROOT) -> int:
    """Print all problems; how many there are."""
    found = [problem for check in CHECKS for problem in check(root)]
    for problem in found:
        print(problem)
    print(f"{len(found)} problems." if found else "Locks, versions and templates are in order.")
    return len(found)


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
