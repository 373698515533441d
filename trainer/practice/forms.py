"""What the pages of practising send."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, IntegerField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Regexp

from trainer.practice.attempts import KEY, new_key


class AnswerForm(FlaskForm):
    """One answer: which one it is (from 1), and the reply's id or "timeout"."""

    number = IntegerField(validators=[InputRequired(), NumberRange(1, 1000)])
    reply = StringField(validators=[InputRequired(), Length(max=40)])


class StartForm(FlaskForm):
    """How to practise. ``key`` makes sending it twice harmless."""

    key = HiddenField(default=new_key, validators=[Regexp(KEY)])
    mode = StringField(default="practice")
    timed = BooleanField(default=True)


class ReplayForm(FlaskForm):
    """From which answer (from 1) a talk is played again."""

    key = HiddenField(default=new_key, validators=[Regexp(KEY)])
    turn = IntegerField(validators=[InputRequired(), NumberRange(1, 1000)])
