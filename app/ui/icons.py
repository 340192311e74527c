"""Our own icons: SVG files drawn in a token's colour, cached as pixmaps for the screen's pixel ratio."""

from functools import cache

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.common.resources import resource_path
from app.ui.theme_protocol import ThemeColors

FOLDER = resource_path("icons")
DEFAULT = "text.secondary"
_DISABLED = "border.strong"


@cache
def svg_text(name: str) -> str:
    """The drawing of an icon, in `currentColor`; a name that is not in the set raises `FileNotFoundError`."""
    return (FOLDER / f"{name}.svg").read_text(encoding="utf-8")


def icon_names() -> tuple[str, ...]:
    """Every icon of the set."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.svg")))


class Icons(QObject):
    """Pixmaps and icons of the current theme. Nothing is kept from the theme before: keys hold the colour."""

    def __init__(self, theme: ThemeColors) -> None:
        super().__init__()
        self._theme = theme
        self.least_ratio = 1.0  # raised where a picture is drawn sharper than the screen
        self._pixmaps: dict[tuple[str, int, int, float], QPixmap] = {}

    def pixmap(self, name: str, size: int, token: str = DEFAULT, ratio: float | None = None) -> QPixmap:
        """`name` as a square of `size` logical pixels in the colour of `token`.

        `ratio` is the device pixel ratio of the widget that will show it; without one, that of the sharpest screen.
        """
        return self.colored(name, size, self._theme.color(token), ratio)

    def colored(self, name: str, size: int, color: QColor, ratio: float | None = None) -> QPixmap:
        """As `pixmap`, in a given colour."""
        sharp = max(ratio or _sharpest(), self.least_ratio)
        key = (name, size, color.rgba(), sharp)
        found = self._pixmaps.get(key)
        if found is None:
            found = self._pixmaps[key] = _draw(name, size, color, sharp)
        return found

    def icon(self, name: str, token: str = DEFAULT, size: int = 16) -> QIcon:
        """For buttons and menus: the same icon in a paler colour while disabled."""
        icon = QIcon()
        icon.addPixmap(self.pixmap(name, size, token), QIcon.Mode.Normal)
        icon.addPixmap(self.pixmap(name, size, _DISABLED), QIcon.Mode.Disabled)
        return icon


def _sharpest() -> float:
    app = QGuiApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0


def _draw(name: str, size: int, color: QColor, ratio: float) -> QPixmap:
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(svg_text(name).replace("currentColor", color.name()).encode()))
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap
