"""Where the dimensions take in the narrower heads (courtesy, attack, plainness), depending on whether a context is known.

In an answer to somebody, the corpus of answers decides. Of a lone text nobody knows what it answers: there is no promise to
give and no person to understand, so its tone and its plain words weigh most.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from trainer.scoring.features import Looked

Floats = NDArray[np.float32]

_PLAIN_IN_ANSWER, _PLAIN_IN_LONE, _PLAIN_TO_NOBODY = 0.15, 1.5, 3.0
_TONE_IN_LONE = 0.2
"""What the head for answers counts in a lone text, beside courtesy."""
_HARMLESS = 0.2
"""Attack up to here is noise."""
_ATTACK_IN_ANSWER, _ATTACK_IN_LONE, _ATTACK_ON_EMPATHY = 1.0, 2.0, 0.7
_ADDRESSING = frozenset("i we you my our your me us я мы вы ты вам вас нам нас ваш наш мне тебе ?".split())  # noqa: SIM905


def blend(raw: Floats, names: tuple[str, ...], looked: Looked) -> Floats:
    """The raw values of all heads (in the order of ``names``) with those of the dimensions blended. Needs not all heads."""
    value = dict(zip(names, raw.tolist(), strict=True))
    attacked = min(value.get("attack", 0.0) + _HARMLESS, 0.0)
    plain = value.get("plainness", 0.0)
    out = raw.copy()
    empathy, tone, clarity = (names.index(name) for name in ("empathy", "de_escalation", "clarity"))
    out[empathy] += _ATTACK_ON_EMPATHY * attacked
    if looked.behind is not None:
        out[tone] += _ATTACK_IN_ANSWER * attacked
        out[clarity] += _PLAIN_IN_ANSWER * plain
        return out
    if "courtesy" in value:
        out[tone] = _TONE_IN_LONE * raw[tone] + value["courtesy"]
    out[tone] += _ATTACK_IN_LONE * attacked
    if _ADDRESSING.intersection(looked.reading.words):
        out[clarity] += _PLAIN_IN_LONE * plain
    elif "plainness" in value:
        out[clarity] = _PLAIN_TO_NOBODY * plain
    return out


def setting(looked: Looked) -> str:
    """``answer`` or ``lone``: each has its own calibration."""
    return "answer" if looked.behind is not None else "lone"
