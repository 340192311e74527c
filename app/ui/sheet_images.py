"""Recoloured icons as files, because a stylesheet can only name a picture by its path."""

from pathlib import Path

from PySide6.QtCore import QTemporaryDir
from PySide6.QtGui import QColor

from app.ui.icons import svg_text


class SheetImages:
    """Writes each icon and colour once into a folder that lives as long as this object."""

    def __init__(self) -> None:
        self._folder = QTemporaryDir()

    def url(self, icon: str, color: QColor) -> str:
        """A `url(...)` term for the stylesheet: the icon drawn in `color`."""
        path = Path(self._folder.path()) / f"{icon}-{color.name()[1:]}.svg"
        if not path.exists():
            path.write_text(svg_text(icon).replace("currentColor", color.name()), encoding="utf-8")
        return f'url("{path.as_posix()}")'
