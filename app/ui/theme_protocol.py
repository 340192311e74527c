"""What the icons need of a theme, apart from it because the theme's stylesheet needs the icons."""

from typing import Protocol

from PySide6.QtGui import QColor


class ThemeColors(Protocol):
    """Gives colours by token."""

    def color(self, token: str) -> QColor:
        """The colour of `token` in the current theme."""
        ...
