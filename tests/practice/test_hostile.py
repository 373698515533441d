"""A scenario full of markup and control characters is shown as text, everywhere it is shown."""

from __future__ import annotations

from pathlib import Path

from flask import Flask

from tests.people import Person
from trainer.library.syncing import sync

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)> javascript:alert(3) \u202eabc \"'{{ 7*7 }} {name}"


def hostile() -> str:
    """A scenario whose every text field is hostile."""
    evil = '"' + EVIL.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return f"""
title: {evil}
language: en
kind: discussion
difficulty: 1
minutes: 1
skills: [listening]
summary: {evil}
brief: {evil}
goal: {evil}
facts: [{evil}]
credits: [{evil}]
cast:
  eve: {{name: {evil}, role: {evil}, about: {evil}}}
tension: 5
scenes:
  opening:
    title: {evil}
    lines:
      - {{eve: {evil}, to: eve}}
      - narrator: {evil}
    replies:
      - say: {evil}
        scores: {{empathy: 1}}
        why: {evil}
        instead: {evil}
        sets: [seen]
        to: done
      - {{say: Other, scores: {{empathy: -1, clarity: 1, de_escalation: 1}}, why: {evil}, to: done}}
  done:
    title: {evil}
    lines:
      - {{eve: {evil}, needs: [seen]}}
    ending: lost
    debrief: {evil}
"""


def test_guest_sees_hostile_text_as_text_on_every_page(app: Flask, guest: Person, tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "evil.yaml").write_text(hostile(), encoding="utf-8")
    with app.app_context():
        assert sync(tmp_path).refused == []
    pages = [guest.opens("/"), guest.opens("/scenarios/en/evil")]
    html = [guest.page.text]
    pages.append(guest.presses("Begin"))
    talk = guest.at
    html.append(guest.page.text)
    pages.append(guest.presses("alert(1)"))
    html.append(guest.page.text)
    for page in (f"{talk}/feedback", "/progress", "/scenarios/en/evil", "/"):
        pages.append(guest.opens(page))
        html.append(guest.page.text)
    for words in pages:
        assert "<script>alert(1)</script>" in words
        assert "{{ 7*7 }} {name}" in words
    for text in html:
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert 'href="javascript' not in text
