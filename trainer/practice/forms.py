"""What the pages of practising send."""

from __future__ import annotations

from flask import request
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, IntegerField, StringField
from wtforms.validators import AnyOf, InputRequired, Length, NumberRange, Regexp

from trainer.practice.attempts import KEY, new_key
from trainer.scenario.model import AnswerBy
from trainer.scoring.dimensions import DIMENSION_IDS


def plain_ends(text: str | None) -> str:
    """Browsers send each end of a line as two characters, and show their writers one."""
    return (text or "").replace("\r\n", "\n")


class AnswerForm(FlaskForm):
    """One answer: which one it is (from 1), and the reply's id, or "timeout", or nothing and own words.

    How long own words may be is for the scorer to say, in words, so that nothing typed is lost.
    """

    number = IntegerField(validators=[InputRequired(), NumberRange(1, 1000)])
    reply = StringField(validators=[Length(max=40)])
    text = StringField(filters=[plain_ends])


class StartForm(FlaskForm):
    """How to practise. ``key`` makes sending it twice harmless."""

    key = HiddenField(default=new_key, validators=[Regexp(KEY)])
    mode = StringField(default="practice")
    timed = BooleanField(default=True)
    answer_by = StringField(default="both", validators=[AnyOf([how.value for how in AnswerBy])])


class ReplayForm(FlaskForm):
    """From which answer (from 1) a talk is played again."""

    key = HiddenField(default=new_key, validators=[Regexp(KEY)])
    turn = IntegerField(validators=[InputRequired(), NumberRange(1, 1000)])


class RehearsalForm(FlaskForm):
    """Other words for a turn."""

    key = HiddenField(default=new_key, validators=[Regexp(KEY)])
    text = StringField(filters=[plain_ends])


class DisagreementForm(FlaskForm):
    """Why the trainee disagrees with the scores of a turn; may be empty."""

    comment = StringField(validators=[Length(max=2000)])


class CommentForm(FlaskForm):
    """An answer to what a coach wrote at a turn."""

    key = HiddenField(default=new_key, validators=[Regexp(KEY)])
    text = StringField()


class GuessForm(FlaskForm):
    """A guess of each score in percent; a form without figures says: rather not."""

    @property
    def guess(self) -> dict[str, float]:
        """Dimension -> percent; empty if any is missing."""
        given = {name: request.form.get(name, type=float) for name in DIMENSION_IDS}
        guess = {name: min(100.0, max(0.0, value)) for name, value in given.items() if value is not None}
        return guess if len(guess) == len(given) else {}
