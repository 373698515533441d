"""The fields of a page's form as a browser would send them, text areas and choices too."""

from __future__ import annotations

from html.parser import HTMLParser

from tests.people import Person


class _Fields(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {}
        self._area: str | None = None
        self._select: str | None = None
        self._first = True
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        name = given.get("name", "")
        if tag == "input" and name and (given.get("type") not in ("checkbox", "radio") or "checked" in given):
            self.found.setdefault(name, []).append(given.get("value", "on"))
        elif tag == "textarea" and name:
            self.found[name], self._area = [""], name
        elif tag == "select" and name:
            self._select, self._first = name, True
        elif tag == "option" and self._select is not None and (self._first or "selected" in given):
            self.found[self._select], self._first = [given.get("value", "")], False

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area is not None:
            self.found[self._area][0] = self.found[self._area][0].removeprefix("\n").replace("\n", "\r\n")
            self._area = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self.found[self._area][0] += data


def shown(person: Person) -> dict[str, list[str]]:
    """What the form of the scene holds now: name -> values."""
    page = person.page.text
    return _Fields(page[page.index('action="/coach/drafts/') :]).found


def presses(person: Person, do: str, **fields: str | list[str]) -> None:
    """Press the button of that value with the form as it stands, and ``fields`` filled in."""
    data = {**shown(person), **fields, "do": do}
    person.page = person.client.post(person.at, data=data, headers=person.headers, follow_redirects=True)
