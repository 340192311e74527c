"""The table of firms."""
