"""Error pages in words: what happened, and what to do now."""

from __future__ import annotations

from typing import Any

from flask import Flask, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import Gone, HTTPException, InternalServerError, NotFound
from werkzeug.routing import IntegerConverter, Map

TEXTS = {
    400: (_l("That did not work"), _l("The page sent something we could not read. Go back, reload, and try again.")),
    401: (_l("Please sign in"), _l("This page is for people who are signed in.")),
    403: (_l("Not for you"), _l("Your account may not see this page. If it should, ask your administrator.")),
    404: (
        _l("There is nothing here"),
        _l("The address is wrong, or what was here is gone or belongs to somebody else."),
    ),
    405: (_l("That did not work"), _l("This page cannot be asked for in that way. Go back and use the buttons.")),
    410: (
        _l("This cannot be shown any more"),
        _l("It was made with an earlier version of this program. What came of it stays under “Progress”."),
    ),
    413: (_l("That is too much"), _l("What you sent is too large. Shorten it and try again.")),
    429: (_l("One moment, please"), _l("That was too often in a short time. Wait a minute and try again.")),
    500: (
        _l("Something broke on our side"),
        _l("What you did before is stored. Reload the page; if it happens again, tell us."),
    ),
}


class _RowNumber(IntegerConverter):
    """A number in an address: larger ones than a column holds, which PostgreSQL refuses to compare, name nothing."""

    def __init__(self, url_map: Map, **more: Any):
        super().__init__(url_map, **{"max": 2**31 - 1, **more})


def init_errors(app: Flask) -> None:
    """Answer every HTTP error with a worded page."""
    app.url_map.converters["int"] = _RowNumber
    app.before_request(_refuse_nul)
    app.register_error_handler(CSRFError, _expired)
    app.register_error_handler(HTTPException, _page)
    app.register_error_handler(InternalServerError, _page)


def _refuse_nul() -> None:
    """Nobody types the character NUL, and PostgreSQL cannot hold it."""
    if any("\0" in text for text in (request.path, *request.args.values(), *request.form.values())):
        abort(400)


def not_found(_error: LookupError) -> ResponseReturnValue:
    """The page for what does not exist, or not for this person. Features register it for their lookup errors."""
    return _page(NotFound())


def outdated(_error: Exception) -> ResponseReturnValue:
    """The page for what an earlier version has stored and this one cannot read."""
    return _page(Gone())


def _expired(_error: CSRFError) -> ResponseReturnValue:
    title = _("This page has expired")
    text = _("You were away for a while, or cookies are off. Reload the page and do it once more; nothing was lost.")
    return _show(title, text, 400)


def _page(error: HTTPException) -> ResponseReturnValue:
    code = error.code or 500
    if code < 400:
        return error
    title, text = TEXTS.get(code, TEXTS[400 if code < 500 else 500])
    return _show(str(title), str(text), code)


def _show(title: str, text: str, code: int) -> ResponseReturnValue:
    """The whole page; where htmx asked for a part of one, its main part takes the place of the main part there."""
    page = render_template("error.html", title=title, text=text, code=code)
    retarget = {"HX-Retarget": "#main", "HX-Reselect": "#main", "HX-Reswap": "outerHTML"}
    return page, code, retarget if request.headers.get("HX-Request") else {}
