"""The fields of the form for a scene or a scenario: where each stands in the text, what it shows, how it is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from trainer.scenario import editing
from trainer.scenario.editing import Pen, speaker_of
from trainer.scenario.problems import Path
from trainer.scoring.dimensions import DIMENSION_IDS
from trainer.words import Words, say

HEAD = "_head"
"""Stands for the scenario in place of a scene; no scene can be called so."""
LONG, SHORT, SUMMARY = 2000, 120, 240
FLAG = re.compile(r"[a-z0-9][a-z0-9_]{0,39}")


@dataclass(frozen=True, slots=True)
class Field:
    """``value`` is what the form shows; ``put`` writes another one into a text."""

    name: str
    path: Path
    value: str
    put: Callable[[str, str], str]
    most: int = LONG
    required: bool = False
    check: Callable[[str], Words | None] = lambda _text: None

    def differs(self, sent: str) -> bool:
        """Whether something else was sent than was shown."""
        return tidy(sent) != tidy(self.value)

    def write(self, text: str, sent: str) -> str:
        """The text with what was sent. Raises ``EditError``."""
        return self.put(text, tidy(sent))

    def wrong(self, sent: str) -> Words | None:
        """What is wrong with what was sent, in words."""
        if not self.differs(sent):
            return None
        if self.required and not tidy(sent):
            return say("Write something here; this cannot be empty.")
        if len(tidy(sent)) > self.most:
            return say("At most {most} characters; here are {count}.", most=self.most, count=len(tidy(sent)))
        return self.check(tidy(sent))


def tidy(text: str) -> str:
    """The text without blank space around it, its line breaks as line feeds."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def fields_of(pen: Pen, scene: str) -> list[Field]:
    """All fields of the form for a scene, or for the scenario (``HEAD``)."""
    return list(_head(pen) if scene == HEAD else _scene(pen, scene))


# A scene.


def _scene(pen: Pen, scene: str) -> Iterator[Field]:
    here: Path = ("scenes", scene)
    for name, most in (("title", SHORT), ("ending", SHORT), ("debrief", LONG)):
        put = partial(_put_scene, scene, name)
        yield Field(name, (*here, name), pen.words((*here, name)), put, most, required=name == "ending")
    yield from _lines(pen, scene)
    replies = pen.get((*here, "replies"))
    for number, reply in enumerate(replies if isinstance(replies, list) else []):
        if isinstance(reply, dict):
            yield from _reply(pen, scene, number)


def _put_scene(scene: str, name: str, text: str, value: str) -> str:
    return editing.set_scene(text, scene, {name: value or None})


def _lines(pen: Pen, scene: str) -> Iterator[Field]:
    lines, cast = pen.get(("scenes", scene, "lines")), pen.get(("cast",))
    for number, line in enumerate(lines if isinstance(lines, list) else []):
        speaker = speaker_of(line, cast if isinstance(cast, dict) else {}) if isinstance(line, dict) else None
        if speaker is None:
            continue
        path: Path = ("scenes", scene, "lines", number)
        name = f"line.{number}"
        yield Field(f"{name}.speaker", (*path, "speaker"), speaker, partial(_put_speaker, scene, number), required=True)
        words = pen.words((*path, speaker))
        yield Field(f"{name}.text", (*path, "text"), words, partial(_put_words, scene, number), required=True)
        put = partial(_put_beside, scene, number)
        yield Field(f"{name}.to", (*path, "to"), pen.words((*path, "to")), partial(put, "to"))
        for beside in ("needs", "unless"):
            value = ", ".join(_texts(pen.get((*path, beside))))
            yield Field(f"{name}.{beside}", (*path, beside), value, partial(put, beside), check=_check_flags)


def _line_now(text: str, scene: str, number: int) -> tuple[str, str]:
    pen = Pen(text)
    path: Path = ("scenes", scene, "lines", number)
    speaker = speaker_of(pen.get(path) or {}, pen.get(("cast",)) or {}) or ""
    return speaker, pen.words((*path, speaker))


def _put_speaker(scene: str, number: int, text: str, value: str) -> str:
    return editing.change_line(text, scene, number, speaker=value, words=_line_now(text, scene, number)[1])


def _put_words(scene: str, number: int, text: str, value: str) -> str:
    return editing.change_line(text, scene, number, speaker=_line_now(text, scene, number)[0], words=value)


def _put_beside(scene: str, number: int, name: str, text: str, value: str) -> str:
    speaker, words = _line_now(text, scene, number)
    fields = {name: (value or None) if name == "to" else listed(value)}
    return editing.change_line(text, scene, number, speaker=speaker, words=words, fields=fields)


