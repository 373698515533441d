"""Errors of the YAML parser in a coach's words, placed where the eye should go."""

from __future__ import annotations

from itertools import takewhile

import yaml

from trainer.scenario.problems import Problem
from trainer.words import Words, say

_QUOTE = say("If this is text, put quotation marks around all of it.")
_INDENT = say("Compare how far this line and the lines before it are set in; lines that belong together start alike.")
_APART = (say("The lines do not fit together here."), _INDENT)

# What the parser says -> (what we say, what to do). The first entry whose words are found in the parser's applies.
_MEANINGS: tuple[tuple[str, Words, Words | None], ...] = (
    ("mapping values are not allowed", say("A text that holds a colon and a space needs quotation marks."), _QUOTE),
    ("cannot start any token", say("A text cannot begin with this character."), _QUOTE),
    ("unexpected end of stream", say("A quotation mark is opened and never closed."), None),
    ("unexpected document indicator", say("A quotation mark is opened and never closed."), None),
    ("unknown escape character", say("A backslash has a meaning inside double quotation marks, but not this one."),
     say("Use single quotation marks, or write the backslash twice.")),
    ("did not find expected ',' or", say("A bracket is opened and not closed, or a comma is missing."), None),
    ("expected ',' or", say("A bracket is opened and not closed, or a comma is missing."), None),
    ("could not find expected ':'", say("A field needs a colon and a space after its name."), None),
    ("block sequence entries are not allowed", say("A list cannot begin on this line."), _INDENT),
    ("did not find expected alphabetic or numeric", say("`&` and `*` have a meaning in YAML."), _QUOTE),
    ("alias", say("`&` and `*` have a meaning in YAML."), _QUOTE),
    ("anchor", say("`&` and `*` have a meaning in YAML."), _QUOTE),
    ("tag", say("Tags (words that begin with `!`) are not used in scenarios."), _QUOTE),
    ("expected key", *_APART),
    ("block end", *_APART),
    ("'-' indicator", *_APART),
    ("node content", say("Something is missing here, or there is a comma too many."), None),
    ("tab", say("There is a tab here; YAML is set in with spaces."), None),
)  # fmt: skip
_OTHERWISE = say("This cannot be read as YAML.")
_LOADER = getattr(yaml, "CLoader", yaml.Loader)


def syntax_problem(error: yaml.YAMLError, text: str) -> Problem:
    """The problem behind an error of the parser; its position lies inside ``text``."""
    said = str(getattr(error, "problem", "") or "")
    message, suggestion = next(
        ((words, hint) for part, words, hint in _MEANINGS if part in said), (_OTHERWISE, _INDENT)
    )
    mark = getattr(error, "problem_mark", None)
    if "unexpected end" in said or "document indicator" in said:
        mark = getattr(error, "context_mark", None) or mark
    line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
    if mark is not None and (message, suggestion) == _APART:
        line, column, message, suggestion = _after_quotation(text, mark) or (line, column, message, suggestion)
    line, column = inside(text, line, column)
    if text.split("\n")[line - 1][column - 1 : column] == "\t":
        message, suggestion = say("There is a tab here; YAML is set in with spaces."), None
    return Problem(line, column, "", message, suggestion, "yaml")


def _after_quotation(text: str, mark: yaml.Mark) -> tuple[int, int, Words, Words] | None:
    """The problem, if a text in quotation marks has ended right before ``mark`` and something follows it there."""
    tokens = takewhile(lambda token: token.start_mark.index < mark.index, yaml.scan(text, Loader=_LOADER))
    last = None
    for token in tokens:
        last = token
    if not isinstance(last, yaml.ScalarToken) or last.plain or last.end_mark.line != mark.line:
        return None
    begin, end = last.start_mark, last.end_mark
    if begin.line != end.line:
        message = say("This quotation mark is closed only on line {line}.", line=end.line + 1)
        return begin.line + 1, begin.column + 1, message, say("Close it where the text ends.")
    message = say("The text ended at the quotation mark before this, but the line goes on.")
    hint = say("Put all of the text between quotation marks of the other kind: `\"...\"` or `'...'`.")
    return mark.line + 1, mark.column + 1, message, hint


def inside(text: str, line: int, column: int) -> tuple[int, int]:
    """The position moved into the text, if it lies behind its end (as the end of a file does)."""
    lines = text.split("\n")
    if lines[-1] == "" and len(lines) > 1:
        lines.pop()
    if line > len(lines):
        return len(lines), len(lines[-1]) + 1
    return max(line, 1), min(max(column, 1), len(lines[line - 1]) + 1)
