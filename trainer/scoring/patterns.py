"""The small language in which behaviours say what they look for, and the search for it.

A pattern is a row of items with spaces between them, matched against the words of one sentence (commas count only where
the pattern asks for them):

    sorry        this word                         ~help        any form of it (help, helped, helping ...)
    a|b|~c       one of these                      @feeling     one of the words of the list `feeling`
    apolog*      a word that begins like this      _            any one word
    ?very        may be left out                   ..           up to three words; ..5 up to five
    ^  $         begin and end of the sentence     <n>          a number
    ,            a pause: a comma, a colon, or     <time>       a number that can be an hour or a day of a
                 either end of the sentence                     month: 7, 16:30, 8.30, 31

``?`` and ``!`` alone stand for the marks. Gaps and optional items never swallow a negating word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from trainer.scoring.inflection import forms
from trainer.scoring.text import FUNCTION_WORDS, NEGATORS, fold

NUMBER = "<n>"
TIME = "<time>"
SHORTEST_PREFIX = 3
_TIME = re.compile(r"(?:[012]?\d|3[01])(?:[.:][0-5]\d)?")


class PatternError(ValueError):
    """A pattern that cannot be read."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item: ``words`` and ``prefixes`` it accepts (``any`` accepts all); ``gap``: up to so many words instead;
    ``pause``: no word, but a place where the writer pauses.
    """

    words: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    number: bool = False
    time: bool = False
    any: bool = False
    optional: bool = False
    gap: int = 0
    pause: bool = False

    def accepts(self, word: str) -> bool:
        """Whether one word fits this item."""
        if word in self.words or self.any:
            return True
        if self.number and word[0].isdigit():
            return True
        if self.time and _TIME.fullmatch(word):
            return True
        return bool(self.prefixes) and word.startswith(self.prefixes)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern.

    To pass over most texts quickly: one of ``keys`` must be among the words (or first letters) of a sentence that can
    match, one word of each set of ``needs`` too, and a match begins with one of ``openers`` (None: with any word).
    """

    source: str
    items: tuple[Item, ...]
    at_start: bool
    at_end: bool
    negators: frozenset[str]
    keys: frozenset[str]
    needs: tuple[frozenset[str], ...]
    openers: frozenset[str] | None

    def possible(self, words: frozenset[str]) -> bool:
        """Whether a sentence with these words could match at all."""
        for need in self.needs:  # noqa: SIM110 - asked fifty times for each reply, and twice as quick as `any`
            if words.isdisjoint(need):
                return False
        return True

    def search(self, words: Sequence[str], pauses: AbstractSet[int] = frozenset()) -> list[tuple[int, int]]:
        """All places, first word and the one after the last, that do not overlap. ``pauses``: words after a comma."""
        found: list[tuple[int, int]] = []
        free = 0
        openers = self.openers
        for start in range(1 if self.at_start else len(words)):
            if start < free or (openers is not None and words[start] not in openers):
                continue
            end = self._match(words, start, 0, pauses)
            if end > start:
                found.append((start, end))
                free = end
        return found

    def _match(self, words: Sequence[str], at: int, index: int, pauses: AbstractSet[int]) -> int:
        """The word after the match of the items from ``index`` on, or -1."""
        if index == len(self.items):
            return at if not self.at_end or all(word in "?!" for word in words[at:]) else -1
        item = self.items[index]
        if item.gap:
            return self._after_gap(words, at, index, pauses)
        if item.pause:
            here = at in (0, len(words)) or at in pauses or words[at] in "?!"
            return self._match(words, at, index + 1, pauses) if here else -1
        if at < len(words) and item.accepts(words[at]):
            end = self._match(words, at + 1, index + 1, pauses)
            if end >= 0:
                return end
        return self._match(words, at, index + 1, pauses) if item.optional else -1

    def _after_gap(self, words: Sequence[str], at: int, index: int, pauses: AbstractSet[int]) -> int:
        """The word after the match if item ``index`` is a gap, as small as possible, or -1."""
        for skipped in range(self.items[index].gap + 1):
            if skipped and (at + skipped > len(words) or words[at + skipped - 1] in self.negators):
                return -1
            end = self._match(words, at + skipped, index + 1, pauses)
            if end >= 0:
                return end
        return -1


