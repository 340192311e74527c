"""The table of resource cards."""
