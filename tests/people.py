"""A person at a browser: follows links, fills in the forms that are on the page, reads what it says."""

from __future__ import annotations

from html import unescape
from html.parser import HTMLParser

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

IGNORED = {"script", "style", "head"}


class _Page(HTMLParser):
    """Collects the words of a page, its forms and its links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.forms: list[Form] = []
        self.links: list[tuple[str, str]] = []
        self._ignored = 0
        self._link: str | None = None
        self._button: tuple[str, str] | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag in IGNORED:
            self._ignored += 1
        elif tag == "form":
            self.forms.append(Form(given.get("action", ""), given.get("method", "get")))
        elif tag == "input" and self.forms:
            self._field(given)
        elif tag == "button" and self.forms:
            self.forms[-1].buttons.append((given.get("name", ""), given.get("value", ""), ""))
            self._button = (given.get("name", ""), given.get("value", ""))
        elif tag == "a":
            self._link = given.get("href", "")
            self.links.append((self._link, ""))

    def _field(self, given: dict[str, str]) -> None:
        if given.get("type") in ("checkbox", "radio") and "checked" not in given:
            return
        if given.get("name"):
            self.forms[-1].fields[given["name"]] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag in IGNORED:
            self._ignored -= 1
        elif tag == "a":
            self._link = None
        elif tag == "button":
            self._button = None

    def handle_data(self, data: str) -> None:
        if self._ignored:
            return
        self.words.append(data)
        if self._link is not None and self.links:
            self.links[-1] = (self._link, self.links[-1][1] + data)
        if self._button is not None and self.forms and self.forms[-1].buttons:
            name, value, label = self.forms[-1].buttons[-1]
            self.forms[-1].buttons[-1] = (name, value, label + data)


class Form:
    """A form as it stands on a page."""

    def __init__(self, action: str, method: str) -> None:
        self.action, self.method = action, method
        self.fields: dict[str, str] = {}
        self.buttons: list[tuple[str, str, str]] = []

    def button(self, label: str) -> tuple[str, str]:
        """Name and value of the button that says ``label``."""
        for name, value, words in self.buttons:
            if label in words:
                return name, value
        raise AssertionError(f"no button says {label!r}; there are {[words.strip() for *_, words in self.buttons]}")


class Person:
    """Somebody at a browser. ``page`` is what they see now."""

    def __init__(self, client: FlaskClient, language: str = "en") -> None:
        self.client = client
        self.headers = {"Accept-Language": language}
        self.page: TestResponse

    def opens(self, address: str, **more: str) -> str:
        """Go to an address; the words on the page."""
        self.page = self.client.get(address, headers={**self.headers, **more}, follow_redirects=True)
        return self.sees

    @property
    def sees(self) -> str:
        """All words on the page, white space folded."""
        return " ".join(" ".join(_Page(self.page.text).words).split())

    @property
    def at(self) -> str:
        """The path of the page."""
        return self.page.request.path

    def follows(self, label: str) -> str:
        """Click the first link that says ``label``."""
        for address, words in _Page(self.page.text).links:
            if label in words:
                return self.opens(unescape(address))
        raise AssertionError(f"no link says {label!r} on {self.at}")

    def form(self, label: str) -> Form:
        """The first form with a button that says ``label``."""
        for form in _Page(self.page.text).forms:
            if any(label in words for *_, words in form.buttons):
                return form
        raise AssertionError(f"no form has a button {label!r} on {self.at}: {self.sees[:400]}")

    def presses(self, label: str, **fields: str) -> str:
        """Press the button that says ``label``, with ``fields`` filled in; the words on the page that follows."""
        form = self.form(label)
        name, value = form.button(label)
        data = {**form.fields, **fields, **({name: value} if name else {})}
        if form.method == "get":
            self.page = self.client.get(form.action, query_string=data, headers=self.headers, follow_redirects=True)
        else:
            self.page = self.client.post(form.action, data=data, headers=self.headers, follow_redirects=True)
        return self.sees

    def sends(self, address: str, data: dict[str, str], **headers: str) -> TestResponse:
        """Send a form by hand, with the CSRF token of the page."""
        token = next(
            (form.fields["csrf_token"] for form in _Page(self.page.text).forms if "csrf_token" in form.fields), ""
        )
        return self.client.post(address, data={"csrf_token": token, **data}, headers={**self.headers, **headers})
