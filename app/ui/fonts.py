"""The faces of the window, loaded from the font package so that every machine draws the same letters."""

from pathlib import Path

import fontpkg_fira_sans
from PySide6.QtGui import QFontDatabase

FAMILY = "Fira Sans"
_FACES = ("Regular", "Medium", "SemiBold", "Italic")


def load_fonts() -> tuple[str, ...]:
    """Register the faces that the look uses; call once, after QApplication and before the first widget.

    Returns the family names that Qt found. The package ships TrueType files; a face that is missing raises
    `FileNotFoundError`, because a window of empty boxes must not open quietly.
    """
    folder = Path(fontpkg_fira_sans.__file__).parent / "files"
    families: list[str] = []
    for face in _FACES:
        path = folder / f"FiraSans-{face}.ttf"
        number = QFontDatabase.addApplicationFont(str(path))
        if number < 0:
            raise FileNotFoundError(path)
        families.extend(QFontDatabase.applicationFontFamilies(number))
    return tuple(dict.fromkeys(families))
