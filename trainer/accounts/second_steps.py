"""Signing in by more than a password: passkeys, and codes of an authenticator app."""

from __future__ import annotations

from typing import Any

from flask_security import Totp, WebauthnUtil
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from trainer.accounts.models import User


class Passkeys(WebauthnUtil):
    """A passkey replaces the password: it is kept by the device, which makes sure who holds it. Any device will do."""

    def authenticator_selection(self, _user: User, _usage: str) -> AuthenticatorSelectionCriteria:  # type: ignore[override]
        return AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        )

    def user_verification(self, _user: Any, _usage: list[str]) -> UserVerificationRequirement:
        return UserVerificationRequirement.REQUIRED


class Codes(Totp):
    """Codes that change every half minute. Each is taken once, so that a code read over a shoulder is worth nothing."""

    def get_last_counter(self, user: User) -> int | None:  # type: ignore[override]
        return user.tf_last_counter

    def set_last_counter(self, user: User, tmatch: Any) -> None:  # type: ignore[override]
        user.tf_last_counter = tmatch.counter
