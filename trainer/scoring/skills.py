"""The anchors by which coaches rate the six skills over a whole talk, from -2 (harmful) to 2 (excellent).

The sentences stand in ``docs/scoring-guide.md`` too, with their sources; a test holds both equal.
"""

from __future__ import annotations

from collections.abc import Mapping

from trainer.words import Words, say

SKILL_ANCHORS: Mapping[str, Mapping[int, Words]] = {
    "listening": {
        -2: say("Talks over what was said, or twists it: the other side has to defend their own words."),
        -1: say("Answers the first thing heard; asks for what was already said, or solves before understanding."),
        0: say("Takes up the matter, and shows no sign of having heard more than that."),
        1: say("Gives back what was meant in own words, or asks about what is not known yet."),
        2: say(
            "Gives back the meaning and the feeling, catches what was only half said, and asks whether it is right."
        ),
    },
    "handling_criticism": {
        -2: say("Strikes back, denies what is true, or puts the blame on the critic or a colleague."),
        -1: say("Explains and justifies first, or apologises so much that the matter is lost."),
        0: say("Lets the criticism stand: neither fends it off nor takes it up."),
        1: say("Agrees with what is true in it, without a “but”."),
        2: say("Names the mistake and what it cost, says what changes, and asks whether anything is missing."),
    },
    "engaging_others": {
        -2: say("Shuts people out: shames, ignores or interrupts somebody who wants to take part."),
        -1: say("Speaks to the loud only, or asks everybody in general so that nobody feels meant."),
        0: say("Leaves everybody where they are: who talks goes on, who is silent stays so."),
        1: say("Speaks to somebody by what they said or know, and asks a question that can be answered."),
        2: say("Brings in the quiet ones, ties what they say to the others' words, and gives them a part of the work."),
    },
    "getting_the_point_across": {
        -2: say("Misleads, contradicts itself, or hides the bad news."),
        -1: say("The point drowns in jargon, hedges or side issues; who does what stays open."),
        0: say("Can be understood, but the other side has to ask what follows from it."),
        1: say("One message in plain words, the most important thing first, with a next step."),
        2: say(
            "Who does what by when, bad news said straight, known kept apart from unknown, and a check that it arrived."
        ),
    },
    "persuading": {
        -2: say("Threatens, shames, deceives or makes up a shortage: the other side is pushed."),
        -1: say("Repeats its own arguments or argues against the person; an objection makes it push harder."),
        0: say("Says what it wants and why, and leaves it at that."),
        1: say("Begins with what matters to the other side and gives a reason that can be checked."),
        2: say("Lets the other side find their own reasons, takes objections as tasks, and leaves a free way out."),
    },
    "calming_a_discussion": {
        -2: say("Takes sides, insults or threatens: the discussion heats up."),
        -1: say("Scolds everybody, appeals to politeness, or lets a blow pass as if nothing had been."),
        0: say("Keeps order without going into the matter."),
        1: say("Stops blows calmly, lets each side speak, and gives back fairly what each of them wants."),
        2: say(
            "Finds the interests below the positions, lets both sides hear each other, ends with a step both accept."
        ),
    },
}
"""Skill -> points -> what a talk with these points looks like."""
