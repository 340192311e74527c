"""The left rail: the screens, each an icon over its name."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QVBoxLayout, QWidget

from app.ui.context import UiContext
from app.ui.pages import PageSpec
from app.ui.paint import elide
from app.ui.widgets.painted_button import PaintedButton

_WIDTH = 76
_MARGIN = 6
_ITEM, _LEAST_WITH_WORDS, _LEAST = 52, 40, 26
_GAP = 2


class RailItem(PaintedButton):
    """One screen. Its label is cut with an ellipsis where it is too long; the tooltip has it whole, with its key."""

    def __init__(self, ui: UiContext, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._icon_name = icon
        self.setCheckable(True)

    def word(self, text: str, key: str) -> None:
        """Name the screen and its shortcut."""
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(f"{text}  {key}" if key else text)

    def shown_label(self) -> str:
        """What is painted of the name."""
        return elide(self.text(), QFontMetrics(self._ui.theme.font(11, 500)), self.width() - 2)

    def sizeHint(self) -> QSize:
        theme = self._ui.theme
        return QSize(theme.px(_WIDTH - 2 * _MARGIN), theme.px(_ITEM))

    @property
    def has_room_for_words(self) -> bool:
        """Whether the name stands under the icon; a low window has room for the icons only."""
        return self.height() >= self._ui.theme.px(_LEAST_WITH_WORDS)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._ui.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self.isChecked():
            painter.setPen(theme.color("border.default"))
            painter.setBrush(theme.color("surface.panel"))
            painter.drawRoundedRect(box, 8, 8)
        elif self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("surface.pressed"))
            painter.drawRoundedRect(box, 8, 8)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("focus.ring"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        token = "accent.text" if self.isChecked() else "text.secondary"
        size, line, gap = theme.px(20), theme.px(14), theme.px(3)
        if not self.has_room_for_words:
            line = gap = 0
        top = (self.height() - size - gap - line) / 2
        pixmap = self._ui.icons.pixmap(self._icon_name, size, token, self.devicePixelRatioF())
        painter.drawPixmap(QPointF((self.width() - size) / 2, top), pixmap)
        if not self.has_room_for_words:
            return
        painter.setPen(theme.color(token))
        painter.setFont(theme.font(11, 500))
        words = QRect(0, round(top + size + gap), self.width(), line)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.shown_label())


class Rail(QFrame):
    """`chosen(page id)` when the user picks a screen."""

    chosen = Signal(str)

    def __init__(self, ui: UiContext, pages: Sequence[PageSpec], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._pages = tuple(pages)
        self.setProperty("role", "rail")
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._items = {page.id: self._make(page) for page in self._pages}
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, 8, _MARGIN + 1, 8)
        column.setSpacing(_GAP)
        self._mark = Mark(ui)
        column.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(6)
        for page in self._pages:
            if not page.at_bottom:
                column.addWidget(self._items[page.id])
        column.addStretch(1)
        for page in self._pages:
            if page.at_bottom:
                column.addWidget(self._items[page.id])
        self.restyle()
        self.retranslate()

    def _make(self, page: PageSpec) -> RailItem:
        item = RailItem(self._ui, page.icon)
        item.clicked.connect(lambda: self.chosen.emit(page.id))
        self._group.addButton(item)
        return item

    def item(self, page_id: str) -> RailItem:
        """The entry of a screen."""
        return self._items[page_id]

    def mark(self, page_id: str) -> None:
        """Show which screen is open; none where it has no place in the rail."""
        item = self._items.get(page_id)
        if item is not None:
            item.setChecked(True)
            return
        self._group.setExclusive(False)
        for shown in self._items.values():
            shown.setChecked(False)
        self._group.setExclusive(True)

    def retranslate(self) -> None:
        """Name every screen in the window's language."""
        for place, page in enumerate(self._pages, 1):
            self._items[page.id].word(self._ui.language.t(page.title), page.first_key(place))

    def restyle(self) -> None:
        """Take the text size again."""
        self.setFixedWidth(self._ui.theme.px(_WIDTH))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Every screen stays in sight: in a low window, or with large text, the items are lower."""
        theme, count = self._ui.theme, len(self._items)
        # Above them the mark and the space below it; between any two parts of the column, the stretch too, a gap.
        rest = 16 + self._mark.height() + 6 + _GAP * (count + 2)
        room = (self.height() - rest) // max(1, count)
        height = max(_LEAST, min(theme.px(_ITEM), room))
        for item in self._items.values():
            item.setFixedHeight(height)


class Mark(QWidget):
    """The product's mark: a have joined to a want."""

    def __init__(self, ui: UiContext, size: int = 30) -> None:
        super().__init__()
        self._ui = ui
        self.setFixedSize(size, size + 10)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(0, 1)
        painter.scale(self.width() / 32, self.width() / 32)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._ui.theme.color("accent.base"))
        painter.drawRoundedRect(QRectF(0, 0, 32, 32), 8, 8)
        white = self._ui.theme.color("accent.on")
        painter.setPen(QPen(white, 2.4))
        painter.drawLine(QPointF(10.2, 21.8), QPointF(18.9, 13.1))
        painter.drawEllipse(QPointF(21.75, 10.25), 4, 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(white)
        painter.drawRoundedRect(QRectF(6, 17.5, 8.5, 8.5), 2.2, 2.2)
