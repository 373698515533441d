"""What every page needs: the navigation, the colour theme, the address it can be come back to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, Response, current_app, redirect, request, url_for
from flask_babel import LazyString

from trainer.web.redirects import back_to

COOKIE = "theme"
THEMES = ("light", "dark")
YEAR = 365 * 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """A link in the main navigation. ``shown`` decides per request."""

    endpoint: str
    label: LazyString | str
    icon: str
    place: int
    """Where it stands: low numbers first."""
    shown: Callable[[], bool] = lambda: True
    also: Callable[[], bool] = lambda: False
    """Whether the page of this request lies behind the link without being its own."""

    @property
    def url(self) -> str:
        return url_for(self.endpoint)

    @property
    def here(self) -> str:
        """For ``aria-current``: "page" on the link's own page, "true" on one behind it, empty elsewhere."""
        if request.endpoint == self.endpoint:
            return "page"
        return "true" if self.also() else ""


def pages_of(*names: str) -> Callable[[], bool]:
    """For ``also``: whether this request is for one of these blueprints or endpoints."""
    return lambda: request.endpoint in names or request.blueprint in names


def on_coach_tabs() -> bool:
    """Whether this page lies behind one of the tabs for coaches."""
    return any(tab.here for tab in current_app.extensions["coach_tabs"])


def add_navigation(app: Flask, *items: NavigationItem) -> None:
    """Add links to the main navigation; features call this when they are put into the app."""
    navigation = app.extensions.setdefault("navigation", [])
    navigation.extend(items)
    navigation.sort(key=lambda item: item.place)


def add_coach_tabs(app: Flask, *items: NavigationItem) -> None:
    """Add links to the row of tabs that the pages for coaches share; people see those they may ask for."""
    tabs = app.extensions.setdefault("coach_tabs", [])
    tabs.extend(items)
    tabs.sort(key=lambda item: item.place)


def init_pages(app: Flask) -> None:
    """Give templates ``navigation()``, ``here()`` and ``theme``, and serve the choice of colours."""
    app.jinja_env.globals["navigation"] = lambda: [item for item in app.extensions["navigation"] if item.shown()]
    app.jinja_env.globals["coach_tabs"] = lambda: [item for item in app.extensions["coach_tabs"] if item.shown()]
    app.jinja_env.globals["here"] = _here
    app.context_processor(lambda: {"theme": _theme()})

    @app.post("/theme")
    def set_theme() -> Response:
        answer = redirect(back_to(request.form.get("next"), "library.shelf"), 303)
        chosen = request.form.get("theme", "")
        if chosen in THEMES:
            answer.set_cookie(
                COOKIE, chosen, max_age=YEAR, samesite="Lax", secure=app.config["SESSION_COOKIE_SECURE"], httponly=True
            )
        return answer  # type: ignore[return-value]


def _theme() -> str | None:
    chosen = request.cookies.get(COOKIE)
    return chosen if chosen in THEMES else None


def _here() -> str:
    """The address of this page, if it can be asked for again; else the way it was come from is not known: the start."""
    return request.full_path.rstrip("?") if request.method == "GET" else url_for("library.shelf")