def _reply(pen: Pen, scene: str, number: int) -> Iterator[Field]:
    path: Path = ("scenes", scene, "replies", number)
    put = partial(_put_reply, scene, number)

    def one(name: str, value: str, **more: Any) -> Field:
        return Field(f"reply.{number}.{name}", (*path, name), value, partial(put, name), **more)

    for name in ("say", "why", "instead", "to"):
        yield one(name, pen.words((*path, name)), required=name in ("say", "to"))
    yield one("like", "\n".join(_texts(pen.get((*path, "like")))), most=20 * LONG, check=_check_wordings)
    yield one("tension", pen.words((*path, "tension")).removeprefix("+") or "0", check=_check_number)
    for name in ("needs", "unless", "sets", "clears"):
        yield one(name, ", ".join(_texts(pen.get((*path, name)))), check=_check_flags)
    for name in DIMENSION_IDS:
        value = pen.words((*path, "scores", name)).removeprefix("+") or "0"
        place: Path = (*path, "scores", name)
        yield Field(
            f"reply.{number}.{name}", place, value, partial(_put_score, scene, number, name), check=_check_number
        )


def _put_reply(scene: str, number: int, name: str, text: str, value: str) -> str:
    written: Any = value or None
    if name == "like":
        written = _split(value)
    elif name == "tension":
        written = int(value)
    elif name in ("needs", "unless", "sets", "clears"):
        written = listed(value)
    return editing.change_reply(text, scene, number, {name: written})


def _put_score(scene: str, number: int, dimension: str, text: str, value: str) -> str:
    old = Pen(text).get(("scenes", scene, "replies", number, "scores"))
    scores = {name: old.get(name, 0) if isinstance(old, dict) else 0 for name in DIMENSION_IDS}
    return editing.change_reply(text, scene, number, {"scores": {**scores, dimension: int(value)}})


# The scenario.

TEXTS = {"title": SHORT, "summary": SUMMARY, "brief": LONG, "goal": LONG, "kind": SHORT, "channel": SHORT}
NUMBERS = ("difficulty", "minutes", "tension")


def _head(pen: Pen) -> Iterator[Field]:
    for name, most in TEXTS.items():
        required = name not in ("goal", "channel")
        yield Field(name, (name,), pen.words((name,)), partial(_put_head, name), most, required)
    for name in NUMBERS:
        yield Field(name, (name,), pen.words((name,)), partial(_put_head, name), required=True, check=_check_number)
    facts = "\n".join(" ".join(each.split()) for each in _texts(pen.get(("facts",))))
    yield Field("facts", ("facts",), facts, partial(_put_head, "facts"), most=40 * LONG)
    skills = ", ".join(_texts(pen.get(("skills",))))
    yield Field("skills", ("skills",), skills, partial(_put_head, "skills"), required=True, check=_check_flags)
    cast = pen.get(("cast",))
    for short, person in cast.items() if isinstance(cast, dict) else ():
        if isinstance(person, dict):
            for name, most in (("name", SHORT), ("role", SHORT), ("about", LONG)):
                put = partial(_put_person, short, name)
                path: Path = ("cast", short, name)
                yield Field(f"person.{short}.{name}", path, pen.words(path), put, most, required=name != "about")


def _put_head(name: str, text: str, value: str) -> str:
    written: Any = value or None
    if name in NUMBERS:
        written = int(value)
    elif name == "facts":
        written = _split(value)
    elif name == "skills":
        written = listed(value)
    return editing.set_header(text, {name: written})


def _put_person(short: str, name: str, text: str, value: str) -> str:
    return editing.change_person(text, short, {name: value or None})


# Lists and numbers.


def _texts(value: Any) -> list[str]:
    return [str(each).strip() for each in value] if isinstance(value, list) else []


def listed(value: str) -> list[str]:
    """Flags, written with commas between them."""
    return [each for each in re.split(r"[\s,;]+", value) if each]


def _split(value: str) -> list[str]:
    return [line.strip() for line in value.split("\n") if line.strip()]


def _check_flags(value: str) -> Words | None:
    odd = next((each for each in listed(value) if not FLAG.fullmatch(each)), None)
    if odd is None:
        return None
    return say("`{name}` cannot be a flag: lower-case Latin letters, digits and `_`, with commas between.", name=odd)


def _check_wordings(value: str) -> Words | None:
    return say("At most 20 other wordings, one on each line.") if len(_split(value)) > 20 else None


def _check_number(value: str) -> Words | None:
    return None if re.fullmatch(r"[+-]?\d{1,3}", value) else say("Choose one of these.")
