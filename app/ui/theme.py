"""The token table as Qt sees it: colours, fonts and lengths, and one palette and stylesheet made from them."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal, cast

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from app.ui.fonts import FAMILY
from app.ui.sheet_images import SheetImages

ThemeName = Literal["light", "dark"]
SMALLEST_SCALE: Final = 1.0
LARGEST_SCALE: Final = 2.0

_FOLDER = Path(__file__).parent
_RGBA = re.compile(r"rgba\((\d+),(\d+),(\d+),([\d.]+)\)")
_SHEET_TOKEN = re.compile(r"@([a-z][a-z0-9.]*[a-z0-9])")
_SHEET_LENGTH = re.compile(r"\b(\d+)sp\b")
_SHEET_IMAGE = re.compile(r"icon\(([a-z-]+), ?([a-z.]+)\)")


@cache
def tokens() -> dict[str, Any]:
    """The token table, read once."""
    return cast("dict[str, Any]", json.loads((_FOLDER / "tokens.json").read_text(encoding="utf-8")))


def _parse(text: str) -> QColor:
    parts = _RGBA.fullmatch(text.replace(" ", ""))
    if parts is None:
        return QColor(text)
    red, green, blue = (int(part) for part in parts.groups()[:3])
    return QColor(red, green, blue, round(float(parts[4]) * 255))


class Theme(QObject):
    """Colours by token, fonts and lengths by pixels at 100 %; `changed` after every switch.

    `scale` is the text size that the user chose (1.0 … 2.0); it multiplies fonts and every length given to `px`.
    """

    changed = Signal()

    def __init__(self, name: ThemeName = "light", scale: float = 1.0) -> None:
        super().__init__()
        self._colors = {
            theme: {token: _parse(value) for token, value in table.items()}
            for theme, table in tokens()["color"].items()
        }
        self._name: ThemeName = name
        self._scale = scale
        self._fonts: dict[tuple[int, int], QFont] = {}
        self._images = SheetImages()
        self.reduced_motion = False

    @property
    def name(self) -> ThemeName:
        """Which column of the token table is in force."""
        return self._name

    @property
    def scale(self) -> float:
        """The text size as a factor."""
        return self._scale

    @property
    def is_dark(self) -> bool:
        """Whether surfaces are darker than text."""
        return self._name == "dark"

    def color(self, token: str) -> QColor:
        """The colour of a token such as `have.base`; an unknown token raises `KeyError`."""
        return QColor(self._colors[self._name][token])

    def px(self, value: float) -> int:
        """A length in logical pixels at 100 %, grown with the text."""
        return round(value * self._scale)

    def font(self, px: int, weight: int = 400) -> QFont:
        """Fira Sans at `px` logical pixels (at 100 %) with figures of one width; weights 400, 500 and 600."""
        found = self._fonts.get((px, weight))
        if found is None:
            found = QFont(FAMILY)
            found.setPixelSize(max(1, self.px(px)))
            found.setWeight(QFont.Weight(weight))
            for feature in tokens()["type"]["features"]:
                found.setFeature(QFont.Tag(feature), 1)
            self._fonts[(px, weight)] = found
        return QFont(found)

    def duration(self, motion: str) -> int:
        """Milliseconds of a motion token; 0 where the user or the system asks for no animation."""
        app = QApplication.instance()
        if self.reduced_motion:
            return 0
        if isinstance(app, QApplication) and not app.isEffectEnabled(Qt.UIEffect.UI_General):
            return 0
        return int(tokens()["motion"][motion]["ms"])

    def switch(self, name: ThemeName | None = None, scale: float | None = None) -> None:
        """Change theme or text size and restyle the application at once."""
        self._name = name or self._name
        if scale is not None:
            self._scale = min(LARGEST_SCALE, max(SMALLEST_SCALE, scale))
            self._fonts.clear()
        self.apply()
        self.changed.emit()

    def apply(self) -> None:
        """Give the running application this theme: style, colour scheme, palette, font and stylesheet."""
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            return
        if app.style().name() != "fusion":
            app.setStyle("Fusion")
        scheme = Qt.ColorScheme.Dark if self.is_dark else Qt.ColorScheme.Light
        app.styleHints().setColorScheme(scheme)
        app.setPalette(self.palette())
        app.setFont(self.font(13))
        app.setStyleSheet(self.stylesheet())

    def palette(self) -> QPalette:
        """The palette of the theme, for widgets that the stylesheet leaves alone."""
        palette = QPalette()
        roles = QPalette.ColorRole
        for role, token in {
            roles.Window: "surface.window",
            roles.WindowText: "text.primary",
            roles.Base: "surface.panel",
            roles.AlternateBase: "surface.sunken",
            roles.Text: "text.primary",
            roles.PlaceholderText: "text.tertiary",
            roles.Button: "surface.panel",
            roles.ButtonText: "text.primary",
            roles.BrightText: "danger.text",
            roles.Highlight: "accent.base",
            roles.HighlightedText: "accent.on",
            roles.ToolTipBase: "surface.inverse",
            roles.ToolTipText: "text.inverse",
            roles.Link: "text.link",
            roles.LinkVisited: "text.link",
            roles.Light: "surface.raised",
            roles.Midlight: "border.subtle",
            roles.Mid: "border.default",
            roles.Dark: "border.control",
            roles.Shadow: "border.strong",
            roles.Accent: "accent.base",
        }.items():
            palette.setColor(role, self.color(token))
        for role in (roles.WindowText, roles.Text, roles.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.color("text.disabled"))
        return palette

    def stylesheet(self) -> str:
        """`style.qss` with tokens, scaled lengths and recoloured icons put in."""
        sheet = _sheet_template()
        sheet = _SHEET_IMAGE.sub(lambda found: self._images.url(found[1], self.color(found[2])), sheet)
        sheet = _SHEET_TOKEN.sub(lambda found: self.color(found[1]).name(QColor.NameFormat.HexArgb), sheet)
        return _SHEET_LENGTH.sub(lambda found: f"{self.px(int(found[1]))}px", sheet)


@cache
def _sheet_template() -> str:
    return (_FOLDER / "style.qss").read_text(encoding="utf-8")
