"""How much of what was seen a reader is shown.

A pattern ends where it is sure, which is often in the middle of a phrase: “Your refund will”, “bring the”. What is
underlined should make sense by itself, so the words shown are made whole here. Scores do not depend on it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trainer.scoring.behaviours import Behaviour
from trainer.scoring.matching import Found
from trainer.scoring.text import Reading, Sentence, word_set

Place = tuple[int, int]
LONGEST = 16
"""Words up to which a span grows to the end of its clause."""
_REST = 4
"""Words that may be added to a phrase that ends in a little word."""

_PAUSE = re.compile(r"""[,;:()\[\]\n…"“”„«»<>{}]|\s[-–—]+\s|—""")
_MIDWORD = re.compile(r"[^\W_]")
_SHOUTED = re.compile(r"[A-ZА-ЯЁ]")
_SHOUTED_BEFORE = re.compile(r"(?:\b[A-ZА-ЯЁ0-9'’]+[ ,.!?]+)+$")
_SHOUTED_AFTER = re.compile(r"(?:[ ,.!?]+[A-ZА-ЯЁ0-9'’]+\b)+")
_BARE = ' \t\n\r"“”„«»,;:'

_BETWEEN: Mapping[str, frozenset[str]] = {
    "en": word_set("and or but n nor so"),
    "ru": word_set("и или но а либо да зато"),
}
"""Words between two clauses that could stand alone."""
_WITHIN: Mapping[str, frozenset[str]] = {
    "en": word_set("because although though while if when that which who until unless"),
    "ru": word_set("чтобы что потому поэтому хотя если когда пока который которая которое которые как"),
}
"""Words with which a clause begins that needs the one before."""
_TURNS: Mapping[str, frozenset[str]] = {
    "en": word_set("or but however yet though although then next"),
    "ru": word_set("или но а однако зато либо потом затем то"),
}
"""Words that patterns look for behind a comma: what comes after them belongs to what was seen."""
_LINKS: Mapping[str, frozenset[str]] = {
    "en": word_set(
        "of to in on at by for from with about into as than like until till before after within between per over"
    ),
    "ru": word_set("в во на с со к ко по за из от до у о об обо при для без под над через между про перед после около"),
}
_OPENING: Mapping[str, frozenset[str]] = {
    "en": _LINKS["en"]
    | word_set(
        "a an the my your ur his her its our their no every each another very too am is are was were be been being "
        "have has had do does did will would shall should can could may might must not i we they he she"
    ),
    "ru": _LINKS["ru"]
    | word_set(
        "не ни бы ли же даже очень самый самая самое мой моя мое мои моего моей мою ваш ваша ваше ваши вашего вашей "
        "вашу наш наша наше наши нашего нашей нашу свой своя свое свои своего своей свою который которая которое "
        "я мы он она они буду будем будет будут был была было были могу можем может можете"
    ),
}
"""Words that open a phrase: a span that ends in one is cut in the middle."""
_SUBJECTS: Mapping[str, frozenset[str]] = {
    "en": word_set("i we you u he she it they this that there my your his her our its their the please thank thanks"),
    "ru": word_set("я мы вы ты он она оно они это мой ваш наш его ее их спасибо благодарим"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """The words that show a behaviour: characters ``start`` to ``end`` of the reply."""

    behaviour: Behaviour
    start: int
    end: int


def shown(reading: Reading, found: Sequence[Found]) -> list[Shown]:
    """The words to underline, in the order of the text. What has no words is not shown; what touches or overlaps
    another place of its behaviour is shown with it: “0808” and “555” are one number.
    """
    out: list[Shown] = []
    latest: dict[str, int] = {}
    for each in found:
        start, end = _place(reading, each)
        if start >= end:
            continue
        at = latest.get(each.behaviour.id)
        if at is not None and not reading.text[out[at].end : start].strip(" "):
            out[at] = Shown(each.behaviour, out[at].start, max(out[at].end, end))
        else:
            latest[each.behaviour.id] = len(out)
            out.append(Shown(each.behaviour, start, end))
    return out


def _place(reading: Reading, found: Found) -> Place:
    """Start and end of the words to show for one place; not before its end if it has no words."""
    start, end = _bare(reading.text, found.start, found.end)
    within = next((each for each in reading.sentences if each.start <= found.start < each.end), None)
    if start < end and within is not None and found.behaviour.detector is None:
        end = _end(reading, within, (start, end), found.behaviour.shown)
        start, end = _bare(reading.text, start, end)
    if found.behaviour.detector == "shouting" and _SHOUTED.search(reading.text[start:end]):
        start -= len(match.group()) if (match := _SHOUTED_BEFORE.search(reading.text[:start])) else 0
        end += len(match.group()) if (match := _SHOUTED_AFTER.match(reading.text[end:])) else 0
    return _unbroken(reading.text, start, end)


def _bare(text: str, start: int, end: int) -> Place:
    """The span without white space and stray marks around it."""
    piece = text[start:end]
    return end - len(piece.lstrip(_BARE)), start + len(piece.rstrip(_BARE))


def _unbroken(text: str, start: int, end: int) -> Place:
    """The span with the rest of a word it breaks off in: “on the 20” is “on the 20th”."""
    if start >= end:
        return start, end
    while end < len(text) and _MIDWORD.match(text[end - 1]) and _MIDWORD.match(text[end]):
        end += 1
    while start > 0 and _MIDWORD.match(text[start - 1]) and _MIDWORD.match(text[start]):
        start -= 1
    return start, end


def _end(reading: Reading, sentence: Sentence, span: Place, kind: str) -> int:
    """Where, in characters, a span has to end to make sense."""
    words = _Words(reading, sentence)
    first = next((at for at, place in enumerate(sentence.places) if place[1] > span[0]), 0)
    last = max((at for at, place in enumerate(sentence.places) if place[0] < span[1]), default=first)
    if kind == "clauses":
        first = words.begin_of_clause(first, last)
    else:
        last = words.without_lone(first, last)
    last = words.completed(last) if kind == "phrase" else words.to_end_of_clause(first, last)
    return sentence.places[words.without_joining(first, last)][1]


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a sentence and what stands between them. Words are counted from 0."""

    reading: Reading
    sentence: Sentence

    def follows(self, at: int) -> bool:
        """Whether the word after ``at`` follows without a pause."""
        if at + 1 >= len(self.sentence.words) or not self.sentence.words[at + 1][0].isalnum():
            return False
        between = self.reading.text[self.sentence.places[at][1] : self.sentence.places[at + 1][0]]
        return _PAUSE.search(between) is None

    def one_of(self, at: int, *sets: Mapping[str, frozenset[str]]) -> bool:
        """Whether there is a word at ``at`` and it is in one of the sets of the language."""
        words = self.sentence.words
        return at < len(words) and any(words[at] in each[self.reading.lang] for each in sets)

    def begin_of_clause(self, first: int, last: int) -> int:
        """The first word from ``first`` on that stands in the same clause as ``last``."""
        return next((at + 1 for at in range(last - 1, first - 1, -1) if not self.follows(at)), first)

    def without_lone(self, first: int, last: int) -> int:
        """Patterns pass over commas: a last word behind one belongs to the next clause. “Sorry, I” is “sorry”."""
        places = self.sentence.places
        begins = places.index(places[last])
        meant = self.sentence.words[last] in "?!" or self.one_of(last, _TURNS)
        return last if begins <= first or meant or self.follows(begins - 1) else begins - 1

    def to_end_of_clause(self, first: int, last: int) -> int:
        """The last word of the clause; of a long one the last word before it branches."""
        at, branch = last, last
        first = last if self.one_of(last, _TURNS) else first
        while self.follows(at) or (at == last and at + 1 < len(self.sentence.words) and self.one_of(at, _TURNS)):
            goes_on = self.follows(at + 1)
            if self.one_of(at + 1, _BETWEEN) and self.one_of(at + 2, _SUBJECTS) and goes_on:
                return at
            if at - first + 2 > LONGEST:
                return branch
            if goes_on and self.one_of(at + 1, _BETWEEN, _WITHIN, _LINKS) and not self.one_of(at, _OPENING):
                branch = at
            at += 1
        return at

    def completed(self, last: int) -> int:
        """The words with those that the last little one asks for: “bring the” is “bring the ring”."""
        at = last
        while at < last + _REST and self.one_of(at, _OPENING) and self.follows(at):
            at += 1
        return at

    def without_joining(self, first: int, last: int) -> int:
        """Without a last word that joins what is not shown any more: “just relax and”."""
        while last > first and self.one_of(last, _BETWEEN, _WITHIN) and self.follows(last):
            last -= 1
        return last
