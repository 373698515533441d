"""Bytes or a file to clean text: UTF-8, bounded, line breaks made alike, nothing invisible that changes the meaning."""

from __future__ import annotations

import re
from pathlib import Path

from trainer.scenario.problems import Problem, ScenarioError
from trainer.words import Words, say

MOST_BYTES = 1_000_000

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_SAVE_AS = say("Save it as UTF-8 (in the editor: Save as, Encoding).")
# What YAML forbids, what Python cannot encode, and the line breaks that editors do not count as such.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def load(path: Path, name: str) -> bytes:
    """The bytes of a file that is not too large. Raises ``ScenarioError``."""
    try:
        if not path.is_file():
            raise _refusal(name, "no-file", say("There is no such file."))
        if path.stat().st_size > MOST_BYTES:
            raise _too_large(name)
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise _refusal(name, "no-file", say("The file cannot be opened.")) from error


def decode(content: str | bytes, name: str) -> str:
    """Clean text with line feeds as its line breaks. Raises ``ScenarioError`` with the first thing that forbids it."""
    if len(content) > MOST_BYTES:
        raise _too_large(name)
    text = _from_bytes(content, name) if isinstance(content, bytes) else content
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if found := _FORBIDDEN.search(text):
        line, column = _position(text[: found.start()])
        message = say("There is an invisible character here ({code}).", code=f"U+{ord(found.group()):04X}")
        raise ScenarioError(name, [Problem(line, column, "", message, say("Delete it."), "control-character")])
    return text


def _from_bytes(content: bytes, name: str) -> str:
    if content.startswith(_UTF16) or content[:4].count(0) >= 2:
        raise _refusal(name, "encoding", say("This file is saved as UTF-16 or UTF-32."), _SAVE_AS)
    if b"\0" in content[:8192]:
        raise _refusal(name, "binary", say("This is not a text file."))
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        line, column = _position(before)
        message = say("This file is not saved as UTF-8; the first character that shows it stands here.")
        raise ScenarioError(name, [Problem(line, column, "", message, _SAVE_AS, "encoding")]) from None


def _position(before: str) -> tuple[int, int]:
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


def _refusal(name: str, code: str, message: Words, suggestion: Words | None = None) -> ScenarioError:
    return ScenarioError(name, [Problem(1, 1, "", message, suggestion, code)])


def _too_large(name: str) -> ScenarioError:
    message = say("This file is larger than {size} MB; no scenario is.", size=MOST_BYTES // 1_000_000)
    return _refusal(name, "too-large", message)
