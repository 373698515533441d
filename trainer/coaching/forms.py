"""What the pages of coaches send."""

from __future__ import annotations

from flask import request
from flask_wtf import FlaskForm
from wtforms import HiddenField, IntegerField, StringField
from wtforms.validators import Optional, Regexp

from trainer.coaching.commenting import Span
from trainer.practice.attempts import KEY, new_key
from trainer.scoring.dimensions import DIMENSION_IDS


class OverrideForm(FlaskForm):
    """Points for some dimensions of a turn, and why."""

    key = HiddenField(default=new_key, validators=[Regexp(KEY)])
    reason = StringField()

    @property
    def points(self) -> dict[str, int]:
        """Dimension -> the points that were chosen; without those left as they are."""
        given = {name: request.form.get(name, type=int) for name in DIMENSION_IDS}
        return {name: value for name, value in given.items() if value is not None}


class CommentForm(FlaskForm):
    """Words at a turn, or at some of its characters."""

    key = HiddenField(default=new_key, validators=[Regexp(KEY)])
    text = StringField()
    start = IntegerField(validators=[Optional()])
    end = IntegerField(validators=[Optional()])

    @property
    def span(self) -> Span | None:
        """The characters that were selected; None: the whole turn."""
        if self.start.data is None or self.end.data is None:
            return None
        return Span(self.start.data, self.end.data)


class ReadForm(FlaskForm):
    """The talk was read; ``on``: and on to the next."""

    key = HiddenField(default=new_key, validators=[Regexp(KEY)])
    on = StringField()
