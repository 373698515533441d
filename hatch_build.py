"""What hatchling does when it builds the package: compile the translations, bundle the front end, pack the data files.

A wheel carries ``templates`` and ``scenarios`` inside the package (see ``trainer/paths.py``). An editable installation
leaves them where they are, and leaves the front end to ``make assets``.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / "scripts"))

import assets  # noqa: E402  # beside us only by the line above
import translations  # noqa: E402

MANIFEST = ROOT / "trainer" / "static" / "dist" / "manifest.json"


class BuildHook(BuildHookInterface[Any]):
    """Called by hatchling for wheels and source archives."""

    def dependencies(self) -> list[str]:
        """Node from PyPI, if the front end has to be built and this machine has no Node."""
        if MANIFEST.exists() or assets.system_node() is not None:
            return []
        return [assets.node_requirement()]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make what Git does not hold."""
        translations.compile_all()
        if version == "editable":
            return
        if not MANIFEST.exists():
            assets.build()
        if self.target_name == "wheel":
            for folder in ("templates", "scenarios"):
                build_data["force_include"][str(ROOT / folder)] = f"trainer/_data/{folder}"
