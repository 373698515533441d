"""One thing to keep and one to try next, after a talk.

Chosen from the strongest and the weakest behaviour of the talk. The sentences speak about words and what they did,
never about what kind of person somebody is.
"""

from __future__ import annotations

from dataclasses import dataclass

from trainer.feedback.scorecard import Scorecard, TurnCard
from trainer.feedback.turning import Turning
from trainer.scenario.model import Outcome
from trainer.scoring.dimensions import DIMENSION_IDS
from trainer.words import Words, say

GOOD, STRONG = 0.5, 1.5
"""From these points on, a typed score counts as the anchor +1 or +2; below their negatives as -1 or -2."""


@dataclass(frozen=True, slots=True)
class Advised:
    """A piece of advice: the sentences, the turn they are about, and what to say word for word, where it is known."""

    words: Words
    turn: int | None = None
    wording: str | None = None


@dataclass(frozen=True, slots=True)
class Advice:
    """``keep.wording`` is what the trainee said; ``try_next.wording`` is what to say instead."""

    keep: Advised
    try_next: Advised


@dataclass(frozen=True, slots=True)
class _Spot:
    """One dimension of one turn."""

    turn: TurnCard
    dimension: str
    points: float
    mean: float

    @property
    def rise(self) -> int:
        return self.turn.tension_after - self.turn.tension_before

    @property
    def wording(self) -> str | None:
        best = self.turn.best
        return self.turn.instead or (best.text if best is not None else None)


_LEAD = {
    Outcome.RESOLVED: say("You brought this talk to a good end."),
    Outcome.SETTLED: say("You found an end that both sides can live with."),
    Outcome.ESCALATED: say("The talk boiled over, and still there is something to build on."),
    Outcome.LOST: say("The other side left, and still there is something to build on."),
    None: say("The talk is not over yet."),
}
_KEEP = {
    ("empathy", 2): say(
        "At turn {turn} you put into words what the other side felt and why. This is how people notice that they were "
        "heard: keep it."
    ),
    ("empathy", 1): say(
        "At turn {turn} you showed that the feeling had reached you. Keep doing that, and do it early."
    ),
    ("de_escalation", 2): say(
        "At turn {turn} you took the criticism without defending yourself and stood beside the other side. "
        "Keep that stance."
    ),
    ("de_escalation", 1): say("At turn {turn} you stayed courteous when it was not easy. Keep that habit."),
    ("clarity", 2): say("At turn {turn} you said who does what and by when. Keep making promises that can be checked."),
    ("clarity", 1): say("At turn {turn} you used plain words and named a next step. Keep that."),
}
_KEEP_STEADY = say("At turn {turn} you stayed matter of fact and added no heat. That is firm ground to build on.")
_KEEP_TRYING = say(
    "You took on a hard talk, and now you can see which words heated it. Seeing that is the first step to other words."
)
_FELL = say("The tension fell from {before} to {after}.")
_TRY = {
    ("empathy", -2): say(
        "At turn {turn} the feeling was pushed away. Next time name it before anything else, even if you see the "
        "matter differently."
    ),
    ("empathy", -1): say(
        "At turn {turn} the feeling went unanswered. Next time say in half a sentence what this is like for the other "
        "side, and only then go on to the matter."
    ),
    ("empathy", 0): say(
        "At turn {turn} you were matter of fact. Next time add one sentence that shows what this means for the other "
        "side."
    ),
    ("empathy", 1): say(
        "At turn {turn} you were close to excellent. Next time name not only the feeling but also what caused it."
    ),
    ("de_escalation", -2): say(
        "At turn {turn} the words added heat. Next time speak about the problem, not about the person, and offer a "
        "choice."
    ),
    ("de_escalation", -1): say(
        "At turn {turn} the answer defended itself first. Next time agree with what is true in the criticism before "
        "you explain anything."
    ),
    ("de_escalation", 0): say(
        "At turn {turn} your words neither cooled nor heated the talk. Next time thank for something, or agree with "
        "something, before you answer."
    ),
    ("de_escalation", 1): say(
        "At turn {turn} you were courteous. Next time go one step further and offer a choice between two ways on."
    ),
    ("clarity", -2): say(
        "At turn {turn} it was hard to tell what would happen. Next time say one thing at a time: who does what, by "
        "when."
    ),
    ("clarity", -1): say(
        "At turn {turn} there was nothing to hold on to. Next time close with one next step and a time for it."
    ),
    ("clarity", 0): say("At turn {turn} you were understood. Next time add who does what, and by when."),
    ("clarity", 1): say("At turn {turn} you named a next step. Next time add the hour by which it will be done."),
}
_TRY_IN_TIME = say(
    "At turn {turn} time ran out. Next time a short sentence will do: that you are still here, and what you are doing."
)
_TRY_OWN_WORDS = say(
    "At no turn was there a better reply on offer. Next time type your own words, without looking at the written "
    "replies."
)
_TRY_HARDER = say(
    "At no turn was there a better reply on offer. Next time take a harder talk, or say the same in half as many words."
)
_TURNED = say("This is where the talk turned.")
_CAME_BACK = say("It came back later in the talk.")


