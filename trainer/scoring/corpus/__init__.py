"""The project's own corpus of labelled replies: its format, reading it, and what a good file looks like.

The rows are JSON lines, described for writers in ``README.md`` beside this file. Used for training and evaluation only;
the served product never reads it.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from trainer.scoring.dimensions import DIMENSION_IDS, POINTS

FOLDER = Path(__file__).parent
LANGUAGES = ("en", "ru")
DOMAINS = (
    "shops",
    "banks",
    "clinics",
    "telecoms",
    "public_services",
    "hotels",
    "software",
    "communities",
    "teams",
    "support",
)
STYLES = ("plain", "curt", "warm", "official", "chatty", "young", "old", "typos")
SUB_LABELS = ("emotional_reaction", "interpretation", "exploration")
MAX_CHARS = 2000
_ID = re.compile(r"^[a-z]{2}-[a-z0-9]+-\d{4}$")
_FIELDS = {"id", "lang", "domain", "context", "reply", *DIMENSION_IDS, "reason", "pair", "set", "style", "sub"}
_CYRILLIC, _LETTER = re.compile(r"[а-яё]", re.IGNORECASE), re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled reply. ``labels``: dimension id -> points (-2 to 2); ``sub``: part of empathy -> 0, 1 or 2, or
    empty.
    """

    id: str
    lang: str
    domain: str
    context: str
    reply: str
    labels: dict[str, int]
    reason: str
    pair: str | None = None
    set: str | None = None
    style: str = "plain"
    sub: dict[str, int] = field(default_factory=dict)


def parse(record: dict[str, object]) -> Row:
    """A row from a decoded JSON object. Raises ``ValueError`` that says what is wrong with it."""
    for problem in _problems(record):
        raise ValueError(problem)
    text = {name: str(record[name]) for name in ("id", "lang", "domain", "context", "reply", "reason")}
    sub = record.get("sub")
    return Row(
        **text,
        labels={name: int(str(record[name])) for name in DIMENSION_IDS},
        pair=_optional(record.get("pair")),
        set=_optional(record.get("set")),
        style=str(record.get("style", "plain")),
        sub={str(name): int(value) for name, value in sub.items()} if isinstance(sub, dict) else {},
    )


def _optional(value: object) -> str | None:
    return None if value is None else str(value)


def _problems(record: dict[str, object]) -> Iterator[str]:
    unknown = set(record) - _FIELDS
    if unknown:
        yield f"unknown field {min(unknown)!r}"
    for name in ("id", "lang", "domain", "context", "reply", "reason"):
        value = record.get(name)
        if not isinstance(value, str) or not value.strip():
            yield f"{name} must be text"
            return
    yield from _text_problems(record)
    for name in DIMENSION_IDS:
        if record.get(name) not in POINTS or isinstance(record.get(name), (bool, float)):
            yield f"{name} must be a whole number from -2 to 2"
    yield from _sub_problems(record.get("sub"))


def _text_problems(record: dict[str, object]) -> Iterator[str]:
    if not _ID.match(str(record["id"])):
        yield f"id {record['id']!r} must look like en-shops01-0001"
    for name, allowed in (("lang", LANGUAGES), ("domain", DOMAINS), ("style", STYLES)):
        if record.get(name, "plain") not in allowed:
            yield f"{name} must be one of {', '.join(allowed)}"
    if len(str(record["reply"])) > MAX_CHARS:
        yield f"reply is longer than {MAX_CHARS} characters"
    if "\n" in str(record["reason"]):
        yield "reason must be one line"


def _sub_problems(sub: object) -> Iterator[str]:
    if sub is None:
        return
    if not isinstance(sub, dict) or set(sub) != set(SUB_LABELS):
        yield f"sub must give {', '.join(SUB_LABELS)}"
    elif any(value not in (0, 1, 2) for value in sub.values()):
        yield "each part of sub must be 0, 1 or 2"


def read(path: Path) -> list[Row]:
    """The rows of a file. Raises ``ValueError`` naming file and line."""
    rows, problems = scan(path)
    if problems:
        raise ValueError(problems[0])
    return rows


def scan(path: Path) -> tuple[list[Row], list[str]]:
    """The rows of a file that can be read, and a sentence for each line that cannot."""
    rows, problems = [], []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            rows.append(parse(json.loads(line)))
        except (ValueError, TypeError) as error:
            problems.append(f"{path.name}:{number}: {error}")
    return rows, problems


def load(lang: str, folder: Path = FOLDER) -> list[Row]:
    """The corpus of a language, ``<lang>.jsonl``."""
    return read(folder / f"{lang}.jsonl")


def check(rows: Sequence[Row]) -> list[str]:
    """What is wrong between the rows: ids, pairs, sets, doubles, the script of the language."""
    by_id = {row.id: row for row in rows}
    problems = [f"{name}: id used twice" for name, n in Counter(row.id for row in rows).items() if n > 1]
    for (context, reply), n in Counter((_fold(row.context), _fold(row.reply)) for row in rows).items():
        if n > 1:
            problems.append(f"the same reply to the same words {n} times: {reply[:60]!r} to {context[:40]!r}")
    for row in rows:
        problems += [f"{row.id}: {text}" for text in (*_script_problems(row), *_pair_problems(row, by_id))]
    return problems + _set_problems(rows)


def _fold(text: str) -> str:
    return " ".join(text.lower().split())


def _script_problems(row: Row) -> Iterator[str]:
    letters = len(_LETTER.findall(row.context))
    share = len(_CYRILLIC.findall(row.context)) / max(letters, 1)
    if (row.lang == "ru") != (share > 0.5):
        yield f"the context does not look like {row.lang}"


def _pair_problems(row: Row, by_id: dict[str, Row]) -> Iterator[str]:
    if row.pair is None:
        return
    other = by_id.get(row.pair)
    if other is None:
        yield f"its pair {row.pair} is not in the file"
        return
    if other.pair != row.id:
        yield f"its pair {row.pair} does not name it back"
    if _fold(other.context) != _fold(row.context):
        yield f"its pair {row.pair} answers other words"
    if other.labels == row.labels:
        yield f"its pair {row.pair} has the same labels"


def _set_problems(rows: Iterable[Row]) -> list[str]:
    sets: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.set is not None:
            sets[row.set].append(row)
    problems = []
    for name, members in sets.items():
        if len(members) < 2:
            problems.append(f"set {name}: needs at least two rows")
        elif not all(any(_one_label_apart(a, b) for b in members) for a in members):
            problems.append(f"set {name}: each row must differ from another of the set in exactly one label")
    return problems


def _one_label_apart(a: Row, b: Row) -> bool:
    return sum(a.labels[name] != b.labels[name] for name in DIMENSION_IDS) == 1


def pairs(rows: Iterable[Row]) -> list[tuple[Row, Row]]:
    """Each contrasted pair once, the better one (by the sum of its labels) first."""
    rows = list(rows)
    by_id = {row.id: row for row in rows}
    found = []
    for row in rows:
        if row.pair is not None and row.pair in by_id and row.id < row.pair:
            two = sorted((row, by_id[row.pair]), key=lambda each: -sum(each.labels.values()))
            found.append((two[0], two[1]))
    return found
