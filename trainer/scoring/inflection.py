"""All the forms of a word: what ``~word`` stands for in a pattern.

English by rule, with the irregular verbs that occur in such talk; Russian through pymorphy3's dictionaries, loaded once
and only if a pattern asks for them.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from trainer.scoring.text import fold

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer

_IRREGULAR = {
    "be": "be am is are was were been being", "have": "have has had having", "do": "do does did done doing",
    "go": "go goes went gone going", "get": "get gets got gotten getting", "make": "make makes made making",
    "take": "take takes took taken taking", "see": "see sees saw seen seeing", "hear": "hear hears heard hearing",
    "feel": "feel feels felt feeling", "think": "think thinks thought thinking", "tell": "tell tells told telling",
    "say": "say says said saying", "find": "find finds found finding", "send": "send sends sent sending",
    "let": "let lets letting", "put": "put puts putting", "keep": "keep keeps kept keeping",
    "understand": "understand understands understood understanding", "write": "write writes wrote written writing",
    "know": "know knows knew known knowing", "come": "come comes came coming",
    "bring": "bring brings brought bringing", "lose": "lose loses lost losing",
    "break": "break breaks broke broken breaking", "speak": "speak speaks spoke spoken speaking",
    "pay": "pay pays paid paying", "give": "give gives gave given giving", "leave": "leave leaves left leaving",
    "mean": "mean means meant meaning", "shut": "shut shuts shutting", "read": "read reads reading",
    "spend": "spend spends spent spending", "hurt": "hurt hurts hurting",
    "choose": "choose chooses chose chosen choosing", "fall": "fall falls fell fallen falling",
    "forget": "forget forgets forgot forgotten forgetting", "lie": "lie lies lied lying",
    "ring": "ring rings rang rung ringing", "begin": "begin begins began begun beginning",
    "shoot": "shoot shoots shot shooting", "deal": "deal deals dealt dealing", "hold": "hold holds held holding",
    "sit": "sit sits sat sitting",
}  # fmt: skip
_VOWELS = frozenset("aeiou")


def forms(word: str, lang: str) -> frozenset[str]:
    """Every form of the word in the language, folded; the word itself among them."""
    return _russian(word) if lang == "ru" else _english(word)


@cache
def _english(word: str) -> frozenset[str]:
    if word in _IRREGULAR:
        return frozenset(_IRREGULAR[word].split())
    out = {word}
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        out |= {word[:-1] + "ies", word[:-1] + "ied", word + "ing", word[:-1] + "ier", word[:-1] + "iest"}
    elif word.endswith("e"):
        out |= {word + "s", word + "d", word[:-1] + "ing", word + "r", word + "st"}
    elif word.endswith(("s", "x", "z", "ch", "sh")):
        out |= {word + "es", word + "ed", word + "ing"}
    else:
        out |= {word + "s", word + "ed", word + "ing"}
        if len(word) > 2 and word[-1] in "bdgmnprt" and word[-2] in _VOWELS and word[-3] not in _VOWELS:
            out |= {word + word[-1] + "ed", word + word[-1] + "ing"}
    return frozenset(out)


@cache
def analyser() -> MorphAnalyzer:
    """The Russian analyser, loaded at the first call (about 0.2 s)."""
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer(lang="ru")


@cache
def _russian(word: str) -> frozenset[str]:
    found = {fold(word)}
    for parse in analyser().parse(word):
        if fold(parse.normal_form) == fold(word):
            found |= {fold(form.word) for form in parse.lexeme}
    return frozenset(found)


def is_russian_word(word: str) -> bool:
    """Whether the dictionaries know the word (so that it is not taken for a misspelling of another)."""
    return bool(analyser().word_is_known(word))
