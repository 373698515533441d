"""What was said at each turn, with the words that scores and comments rest on marked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from trainer.feedback.scorecard import Scorecard
from trainer.practice.corrections import Coaching
from trainer.practice.evidence import Judged, Piece, judge_all, pieces
from trainer.web.locale import language


@dataclass(frozen=True, slots=True)
class Said:
    """One turn's words. ``notes``: key of a comment -> its number at the words; ``quotes``: key -> the words."""

    pieces: tuple[Piece, ...]
    notes: Mapping[str, int]
    quotes: Mapping[str, str]


def judged_turns(card: Scorecard) -> dict[int, Judged]:
    """Turn number -> typed words with their assessment, behaviours named in the language of this request."""
    typed = {turn.number: turn.typed for turn in card.turns if turn.typed is not None}
    return judge_all(typed, language())


def said(card: Scorecard, judged: Mapping[int, Judged], coaching: Coaching) -> dict[int, Said]:
    """Turn number -> what was said there, for the turns at which something was."""
    return {
        turn.number: _said(turn.number, turn.said, judged, coaching) for turn in card.turns if turn.said is not None
    }


def _said(number: int, text: str, judged: Mapping[int, Judged], coaching: Coaching) -> Said:
    placed = [row for row in coaching.comments.get(number, ()) if row.start is not None and row.end is not None]
    notes = [(place, row.start or 0, row.end or 0) for place, row in enumerate(placed, 1)]
    sights = judged[number].sights if number in judged else ()
    return Said(
        pieces(text, sights, notes),
        {row.key: place for place, row in enumerate(placed, 1)},
        {row.key: text[row.start : row.end] for row in placed},
    )
