"""What a coach fills in to make a written reply of somebody's words, and what is suggested there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import fmean

from flask_wtf import FlaskForm
from wtforms import HiddenField, IntegerField, StringField
from wtforms.validators import Length, NumberRange, Optional, Regexp

from trainer.authoring.contributions import MOST_LIKE, NewReply
from trainer.practice.attempts import KEY, new_key
from trainer.scenario.model import Scenario, Scene
from trainer.scoring.assessment import MAX_CHARS
from trainer.scoring.dimensions import DE_ESCALATION, DIMENSION_IDS, EMPATHY, HIGHEST, LOWEST

TENSIONS = range(-4, 5)
ID = r"[a-z0-9][a-z0-9_]{0,39}\Z"


class ReplyForm(FlaskForm):
    """The words, the points, and where it leads. Everything may be left out where nothing is made of it."""

    key = HiddenField(default=new_key, validators=[Regexp(KEY)])
    how = StringField(validators=[Length(max=10)])
    words = StringField(validators=[Length(max=MAX_CHARS)])
    empathy = IntegerField(validators=[Optional(), NumberRange(LOWEST, HIGHEST)])
    de_escalation = IntegerField(validators=[Optional(), NumberRange(LOWEST, HIGHEST)])
    clarity = IntegerField(validators=[Optional(), NumberRange(LOWEST, HIGHEST)])
    tension = IntegerField(validators=[Optional(), NumberRange(TENSIONS.start, TENSIONS.stop - 1)])
    to = StringField(validators=[Optional(), Regexp(ID)])
    answer = StringField(validators=[Length(max=MAX_CHARS)])
    why = StringField(validators=[Length(max=MAX_CHARS)])
    like = StringField(validators=[Length(max=MAX_CHARS * MOST_LIKE)])
    """Other wordings, one a line."""
    reply = StringField(validators=[Optional(), Regexp(ID)])
    """The written reply that they are wordings of."""

    @property
    def new(self) -> NewReply | None:
        """The reply, or None if it has no words or leads nowhere."""
        words, to = " ".join((self.words.data or "").split()), self.to.data
        if not words or not to:
            return None
        scores = {name: int(self[name].data or 0) for name in DIMENSION_IDS}
        answer, why = (" ".join((field.data or "").split()) for field in (self.answer, self.why))
        like = tuple(line for line in self.wordings if line != words)
        return NewReply(words, scores, self.tension.data or 0, to, answer, why, like)

    @property
    def wordings(self) -> tuple[str, ...]:
        """The lines of ``like``, each once."""
        lines = (" ".join(line.split())[:MAX_CHARS] for line in (self.like.data or "").splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))[:MOST_LIKE]


@dataclass(frozen=True, slots=True)
class Proposed:
    """What the form says at first. ``points``: dimension id -> points; ``scenes``: id and name; ``to``: one of them."""

    words: str
    points: Mapping[str, int]
    tension: int
    scenes: tuple[tuple[str, str], ...]
    to: str


def proposed(words: str, points: Mapping[str, float], scenario: Scenario, scene: str, reply: str = "") -> Proposed:
    """The scorer's points on the anchors, and the way that the reply of that id goes, or else the scene's first one."""
    rounded = {name: max(LOWEST, min(HIGHEST, round(points.get(name, 0.0)))) for name in DIMENSION_IDS}
    tension = -round(fmean((rounded[EMPATHY.id], rounded[DE_ESCALATION.id])))
    here = scenario.scenes[scene]
    like = here.reply(reply) or next(iter(here.replies), None)
    names = tuple((name, name_of(name, each)) for name, each in scenario.scenes.items())
    return Proposed(words, rounded, tension, names, like.to if like is not None else names[0][0])


def name_of(name: str, scene: Scene) -> str:
    """What a coach calls a scene: its title, else the first words in it, else its id."""
    if scene.title:
        return scene.title
    first = scene.lines[0].text if scene.lines else name
    return first if len(first) <= 60 else first[:59].rstrip() + "…"
