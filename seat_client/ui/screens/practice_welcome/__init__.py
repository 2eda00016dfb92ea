"""The first page of a practice: choose a role, see in a minute how it goes, begin."""
