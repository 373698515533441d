"""The three dimensions every reply is judged on, the six skills, and the one scale for all scores.

Sources of the anchors are named in ``docs/scoring-guide.md``. Points run from -2 (harmful) to +2 (excellent); people
are shown 0 to 100.
"""

from __future__ import annotations

from dataclasses import dataclass

from trainer.words import Words, say

POINTS = (-2, -1, 0, 1, 2)
LOWEST, HIGHEST = POINTS[0], POINTS[-1]


@dataclass(frozen=True, slots=True)
class Dimension:
    """One dimension: ``id`` as written in scenarios, its name, what it asks, and an anchor in words for each point."""

    id: str
    name: Words
    question: Words
    anchors: dict[int, Words]


EMPATHY = Dimension(
    "empathy",
    say("Empathy"),
    say("Does the reply show that you understood what this person feels, and why?"),
    {
        -2: say("Denies, mocks or belittles the feeling, or blames the person for having it."),
        -1: say("Skips the feeling, or answers it with a formula that would fit anybody."),
        0: say("Neither touches the feeling nor hurts it: matter of fact."),
        1: say("Names the feeling or its reason, or shows care, in words meant for this person."),
        2: say("Names the feeling and what caused it, takes it as fair, and opens the door to hear more."),
    },
)
DE_ESCALATION = Dimension(
    "de_escalation",
    say("De-escalation"),
    say("Does the reply take heat out of the talk?"),
    {
        -2: say("Attacks, threatens, accuses, orders or mocks: the heat rises."),
        -1: say("Defends, argues, hides behind rules or tells the person how to behave."),
        0: say("Neither cools nor heats the talk."),
        1: say("Courteous; finds something to agree with or to thank for; offers help without pushing."),
        2: say(
            "Takes the criticism without defence, stands beside the person against the problem, and offers a choice."
        ),
    },
)
CLARITY = Dimension(
    "clarity",
    say("Clarity"),
    say("Does the person know what happens next, who does it and by when?"),
    {
        -2: say("Confusing or misleading: jargon, contradictions, several things at once."),
        -1: say("Vague: no next step, passive voice, a point buried under words."),
        0: say("Understandable, but nothing to hold on to."),
        1: say("Plain words, one message, and a next step."),
        2: say("Plain and concrete: who does what by when, in an order that is easy to follow."),
    },
)

DIMENSIONS: tuple[Dimension, ...] = (EMPATHY, DE_ESCALATION, CLARITY)
DIMENSION_IDS: tuple[str, ...] = tuple(dimension.id for dimension in DIMENSIONS)

SKILLS: dict[str, Words] = {
    "listening": say("Listening"),
    "handling_criticism": say("Handling criticism"),
    "engaging_others": say("Engaging others"),
    "getting_the_point_across": say("Getting the point across"),
    "persuading": say("Persuading"),
    "calming_a_discussion": say("Steering a discussion into calm waters"),
}


def to_percent(points: float) -> float:
    """Points on the anchors (-2 to 2) as people see them (0 to 100)."""
    return (points - LOWEST) / (HIGHEST - LOWEST) * 100


def to_points(percent: float) -> float:
    """The inverse of ``to_percent``."""
    return percent / 100 * (HIGHEST - LOWEST) + LOWEST
