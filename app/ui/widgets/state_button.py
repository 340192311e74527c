"""How something stands: an icon and a few words in the colour of the state, as a label and as a quiet button."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.ui.context import UiContext
from app.ui.widgets.glyphs import IconLabel
from app.ui.widgets.labels import label
from app.ui.widgets.painted_button import PaintedButton

_PAD = 6
_GAP = 5


class StateLabel(QWidget):
    """For looking only."""

    def __init__(self, ui: UiContext, icon: str, token: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        self._icon = IconLabel(ui, icon, 14, token)
        self.words = label("", "small")
        row.addWidget(self._icon)
        row.addWidget(self.words)

    def say(self, text: str, icon: str, token: str) -> None:
        """Show other words."""
        self._icon.set_icon(icon, token)
        self.words.setText(text)
        role = {"warning": "waiting", "danger": "error"}.get(token.partition(".")[0], "small")
        if self.words.property("role") != role:
            self.words.setProperty("role", role)
            self.words.style().polish(self.words)


class StateButton(PaintedButton):
    """`say` words it; pressing it leads to more."""

    def __init__(self, ui: UiContext, icon: str, token: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._icon = icon
        self._token = token
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        ui.theme.changed.connect(self.updateGeometry)

    def say(self, text: str, icon: str, token: str, tip: str = "") -> None:
        """Show other words; `tip` says what pressing does."""
        if (text, icon, token, tip) == (self.text(), self._icon, self._token, self.toolTip()):
            return
        self._icon, self._token = icon, token
        self.setText(text)
        self.setToolTip(tip)
        self.setAccessibleName(text)
        self.setAccessibleDescription(tip)
        self.updateGeometry()
        self.update()

    def _font_weight(self) -> int:
        return 400 if self._token.startswith(("success", "text")) else 500

    def sizeHint(self) -> QSize:
        theme = self._ui.theme
        words = QFontMetrics(theme.font(12, self._font_weight())).horizontalAdvance(self.text())
        return QSize(theme.px(14) + _GAP + words + 2 * _PAD, theme.px(28))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._ui.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus():
            painter.setPen(QPen(theme.color("focus.ring"), 2) if self.hasFocus() else QPen(Qt.PenStyle.NoPen))
            painter.setBrush(theme.color("surface.hover"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        size = theme.px(14)
        pixmap = self._ui.icons.pixmap(self._icon, size, self._token, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(_PAD, (self.height() - size) / 2), pixmap)
        quiet = self._token.startswith(("success", "text"))
        painter.setPen(theme.color("text.secondary" if quiet else self._token))
        painter.setFont(theme.font(12, self._font_weight()))
        left = _PAD + size + _GAP
        painter.drawText(QRectF(left, 0, self.width(), self.height()), Qt.AlignmentFlag.AlignVCenter, self.text())
