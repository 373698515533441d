"""Where the dimensions take in the narrower heads (courtesy, attack, plainness), depending on whether a context is
known.

In an answer to somebody, the corpus of answers decides. Of a lone text nobody knows what it answers: there is no
promise to give and no person to understand, so its tone and its plain words weigh most.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from trainer.scoring.features import Looked

Floats = NDArray[np.float32]

_PLAIN_IN_ANSWER, _PLAIN_IN_LONE = 0.15, 3.0
_LENGTH = 0.35
"""What twenty words more in the longest sentence take from plainness: the pairs it is learned from differ little in
length."""
_TONE_IN_LONE = 0.1
"""What the head for answers counts in a lone text, beside courtesy."""
_LEVEL_OF_LONE = 0.2
"""So much is a lone text lifted, because the calibration is that of answers: a plain statement lands near 50."""
_LONE_BELOW, _ANSWER_ABOVE = 0.4, 0.7
"""The head ``answer`` tells how much a text of which no context is known reads like an answer to somebody."""
_HARMLESS = 0.2
"""Attack up to here is noise."""
_ATTACK_IN_ANSWER, _ATTACK_IN_LONE, _ATTACK_ON_EMPATHY = 0.5, 3.0, 0.3


def blend(raw: Floats, names: tuple[str, ...], looked: Looked) -> Floats:
    """The raw values of all heads (in the order of ``names``) with those of the dimensions blended. Needs not all
    heads.
    """
    value = dict(zip(names, raw.tolist(), strict=True))
    attacked = min(value.get("attack", 0.0) + _HARMLESS, 0.0)
    plain = value.get("plainness", 0.0) - _LENGTH * _longest(looked)
    out = raw.copy()
    empathy, tone, clarity = (names.index(name) for name in ("empathy", "de_escalation", "clarity"))
    out[empathy] += _ATTACK_ON_EMPATHY * attacked
    if looked.behind is not None:
        out[tone] += _ATTACK_IN_ANSWER * attacked
        out[clarity] += _PLAIN_IN_ANSWER * plain
        return out
    lone = 1.0 - min(max((value.get("answer", 1.0) - _LONE_BELOW) / (_ANSWER_ABOVE - _LONE_BELOW), 0.0), 1.0)
    tone_of_lone = _TONE_IN_LONE * raw[tone] + value.get("courtesy", raw[tone]) + _LEVEL_OF_LONE
    out[tone] = (
        (1 - lone) * raw[tone]
        + lone * tone_of_lone
        + (_ATTACK_IN_ANSWER + lone * (_ATTACK_IN_LONE - _ATTACK_IN_ANSWER)) * attacked
    )
    out[clarity] = (1 - lone) * (raw[clarity] + _PLAIN_IN_ANSWER * plain) + lone * _PLAIN_IN_LONE * plain
    return out


def _longest(looked: Looked) -> float:
    """Words of the longest sentence, above or below twenty, in twenties."""
    return max((len(sentence.words) for sentence in looked.reading.sentences), default=20) / 20 - 1


def setting(looked: Looked) -> str:
    """``answer`` or ``lone``: each has its own calibration."""
    return "answer" if looked.behind is not None else "lone"
