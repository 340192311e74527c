"""Queries, one file for each kind of thing; they take a session and return records."""
