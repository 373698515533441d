"""What a playthrough shows. Pure: imports neither Flask nor SQLAlchemy nor WTForms."""
