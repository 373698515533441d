"""What a scenario is: frozen types, checked by pydantic, described field by field for coaches.

The descriptions below are the documentation of the file format: ``trainer schema`` prints them as a JSON Schema that
editors use. The reader (``reader.py``) turns YAML text into these types; nothing else builds a ``Scenario`` from
outside.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from trainer.scoring.dimensions import DIMENSION_IDS, HIGHEST, LOWEST
from trainer.words import told

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_]{0,39}$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
ShortText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Points = Annotated[int, Field(ge=LOWEST, le=HIGHEST, strict=True)]
Tension = Annotated[int, Field(ge=0, le=10, strict=True)]

NARRATOR = "narrator"
"""Speaks stage directions; needs no entry in the cast."""
YOU = "you"
"""The trainee: may be spoken to, and may have a written line."""
TIMEOUT = "timeout"
"""The id under which running out of time stands in a path, beside the ids of the replies."""


class Skill(StrEnum):
    """The skills of ``trainer.scoring.dimensions.SKILLS``."""

    LISTENING = "listening"
    HANDLING_CRITICISM = "handling_criticism"
    ENGAGING_OTHERS = "engaging_others"
    GETTING_THE_POINT_ACROSS = "getting_the_point_across"
    PERSUADING = "persuading"
    CALMING_A_DISCUSSION = "calming_a_discussion"


class Kind(StrEnum):
    CUSTOMER = "customer"
    DISCUSSION = "discussion"


class Channel(StrEnum):
    CHAT = "chat"
    PHONE = "phone"
    PUBLIC = "public"
    MAIL = "mail"
    MEETING = "meeting"


class Outcome(StrEnum):
    RESOLVED = "resolved"
    SETTLED = "settled"
    ESCALATED = "escalated"
    LOST = "lost"


class AnswerBy(StrEnum):
    CHOOSE = "choose"
    TYPE = "type"
    BOTH = "both"


class Part(BaseModel):
    """Base of every type here: frozen, and unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Scores(Part):
    """Points on the anchors of docs/scoring-guide.md. A dimension that is left out counts 0."""

    empathy: Points = Field(
        0, description=told("Does the reply show understanding of the feeling? -2 harmful to +2 excellent.")
    )
    de_escalation: Points = Field(
        0, description=told("Does the reply take heat out of the talk? -2 harmful to +2 excellent.")
    )
    clarity: Points = Field(0, description=told("Does the person know what happens next? -2 harmful to +2 excellent."))

    def as_dict(self) -> dict[str, int]:
        """Dimension id -> points, in the order of ``DIMENSION_IDS``."""
        return {name: getattr(self, name) for name in DIMENSION_IDS}


class Condition(Part):
    """When something applies. Everything that is given must hold."""

    needs: tuple[Id, ...] = Field((), max_length=20, description=told("Flags that must all be set by earlier replies."))
    unless: tuple[Id, ...] = Field((), max_length=20, description=told("Flags of which none may be set."))
    at_tension: tuple[Tension, Tension] | None = Field(
        None, description=told("Lowest and highest tension at which this applies, for example [0, 5].")
    )

    def holds(self, flags: frozenset[str], tension: int) -> bool:
        """Whether this applies, given the flags that are set and the tension (0 to 10)."""
        low, high = self.at_tension or (0, 10)
        return flags.issuperset(self.needs) and flags.isdisjoint(self.unless) and low <= tension <= high


class Effect(Condition):
    """What a reply (or running out of time) does to the talk."""

    scores: Scores = Field(default_factory=Scores, description=told("Points for empathy, de_escalation and clarity."))
    tension: Annotated[int, Field(ge=-10, le=10, strict=True)] = Field(
        0,
        description=told("By how much the other side's tension changes: -2 calms, +2 heats. It stays within 0 and 10."),
    )
    sets: tuple[Id, ...] = Field(
        (), max_length=20, description=told("Flags set by this reply, so that it can come back later.")
    )
    clears: tuple[Id, ...] = Field((), max_length=20, description=told("Flags this reply clears."))
    why: Text | None = Field(
        None, description=told("Why this reply works or does not, in a sentence or two for the trainee.")
    )
    instead: Text | None = Field(
        None, description=told("What to say instead, word for word. Wanted on every weak reply.")
    )
    to: Id = Field(description=told("The scene that follows."))


class Reply(Effect):
    """One written reply the trainee can choose."""

    id: Id | None = Field(
        None,
        description=told(
            "A name for the reply that stays when others are moved. Left out, it is its number: 1, 2, 3 ..."
        ),
    )
    say: Text = Field(description=told("The words of the reply."))
    like: tuple[Text, ...] = Field(
        (), max_length=20, description=told("Other wordings that mean the same; they help to match typed words.")
    )


