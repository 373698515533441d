"""The catalogues of the interface: collect the words from the sources, check that they are complete, compile them.

    python scripts/translations.py collect|check|compile

``hatch_build.py`` imports ``compile_all`` when a wheel is built, so this file needs Babel only.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "trainer" / "translations"
KEYWORDS = {**DEFAULT_KEYWORDS, "_l": None, "say": None, "told": None, "lazy_gettext": None}
PLACEHOLDER = re.compile(r"%\((\w+)\)|\{(\w+)\}")
# Git knows who changed what and when; in the file these lines would make every run a change.
NOISE = re.compile(rb'"(Project-Id-Version|Report-Msgid|POT-Cr|PO-Rev|Last-Tr|Language-Team|Generated-By).*\n')


def catalogues() -> list[Path]:
    """The ``.po`` file of each language."""
    return sorted(FOLDER.glob("*/LC_MESSAGES/messages.po"))


def collected() -> Catalog:
    """All words that the sources mark for translation."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    catalog = Catalog(project="Calm Waters", charset="utf-8")
    for name, _line, message, comments, context in extract_from_dir(ROOT, methods, options, KEYWORDS, ["i18n:"]):
        catalog.add(message, None, [(name, 0)], auto_comments=comments, context=context)
    return catalog


def load(path: Path) -> Catalog:
    """The catalogue in a ``.po`` file; its folder names the language."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


def collect() -> None:
    """Bring every catalogue up to date with the sources: new words without a translation, words of the past dropped."""
    words = collected()
    for path in catalogues():
        catalog = load(path)
        catalog.update(words, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        catalog.revision_date = catalog.creation_date
        file = io.BytesIO()
        write_po(file, catalog, width=120, sort_by_file=True, include_lineno=False)
        path.write_bytes(NOISE.sub(b"", file.getvalue()))
        left = sum(1 for message in catalog if message.id and not all(texts(message)))
        print(f"{path.relative_to(ROOT)}: {len(catalog)} messages, {left} to translate")


def texts(message: Message) -> tuple[str, ...]:
    """The translation, or all its plural forms."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


def placeholders(text: str) -> set[str]:
    """The names that values are put in for: ``%(num)s`` and ``{name}``."""
    return {first or second for first, second in PLACEHOLDER.findall(text)}


def problems(catalog: Catalog, words: Catalog) -> Iterator[str]:
    """Everything that keeps a catalogue from being complete, a sentence each."""
    known = {(message.id, message.context) for message in catalog if message.id}
    for message in words:
        if message.id and (message.id, message.context) not in known:
            yield f"not in the catalogue: {message.id!r} ({message.locations[0][0]})"
    wanted = {(message.id, message.context) for message in words}
    for message in catalog:
        if not message.id:
            continue
        if (message.id, message.context) not in wanted:
            yield f"no longer used: {message.id!r}"
        elif message.fuzzy:
            yield f"marked as fuzzy: {message.id!r}"
        elif not all(texts(message)):
            yield f"not translated: {message.id!r}"
        else:
            yield from unlike(message, catalog.num_plurals)


def unlike(message: Message, plurals: int) -> Iterator[str]:
    """What the translation has other than the source: number of forms, names of values."""
    ids = (message.id,) if isinstance(message.id, str) else tuple(message.id)
    if len(ids) == 2 and len(texts(message)) != plurals:
        yield f"{len(texts(message))} plural forms where the language has {plurals}: {ids[0]!r}"
    names = placeholders(ids[-1])
    for text in texts(message):
        if placeholders(text) != names:
            yield f"other values than {sorted(names)}: {ids[0]!r}: {text!r}"


def check() -> int:
    """How many problems there are; each is printed."""
    words = collected()
    found = [f"{path.parts[-3]}: {problem}" for path in catalogues() for problem in problems(load(path), words)]
    for line in found:
        print(line)
    print(
        "The translations are complete." if not found else f"{len(found)} problems. `make messages` collects new words."
    )
    return len(found)


def compile_all(folder: Path = FOLDER) -> list[Path]:
    """Compile every catalogue under ``folder``; what is fuzzy stays English. Returns the files written."""
    written = []
    for path in sorted(folder.glob("*/LC_MESSAGES/messages.po")):
        target = path.with_suffix(".mo")
        with target.open("wb") as file:
            write_mo(file, load(path))
        written.append(target)
    return written


def main(command: str) -> int:
    """Run one command; the result is the exit code."""
    if command == "collect":
        collect()
    elif command == "compile":
        compile_all()
    elif command == "check":
        return 1 if check() else 0
    else:
        print(__doc__, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
