"""A folder of scenario files, however deep; one that cannot be read does not hide the others."""

from __future__ import annotations

from pathlib import Path

from trainer.scenario.problems import ScenarioError
from trainer.scenario.reader import Document, read_file


def scenario_files(folder: Path) -> list[Path]:
    """Every ``.yaml`` and ``.yml`` file under ``folder``, sorted; hidden files and folders are left out."""
    found = (path for path in folder.rglob("*") if path.suffix.lower() in (".yaml", ".yml") and path.is_file())
    return sorted(path for path in found if not any(part.startswith(".") for part in path.relative_to(folder).parts))


def read_folder(folder: Path) -> tuple[list[Document], list[ScenarioError]]:
    """What could be read, and the errors of what could not, both in the order of the files."""
    documents: list[Document] = []
    errors: list[ScenarioError] = []
    for path in scenario_files(folder):
        try:
            documents.append(read_file(path))
        except ScenarioError as error:
            errors.append(error)
    return documents, errors
