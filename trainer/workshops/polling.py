"""Parts of pages that follow what happens: sent when something is new, else "not modified" and nothing."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, make_response, request

from trainer.web.locale import language


def conditional(state: str, render: Callable[[], str]) -> Response:
    """The part that ``render`` makes, or 304 if the page has it already. ``state`` names what it depends on."""
    mark = f"{state}-{language()}"
    known = request.if_none_match.contains_weak(mark)
    answer = Response(status=304) if known else make_response(render())
    answer.set_etag(mark, weak=True)
    return answer