def compile_pattern(source: str, lang: str, lists: Mapping[str, frozenset[str]]) -> Pattern:
    """Reads a pattern. ``lists``: name -> words, from ``expand``. Raises ``PatternError``."""
    parts = source.split()
    at_start, at_end = parts[:1] == ["^"], parts[-1:] == ["$"]
    parts = parts[1 if at_start else 0 : -1 if at_end else None]
    items = tuple(_item(part, lang, lists) for part in parts)
    fixed = [item for item in items if not (item.gap or item.optional or item.any or item.pause)]
    if not fixed:
        raise PatternError(f"{source!r} has no word that must be there")
    rarest = min(fixed, key=lambda item: _commonness(item, lang))
    keys = rarest.words | {prefix[:SHORTEST_PREFIX] + "*" for prefix in rarest.prefixes}
    keys |= {NUMBER} if rarest.number or rarest.time else set()
    needs = sorted((item.words for item in fixed if not (item.prefixes or item.number or item.time)), key=len)
    negators = NEGATORS.get(lang, frozenset())
    return Pattern(source, items, at_start, at_end, negators, keys, tuple(needs), _openers(items))


def _commonness(item: Item, lang: str) -> int:
    """Roughly how often an item fits: words of grammar are everywhere."""
    everywhere = len(item.words & FUNCTION_WORDS.get(lang, frozenset()))
    return len(item.words) + 40 * everywhere + 50 * len(item.prefixes) + 50 * (item.number or item.time)


def _openers(items: Sequence[Item]) -> frozenset[str] | None:
    """The words with which a match can begin, or None if they cannot be told."""
    found: frozenset[str] = frozenset()
    for item in items:
        if item.pause:
            continue
        if item.gap or item.any or item.prefixes or item.number or item.time:
            return None
        found |= item.words
        if not item.optional:
            return found
    return None


def _item(part: str, lang: str, lists: Mapping[str, frozenset[str]]) -> Item:
    if part == "_":
        return Item(any=True)
    if part == ",":
        return Item(pause=True)
    if part.startswith(".."):
        return Item(gap=int(part[2:] or 3))
    optional = len(part) > 1 and part.startswith("?")
    words, prefixes, signs = _alternatives(part[1:] if optional else part, lang, lists)
    return Item(words, prefixes, NUMBER in signs, TIME in signs, optional=optional)


def _alternatives(
    part: str, lang: str, lists: Mapping[str, frozenset[str]]
) -> tuple[frozenset[str], tuple[str, ...], set[str]]:
    words: set[str] = set()
    prefixes: list[str] = []
    signs: set[str] = set()
    for choice in fold(part).split("|"):
        if choice in (NUMBER, TIME):
            signs.add(choice)
        elif choice.startswith("~"):
            words |= forms(choice[1:], lang)
        elif choice.startswith("@"):
            if choice[1:] not in lists:
                raise PatternError(f"there is no list {choice[1:]!r}")
            words |= {word for word in lists[choice[1:]] if not word.endswith("*")}
            prefixes += [word[:-1] for word in lists[choice[1:]] if word.endswith("*")]
        elif choice.endswith("*"):
            if len(choice) <= SHORTEST_PREFIX:
                raise PatternError(f"{choice!r} is too short a beginning")
            prefixes.append(choice[:-1])
        elif choice:
            words.add(choice)
    return frozenset(words), tuple(prefixes), signs


def expand(entries: Sequence[str], lang: str) -> frozenset[str]:
    """The words of a list; ``~word`` becomes all its forms, ``word*`` stays as it is."""
    out: set[str] = set()
    for entry in entries:
        out |= forms(entry[1:], lang) if entry.startswith("~") else {fold(entry)}
    return frozenset(out)
