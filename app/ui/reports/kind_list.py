"""The list of files that can be given out: icon, name, and the file ending at the right."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from app.ui.context import UiContext
from app.ui.paint import elide
from app.ui.reports.kinds import ReportKind
from app.ui.row_focus import draw_row_focus, has_keyboard
from app.ui.row_list import ROW_ROLE, Index, RowList

_ROW, _PAD, _ICON = 50, 14, 16


class KindModel(RowList[ReportKind]):
    """Every kind of file."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui

    @override
    def key_of(self, row: ReportKind) -> str:
        return row.id

    @override
    def text(self, row: ReportKind) -> str:
        return self._ui.language.t(row.name)

    @override
    def spoken(self, row: ReportKind) -> str:
        return f"{self.text(row)}, {row.ending}"


class _Delegate(QStyledItemDelegate):
    def __init__(self, ui: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui = ui

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index, /) -> QSize:
        return QSize(0, self._ui.theme.px(_ROW))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, /) -> None:
        theme, rect = self._ui.theme, option.rect
        kind: ReportKind = index.data(ROW_ROLE)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(rect, theme.color("surface.selected"))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.color("accent.base"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color("surface.hover"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.color("border.subtle"))
        if has_keyboard(option):
            draw_row_focus(painter, rect, theme)
        size, pad = theme.px(_ICON), theme.px(_PAD)
        token = "accent.text" if chosen else "text.secondary"
        icon = self._ui.icons.pixmap(kind.icon, size, token, painter.device().devicePixelRatio())
        painter.drawPixmap(QPoint(rect.left() + pad, rect.center().y() - size // 2), icon)
        area = rect.adjusted(pad + size + theme.px(10), 0, -pad, 0)
        painter.setFont(theme.font(12))
        painter.setPen(theme.color("text.tertiary"))
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, kind.ending)
        area.adjust(0, 0, -painter.fontMetrics().horizontalAdvance(kind.ending) - theme.px(8), 0)
        painter.setFont(theme.font(13, 500))
        painter.setPen(theme.color("text.primary"))
        name = elide(str(index.data()), painter.fontMetrics(), area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, name)
        painter.restore()


class KindList(QListView):
    """`chosen(row)` when another kind is picked."""

    chosen = Signal(int)

    def __init__(self, ui: UiContext, kinds: tuple[ReportKind, ...]) -> None:
        super().__init__()
        self._kinds = KindModel(ui)
        self._kinds.replace(kinds)
        self.setModel(self._kinds)
        self.setItemDelegate(_Delegate(ui, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setCurrentIndex(self._kinds.index(0))
        self.selectionModel().currentChanged.connect(lambda index, _before: self.chosen.emit(index.row()))

    @property
    def row(self) -> int:
        """The place of the kind that is chosen."""
        return max(0, self.currentIndex().row())

    def choose(self, row: int) -> None:
        """Pick the kind at a place."""
        self.setCurrentIndex(self._kinds.index(row))

    def retranslate(self) -> None:
        """Word every row again."""
        self._kinds.reword()
