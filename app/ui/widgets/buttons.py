"""Buttons painted from the tokens: label, icon and key caps in one, and a square one with only an icon."""

from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QToolButton, QWidget

from app.ui.context import UiContext
from app.ui.paint import draw_keys, keys_width
from app.ui.widgets.painted_button import is_enter

# role → ground (rest, hover, pressed), border, text; None = transparent
_LOOKS: Final[dict[str, tuple[str | None, str, str, str | None, str]]] = {
    "primary": ("accent.base", "accent.hover", "accent.pressed", None, "accent.on"),
    "secondary": ("surface.panel", "surface.hover", "surface.pressed", "border.control", "text.primary"),
    "quiet": (None, "surface.hover", "surface.pressed", None, "text.secondary"),
    "danger": ("surface.panel", "danger.tint", "danger.tint", "danger.border", "danger.text"),
    "link": (None, "surface.hover", "surface.pressed", None, "text.link"),
}
_GAP: Final = 6


class Button(QPushButton):
    """A button of the kit.

    `role` is primary, secondary, quiet, danger or link; `keys` are the key caps shown after the label (the shortcut
    itself is set by the page); `compact` makes it 26 instead of 30 high. It takes focus by the keyboard only, so that
    a click never moves the cursor out of a field.
    """

    def __init__(
        self,
        ui: UiContext,
        text: str = "",
        *,
        role: str = "secondary",
        icon: str | None = None,
        keys: tuple[str, ...] = (),
        compact: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._ui = ui
        self._icon_name = icon
        self._keys = keys
        self._compact = compact
        self.setProperty("role", role)
        self.setProperty("painted", True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        ui.theme.changed.connect(self.updateGeometry)

    def set_icon(self, name: str | None) -> None:
        """Show another icon, or none."""
        self._icon_name = name
        self.updateGeometry()
        self.update()

    def set_keys(self, *keys: str) -> None:
        """Show other key caps."""
        self._keys = keys
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = self._ui.theme
        width = sum(self._parts()) + 2 * theme.px(8 if self._compact else 12)
        return QSize(width, theme.px(26 if self._compact else 30))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _parts(self) -> tuple[int, int, int]:
        """Widths of icon, label and keys, each with the gap before the next."""
        theme = self._ui.theme
        words = QFontMetrics(theme.font(12 if self._compact else 13, 500)).horizontalAdvance(self._label())
        gap = theme.px(_GAP)
        icon = theme.px(16) + (gap if words or self._keys else 0) if self._icon_name else 0
        keys = keys_width(self._keys, theme) + (gap if words else 0) if self._keys else 0
        return icon, words, keys

    def _label(self) -> str:
        return self.text().replace("&&", "&")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it as Space does; Qt itself does so in dialogs only."""
        if is_enter(event):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._ui.theme
        ground, border, words = self._colors()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color(border), 1) if border else QPen(Qt.PenStyle.NoPen))
        painter.setBrush(theme.color(ground) if ground else Qt.BrushStyle.NoBrush)
        inset = 0.5 if border else 0
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 6, 6)
        self._paint_content(painter, words)

    def _colors(self) -> tuple[str | None, str | None, str]:
        rest, hover, pressed, border, words = _LOOKS[str(self.property("role"))]
        if not self.isEnabled():
            quiet = rest is None
            return (None if quiet else "surface.sunken"), (None if quiet else "border.subtle"), "text.disabled"
        if self.isDown():
            return pressed, border, words
        if self.isChecked():
            return "surface.selected", border, "accent.text"
        return (hover if self.underMouse() else rest), border, words

    def _paint_content(self, painter: QPainter, token: str) -> None:
        theme = self._ui.theme
        icon, words, keys = self._parts()
        left = (self.width() - icon - words - keys) // 2
        if self._icon_name:
            size = theme.px(16)
            pixmap = self._ui.icons.pixmap(self._icon_name, size, token, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(left, (self.height() - size) / 2), pixmap)
            left += icon
        painter.setPen(theme.color(token))
        painter.setFont(theme.font(12 if self._compact else 13, 500))
        painter.drawText(QRect(left, 0, words + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, self._label())
        if self._keys:
            caps = {"text.primary": "text.tertiary"}.get(token, token)
            x = left + words + (theme.px(_GAP) if words else 0)
            draw_keys(painter, x, self.height() // 2, self._keys, theme, caps)


class IconButton(QToolButton):
    """A square button of 28 with an icon; its tooltip and accessible name say what it does."""

    def __init__(self, ui: UiContext, icon: str, tip: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._icon_name = icon
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.set_tip(tip)
        self._restyle()
        ui.theme.changed.connect(self._restyle)

    def set_icon(self, name: str) -> None:
        """Show another icon."""
        self._icon_name = name
        self._restyle()

    def set_tip(self, tip: str) -> None:
        """Say what the button does."""
        self.setToolTip(tip)
        self.setAccessibleName(tip)

    def _restyle(self) -> None:
        size = self._ui.theme.px(16)
        self.setIcon(self._ui.icons.icon(self._icon_name, "text.secondary", size))
        self.setIconSize(QSize(size, size))
        self.setFixedSize(self._ui.theme.px(28), self._ui.theme.px(28))
