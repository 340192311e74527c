"""Frozen history: each file states table and column names as they were, and imports nothing of the application."""
