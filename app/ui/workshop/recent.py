"""The cards written last."""

from PySide6.QtCore import QObject, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from app.services.rows import CardRow
from app.ui.card_words import direction_word
from app.ui.context import UiContext
from app.ui.paint import draw_direction, elide
from app.ui.row_list import ROW_ROLE, Index, RowList

_ROW = 31


class RecentModel(RowList[CardRow]):
    """The newest cards, newest first."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui

    @override
    def key_of(self, row: CardRow) -> str:
        return row.card.id

    @override
    def text(self, row: CardRow) -> str:
        return row.card.title

    @override
    def spoken(self, row: CardRow) -> str:
        return f"{direction_word(row.card.direction, self._ui.language.t)}: {row.card.title}, {row.firm.name}"


class _Delegate(QStyledItemDelegate):
    def __init__(self, ui: UiContext, parent: QObject) -> None:
        super().__init__(parent)
        self._ui = ui

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._ui.theme.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._ui.theme
        row: CardRow = index.data(ROW_ROLE)
        rect: QRect = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("surface.selected"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("border.subtle"))
        size, pad = theme.px(14), theme.px(12)
        glyph = QRect(rect.left() + pad, rect.center().y() - size // 2, size, size)
        draw_direction(painter, glyph, row.card.direction, theme)
        left = glyph.right() + theme.px(9)
        firm_width = max(theme.px(150), (rect.right() - left) // 3)
        title = QRect(left, rect.top(), rect.right() - pad - firm_width - theme.px(8) - left, rect.height())
        painter.setFont(theme.font(13, 500))
        painter.setPen(theme.color("text.primary"))
        flags = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(title, flags, elide(row.card.title, QFontMetrics(painter.font()), title.width()))
        painter.setFont(theme.font(12))
        painter.setPen(theme.color("text.tertiary"))
        firm = elide(row.firm.name, QFontMetrics(painter.font()), firm_width)
        painter.drawText(rect.adjusted(0, 0, -pad, 0), flags | Qt.AlignmentFlag.AlignRight, firm)
        painter.restore()


class RecentView(QListView):
    """The list of the newest cards; Enter or double click asks for the card (`activated`)."""

    def __init__(self, ui: UiContext, model: RecentModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(_Delegate(ui, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @staticmethod
    def card_of(index: Index) -> CardRow:
        """The card of a row."""
        row: CardRow = index.data(ROW_ROLE)
        return row
