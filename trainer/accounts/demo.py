"""People to try the trainer with. Made by ``trainer demo`` only: their password is known to everybody."""

from __future__ import annotations

from dataclasses import dataclass

from trainer.accounts.people import DuplicateAddress, add_user
from trainer.accounts.roles import ADMIN, COACH, TRAINEE

PASSWORD = "calm waters run deep"  # noqa: S105  # shown on the console, so that people can sign in
PEOPLE = (
    ("trainee@example.org", "Nina Orlova", TRAINEE),
    ("coach@example.org", "Martin Adler", COACH),
    ("admin@example.org", "Vera Lindt", ADMIN),
)


@dataclass(frozen=True, slots=True)
class Demo:
    """The addresses to sign in with, and their password."""

    emails: tuple[str, ...]
    password: str


def make_demo_people() -> Demo:
    """A trainee, a coach and an administrator; those who are there already stay as they are."""
    for email, name, role in PEOPLE:
        try:
            add_user(email, name, PASSWORD, [role])
        except DuplicateAddress:
            continue
    return Demo(tuple(email for email, *_ in PEOPLE), PASSWORD)
