"""The shelf of scenarios and their immutable revisions."""
