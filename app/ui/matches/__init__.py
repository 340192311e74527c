"""Eşleşmeler: suggestions in order, each with its explanation, to be decided."""
