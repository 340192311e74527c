"""Ctrl+K: every command, screen, firm and card by a few letters, in Turkish or English spelling."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QEvent,
    QObject,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.common.turkish import match_key
from app.i18n import translator
from app.ui.commands import Command
from app.ui.context import UiContext
from app.ui.paint import draw_keys, elide, keys_width
from app.ui.row_list import ROW_ROLE, Index, RowList
from app.ui.widgets.glyphs import IconLabel
from app.ui.widgets.keys import Kbd
from app.ui.widgets.labels import label
from app.ui.widgets.panel import hairline

_WIDTH = 640
_TOP = 84
_ROW = 36
_SHOWN = 10


def rank(command: Command, key: str, texts: Sequence[str]) -> int | None:
    """How well a command fits the folded search text; lower is better, None = not at all. Its texts in both
    languages are searched, so that "board" finds "Pano"."""
    if not key:
        return 0
    words = key.split()
    best: int | None = None
    for text in map(match_key, texts):
        if text.startswith(key):
            found = 0
        elif all(any(part.startswith(word) for part in text.split()) for word in words):
            found = 1
        elif all(word in text for word in words):
            found = 2
        else:
            continue
        best = found if best is None else min(best, found)
    return best


class PaletteModel(RowList[Command]):
    """The commands that fit, best first."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui

    @override
    def key_of(self, row: Command) -> str:
        return row.id

    @override
    def spoken(self, row: Command) -> str:
        t = self._ui.language.t
        return ". ".join(part for part in (row.title(t), "+".join(row.keys), row.reason(t)) if part)

    @override
    def text(self, row: Command) -> str:
        return row.title(self._ui.language.t)

    def command(self, row: int) -> Command | None:
        """The command of a row."""
        return self.rows[row] if 0 <= row < len(self.rows) else None


class _Delegate(QStyledItemDelegate):
    def __init__(self, ui: UiContext, parent: QObject) -> None:
        super().__init__(parent)
        self._ui = ui

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._ui.theme.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._ui.theme
        command: Command = index.data(ROW_ROLE)
        why_not = command.reason(self._ui.language.t)
        area: QRect = option.rect.adjusted(8, 0, -8, 0)
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("surface.selected"))
            painter.drawRoundedRect(QRectF(area), 6, 6)
        tone = "accent.text" if current else "text.secondary"
        size = theme.px(16)
        icon = self._ui.icons.pixmap(command.icon, size, tone, painter.device().devicePixelRatio())
        painter.drawPixmap(area.left() + 8, area.center().y() - size // 2 + 1, icon)
        left = area.left() + 8 + size + 10
        right = area.right() - 8 - keys_width(command.keys, theme)
        draw_keys(painter, right, area.center().y() + 1, command.keys, theme, "text.tertiary")
        painter.setFont(theme.font(13, 400 if why_not else 500))
        painter.setPen(theme.color("text.disabled" if why_not else "text.primary"))
        metrics = QFontMetrics(painter.font())
        title = elide(index.data(), metrics, right - left - 12)
        flags = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(left, area.top(), right - left, area.height()), flags, title)
        if why_not:
            left += metrics.horizontalAdvance(title) + 10
            painter.setFont(theme.font(12))
            painter.setPen(theme.color("text.tertiary"))
            words = elide(why_not, QFontMetrics(painter.font()), right - left - 12)
            painter.drawText(QRect(left, area.top(), right - left, area.height()), flags, words)
        painter.restore()


class CommandPalette(QWidget):
    """Lies over the window as a veil with the field and the list; Esc or a click beside it closes it.

    `finder(text, show)` may look up firms and cards elsewhere and hand more commands to `show`.
    """

    def __init__(
        self,
        ui: UiContext,
        window: QWidget,
        commands: Callable[[], list[Command]],
        finder: Callable[[str, Callable[[list[Command]], None]], None],
    ) -> None:
        super().__init__(window)
        self._ui = ui
        self._commands = commands
        self._finder = finder
        self._recent: list[str] = []
        self._before: QWidget | None = None
        self.field = QLineEdit()
        self.field.setProperty("role", "bare")
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)
        self._count = label("", "dim")
        self.model = PaletteModel(ui)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Delegate(ui, self.list))
        self.list.setProperty("role", "menu")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.clicked.connect(lambda index: self._run(index.row()))
        self._box = QFrame(self)
        self._box.setProperty("role", "palette")
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._box)
        column.setContentsMargins(1, 1, 1, 8)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(10)
        row.addWidget(IconLabel(self._ui, "search", 16, "text.secondary"))
        row.addWidget(self.field, 1)
        row.addWidget(self._count)
        row.addWidget(Kbd(self._ui.theme, "Esc"))
        column.addLayout(row)
        column.addWidget(hairline())
        column.addSpacing(8)
        column.addWidget(self.list)

    def open(self) -> None:
        """Cover the window and take the keyboard."""
        t = self._ui.language.t
        self._before = self.window().focusWidget()
        self.field.setPlaceholderText(t("Search or type a command"))
        self.field.setAccessibleName(t("Search or type a command"))
        self.field.setFont(self._ui.theme.font(17))
        self.setGeometry(self.window().rect())
        self._place()
        self.field.clear()
        self._search("")
        self.show()
        self.raise_()
        self.field.setFocus()

    def close_palette(self) -> None:
        """Give the keyboard back to where it was."""
        self.hide()
        if self._before is not None:
            self._before.setFocus()

    def _place(self) -> None:
        theme = self._ui.theme
        width = min(theme.px(_WIDTH), self.width() - 40)
        rows = max(1, min(_SHOWN, self.model.rowCount()))
        self.list.setFixedHeight(rows * theme.px(_ROW) + 2)
        self._box.setFixedWidth(width)
        self._box.adjustSize()
        self._box.move((self.width() - width) // 2, min(_TOP, self.height() // 8))

    def _search(self, text: str) -> None:
        self._show(text, [])
        if text.strip():
            self._finder(text, lambda found: self._show(text, found) if self.field.text() == text else None)

    def _show(self, text: str, found: list[Command]) -> None:
        key = match_key(text)
        both = (translator("tr"), translator("en"))
        ranked = []
        for place, command in enumerate(self._commands()):
            value = rank(command, key, [command.title(t) for t in both])
            if value is not None:
                recent = -self._recent.index(command.id) if command.id in self._recent else 1
                ranked.append((value, recent if not key else 0, place, command))
        shown = [command for *_, command in sorted(ranked, key=lambda entry: entry[:3])] + found
        self.model.replace(shown)
        t = self._ui.language.t
        self._count.setText(t.plural("{n} result", "{n} results", len(shown)) if key else "")
        if shown:
            self.list.setCurrentIndex(self.model.index(0))
        self._place()

    def _run(self, row: int) -> None:
        command = self.model.command(row)
        if command is None or command.reason(self._ui.language.t) is not None:
            return
        if command.group == "command":
            self._recent = [*(one for one in self._recent if one != command.id), command.id][-5:]
        self.close_palette()
        command.run()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return False
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _SHOWN, Qt.Key.Key_PageUp: -_SHOWN}
        key = Qt.Key(event.key())
        if key in steps:
            row = max(0, min(self.model.rowCount() - 1, self.list.currentIndex().row() + steps[key]))
            self.list.setCurrentIndex(self.model.index(row))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run(self.list.currentIndex().row())
        elif key is Qt.Key.Key_Escape:
            self.close_palette()
        elif key not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return False
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._box.geometry().contains(event.position().toPoint()):
            self.close_palette()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._ui.theme.color("surface.overlay"))
