"""Where a form may send people afterwards: only to pages of this site."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import url_for


def is_local(target: str) -> bool:
    """Whether ``target`` is a path of this site.

    Browsers also take two slashes, a backslash or a control character at the beginning for the way to another site.
    """
    if not target.startswith("/") or target.startswith("//") or "\\" in target:
        return False
    if any(ord(character) < 0x20 for character in target):
        return False
    parts = urlsplit(target)
    return not parts.scheme and not parts.netloc


def back_to(target: str | None, endpoint: str) -> str:
    """``target`` if it is a page of this site, else the page of ``endpoint``."""
    if target and is_local(target):
        return target
    return url_for(endpoint)
