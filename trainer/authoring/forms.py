"""What the pages of the coaches' shelf send."""

from __future__ import annotations

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import HiddenField, IntegerField, StringField
from wtforms.validators import AnyOf, InputRequired, Length, Regexp

from trainer.authoring.records import LONGEST_NOTE
from trainer.practice.attempts import KEY
from trainer.web.locale import LANGUAGES


class KeyForm(FlaskForm):
    """A form that makes something; ``key`` makes sending it twice harmless."""

    key = HiddenField(validators=[Regexp(KEY)])


class NewForm(KeyForm):
    """A new scenario. ``start``: a starter, or ``copy`` of the scenario ``of`` (language/slug)."""

    start = StringField(validators=[InputRequired()])
    of = StringField(validators=[Length(max=100)])
    title = StringField(validators=[Length(max=120)])
    language = StringField(validators=[AnyOf(LANGUAGES)])


class UploadForm(KeyForm):
    """A scenario file from the coach's computer. ``language`` counts where the file does not say it."""

    file = FileField(validators=[InputRequired()])
    language = StringField(validators=[AnyOf(LANGUAGES)])


class PublishForm(FlaskForm):
    """``version`` of the draft that was looked at; ``over``: the revision that may be published over."""

    version = IntegerField(validators=[InputRequired()])
    slug = StringField(validators=[Length(max=80)])
    note = StringField(validators=[Length(max=LONGEST_NOTE)])
    over = StringField(validators=[Length(max=64)])


class RevisionForm(FlaskForm):
    """A revision; ``seen``: what the shelf offered when the page was opened."""

    digest = StringField(validators=[InputRequired(), Length(max=64)])
    seen = StringField(validators=[Length(max=64)])
    note = StringField(validators=[Length(max=LONGEST_NOTE)])
