"""The settings of the window and the care of the store."""
