"""The small Markdown that people may write in comments and notes: never HTML."""

from __future__ import annotations

from functools import cache

import nh3
from flask import Flask
from markdown_it import MarkdownIt
from markupsafe import Markup

TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "code", "a"}


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("zero", {"breaks": True}).enable(
        ["emphasis", "list", "blockquote", "backticks", "link", "newline", "escape", "autolink"]
    )


def markdown(text: str | None) -> Markup:
    """Safe HTML for what somebody wrote: paragraphs, emphasis, lists, quotations, code, links to http(s) and mail."""
    html = _parser().render(text or "")
    return Markup(  # noqa: S704 - cleaned in this very line
        nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"})
    )


def init_markdown(app: Flask) -> None:
    """Give templates the filter ``markdown``."""
    app.jinja_env.filters["markdown"] = markdown
