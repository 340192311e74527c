"""The faces of the PDF: Fira Sans, embedded; letters that it does not have are replaced and counted."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

from app.common.turkish import clean_text

REGULAR: Final = "FiraSans"
STRONG: Final = "FiraSans-SemiBold"
_FILES: Final = {REGULAR: "FiraSans-Regular.ttf", STRONG: "FiraSans-SemiBold.ttf"}
_STANDS_FOR_UNKNOWN: Final = "□"


@cache
def _letters() -> frozenset[int]:
    """Registers the faces; the letters that both of them have."""
    import fontpkg_fira_sans
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    folder = Path(fontpkg_fira_sans.__file__).parent / "files"
    letters: frozenset[int] | None = None
    for name, file in _FILES.items():
        font = TTFont(name, str(folder / file))
        pdfmetrics.registerFont(font)
        covered = frozenset(font.face.charToGlyph)
        letters = covered if letters is None else letters & covered
    return letters or frozenset()


@cache
def _plain_letters() -> frozenset[str]:
    """Letters that the font has and that need no cleaning: most texts are made of nothing else."""
    visible = (chr(code) for code in _letters() if code > ord(" "))
    return frozenset(letter for letter in visible if clean_text(f"x{letter}x") == f"x{letter}x") | {" "}


class Typesetter:
    """Measures and breaks text. `replaced` counts the letters that the font does not have."""

    def __init__(self) -> None:
        self._known = _letters()
        self._plain = _plain_letters()
        self._stand_in = _STANDS_FOR_UNKNOWN if ord(_STANDS_FOR_UNKNOWN) in self._known else "?"
        self._widths: dict[tuple[str, str], float] = {}
        self.replaced = 0

    def printable(self, text: str) -> str:
        """`text` with every letter that can be drawn; joiners and marks of emoji vanish, others become a box."""
        if self._plain.issuperset(text):
            return text
        cleaned = clean_text(text).replace("\t", " ").replace("\u200d", "").replace("\ufe0f", "")
        if all(ord(letter) in self._known or letter == "\n" for letter in cleaned):
            return cleaned
        drawn = []
        for letter in cleaned:
            missing = ord(letter) not in self._known and letter != "\n"
            self.replaced += missing
            drawn.append(self._stand_in if missing else letter)
        return "".join(drawn)

    def width(self, text: str, font: str, size: float) -> float:
        """The width of printable text in points."""
        from reportlab.pdfbase.pdfmetrics import stringWidth

        key = (text, font)
        if key not in self._widths:
            if len(self._widths) > 50_000:
                self._widths.clear()
            self._widths[key] = stringWidth(text, font, 1)
        return self._widths[key] * size

    def lines(self, text: str, font: str, size: float, width: float) -> list[str]:
        """Text broken at blanks into lines no wider than `width` points; a word wider than that is broken inside."""
        broken: list[str] = []
        blank = self.width(" ", font, size)
        for paragraph in self.printable(text).split("\n"):
            line, length = "", 0.0
            # A number at the end ("Üreticisi 1") stays with the word before it.
            words = re.sub(r" (\d{1,3})$", "\u00a0\\1", " ".join(paragraph.split())).split(" ")
            for word in filter(None, words):
                for part in self._parts(word, font, size, width):
                    part_width = self.width(part, font, size)
                    if line and length + blank + part_width > width:
                        broken.append(line)
                        line, length = part, part_width
                    else:
                        length += part_width + (blank if line else 0.0)
                        line = f"{line} {part}" if line else part
            if line:
                broken.append(line)
        return broken

    def _parts(self, word: str, font: str, size: float, width: float) -> list[str]:
        if self.width(word, font, size) <= width:
            return [word]
        parts, start = [], 0
        while start < len(word):
            end = start + 1
            while end < len(word) and self.width(word[start : end + 1], font, size) <= width:
                end += 1
            parts.append(word[start:end])
            start = end
        return parts

    def fitted(self, text: str, font: str, size: float, width: float) -> str:
        """One line no wider than `width`, its end cut with an ellipsis where needed."""
        line = " ".join(self.printable(text).split())
        if self.width(line, font, size) <= width:
            return line
        while line and self.width(line + "…", font, size) > width:
            line = line[:-1]
        return line.rstrip() + "…"