def advise(scorecard: Scorecard) -> Advice:
    """One thing to keep and one to try next."""
    means = {score.dimension.id: score.points for score in scorecard.dimensions}
    spots = [_Spot(turn, name, turn.points[name], means[name]) for turn in scorecard.turns for name in DIMENSION_IDS]
    kept = _keep(spots)
    lead = say("{first} {second}", first=_LEAD[scorecard.ending], second=kept.words)
    return Advice(Advised(lead, kept.turn, kept.wording), _try_next(spots, scorecard.typed_share))


def _keep(spots: list[_Spot]) -> Advised:
    strongest = max(spots, key=lambda spot: (spot.points, -spot.rise, spot.turn.overall))
    if strongest.points >= GOOD:
        template = _KEEP[strongest.dimension, _anchor(strongest.points)]
        return Advised(_and_fell(_at(template, strongest.turn), strongest), strongest.turn.number, strongest.turn.said)
    steady = [spot for spot in spots if min(spot.turn.points.values()) > -GOOD and spot.rise <= 0]
    if steady:
        spot = max(steady, key=lambda spot: (spot.turn.overall, -spot.rise))
        return Advised(_and_fell(_at(_KEEP_STEADY, spot.turn), spot), spot.turn.number, spot.turn.said)
    return Advised(_KEEP_TRYING)


def _try_next(spots: list[_Spot], typed_share: float) -> Advised:
    # A turn that was merely neutral or good is only worth a word if something better could have been said there.
    open_to_more = [spot for spot in spots if spot.points <= -GOOD or (spot.points < STRONG and spot.wording)]
    if not open_to_more:
        return Advised(_TRY_HARDER if typed_share == 1 else _TRY_OWN_WORDS)
    weakest = min(open_to_more, key=lambda spot: (spot.points, -spot.rise, spot.wording is None, spot.mean))
    turn = weakest.turn
    template = _TRY_IN_TIME if turn.said is None else _TRY[weakest.dimension, _anchor(weakest.points)]
    words = _at(template, turn)
    if weakest.points <= -GOOD and turn.turning is Turning.HEATED:
        words = say("{first} {second}", first=words, second=_TURNED)
    elif weakest.points <= -GOOD and turn.echoes:
        words = say("{first} {second}", first=words, second=_CAME_BACK)
    return Advised(words, turn.number, weakest.wording)


def _anchor(points: float) -> int:
    """The anchor that these points count as: -2, -1, 0, 1 or 2."""
    size = (abs(points) >= GOOD) + (abs(points) >= STRONG)
    return size if points > 0 else -size


def _at(template: Words, turn: TurnCard) -> Words:
    return Words(template.template, {"turn": turn.number})


def _and_fell(words: Words, spot: _Spot) -> Words:
    if spot.rise >= 0:
        return words
    fell = Words(_FELL.template, {"before": spot.turn.tension_before, "after": spot.turn.tension_after})
    return say("{first} {second}", first=words, second=fell)
