"""The overview of a workshop."""
