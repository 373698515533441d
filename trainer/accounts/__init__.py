"""Accounts: registration, sign-in, roles, guests, and what people set for themselves."""
