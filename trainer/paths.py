"""Where the files lie that are not Python: page templates, scenarios, migrations.

In a checkout they are at its top, where people look for them. A wheel carries them inside the package, in ``_data``.
"""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
_PACKED = PACKAGE / "_data"
DATA = _PACKED if _PACKED.is_dir() else PACKAGE.parent
TEMPLATES = DATA / "templates"
SCENARIOS = DATA / "scenarios"
MIGRATIONS = PACKAGE / "migrations"
TRANSLATIONS = PACKAGE / "translations"
