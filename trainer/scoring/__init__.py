"""Judging a reply. Pure: imports neither Flask nor SQLAlchemy nor WTForms."""