class Timeout(Effect):
    """What happens when the trainee says nothing in time."""


class Line(Condition):
    """Words of the other side. In YAML: ``- dana: Where is my parcel?``, with ``to:``, ``needs:`` ... beside it."""

    speaker: Id = Field(description=told("Who speaks: a name from the cast, `narrator` for what happens, or `you`."))
    text: Text = Field(description=told("The words."))
    to: Id | None = Field(
        None, description=told("In a discussion: to whom it is said (a name from the cast, or `you`).")
    )


class Route(Condition):
    """Where a scene without replies goes on. The first route that applies is taken."""

    to: Id = Field(description=told("The scene that follows."))


class Scene(Part):
    """One moment of the talk. It has either replies, or routes, or an ending."""

    title: ShortText | None = Field(None, description=told("A few words for the map."))
    lines: tuple[Line, ...] = Field(
        (), max_length=60, description=told("What is said and what happens, from top to bottom.")
    )
    replies: tuple[Reply, ...] = Field(
        (), max_length=12, description=told("What the trainee can answer: two to four replies.")
    )
    seconds: Annotated[int, Field(ge=5, le=600, strict=True)] | None = Field(
        None, description=told("Time to answer, in seconds. Needs `timeout`.")
    )
    timeout: Timeout | None = Field(None, description=told("What happens when time runs out."))
    routes: tuple[Route, ...] = Field(
        (), max_length=30, description=told("Where to go on without an answer, by flags or tension.")
    )
    ending: Outcome | None = Field(None, description=told("How the talk ended: resolved, settled, escalated or lost."))
    debrief: Text | None = Field(
        None, description=told("For an ending: what turned the talk, and what to take from it.")
    )
    skills: tuple[Skill, ...] = Field(
        (), max_length=6, description=told("What this moment trains; left out, the skills of the scenario.")
    )

    def reply(self, reply_id: str) -> Reply | None:
        """The reply of that id, or None."""
        return next((reply for reply in self.replies if reply.id == reply_id), None)


class Character(Part):
    """Somebody in the talk."""

    name: ShortText = Field(description=told("The name the trainee sees."))
    role: ShortText = Field(description=told("Who this is: customer, newcomer, team lead ..."))
    about: Text | None = Field(None, description=told("A sentence on what drives this person."))


class Walkthrough(Part):
    """A way through the scenario that the linter plays, to see that it still ends where it should."""

    name: ShortText | None = Field(None, description=told("What this way shows, for example: best, middling, bad."))
    take: tuple[str, ...] = Field(
        max_length=200, description=told("Replies in order, as scene.reply, for example opening.1 or opening.timeout.")
    )
    ends: Id = Field(description=told("The ending scene that it reaches."))


class Scenario(Part):
    """A talk to practise. See docs/scenario-format.md."""

    title: ShortText = Field(description=told("The title on the card."))
    language: Literal["en", "ru"] = Field(description=told("The language it is written in."))
    kind: Kind = Field(
        description=told("customer: one angry person. discussion: several people, the trainee moderates.")
    )
    channel: Channel = Field(
        Channel.CHAT, description=told("Where the talk takes place: chat, phone, public, mail or meeting.")
    )
    difficulty: Annotated[int, Field(ge=1, le=5, strict=True)] = Field(description=told("1 easy to 5 very hard."))
    minutes: Annotated[int, Field(ge=1, le=60, strict=True)] = Field(
        description=told("How long one way through takes.")
    )
    skills: tuple[Skill, ...] = Field(
        min_length=1, max_length=6, description=told("What it trains; see the scoring guide.")
    )
    summary: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=240)] = Field(
        description=told("One sentence for the card in the library.")
    )
    brief: Text = Field(description=told("What the trainee must know before the talk: who they are and what happened."))
    goal: Text | None = Field(None, description=told("What a good end looks like, in a sentence."))
    facts: tuple[Text, ...] = Field(
        (), max_length=40, description=told("Product facts and policy: what may be promised and what not.")
    )
    credits: tuple[ShortText, ...] = Field((), max_length=20, description=told("Who wrote it and who helped."))
    answer_by: AnswerBy = Field(
        AnswerBy.BOTH, description=told("choose: written replies only; type: own words only; both.")
    )
    cast: dict[Id, Character] = Field(
        min_length=1, max_length=20, description=told("Who takes part, by a short name used in the lines.")
    )
    tension: Tension = Field(description=told("The other side's tension at the start: 0 calm to 10 exploding."))
    start: Id = Field("opening", description=told("The scene it starts with."))
    scenes: dict[Id, Scene] = Field(min_length=2, max_length=1000, description=told("All scenes by name."))
    walkthroughs: tuple[Walkthrough, ...] = Field(
        (), max_length=40, description=told("Ways through that must keep ending where they say.")
    )
