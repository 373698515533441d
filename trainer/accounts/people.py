"""What can be done with accounts. Each function commits what it changes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from flask_login import current_user
from flask_security.utils import hash_password
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from trainer.accounts.addresses import normal
from trainer.accounts.audit import record
from trainer.accounts.models import Role, User
from trainer.accounts.notices import notify
from trainer.accounts.passwords import weakness
from trainer.accounts.roles import ADMIN, COACH, ROLES, TRAINEE
from trainer.accounts.signals import account_deleted
from trainer.accounts.team_joining import forget_invitations
from trainer.extensions import db
from trainer.web.locale import language
from trainer.words import Words, say

LONGEST_NAME = 80
NEWS: dict[str, tuple[Words, str]] = {
    TRAINEE: (say("You are no longer a coach here: the pages for coaches are closed to you now."), "/account"),
    COACH: (say("You are a coach now: you write scenarios and read talks."), "/coach"),
    ADMIN: (say("You are an administrator now: you may do all that coaches do, and look after people."), "/coach"),
}
"""Role -> what somebody is told who gets it, and where that leads."""
_BIDI = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class AccountError(Exception):
    """Something about an account cannot be done; ``words`` say why."""

    def __init__(self, words: Words):
        super().__init__(words)
        self.words = words


class BadAddress(AccountError):
    """Not a mail address."""


class DuplicateAddress(AccountError):
    """Another account has this address."""


class BadName(AccountError):
    """No name, or one too long."""


class WeakPassword(AccountError):
    """Too short or too easy to guess."""


class WrongPassword(AccountError):
    """Not the password of this account."""


class UnknownRole(AccountError):
    """There is no such role."""


class NoSuchAccount(AccountError):
    """No account has this address."""


@dataclass(frozen=True, slots=True)
class Person:
    """An account as lists show it."""

    id: int
    email: str
    name: str
    roles: tuple[str, ...]
    active: bool
    created_at: datetime


def add_user(email: str, name: str, password: str, roles: Iterable[str] = ()) -> Person:
    """A new account with a confirmed address.

    Raises ``BadAddress``, ``DuplicateAddress``, ``BadName``, ``WeakPassword``, ``UnknownRole``.
    """
    address = clean_address(email)
    if find_account(address):
        raise DuplicateAddress(say("There already is an account with the address {email}.", email=address))
    security = current_app.extensions["security"]
    password = security.password_util.normalize(password)
    if wrong := weakness(password, address):
        raise WeakPassword(wrong)
    given = {"email": address, "name": clean_name(name), "confirmed_at": security.datetime_factory()}
    has = _roles(roles)
    user = security.datastore.create_user(**given, password=hash_password(password), roles=[])
    user.roles = has
    db.session.commit()
    return _person(user)


def set_role(email: str, role: str) -> Person:
    """Give the account this role and no other. Raises ``BadAddress``, ``NoSuchAccount``, ``UnknownRole``."""
    user = _known(email)
    give_role(user, role)
    db.session.commit()
    return _person(user)


def give_role(user: User, role: str) -> None:
    """Give the account this role and no other, note it in the log and tell the person. The caller commits.

    Raises ``UnknownRole``.
    """
    old, user.roles = role_of(user), _roles([role])
    if old != role:
        record("role.changed", user.email, old=old, new=role)
        notify(user.id, *NEWS[role])


def role_of(user: User) -> str:
    """The highest role of the account."""
    names = {role.name for role in user.roles}
    return next(role for role in (ADMIN, COACH, TRAINEE) if role in names or role == TRAINEE)


def reset_access(email: str) -> Person:
    """Let somebody in by their password alone, whose phone or passkeys are lost: forget these, and end all sessions.

    Raises ``BadAddress``, ``NoSuchAccount``.
    """
    user = _known(email)
    current_app.extensions["security"].datastore.reset_user_access(user)
    record("account.reset", user.email)
    db.session.commit()
    return _person(user)


def list_users() -> list[Person]:
    """All accounts, by address."""
    users = db.session.scalars(select(User).options(selectinload(User.roles)).order_by(User.email))
    return [_person(user) for user in users]


def keep_settings(
    user: User,
    name: str,
    *,
    show_timers: bool,
    practice_hints: bool,
    answer_by: str,
    predict_first: bool,
    mail_notices: bool,
) -> None:
    """Store what a person sets for themselves. Raises ``BadName``."""
    user.name = clean_name(name)
    user.show_timers = show_timers
    user.practice_hints = practice_hints
    user.answer_by = answer_by
    user.predict_first = predict_first
    user.mail_notices = mail_notices
    if mail_notices and not user.locale:
        user.locale = language()  # a mail is written when their browser is not there to say what it reads
    db.session.commit()


def delete_account(user: User, password: str) -> None:
    """Delete the account and, through ``account_deleted``, all that is its own. Raises ``WrongPassword``."""
    security = current_app.extensions["security"]
    if not user.verify_and_update_password(security.password_util.normalize(password)):
        raise WrongPassword(say("This is not your password."))
    account_deleted.send(current_app._get_current_object(), user_id=user.id)  # type: ignore[attr-defined]
    forget_invitations(user.email)
    record("account.deleted", user.name)
    db.session.flush()
    db.session.delete(user)
    db.session.commit()


def locale_of_user() -> str | None:
    """The language the signed-in person has chosen; none for guests and for those who never chose."""
    return current_user.locale if current_user.is_authenticated else None


def remember_locale(chosen: str) -> None:
    """Keep the language with the account of the signed-in person; for guests the cookie must do."""
    if current_user.is_authenticated:
        current_user.locale = chosen
        db.session.commit()


def clean_name(name: str) -> str:
    """The name without control characters and doubled spaces. Raises ``BadName`` if nothing is left, or too much."""
    cleaned = tidy(name)
    if not cleaned:
        raise BadName(say("Say how you want to be called."))
    if len(cleaned) > LONGEST_NAME:
        raise BadName(say("Use at most {count} characters.", count=LONGEST_NAME))
    return cleaned


def tidy(text: str) -> str:
    """One line without control characters, marks of writing direction and doubled spaces."""
    visible = "".join(char if unicodedata.category(char) != "Cc" else " " for char in _BIDI.sub("", text))
    return " ".join(visible.split())


def clean_address(email: str) -> str:
    """The address as it is stored. Raises ``BadAddress``."""
    try:
        return normal(email)
    except ValueError:
        raise BadAddress(say("{email} is not a mail address.", email=email)) from None


def find_account(address: str) -> User | None:
    """The account of this address, as ``clean_address`` gives it."""
    return db.session.scalar(select(User).where(User.email == address))


def _known(email: str) -> User:
    address = clean_address(email)
    user = find_account(address)
    if not user:
        raise NoSuchAccount(say("There is no account with the address {email}.", email=address))
    return user


def _roles(names: Iterable[str]) -> list[Role]:
    """The roles of these names, made when they are first needed. Every account is a trainee: that needs no row."""
    wanted = set(names)
    if unknown := sorted(wanted - set(ROLES)):
        raise UnknownRole(say("There is no role {role}; there are {roles}.", role=unknown[0], roles=", ".join(ROLES)))
    wanted -= {TRAINEE}
    known = {role.name: role for role in db.session.scalars(select(Role).where(Role.name.in_(wanted)))}
    return [known.get(name) or Role(name=name) for name in ROLES if name in wanted]


def _person(user: User) -> Person:
    roles = tuple(role.name for role in user.roles) or (TRAINEE,)
    return Person(user.id, user.email, user.name, roles, user.active, user.created_at)
