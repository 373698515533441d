"""Tiny scenarios as a coach would type them, and what the coach is told about them."""

from __future__ import annotations

from textwrap import dedent, indent

import pytest

from trainer.scenario.lint import lint
from trainer.scenario.reader import Document, ScenarioError, read

HEAD = """\
title: A late parcel
language: en
kind: customer
difficulty: 2
minutes: 5
skills: [listening]
summary: A parcel is late.
brief: You answer chat.
cast:
  dana: {name: Dana, role: customer}
tension: 7
scenes:
"""
"""Twelve lines, so that the first scene of ``talk`` stands on line 13."""

GOOD = "scores: {empathy: 2, de_escalation: 1, clarity: 1}, why: It helps."
BAD = "scores: {empathy: -1, de_escalation: -1, clarity: -1}, why: It hurts., instead: I'm sorry."
END = """\
end:
  ending: resolved
  debrief: You listened.
"""


def talk(scenes: str, end: str = END) -> str:
    """A whole file: the head, these scenes, and the scene ``end``."""
    return HEAD + indent(dedent(scenes) + end, "  ")


GOOD_TALK = talk(
    f"""\
    opening:
      lines:
        - dana: Where is it?
      replies:
        - {{say: I look now., {GOOD}, to: end}}
        - {{say: It is not my fault that it is late., {BAD}, to: end}}
    """
)


def refused(text: str | bytes) -> list[str]:
    """What the coach reads when the file cannot be read: ``line:column: level: ...``, one for each problem."""
    with pytest.raises(ScenarioError) as caught:
        read(text, "talk.yaml")
    return [line.removeprefix("talk.yaml:") for line in str(caught.value).split("\n")]


def codes(text: str | bytes) -> list[str]:
    """The codes of those problems."""
    try:
        read(text, "talk.yaml")
    except ScenarioError as error:
        return [problem.code for problem in error.problems]
    return []


def linted(text: str, code: str) -> list[str]:
    """What the linter says about a file that can be read, by one of its rules."""
    return [
        problem.show("talk.yaml").removeprefix("talk.yaml:") for problem in lint(read(text)) if problem.code == code
    ]


def good() -> Document:
    return read(GOOD_TALK, "shelf/en/late-parcel.yaml")
