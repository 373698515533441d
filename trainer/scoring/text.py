"""Reading a text: sentences and words with their places, in a form that patterns and counts can work on.

Every step keeps the length of the text (folding maps one character to one character), so that places always count in
characters of the original and can be underlined.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field


def word_set(text: str) -> frozenset[str]:
    """The words of a text, for lists of words that are easier to read in a row."""
    return frozenset(text.split())


_FOLD = str.maketrans(
    {"’": "'", "‘": "'", "`": "'", "´": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "ё": "е"}
    | dict.fromkeys("‐‑‒–—−", "-")
    | dict.fromkeys("\u00a0\u2009\u202f\u200b\u200c\u200d\u2060\ufeff\t", " ")
)
_MARKUP = re.compile(
    r"</?[a-zA-Z][^<>\n]{0,200}>|&(?:nbsp|amp|lt|gt|quot|#\d+);|\*{1,3}|_{2,}|~~|^#{1,6}\s|```?", re.MULTILINE
)
_QUOTED = re.compile(r"^[ ]*>.*$", re.MULTILINE)
_EMOJI = "\U0001f300-\U0001faff\u2600-\u27bf"
_TOKEN = re.compile(
    rf"[^\W\d_]+(?:['-][^\W\d_]+)*|\d+(?:[.,:/]\d+)*|[{_EMOJI}]|[:;]-?[()DP/|]|\){{2,}}|[?!]+|\.+|…|[,;:()\n]",
    re.UNICODE,
)
_ABBREVIATIONS = word_set("mr mrs ms dr st no e.g i.e etc vs approx г ул д т п р тыс руб стр ст каб кв корп им св др")
_RUN = re.compile(r"(.)\1{2,}")
_END = frozenset(".?!…\n")
_PAUSES = frozenset(",;:().…")

NEGATORS: Mapping[str, frozenset[str]] = {
    "en": word_set("not never no hardly nor neither nobody nothing"),
    "ru": word_set("не ни нет никогда вряд никто ничего нельзя"),
}
FUNCTION_WORDS: Mapping[str, frozenset[str]] = {
    "en": word_set(
        "i you he she it we they me him her us them my your his its our their a an the this that these those and "
        "or but if because so as of at by for with about to from in on up out is am are was were be been being "
        "have has had do does did will would can could should may might must not no yes what which who when where "
        "why how all any both each more most some such than too very just there here then now also after before "
        "again"
    ),
    "ru": word_set(
        "я ты он она оно мы вы они меня тебя его ее нас вас их мне тебе ему ей нам вам им мной тобой нами вами "
        "ими мой твой наш ваш свой мое твое наше ваше моя твоя наша ваша мои твои наши ваши вашу нашу и или но а "
        "если потому что чтобы как так же бы ли не ни да нет в во на с со к ко по за из от до у о об при для без "
        "под над через это этот эта эти этого этой этом то тот та те того той том все всё весь вся уже еще только "
        "очень можно нужно надо есть был была было были будет буду быть кто который когда где куда почему зачем "
        "сколько здесь там тут теперь сейчас тоже также"
    ),
}
"""Words that carry grammar rather than meaning."""
_NOT_ONLY = frozenset(("only", "just", "только", "просто"))

_CONTRACTED = {"n't": "not", "'m": "am", "'re": "are", "'ve": "have", "'ll": "will", "'d": "would", "'s": "is"}
_WRITTEN_OUT: Mapping[str, Mapping[str, str]] = {
    "en": {
        "can't": "can not", "cannot": "can not", "won't": "will not", "shan't": "shall not", "let's": "let us",
        "cant": "can not", "dont": "do not", "doesnt": "does not", "didnt": "did not", "isnt": "is not",
        "wasnt": "was not", "wont": "will not", "couldnt": "could not", "shouldnt": "should not", "havent": "have not",
        "im": "i am", "ive": "i have", "youre": "you are", "theyre": "they are", "thats": "that is", "whats": "what is",
        "lets": "let us", "u": "you", "ur": "your", "r": "are", "pls": "please", "plz": "please", "thx": "thanks",
        "ty": "thanks", "sry": "sorry", "srry": "sorry", "soz": "sorry", "tmrw": "tomorrow", "tmr": "tomorrow",
        "gonna": "going to", "wanna": "want to", "gotta": "have to", "asap": "as soon as possible", "cuz": "because",
        "bc": "because", "idk": "i do not know", "wtf": "what the fuck", "stfu": "shut up", "y'all": "you all",
        "gimme": "give me", "lemme": "let me", "kinda": "kind of", "yr": "your", "okay": "ok", "ain't": "is not",
    },
    "ru": {
        "спс": "спасибо", "спасиб": "спасибо", "пасиб": "спасибо", "пж": "пожалуйста", "пжл": "пожалуйста",
        "пжлст": "пожалуйста", "пожалста": "пожалуйста", "плиз": "пожалуйста", "щас": "сейчас", "ща": "сейчас",
        "счас": "сейчас", "сейчас": "сейчас", "чо": "что", "че": "что", "шо": "что", "ваще": "вообще",
        "седня": "сегодня", "сегодняже": "сегодня же", "извени": "извини", "извените": "извините", "хз": "не знаю",
        "норм": "нормально", "инфа": "информация", "тя": "тебя", "мб": "может быть", "имхо": "по-моему",
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sentence:
    """``start`` and ``end`` in characters; ``words`` folded; ``places`` of each word; ``pauses``: words after a
    comma.
    """

    start: int
    end: int
    words: tuple[str, ...]
    places: tuple[tuple[int, int], ...]
    pauses: frozenset[int]
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A text that has been read: the ``text`` as given, the same without markup, its sentences."""

    text: str
    lang: str
    plain: str
    sentences: tuple[Sentence, ...]
    words: tuple[str, ...] = field(default=())

    def spoken(self, sentence: Sentence) -> str:
        """The words of a sentence for the encoder: no markup, shouting put into lower case."""
        return calm_case(" ".join(self.plain[sentence.start : sentence.end].split()))


