"""Accounts: registration, sign-in, roles, guests, and what people set for themselves."""

from trainer.accounts.setup import init_accounts

__all__ = ["init_accounts"]
