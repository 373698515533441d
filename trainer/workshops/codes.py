"""Codes that people read from a wall and type on a phone.

25 signs that cannot be taken for one another: six make 244 million codes of workshops, eight make 1.5 · 10^11 personal
ones. ``docs/workshops.md`` gives the odds of guessing.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from flask import current_app

ALPHABET = "34679ACDEFGHJKMNPQRTUVWXY"
LENGTH, PERSONAL = 6, 8
# Cyrillic letters that look like ours, for those who type the code without switching the keyboard.
_CYRILLIC = str.maketrans("АСЕНКМРТУХ", "ACEHKMPTYX")


def new_code() -> str:
    """A code for a workshop, at random."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def plain(typed: str) -> str:
    """What was typed as codes are written: capitals, without spaces and hyphens."""
    return "".join(sign for sign in typed.upper().translate(_CYRILLIC) if sign.isalnum())


def personal_code(participant_key: str) -> str:
    """The code that brings a participant back on another device. It follows from the secret key and is not stored."""
    digest = hmac.digest(current_app.config["SECRET_KEY"].encode(), f"rejoin/{participant_key}".encode(), "sha256")
    number = int.from_bytes(digest, "big")
    signs = []
    for _ in range(PERSONAL):
        number, place = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[place])
    return "".join(signs)


def fingerprint(code: str) -> str:
    """What is stored of a personal code, 64 hex digits: enough to recognise it."""
    return hashlib.sha256(f"rejoin/{code}".encode()).hexdigest()


def spaced(code: str) -> str:
    """A code in two halves, for reading it aloud: ``ABC DEF``."""
    half = len(code) // 2
    return f"{code[:half]} {code[half:]}"
