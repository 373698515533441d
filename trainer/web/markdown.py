"""The small Markdown that people may write in comments and notes: never HTML."""

from __future__ import annotations

from functools import cache

import nh3
from flask import Flask
from markdown_it import MarkdownIt
from markupsafe import Markup

SCHEMES = {"http", "https", "mailto"}
TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "code", "a"}


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"breaks": True}).enable(
        ["emphasis", "list", "blockquote", "backticks", "link", "newline", "escape", "autolink"]
    )
    parser.validateLink = _leads_out  # type: ignore[method-assign, assignment]
    return parser


def _leads_out(address: str) -> bool:
    """A link within this site could be one that does something: what is written there stays text."""
    return address.partition(":")[0].lower() in SCHEMES


def markdown(text: str | None) -> Markup:
    """Safe HTML for what somebody wrote: paragraphs, emphasis, lists, quotations, code, links to http(s) and mail."""
    html = _parser().render(text or "")
    return Markup(  # noqa: S704 - cleaned in this very line
        nh3.clean(html, tags=TAGS, attributes={"*": set(), "a": {"href"}}, attribute_filter=_kept, url_schemes=SCHEMES)
    )


def _kept(_tag: str, name: str, value: str) -> str | None:
    """Addresses only: nh3 lets titles pass everywhere unless it is told."""
    return value if name == "href" else None


def init_markdown(app: Flask) -> None:
    """Give templates the filter ``markdown``."""
    app.jinja_env.filters["markdown"] = markdown
