"""The pure packages stay pure when they are really imported, whatever the import linter can see."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

PURE = ("words", "paths", "scoring", "scenario", "dialogue", "feedback")
HEAVY = {"flask", "flask_babel", "jinja2", "sqlalchemy", "werkzeug", "wtforms"}
LOOK = """
import importlib, json, pkgutil, sys
package = importlib.import_module(sys.argv[1])
for found in pkgutil.walk_packages(getattr(package, "__path__", []), package.__name__ + "."):
    if not found.name.endswith("__main__"):
        importlib.import_module(found.name)
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def loaded_by(module: str) -> set[str]:
    """The top-level packages that a fresh interpreter has loaded after importing all of ``module``."""
    done = subprocess.run([sys.executable, "-c", LOOK, module], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout))


@pytest.mark.parametrize("name", PURE)
def test_a_developer_imports_a_pure_package_without_the_web_or_the_database(name: str) -> None:
    assert loaded_by(f"trainer.{name}") & HEAVY == set()


def test_the_look_would_see_flask_where_it_is() -> None:
    assert {"flask", "jinja2", "werkzeug"} <= loaded_by("trainer.web")


def test_help_loads_nothing_heavy() -> None:
    assert loaded_by("trainer.cli") & {*HEAVY, "rich", "pydantic", "gunicorn", "numpy"} == set()
