"""The band of counters, each with a word about what it counts."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.ui.context import UiContext
from app.ui.paint import elide
from app.ui.widgets.panel import Panel


class Figure(QWidget):
    """A number, what is counted, and a second line."""

    def __init__(self, ui: UiContext, *, accent: bool = False, first: bool = False) -> None:
        super().__init__()
        self._ui = ui
        self._accent = accent
        self._first = first
        self._number = self._name = self._detail = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, number: str, name: str, detail: str) -> None:
        """Show other words."""
        self._number, self._name, self._detail = number, name, detail
        self.setAccessibleName(f"{number} {name}, {detail}" if detail else f"{number} {name}")
        self.setToolTip(detail)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._ui.theme.px(150), self._ui.theme.px(70))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._ui.theme
        painter = QPainter(self)
        if not self._first:
            painter.fillRect(0, 0, 1, self.height(), theme.color("border.subtle"))
        left, right = theme.px(16), self.width() - theme.px(8)
        top = theme.px(10)
        figure = theme.font(26, 600)
        painter.setFont(figure)
        painter.setPen(theme.color("accent.text" if self._accent else "text.primary"))
        line = QRectF(left, top, right - left, theme.px(30))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, self._number)
        width = QFontMetrics(figure).horizontalAdvance(self._number) + theme.px(8)
        painter.setPen(theme.color("text.secondary"))
        painter.setFont(theme.font(13))
        name = elide(self._name, QFontMetrics(painter.font()), round(right - left - width))
        painter.drawText(line.adjusted(width, theme.px(4), 0, theme.px(4)), Qt.AlignmentFlag.AlignVCenter, name)
        painter.setFont(theme.font(12))
        detail = elide(self._detail, QFontMetrics(painter.font()), round(right - left))
        second = QRectF(left, top + theme.px(32), right - left, theme.px(18))
        painter.drawText(second, Qt.AlignmentFlag.AlignVCenter, detail)


class FigureBand(Panel):
    """Counters side by side."""

    def __init__(self, ui: UiContext, names: tuple[str, ...], accent: str) -> None:
        super().__init__()
        row = QHBoxLayout()
        row.setSpacing(0)
        self.figures = {name: Figure(ui, accent=name == accent, first=not place) for place, name in enumerate(names)}
        for figure in self.figures.values():
            row.addWidget(figure)
        self.body.addLayout(row)
