"""Addresses that leave the site: on a wall, on a card, as a QR code."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import current_app, request, url_for
from markupsafe import Markup

from trainer.workshops.models import Workshop


def join_address(workshop: Workshop) -> str:
    """Where people join, in full: under the public address of the site, else under the one this page was asked at."""
    public: str = current_app.config["SETTINGS"].public_url
    return (public or request.url_root).rstrip("/") + url_for("join.door", code=workshop.code)


def short_address() -> str:
    """Where the code can be typed, without the scheme, for reading it off a wall."""
    public: str = current_app.config["SETTINGS"].public_url
    return (public or request.url_root).rstrip("/").partition("://")[2] + url_for("join.ask")


def only_here(address: str) -> bool:
    """Whether the address means whatever device asks for it (``localhost``): on a phone, that is the phone."""
    host = urlsplit(address).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def qr(text: str) -> Markup:
    """A QR code as SVG to stand in a page; the style sheet gives its size. Dark on light in both colour schemes."""
    import segno

    code = segno.make(text, error="m", micro=False)
    svg = code.svg_inline(border=3, dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None)
    return Markup(svg)  # noqa: S704  # a library made it, of numbers only
