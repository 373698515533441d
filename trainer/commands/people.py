"""Accounts from the command line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import click

from trainer.accounts import people
from trainer.commands.preparing import prepared


@contextmanager
def _accounts() -> Iterator[None]:
    """Within it accounts can be looked after; what cannot be done ends the command with the reason."""
    with prepared():
        try:
            yield
        except people.AccountError as error:
            raise click.ClickException(error.words.text()) from error


def add(email: str, name: str, password: str, roles: Iterable[str]) -> None:
    """Make an account."""
    with _accounts():
        show(people.add_user(email, name, password, roles))


def change_role(email: str, role: str) -> None:
    """Give an account this role and no other."""
    with _accounts():
        show(people.set_role(email, role))


def reset(email: str) -> None:
    """Forget the second factors and passkeys of an account, and end its sessions."""
    with _accounts():
        show(people.reset_access(email))


def show_all() -> None:
    """Print all accounts."""
    with _accounts():
        for person in people.list_users():
            show(person)


def show(person: people.Person) -> None:
    """Print one account: address, roles, since when, name."""
    off = "" if person.active else "  (switched off)"
    click.echo(f"{person.email:32} {','.join(person.roles):10} {person.created_at:%Y-%m-%d}  {person.name}{off}")
