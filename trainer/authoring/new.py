"""New drafts: from a starter, from a copy, from a file, or of what the shelf offers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from trainer.accounts.roles import check_coach
from trainer.authoring.drafts import head_of, new_draft
from trainer.authoring.models import Draft
from trainer.authoring.records import find, text_of
from trainer.library.shelf import NoSuchScenario
from trainer.scenario.decoding import decode
from trainer.scenario.problems import ScenarioError
from trainer.scenario.reader import read, slug
from trainer.scenario.writer import scalar

STARTERS: Mapping[str, tuple[LazyString, LazyString]] = {
    "angry-customer": (
        _l("An angry customer"),
        _l("One person, six scenes, three endings: hear them out, find the fault, make an offer. Ready to be changed."),
    ),
    "heated-thread": (
        _l("A heated thread"),
        _l("Three people, six scenes, three endings: two who quarrel, one who says nothing. Ready to be changed."),
    ),
    "blank": (_l("A blank page"), _l("The least that can be read: one question, two replies, two endings.")),
}
FOLDER = Path(__file__).parent / "starters"
COPIES = {"en": "{title} (copy)", "ru": "{title} (копия)"}
_TITLE = re.compile(r"^title:.*(?:\n[ \t]+\S.*)*", re.MULTILINE)
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_LETTERS = dict(zip("абвгдеёзийклмнопрстуфыэ", "abvgdeeziyklmnoprstufye", strict=True)) | {
    "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "yu", "я": "ya",
}  # fmt: skip


def slug_of(title: str) -> str:
    """A name for addresses: Latin letters, digits and hyphens; Russian is written in Latin letters."""
    letters = (_LETTERS.get(letter, letter) for letter in title.casefold())
    return slug("".join(letters).replace(".", " "))  # a dot would be taken for the ending of a file's name


def free_slug(language: str, wanted: str) -> str:
    """``wanted``, or with a number behind it if the shelf has such a scenario already."""
    name, number = wanted, 1
    while find(language, name) is not None:
        number += 1
        name = f"{wanted[:76]}-{number}"
    return name


def from_starter(user: Any, key: str, name: str, language: str, title: str = "") -> Draft:
    """A draft of the starter ``name`` in ``language``; one commit. Raises ``NoSuchScenario`` and as ``new_draft``."""
    check_coach(user)
    if name not in STARTERS or language not in COPIES:
        raise NoSuchScenario(name)
    path = FOLDER / language / f"{name}.yaml"
    return _new(user, key, _titled(path.read_text(encoding="utf-8"), title), language)


def from_copy(user: Any, key: str, language: str, name: str, title: str = "") -> Draft:
    """A draft of a new scenario that begins as a copy of one on the shelf; one commit. Raises ``NoSuchScenario``."""
    check_coach(user)
    item = find(language, name)
    if item is None:
        raise NoSuchScenario(f"{language}/{name}")
    title = title or COPIES[language].format(title=item.title)
    return _new(user, key, _titled(text_of(item), title[:120]), language)


def from_file(user: Any, key: str, sent: bytes, filename: str, language: str) -> tuple[Draft, ScenarioError | None]:
    """A draft of an uploaded file, and what is wrong with it if it cannot be read yet; one commit.

    ``language`` counts where the file does not say it. Raises ``ScenarioError`` for what is no text or too large.
    """
    check_coach(user)
    text = decode(sent, filename)
    head = head_of(text)
    error = None
    try:
        read(text, filename)
    except ScenarioError as found:
        error = found
    guessed = head.language or ("ru" if _CYRILLIC.search(text) else language)
    return new_draft(user.id, key, text, language=guessed, slug=free_slug(guessed, slug(filename))), error


def of_shelf(user: Any, key: str, language: str, name: str) -> Draft:
    """A draft that changes what the shelf offers; one commit. Raises ``NoSuchScenario``."""
    check_coach(user)
    item = find(language, name)
    if item is None:
        raise NoSuchScenario(f"{language}/{name}")
    return new_draft(user.id, key, text_of(item), language=language, slug=name, base_digest=item.digest)


def _new(user: Any, key: str, text: str, language: str) -> Draft:
    title = head_of(text).title or "scenario"
    return new_draft(user.id, key, text, language=language, slug=free_slug(language, slug_of(title)))


def _titled(text: str, title: str) -> str:
    """The text with another title, everything else as written; as it is, if that cannot be done safely."""
    title = " ".join(title.split())[:120]
    if not title:
        return text
    changed = _TITLE.sub(lambda _found: f"title: {scalar(title)}", text, count=1)
    return changed if head_of(changed).title == title else text
