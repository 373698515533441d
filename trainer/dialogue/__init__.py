"""Playing a scenario. Pure: imports neither Flask nor SQLAlchemy nor WTForms."""
