"""The language of the interface: chosen by hand, else the account's, else what the browser asks for."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, Response, g, redirect, request
from flask_babel import get_locale, gettext
from markupsafe import Markup, escape

from trainer.extensions import babel
from trainer.web.redirects import back_to
from trainer.words import Words

LANGUAGES = {"en": "English", "ru": "Русский"}
COOKIE = "language"
YEAR = 365 * 24 * 60 * 60

DAYS = {
    "date.short": "d MMM y",
    "date.medium": "d MMM y",
    "date.long": "d MMMM y",
    "datetime.short": "d MMM y, HH:mm",
    "datetime.medium": "d MMM y, HH:mm",
}
"""In words, since people of many countries read the English pages: 11/12/26 is November here and December there."""

LocaleOfUser = Callable[[], str | None]


def init_locale(app: Flask, locale_of_user: LocaleOfUser, remember: Callable[[str], None]) -> None:
    """Bind Babel. ``locale_of_user`` gives the account's language; ``remember`` keeps a new choice with the account."""

    def choose() -> str:
        cookie = request.cookies.get(COOKIE)
        if cookie in LANGUAGES:
            return cookie
        return locale_of_user() or request.accept_languages.best_match(list(LANGUAGES)) or "en"

    babel.init_app(app, locale_selector=choose)
    babel.date_formats.update(DAYS)
    app.jinja_env.filters["words"] = words
    app.jinja_env.filters["quoting"] = quoting
    app.context_processor(lambda: {"languages": LANGUAGES, "language": language()})

    @app.post("/language")
    def set_language() -> Response:
        chosen = request.form.get("language", "")
        answer = redirect(back_to(request.form.get("next"), "library.shelf"), 303)
        if chosen in LANGUAGES:
            answer.set_cookie(
                COOKIE, chosen, max_age=YEAR, samesite="Lax", secure=app.config["SESSION_COOKIE_SECURE"], httponly=True
            )
            remember(chosen)
        return answer  # type: ignore[return-value]


def language() -> str:
    """The two letters of the interface language in this request."""
    if "language" not in g:
        g.language = str(get_locale() or "en")[:2]
    chosen: str = g.language
    return chosen


def words(sentence: Words | str | None) -> str:
    """A sentence of the pure packages in the language of this request."""
    if sentence is None:
        return ""
    return sentence.text(gettext) if isinstance(sentence, Words) else sentence


def quoting(sentence: Words, quoted: str) -> Markup:
    """A sentence in the language of this request; the texts in it (not its numbers) say that they are in ``quoted``."""
    values = {name: _quoted(value, quoted) for name, value in sentence.values.items()}
    return escape(gettext(sentence.template)).format(**values)


def _quoted(value: object, quoted: str) -> object:
    if isinstance(value, Words):
        return quoting(value, quoted)
    return Markup('<span lang="{}">{}</span>').format(quoted, value) if isinstance(value, str) else value
