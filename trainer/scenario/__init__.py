"""What a scenario is. Pure: imports neither Flask nor SQLAlchemy nor WTForms."""
