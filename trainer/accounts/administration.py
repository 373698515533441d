"""What administrators do with accounts on the site. Each function commits what it changes, and the log says so."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import current_app
from flask_security.recoverable import generate_reset_link
from flask_security.utils import hash_password, send_mail
from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import selectinload

from trainer.accounts.audit import contains, record
from trainer.accounts.models import Role, User
from trainer.accounts.people import AccountError, DuplicateAddress, clean_address, clean_name, find_account, give_role
from trainer.accounts.roles import ADMIN
from trainer.accounts.wording import N_
from trainer.extensions import db
from trainer.words import say

PER_PAGE = 50


class NoSuchPerson(LookupError):
    """No account has this number."""


class LastAdministrator(AccountError):
    """Without this account nobody could look after people any more."""


class OwnAccount(AccountError):
    """An administrator would lock themselves out; ``words`` say so."""


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Some accounts, by address. ``following``: the address that the next page begins after; none on the last page."""

    people: Sequence[User]
    following: str | None


def people_page(typed: str = "", role: str = "", after: str = "") -> PeoplePage:
    """The accounts after this address whose name or address has what was ``typed`` in it."""
    query = select(User).options(selectinload(User.roles)).order_by(User.email).limit(PER_PAGE + 1)
    if typed:
        query = query.where(or_(contains(User.email, typed), contains(User.name, typed)))
    if role:
        query = query.where(_has_role(role))
    if after:
        query = query.where(User.email > after)
    found = db.session.scalars(query).all()
    return PeoplePage(found[:PER_PAGE], found[PER_PAGE - 1].email if len(found) > PER_PAGE else None)


def _has_role(role: str) -> ColumnElement[bool]:
    """The condition that an account has the role; a trainee is who has none."""
    return User.roles.any(Role.name == role) if role in ("coach", ADMIN) else ~User.roles.any()


def person(user_id: int) -> User:
    """The account of that number. Raises ``NoSuchPerson``."""
    user = db.session.get(User, user_id)
    if user is None:
        raise NoSuchPerson(user_id)
    return user


def change_role(by: Any, user_id: int, role: str, sure: bool) -> User:
    """Give the account this role. Whoever changes their own must be ``sure``.

    Raises ``NoSuchPerson``, ``UnknownRole``, ``OwnAccount``, ``LastAdministrator``.
    """
    user = person(user_id)
    if user.id == by.id and not sure:
        raise OwnAccount(say("This is your own account: afterwards you may not come back here. Say that you are sure."))
    _hold_administrators()
    give_role(user, role)
    _check_somebody_is_left()
    db.session.commit()
    return user


def switch(by: Any, user_id: int, on: bool) -> User:
    """Let the account in again, or keep it out and end its sessions; what it did stays.

    Raises ``NoSuchPerson``, ``OwnAccount``, ``LastAdministrator``.
    """
    user = person(user_id)
    if user.id == by.id and not on:
        raise OwnAccount(say("You cannot switch off the account that you are using."))
    if user.active == on:
        return user
    _hold_administrators()
    user.active = on
    # Sessions of before must not come back to life with the account.
    current_app.extensions["security"].datastore.set_uniquifier(user)
    record("account.switched_on" if on else "account.switched_off", user.email)
    _check_somebody_is_left()
    db.session.commit()
    return user


def invite_person(by: Any, email: str, name: str, role: str) -> User:
    """A new account; its owner gets a mail with a link to choose a password.

    Raises ``BadAddress``, ``DuplicateAddress``, ``BadName``, ``UnknownRole``.
    """
    address = clean_address(email)
    if find_account(address):
        raise DuplicateAddress(say("There already is an account with the address {email}.", email=address))
    security = current_app.extensions["security"]
    user: User = security.datastore.create_user(
        email=address,
        name=clean_name(name),
        confirmed_at=security.datetime_factory(),
        password=hash_password(secrets.token_urlsafe(32)),
        roles=[],
    )
    db.session.flush()
    record("account.invited", address)
    if role != "trainee":
        give_role(user, role)
    db.session.commit()
    link, _token = generate_reset_link(user)  # type: ignore[no-untyped-call]
    send_mail(N_("Your account at Calm Waters"), address, "accounts/invited", user=user, by=by.name, link=link)
    return user


def _hold_administrators() -> None:
    """Let two administrators who demote each other go one after the other."""
    db.session.execute(select(Role.id).where(Role.name == ADMIN).with_for_update())


def _check_somebody_is_left() -> None:
    db.session.flush()
    left = select(func.count()).select_from(User).where(User.active, User.roles.any(Role.name == ADMIN))
    if not db.session.scalar(left):
        db.session.rollback()
        raise LastAdministrator(say("This is the last administrator. Make somebody else one first."))
