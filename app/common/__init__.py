"""Leaf package: identifiers, clock, errors, Turkish text. Imports nothing else of the application."""
