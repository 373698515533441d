"""A coach is told where their scores and the scorer's lie far apart."""

from __future__ import annotations

import pytest

from trainer.dialogue.second_opinion import second_opinions
from trainer.scenario.reader import read

TALK = """
title: A lamp
language: en
kind: customer
difficulty: 1
minutes: 1
skills: [listening]
summary: A broken lamp.
brief: A lamp came broken.
cast: {{dana: {{name: Dana, role: customer}}}}
tension: 5
scenes:
  opening:
    lines:
      - dana: The lamp came broken, for the second time!
    replies:
      - say: Calm down and stop whining, it is your own fault.
        scores: {scores}
        to: done
  done:
    ending: lost
"""


def test_coach_who_scores_an_insult_as_excellent_is_told_so_with_the_line() -> None:
    problems = second_opinions(read(TALK.format(scores="{empathy: 2, de_escalation: 2, clarity: 0}")))
    said = [problem.show("lamp.yaml") for problem in problems]
    assert any(
        line.startswith("lamp.yaml:18:") and "Empathy: the scorer sees -" in line and "you say +2." in line
        for line in said
    )


def test_coach_who_scores_it_as_harmful_hears_nothing() -> None:
    document = read(TALK.format(scores="{empathy: -2, de_escalation: -2, clarity: -1}"))
    assert [problem for problem in second_opinions(document) if "Clarity" not in str(problem.message)] == []


def test_coach_without_the_encoder_gets_no_second_opinion(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trainer.scoring.embedding.encoder", lambda: None)
    assert second_opinions(read(TALK.format(scores="{empathy: 2, de_escalation: 2, clarity: 0}"))) == []
