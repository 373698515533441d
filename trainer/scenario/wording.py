"""What pydantic found, in a coach's words. No sentence of pydantic's is ever shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from trainer.scenario.model import (
    AnswerBy,
    Channel,
    Character,
    Kind,
    Line,
    Outcome,
    Reply,
    Route,
    Scenario,
    Scene,
    Scores,
    Skill,
    Timeout,
    Walkthrough,
)
from trainer.scenario.nodes import Places
from trainer.scenario.problems import Path, Problem, did_you_mean, in_words, shown
from trainer.words import Words, say

# Field -> (type of what it holds, how many steps of a path lie between the field and that).
_HOLDS: dict[str, tuple[type[BaseModel], int]] = {
    "cast": (Character, 1),
    "scenes": (Scene, 1),
    "lines": (Line, 1),
    "replies": (Reply, 1),
    "routes": (Route, 1),
    "timeout": (Timeout, 0),
    "scores": (Scores, 0),
    "walkthroughs": (Walkthrough, 1),
}
_KEY = "[key]"
_ITEMS = {
    "lines": say("For example `- dana: Where is my parcel?`, with a name from the cast."),
    "replies": say("For example `- say: I am looking for it now.`"),
}
"""Fields that hold lists of more than words -> how one of the list is written."""


def problem_of(error: ErrorDetails, places: Places, data: object) -> Problem:
    """The problem behind one of pydantic's errors about ``data``."""
    path: Path = error["loc"]
    kind = error["type"]
    if path and path[-1] == _KEY:
        path = path[:-1]
        line, column = places.key(path)
        return Problem(line, column, in_words(path), _bad_id(path[-1]), _id_hint(path[-1]), "id")
    if kind == "missing" and isinstance(path[-1], int):
        path, kind = path[:-1], "too_short"
    line, column = places.key(path) if kind in ("extra_forbidden", "missing") else places.at(path)
    value = value_at(data, path)
    sentence = (
        _empty
        if value in (None, "") and kind not in ("extra_forbidden", "missing")
        else _SENTENCES.get(kind, _unfitting)
    )
    code, message, suggestion = sentence(path, error.get("ctx", {}), value)
    return Problem(line, column, in_words(_as_written(path)), message, suggestion, code)


def value_at(data: Any, path: Path) -> Any:
    """What stands at a path of plain data, or None."""
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _as_written(path: Path) -> Path:
    """In the file a line is ``speaker: words``; the fields ``speaker`` and ``text`` do not stand there."""
    return path[:-1] if len(path) > 2 and path[-3] == "lines" and path[-1] in ("speaker", "text") else path


def _fields(path: Path) -> list[str]:
    """Names of the fields that may stand in the mapping at ``path``."""
    holder: type[BaseModel] = Scenario
    steps = list(path)
    while steps:
        step = steps.pop(0)
        if isinstance(step, str) and step in _HOLDS:
            holder, between = _HOLDS[step]
            del steps[:between]
    names = list(holder.model_fields)
    return ["cast name", *(name for name in names if name not in ("speaker", "text"))] if holder is Line else names


Sentence = tuple[str, Words, Words | None]


def _missing(path: Path, context: dict[str, Any], value: object) -> Sentence:
    return "missing", say("`{name}` is missing.", name=shown(path[-1])), None


def _unknown(path: Path, context: dict[str, Any], value: object) -> Sentence:
    fields = _fields(path[:-1])
    near = did_you_mean(path[-1], fields)
    known = say("These are known here: {names}.", names=", ".join(fields))
    return "unknown-field", say("There is no field `{name}`.", name=shown(path[-1])), near or known


def _list_wanted(path: Path, context: dict[str, Any], value: object) -> Sentence:
    if path[-1] == "at_tension":
        return _two_numbers(path, context, value)
    if isinstance(value, str | int | float) and path[-1] in _HOLDS:
        return "type", say("A list is wanted here: lines that begin with `-`."), _ITEMS.get(str(path[-1]))
    if isinstance(value, str | int | float):
        example = say("Write `{name}: [{value}]`.", name=shown(path[-1]), value=shown(value))
        return "type", say("A list is wanted here."), example
    return "type", say("A list is wanted here: lines that begin with `-`."), None


def _fields_wanted(path: Path, context: dict[str, Any], value: object) -> Sentence:
    return "type", say("Fields are wanted here: lines of the form `name: value`."), None


