"""New scenes with words to be replaced, in the language of the scenario."""

from __future__ import annotations

from typing import Any

from trainer.scenario.model import NARRATOR

WORDS = {
    "en": {
        "line": "Write here what is said.",
        "good": "Write a good reply here.",
        "weak": "Write a weak reply here, one that people really give.",
        "why_good": "Write here why it helps.",
        "why_weak": "Write here what it does to the other side.",
        "instead": "Write here what to say instead, word for word.",
        "debrief": "Write here what turned the talk.",
    },
    "ru": {
        "line": "Напишите здесь, что говорит собеседник.",
        "good": "Напишите здесь удачный ответ.",
        "weak": "Напишите здесь слабый ответ, такой, какой и правда дают.",
        "why_good": "Напишите здесь, чем он помогает.",
        "why_weak": "Напишите здесь, что он делает с собеседником.",
        "instead": "Напишите здесь слово в слово, что сказать вместо этого.",
        "debrief": "Напишите здесь, что повернуло разговор.",
    },
}
"""Not ``say``: these words go into the scenario, in its own language, whatever that of the interface."""
PLACEHOLDERS = frozenset(words for each in WORDS.values() for words in each.values())


def stub_words(data: Any) -> dict[str, str]:
    """The words to be replaced, in the language of the scenario."""
    return WORDS.get(str(data.get("language")), WORDS["en"])


def new_scene(data: Any, title: str) -> dict[str, Any]:
    """A scene with a line and two replies that lead to an ending, so that the draft can be read and played at once."""
    words = stub_words(data)
    return {
        "title": title,
        "lines": [{_first_of_cast(data): words["line"]}],
        "replies": [new_reply(data, weak=False), new_reply(data, weak=True)],
    }


def new_reply(data: Any, *, weak: bool) -> dict[str, Any]:
    """A reply with words to be replaced."""
    words, step = stub_words(data), -1 if weak else 1
    reply = {
        "say": words["weak" if weak else "good"],
        "scores": {"empathy": step, "de_escalation": step, "clarity": step},
        "tension": -step,
        "why": words["why_weak" if weak else "why_good"],
    }
    return {**reply, **({"instead": words["instead"]} if weak else {}), "to": _some_ending(data)}


def new_ending(data: Any, title: str, outcome: str) -> dict[str, Any]:
    """An ending with words to be replaced."""
    words = stub_words(data)
    return {
        "title": title,
        "lines": [{_first_of_cast(data): words["line"]}],
        "ending": outcome,
        "debrief": words["debrief"],
    }


def _first_of_cast(data: Any) -> str:
    cast = data.get("cast")
    return next(iter(cast), NARRATOR) if isinstance(cast, dict) else NARRATOR


def _some_ending(data: Any) -> str:
    """Where a new reply may lead until the coach says where: the first ending."""
    scenes = data.get("scenes")
    names = [name for name, each in scenes.items() if isinstance(each, dict)] if isinstance(scenes, dict) else []
    return next((name for name in names if scenes[name].get("ending")), names[-1] if names else "opening")
