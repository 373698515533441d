"""What people write with a little Markdown: it looks as meant, and is never more than text."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from flask import Flask, render_template_string
from hypothesis import given
from hypothesis import strategies as st

from trainer.web.markdown import TAGS, markdown

SCHEMES = {"http", "https", "mailto"}


class Seen(HTMLParser):
    """The tags of a page with their attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.others: list[str] = []
        self.feed(str(html))  # what is added to Markup would be escaped
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.others.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def harmless(html: str) -> bool:
    """Only the tags of the list; no attribute but the address of a link, and that to the web or to a mailbox."""
    seen = Seen(html)
    links = [attributes for tag, attributes in seen.tags if tag == "a"]
    return (
        not seen.others
        and {tag for tag, _ in seen.tags} <= TAGS
        and all(set(attributes) <= {"href", "rel"} for attributes in links)
        and all(not attributes for tag, attributes in seen.tags if tag != "a")
        and all(urlsplit(attributes.get("href") or "http:").scheme in SCHEMES for attributes in links)
    )


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Well *heard*, and **named**.", "<p>Well <em>heard</em>, and <strong>named</strong>.</p>"),
        ("one\ntwo", "<p>one<br>\ntwo</p>"),
        ("one\n\ntwo", "<p>one</p>\n<p>two</p>"),
        ("- say it\n- mean it", "<ul>\n<li>say it</li>\n<li>mean it</li>\n</ul>"),
        ("1. hear\n2. help", "<ol>\n<li>hear</li>\n<li>help</li>\n</ol>"),
        ("> calm down", "<blockquote>\n<p>calm down</p>\n</blockquote>"),
        ("`sorry`", "<p><code>sorry</code></p>"),
        ("2 \\* 3", "<p>2 * 3</p>"),
        ("# no heading", "<p># no heading</p>"),
        ("![no](picture.png)", None),
        ("", ""),
        (None, ""),
    ],
)
def test_coach_writes_a_little_markdown(written: str | None, shown: str | None) -> None:
    html = markdown(written)
    assert "<img" not in html
    if shown is not None:
        assert html.strip() == shown


@pytest.mark.parametrize("address", ["https://example.org/a?b=c", "http://example.org", "mailto:cleo@example.org"])
def test_coach_links_to_the_web_and_to_a_mailbox(address: str) -> None:
    for written in (f"[there]({address})", f"<{address}>"):
        (_, attributes), *_more = [seen for seen in Seen(markdown(written)).tags if seen[0] == "a"]
        assert attributes["href"] == address


HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "[x](//elsewhere.example)",
    "[x](/account/delete)",
    "<javascript:alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    '[x](https://example.org "onmouseover=alert(1)")',
    '[x](https://example.org/"onmouseover="alert(1))',
    "<style>*{display:none}</style>",
    "<iframe src=https://example.org>",
    "<p style=color:red class=card id=main onclick=x>",
    "`<b>`",
    "<!-- --><![CDATA[<b>]]><?php ?>",
    "\\<b\\>",
    "&lt;b&gt;&#60;b&#62;",
    "<<b>b>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
)


@pytest.mark.parametrize("written", HOSTILE)
def test_hostile_text_is_text(written: str) -> None:
    html = markdown(written)
    assert harmless(html), html
    assert all("javascript" not in (attributes.get("href") or "").lower() for _, attributes in Seen(html).tags)


def test_hostile_html_is_shown_as_it_was_written() -> None:
    assert Seen(markdown("<script>alert(1)</script>")).text.strip() == "<script>alert(1)</script>"


PIECES = st.sampled_from(
    (
        *HOSTILE,
        "*",
        "**",
        "`",
        "[",
        "](",
        ")",
        "<",
        ">",
        "\n",
        "\n\n",
        "> ",
        "- ",
        "1. ",
        "&#",
        ";",
        "javascript:",
        "\\",
    )
)
WRITTEN = st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=12).map("".join)


@given(WRITTEN)
def test_whatever_is_written_no_other_tag_and_no_other_link_comes_out(written: str) -> None:
    html = markdown(written)
    assert harmless(html), html


@given(st.text(alphabet=st.characters(exclude_categories=("Cc", "Cs")), max_size=60))
def test_plain_words_are_never_lost(written: str) -> None:
    letters = [letter for letter in written if letter.isalnum()]
    shown = Seen(markdown(written)).text
    assert all(letter in shown for letter in letters)


def test_templates_show_it_without_escaping_it_again(app: Flask) -> None:
    with app.test_request_context():
        page = render_template_string("{{ words | markdown }}", words="*so* <b>")
    assert page.strip() == "<p><em>so</em> &lt;b&gt;</p>"
