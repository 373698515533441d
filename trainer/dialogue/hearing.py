"""Own words in a talk: judged by the scorer, and understood as one of the replies or by their tone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from trainer.dialogue.engine import Playthrough, Typed
from trainer.dialogue.matching import Match, match
from trainer.scenario.model import NARRATOR, Line
from trainer.scoring.assess import assess
from trainer.scoring.assessment import Assessment, Known
from trainer.scoring.dimensions import DIMENSION_IDS
from trainer.scoring.embedding import Vectors, encoder


def hear(playthrough: Playthrough, text: str) -> tuple[str, Typed]:
    """The id of the reply whose consequences follow, and the words with what the scorer made of them.

    Raises ``TooLong`` for more characters than anybody reads, ``ValueError`` where nothing can be answered.
    """
    assessment = judge(playthrough, text)
    found = understand(playthrough, text, assessment)
    typed = Typed(text, points(assessment), found.matched, assessment.to_json())
    return found.reply.id or "", typed


def judge(playthrough: Playthrough, text: str) -> Assessment:
    """The scorer's assessment of ``text`` as an answer to what was heard last. Raises ``TooLong``."""
    known = [Known(reply.say, reply.scores.as_dict()) for reply in playthrough.offered]
    return assess(text, context(playthrough), playthrough.scenario.language, known=known)


def understand(playthrough: Playthrough, text: str, assessment: Assessment) -> Match:
    """Which of the replies on offer the words stand for. Raises ``ValueError`` where nothing can be answered."""
    return match(text, points(assessment), playthrough.offered, encode if encoder() is not None else None)


def points(assessment: Assessment) -> dict[str, float]:
    """Dimension id -> points, -2 to 2."""
    return {name: assessment.scores[name].points for name in DIMENSION_IDS}


def context(playthrough: Playthrough) -> str | None:
    """What the other side said since the last answer, with names in front where several people spoke."""
    spoken = [line for line in playthrough.lines if line.speaker != NARRATOR]
    several = len({line.speaker for line in spoken}) > 1
    return "\n".join(_line(playthrough, line, several) for line in spoken) or None


def _line(playthrough: Playthrough, line: Line, several: bool) -> str:
    speaker = playthrough.scenario.cast.get(line.speaker)
    return f"{speaker.name}: {line.text}" if several and speaker is not None else line.text


def encode(texts: Sequence[str]) -> Vectors:
    """Vectors of unit length; those of written replies are kept, because every trainee meets them.

    What is new is encoded at one go with the typed words, which takes a third of the time.
    """
    typed, *written = texts
    model = encoder()
    if model is None:
        raise RuntimeError("there is no encoder")
    known = {words: vector for words in written if (vector := _kept.get(words)) is not None}
    new = [words for words in dict.fromkeys(written) if words not in known]
    first, *rest = model.encode([typed, *new])
    known.update(zip(new, rest, strict=True))
    if len(_kept) > _MOST_KEPT:
        _kept.clear()
    _kept.update(known)
    return np.vstack([first, *(known[words] for words in written)])


_MOST_KEPT = 4096
_kept: dict[str, Vectors] = {}
"""Words of written replies -> their vector, in this process."""
