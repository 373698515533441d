"""The forms of accounts that are not Flask-Security's own, and how ours differ from those that are."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_security import TwoFactorRescueForm, TwoFactorSetupForm, WebAuthnRegisterForm
from flask_security.forms import ChangePasswordForm, IsString, LoginForm, RegisterFormV2, ResetPasswordForm
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, PasswordField, SelectChoice, SelectField, StringField, ValidationError

from trainer.accounts.people import BadName, clean_name
from trainer.web.redirects import is_local


class _OnlyHere:
    """Somebody who follows a link with a strange ``next`` may sign in all the same, and stays on this site."""

    def validate_next(self, field: Field) -> None:
        if field.data and not is_local(field.data):
            field.data = ""


class _Ignored(StringField):
    """Takes the choices that Flask-Security adds, and shows none."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.choices: list[tuple[str, str]] = []


class SignIn(_OnlyHere, LoginForm):
    """Address and password."""

    def validate(self, **more: Any) -> bool:
        """Who knew the password is told why that was not enough; all others read one sentence for everything."""
        valid = bool(super().validate(**more))
        if not valid and self.user_authenticated:
            self.form_errors.extend(self.email.errors)
            self.email.errors = []
        return valid


class Registration(_OnlyHere, RegisterFormV2):
    """Name, address and password, once: the page can show what is typed."""

    name = StringField(render_kw={"autocomplete": "name"}, validators=[IsString()])

    def validate_name(self, field: Field) -> None:
        _check_name(field)


class NewPassword(ResetPasswordForm):
    """After a mail; typed once."""

    password_confirm = None


class OtherPassword(ChangePasswordForm):
    """The password until now, and the new one, typed once."""

    new_password_confirm = None


class CodesSetup(TwoFactorSetupForm):
    """Which button was pressed: ``authenticator`` to switch codes on, ``disable`` to switch them off."""

    setup = StringField()


class NoRescue(TwoFactorRescueForm):
    """Flask-Security asks for this form; the page offers recovery codes instead."""

    help_setup = _Ignored()


class NewPasskey(WebAuthnRegisterForm):
    """Its name. Passkeys replace the password; none is a second step after it."""

    usage = StringField()

    def validate(self, **more: Any) -> bool:
        self.usage.data = "first"
        return bool(super().validate(**more))


class SettingsForm(FlaskForm):
    """What people set for themselves."""

    name = StringField(render_kw={"autocomplete": "name"})
    show_timers = BooleanField()
    practice_hints = BooleanField()
    predict_first = BooleanField()
    mail_notices = BooleanField()
    answer_by = SelectField(
        choices=[
            SelectChoice("both", _l("Choose or type")),
            SelectChoice("type", _l("Only my own words")),
            SelectChoice("choose", _l("Only written replies")),
        ],
        default="both",
    )

    def validate_name(self, field: Field) -> None:
        _check_name(field)


class TeamForm(FlaskForm):
    """The name of a team; ``key`` makes a new one once, however often the form is sent."""

    name = StringField()
    key = StringField()


class AddressForm(FlaskForm):
    """Whom to ask."""

    email = StringField()


class RoleForm(FlaskForm):
    """A role; who changes their own says that they are sure."""

    role = StringField()
    sure = BooleanField()


class InvitationForm(FlaskForm):
    """Somebody who gets an account."""

    email = StringField()
    name = StringField()
    role = StringField()


class DeletionForm(FlaskForm):
    """The password, so that nobody else deletes the account at an open screen."""

    password = PasswordField(render_kw={"autocomplete": "current-password"})


def _check_name(field: Field) -> None:
    try:
        field.data = clean_name(field.data or "")
    except BadName as error:
        raise ValidationError(error.words.text(gettext)) from None