def _text_wanted(path: Path, context: dict[str, Any], value: object) -> Sentence:
    if isinstance(value, dict):
        hint = say("If the text holds a colon or begins with a bracket, put quotation marks around it.")
        return "type", say("A text is wanted here, not fields."), hint
    if isinstance(value, list):
        return "type", say("A text is wanted here, not a list."), None
    return "type", say("A text is wanted here."), None


def _number_wanted(path: Path, context: dict[str, Any], value: object) -> Sentence:
    hint = None
    if isinstance(value, str) and value.strip().lstrip("+-").isdigit():
        hint = say("Write it without quotation marks and without leading zeros.")
    return "type", say("A whole number is wanted here, not `{value}`.", value=_as_yaml(value)), hint


def _too_low(path: Path, context: dict[str, Any], value: object) -> Sentence:
    return "range", say("`{value}` is too low; the least is {limit}.", value=value, limit=context["ge"]), None


def _too_high(path: Path, context: dict[str, Any], value: object) -> Sentence:
    return "range", say("`{value}` is too high; the most is {limit}.", value=value, limit=context["le"]), None


def _empty(path: Path, context: dict[str, Any], value: object) -> Sentence:
    return "empty", say("Nothing is written here."), None


def _long_text(path: Path, context: dict[str, Any], value: object) -> Sentence:
    message = say("This text is too long; it may have {limit} characters.", limit=context["max_length"])
    return "length", message, None


def _few(path: Path, context: dict[str, Any], value: object) -> Sentence:
    if path[-1] == "at_tension":
        return _two_numbers(path, context, value)
    return "length", say("There must be at least {limit} here.", limit=context["min_length"]), None


def _many(path: Path, context: dict[str, Any], value: object) -> Sentence:
    if path[-1] == "at_tension":
        return _two_numbers(path, context, value)
    return "length", say("There may be no more than {limit} here.", limit=context["max_length"]), None


def _two_numbers(path: Path, context: dict[str, Any], value: object) -> Sentence:
    return (
        "length",
        say("Two numbers are wanted here, the lowest and the highest tension."),
        say("For example `[0, 5]`."),
    )


def _choice(path: Path, context: dict[str, Any], value: object) -> Sentence:
    names = _choices(path)
    message = say("`{value}` is not one of these: {names}.", value=_as_yaml(value), names=", ".join(names))
    return "choice", message, did_you_mean(value, names)


def _choices(path: Path) -> list[str]:
    field = next(step for step in reversed(path) if isinstance(step, str))
    choices: dict[str, Iterable[str]] = {
        "language": get_args(Scenario.model_fields["language"].annotation),
        "kind": Kind,
        "channel": Channel,
        "answer_by": AnswerBy,
        "skills": Skill,
        "ending": Outcome,
    }
    return [str(name) for name in choices[field]]


def _id(path: Path, context: dict[str, Any], value: object) -> Sentence:
    return "id", _bad_id(value), _id_hint(value)


def _unfitting(path: Path, context: dict[str, Any], value: object) -> Sentence:
    return "value", say("`{value}` does not fit here.", value=_as_yaml(value)), None


def _bad_id(name: object) -> Words:
    return say(
        "`{name}` cannot be used as a name: it takes lower-case Latin letters, digits and `_`, at most 40.",
        name=shown(name),
    )


def _id_hint(name: object) -> Words | None:
    """The same name, mended, if mending is only a matter of case, blanks and hyphens."""
    mended = str(name)[:41].strip().lower().replace(" ", "_").replace("-", "_").lstrip("_")
    if mended and len(mended) <= 40 and all(c in "abcdefghijklmnopqrstuvwxyz0123456789_" for c in mended):
        return say("Write `{name}`.", name=mended)
    return None


def _as_yaml(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else shown(value)


_SENTENCES: dict[str, Callable[[Path, dict[str, Any], Any], Sentence]] = {
    "missing": _missing,
    "extra_forbidden": _unknown,
    "tuple_type": _list_wanted,
    "model_type": _fields_wanted,
    "model_attributes_type": _fields_wanted,
    "dict_type": _fields_wanted,
    "string_type": _text_wanted,
    "string_too_short": _empty,
    "string_too_long": _long_text,
    "string_pattern_mismatch": _id,
    "int_type": _number_wanted,
    "int_from_float": _number_wanted,
    "greater_than_equal": _too_low,
    "less_than_equal": _too_high,
    "too_short": _few,
    "too_long": _many,
    "enum": _choice,
    "literal_error": _choice,
}
