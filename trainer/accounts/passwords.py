"""Which passwords are good enough. Length counts, not the kinds of characters; any script will do."""

from __future__ import annotations

import unicodedata
from typing import Any

from flask_babel import gettext
from flask_security import PasswordUtil

from trainer.words import Words, say

SHORTEST, LONGEST, FEWEST_DIFFERENT = 10, 200, 5


def weakness(password: str, address: str = "") -> Words | None:
    """What is wrong with the password (in normal form), or none. Lengths in characters."""
    if len(password) < SHORTEST:
        return say("Use at least {count} characters. A few words in a row are easy to remember.", count=SHORTEST)
    if len(password) > LONGEST:
        return say("Use at most {count} characters.", count=LONGEST)
    if len(set(password)) < FEWEST_DIFFERENT or password.lower() in (address, address.partition("@")[0]):
        return say("This password is too easy to guess. A few words in a row are easy to remember and hard to guess.")
    return None


class Passwords(PasswordUtil):
    """The rule above, for the forms of Flask-Security."""

    def normalize(self, password: str) -> str:
        return unicodedata.normalize("NFKD", password)

    def validate(self, password: str, is_register: bool, **fields: Any) -> tuple[list[str] | None, str]:  # noqa: ARG002
        normal = self.normalize(password)
        address = fields.get("email") or getattr(fields.get("user"), "email", None)
        wrong = weakness(normal, address or "")
        return ([wrong.text(gettext)] if wrong else None), normal
