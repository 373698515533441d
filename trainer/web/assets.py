"""Bundled front-end files under names that change with their content, so that browsers may keep them for a year."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, request, url_for

DIST = Path(__file__).resolve().parent.parent / "static" / "dist"
YEAR = 365 * 24 * 60 * 60


class AssetsMissing(RuntimeError):
    """The front-end files were not built."""


@lru_cache(maxsize=1)
def manifest() -> dict[str, str]:
    """Plain name -> name with the content's hash. Raises ``AssetsMissing`` if nothing was built."""
    try:
        entries: dict[str, str] = json.loads((DIST / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise AssetsMissing("The front-end files are not built. Run `make assets`.") from None
    return entries


def asset_url(name: str) -> str:
    """The address of a bundled file, for example ``asset_url("app.css")``."""
    return url_for("static", filename=f"dist/{manifest()[name]}")


def init_assets(app: Flask) -> None:
    """Give templates ``asset_url`` and let browsers keep the bundled files."""
    app.jinja_env.globals["asset_url"] = asset_url

    @app.after_request
    def keep(response: Response) -> Response:
        if request.endpoint == "static" and request.path.startswith("/static/dist/"):
            response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
        return response
