"""The words for values that are stored as ids: endings, kinds, channels, tension, shifts of tension."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

KINDS = {"customer": _l("Angry customer"), "discussion": _l("Heated discussion")}
CHANNELS = {
    "chat": _l("Chat"),
    "phone": _l("Phone call"),
    "public": _l("Public thread"),
    "mail": _l("Mail"),
    "meeting": _l("Meeting"),
}
ENDINGS = {
    "resolved": _l("Resolved"),
    "settled": _l("Settled"),
    "escalated": _l("Escalated"),
    "lost": _l("Lost"),
}
ENDING_TONES = {"resolved": "good", "settled": "water", "escalated": "bad", "lost": "bad"}
DIFFICULTIES = {1: _l("Easy"), 2: _l("Moderate"), 3: _l("Demanding"), 4: _l("Hard"), 5: _l("Very hard")}
TENSIONS = (
    (1, _l("calm")),
    (3, _l("mostly calm")),
    (5, _l("uneasy")),
    (7, _l("angry")),
    (9, _l("furious")),
    (10, _l("exploding")),
)


def tension_word(tension: int) -> LazyString:
    """What a tension of 0 to 10 looks like, in a word or two."""
    return next(word for limit, word in TENSIONS if tension <= limit)


def tension_level(tension: int) -> str:
    """The colour of the face and the gauge: calm, uneasy or hot."""
    return "calm" if tension <= 3 else "uneasy" if tension <= 6 else "hot"


NOT_JUDGED = _l("Your words could not be judged just now. They are kept below; send them once more.")

SUB_SCORES = {
    "emotional_reaction": _l("Warmth"),
    "interpretation": _l("Understanding"),
    "exploration": _l("Interest"),
    "reflection": _l("Their own words taken up"),
    "courtesy": _l("Courtesy"),
    "attack": _l("No attack"),
    "receptiveness": _l("Receptiveness"),
    "options": _l("Options"),
    "plainness": _l("Plain words"),
    "structure": _l("Structure"),
    "next_step": _l("A concrete next step"),
}
