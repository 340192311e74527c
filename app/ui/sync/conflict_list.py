"""The conflicts: what the row is called, which of its fields, and when it was noticed."""

from PySide6.QtCore import QObject, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from app.services.sync_rows import ConflictRow
from app.ui.context import UiContext
from app.ui.paint import elide
from app.ui.row_list import ROW_ROLE, Index, RowList
from app.ui.sync.fields import field_word, value_words
from app.ui.sync.kind_words import kind_icon, kind_word
from app.ui.sync_words import moment_words
from app.ui.widgets.painted_button import is_enter

_ROW = 50


class ConflictModel(RowList[ConflictRow]):
    """The conflicts in the order in which the service gives them."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui

    @override
    def key_of(self, row: ConflictRow) -> tuple[str, str, str, str]:
        return row.entity, row.entity_id, row.group, row.loser

    @override
    def text(self, row: ConflictRow) -> str:
        return row.title or kind_word(row.entity, self._ui.language.t)

    @override
    def spoken(self, row: ConflictRow) -> str:
        t = self._ui.language.t
        return t(
            "{title}, {field}. Shown: {shown}, {actor}. Other: {kept}, {author}",
            title=self.text(row),
            field=field_word(row.entity, row.group, t),
            shown=value_words(row.group, row.shown.values, t, shown=True),
            actor=row.shown.actor,
            kept=value_words(row.group, row.kept.values, t, shown=False),
            author=row.kept.actor,
        )


class _Delegate(QStyledItemDelegate):
    def __init__(self, ui: UiContext, parent: QObject) -> None:
        super().__init__(parent)
        self._ui = ui

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._ui.theme.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, t = self._ui.theme, self._ui.language.t
        row: ConflictRow = index.data(ROW_ROLE)
        rect = QRect(option.rect)
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        if current or hovered:
            painter.fillRect(rect, theme.color("surface.selected" if current else "surface.hover"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("border.subtle"))
        if current:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height() - 1, theme.color("accent.base"))
        size, pad, line = theme.px(16), theme.px(12), theme.px(18)
        top = rect.top() + theme.px(6)
        pixmap = self._ui.icons.pixmap(
            kind_icon(row.entity), size, "text.secondary", painter.device().devicePixelRatioF()
        )
        painter.drawPixmap(QPointF(rect.left() + pad, top + (line - size) / 2), pixmap)
        left, right = rect.left() + pad + size + theme.px(9), rect.right() - pad
        flags = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font(12))
        painter.setPen(theme.color("text.tertiary"))
        moment = moment_words(row.found_at, t)
        width = QFontMetrics(painter.font()).horizontalAdvance(moment)
        painter.drawText(QRect(left, top, right - left, line), flags | Qt.AlignmentFlag.AlignRight, moment)
        field = elide(field_word(row.entity, row.group, t), QFontMetrics(painter.font()), right - left)
        painter.drawText(QRect(left, top + line, right - left, line), flags, field)
        painter.setFont(theme.font(13, 500))
        painter.setPen(theme.color("text.primary"))
        title = elide(index.data(), QFontMetrics(painter.font()), right - left - width - theme.px(8))
        painter.drawText(QRect(left, top, right - left, line), flags, title)
        painter.restore()


class ConflictView(QListView):
    """`chosen` when another conflict becomes the current one, `settled` on Enter."""

    chosen = Signal()
    settled = Signal()

    def __init__(self, ui: UiContext, model: ConflictModel) -> None:
        super().__init__()
        self.conflicts = model
        self.setModel(model)
        self.setItemDelegate(_Delegate(ui, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def current_row(self) -> ConflictRow | None:
        """The conflict that the keyboard is on."""
        index = self.currentIndex()
        return self.conflicts.rows[index.row()] if index.isValid() else None

    def choose_at(self, place: int) -> None:
        """Make the conflict at this place the current one, or the last one where there are fewer."""
        count = self.conflicts.rowCount()
        if count:
            self.setCurrentIndex(self.conflicts.index(min(max(0, place), count - 1)))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            self.settled.emit()
        else:
            super().keyPressEvent(event)