def fold(text: str) -> str:
    """Lower case, one kind of quotation mark, dash and space, ``ё`` as ``е``; as long as the text."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return lower.translate(_FOLD)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def calm_case(text: str) -> str:
    """The text in lower case if most of it shouts, so that capitals do not change what it means."""
    letters = [char for char in text if char.isalpha()]
    shouted = sum(char.isupper() for char in letters)
    return text.capitalize() if len(letters) > 5 and shouted > 0.6 * len(letters) else text


def read(text: str, lang: str) -> Reading:
    """Splits a text into sentences and words. ``lang`` (``en``, ``ru``) chooses contractions and short forms."""
    plain = _MARKUP.sub(_blank, text)
    quotes = [match.span() for match in _QUOTED.finditer(plain)]
    folded = fold(plain)
    sentences: list[Sentence] = []
    open_tokens: list[re.Match[str]] = []
    for token in _TOKEN.finditer(folded):
        if token.group()[0] in _END and not _abbreviated(open_tokens, token, folded):
            if open_tokens:
                sentences.append(_sentence(open_tokens, token, lang, quotes))
                open_tokens = []
            continue
        open_tokens.append(token)
    if open_tokens:
        sentences.append(_sentence(open_tokens, None, lang, quotes))
    kept = tuple(sentence for sentence in sentences if sentence.words)
    return Reading(text, lang, plain, kept, tuple(word for sentence in kept for word in sentence.words))


def _abbreviated(tokens: list[re.Match[str]], stop: re.Match[str], folded: str) -> bool:
    if stop.group() != "." or not tokens:
        return False
    after = folded[stop.end() : stop.end() + 1]
    return tokens[-1].group() in _ABBREVIATIONS or (after != "" and not after.isspace())


def _sentence(
    tokens: list[re.Match[str]], stop: re.Match[str] | None, lang: str, quotes: list[tuple[int, int]]
) -> Sentence:
    words: list[str] = []
    places: list[tuple[int, int]] = []
    pauses: set[int] = set()
    for token in tokens:
        if token.group()[0] in _PAUSES and not _is_smiley(token.group()):
            pauses.add(len(words))
            continue
        for word in _written_out(token.group(), lang):
            words.append(word)
            places.append(token.span())
    end = tokens[-1].end()
    if stop is not None and stop.group()[0] in "?!":
        end = stop.end()
        for mark in ("?", "!"):
            if mark in stop.group():
                words.append(mark)
                places.append(stop.span())
    start = tokens[0].start()
    quoted = any(begin <= start < finish for begin, finish in quotes)
    return Sentence(start, end, tuple(words), tuple(places), frozenset(pauses), quoted)


def _is_smiley(token: str) -> bool:
    return len(token) > 1 and token[0] in ":;)"


def _written_out(token: str, lang: str) -> list[str]:
    token = _RUN.sub(r"\1", token)
    short = _WRITTEN_OUT.get(lang, {}).get(token)
    if short is not None:
        return short.split()
    if lang == "en" and "'" in token:
        for tail, word in _CONTRACTED.items():
            if token.endswith(tail) and len(token) > len(tail):
                return [token[: -len(tail)], word]
    return [token]


def negated(sentence: Sentence, index: int, lang: str) -> bool:
    """Whether a negating word stands within the three words before ``index``, in the same clause."""
    negators = NEGATORS.get(lang, frozenset())
    for at in range(index - 1, max(index - 4, -1), -1):
        if at + 1 in sentence.pauses:
            return False
        if sentence.words[at] in negators:
            return sentence.words[at + 1] not in _NOT_ONLY
    return False


def script_share(text: str, lang: str) -> float:
    """Share of the letters that belong to the script of the language (0 to 1); 1 for a text without letters."""
    letters = [char for char in text if char.isalpha()]
    if not letters:
        return 1.0
    cyrillic = sum("\u0400" <= char <= "\u04ff" for char in letters) / len(letters)
    return cyrillic if lang == "ru" else 1.0 - cyrillic


_ENDINGS: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(r"(?:'s|ies|ied|ing|ed|es|s|ly|e|y)$"),
    "ru": re.compile(
        r"(?:ся|сь)?$|(?:иями|ями|ами|иях|ях|ах|ого|его|ому|ему|ыми|ими|ешь|ишь|ете|ите|ают|яют|уют|ует|ала|ила|али|или"
        r"|ать|ить|еть|ией|ия|ию|ии|ие|ый|ий|ой|ая|яя|ое|ее|ые|ие|ую|юю|ов|ев|ом|ем|ам|ям|ей|ет|ит|ут|ют|ат|ят|ал|ил|ла|ло"
        r"|ли|ть|а|я|о|е|ы|и|у|ю|ь|й)(?:ся|сь)?$"
    ),
}


def stem(word: str, lang: str) -> str:
    """A rough stem (at least three letters, at most six), good enough to see that two words are one."""
    if len(word) <= 3:
        return word
    cut = _ENDINGS[lang].sub("", word) if lang in _ENDINGS else word
    return (cut if len(cut) >= 3 else word[:3])[:6]
