"""``python -m trainer.scoring.corpus check FILE...`` looks a file over; ``merge LANG`` joins the parts of a
language.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from trainer.scoring import corpus
from trainer.scoring.corpus import Row
from trainer.scoring.dimensions import DIMENSION_IDS, POINTS


def main(arguments: list[str] | None = None) -> int:
    """Runs a command; 0 if all is well, else 1."""
    parser = argparse.ArgumentParser(prog="python -m trainer.scoring.corpus", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("check", help="look files over").add_argument("files", nargs="+", type=Path)
    commands.add_parser("merge", help="add <lang>/*.jsonl to <lang>.jsonl").add_argument(
        "lang", choices=corpus.LANGUAGES
    )
    given = parser.parse_args(arguments)
    return check(given.files) if given.command == "check" else merge(given.lang)


def check(files: list[Path]) -> int:
    """Prints problems and a table of what is in the files taken together."""
    rows: list[Row] = []
    problems: list[str] = []
    for path in files:
        found, unreadable = corpus.scan(path)
        rows += found
        problems += unreadable
    problems += corpus.check(rows)
    print("\n".join(problems))
    print(summary(rows))
    print(f"{len(problems)} problems" if problems else "no problems")
    return 1 if problems else 0


def summary(rows: list[Row]) -> str:
    """How many rows, pairs and sets, and how the labels and styles are spread."""
    lines = [f"{len(rows)} rows, {len(corpus.pairs(rows))} pairs, {len({row.set for row in rows} - {None})} sets"]
    for name in DIMENSION_IDS:
        counts = Counter(row.labels[name] for row in rows)
        lines.append(f"{name:14s} " + "  ".join(f"{point:+d}: {counts[point]}" for point in POINTS))
    for title, values in (("domains", [row.domain for row in rows]), ("styles", [row.style for row in rows])):
        lines.append(f"{title}: " + ", ".join(f"{name} {n}" for name, n in Counter(values).most_common()))
    return "\n".join(lines)


def merge(lang: str) -> int:
    """Adds the parts of a language, by name, to its one file; refuses if the whole would have problems."""
    merged = corpus.FOLDER / f"{lang}.jsonl"
    files = [*([merged] if merged.exists() else []), *sorted((corpus.FOLDER / lang).glob("*.jsonl"))]
    if check(files):
        return 1
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    merged.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
