"""What the exchange did, newest first, by level."""

from typing import Final

from PySide6.QtCore import QObject, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QStackedWidget, QStyle, QStyledItemDelegate
from PySide6.QtWidgets import QStyleOptionViewItem as Option
from typing_extensions import override

from app.common.messages import N_
from app.services.sync import SyncService
from app.services.sync_rows import SyncEntry, SyncStatus
from app.ui.context import UiContext
from app.ui.paint import elide
from app.ui.row_list import ROW_ROLE, Index, RowList
from app.ui.snap_list import SnapFrame
from app.ui.sync.part import Part
from app.ui.sync_words import moment_words, sentence
from app.ui.widgets import Button, EmptyState, Panel, label

_ROW = 30
_LIMIT = 500
# level → icon, token, what it is called
_LEVELS: Final = {
    "info": ("info", "text.tertiary", N_("Info")),
    "merge": ("link", "accent.text", N_("Merged")),
    "conflict": ("conflict", "danger.text", N_("Conflicts")),
    "warning": ("warning", "warning.text", N_("Warnings")),
    "error": ("warning", "danger.text", N_("Errors")),
}


class LogModel(RowList[SyncEntry]):
    """The lines of the log; an entry is told from others by all that it says."""

    reset_from = 30

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui

    @override
    def key_of(self, row: SyncEntry) -> tuple[str, str, str, str]:
        return row.at, row.peer or "", row.message, str(sorted(row.params.items(), key=str))

    @override
    def text(self, row: SyncEntry) -> str:
        return sentence(row.message, row.params, self._ui.language.t)

    @override
    def spoken(self, row: SyncEntry) -> str:
        t = self._ui.language.t
        level = t(_LEVELS[row.level][2]) if row.level in _LEVELS else row.level
        return ", ".join(part for part in (moment_words(row.at, t), level, self.text(row), row.peer) if part)


class _Delegate(QStyledItemDelegate):
    def __init__(self, ui: UiContext, parent: QObject) -> None:
        super().__init__(parent)
        self._ui = ui

    def sizeHint(self, option: Option, index: Index) -> QSize:
        return QSize(0, self._ui.theme.px(_ROW))

    def paint(self, painter: QPainter, option: Option, index: Index) -> None:
        theme, t = self._ui.theme, self._ui.language.t
        row: SyncEntry = index.data(ROW_ROLE)
        rect = QRect(option.rect)
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        icon, token, _name = _LEVELS.get(row.level, _LEVELS["info"])
        painter.save()
        if current or hovered:
            painter.fillRect(rect, theme.color("surface.selected" if current else "surface.hover"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("border.subtle"))
        if current:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height() - 1, theme.color("accent.base"))
        pad, size = theme.px(12), theme.px(14)
        painter.setFont(theme.font(12))
        metrics = QFontMetrics(painter.font())
        time, peer = theme.px(92), theme.px(150) if rect.width() > theme.px(560) else 0
        flags = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(theme.color("text.tertiary"))
        moment = elide(moment_words(row.at, t), metrics, time)
        painter.drawText(QRect(rect.left() + pad, rect.top(), time, rect.height()), flags, moment)
        if peer:
            who = elide(row.peer or "", metrics, peer)
            area = QRect(rect.right() - pad - peer, rect.top(), peer, rect.height())
            painter.drawText(area, flags | Qt.AlignmentFlag.AlignRight, who)
        left = rect.left() + pad + time + theme.px(4)
        pixmap = self._ui.icons.pixmap(icon, size, token, painter.device().devicePixelRatioF())
        painter.drawPixmap(QPointF(left, rect.top() + (rect.height() - size) / 2), pixmap)
        left += size + theme.px(8)
        loud = token.startswith(("danger", "warning"))
        painter.setFont(theme.font(13, 500 if loud else 400))
        painter.setPen(theme.color("text.primary"))
        area = QRect(left, rect.top(), rect.right() - pad - peer - theme.px(8) - left, rect.height())
        painter.drawText(area, flags, elide(index.data(), QFontMetrics(painter.font()), area.width()))
        painter.restore()


class LogView(QListView):
    """The lines; the current one stands in full below the list."""

    def __init__(self, ui: UiContext, model: LogModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(_Delegate(ui, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)


class LogPart(Part):
    """Chips choose levels; none chosen shows all."""

    def __init__(self, ui: UiContext, sync: SyncService) -> None:
        super().__init__(ui)
        self._sync = sync
        self.model = LogModel(ui)
        self.view = LogView(ui, self.model)
        self.panel = Panel(head=True)
        self.chips: dict[str, Button] = {}
        for level, (icon, _token, _name) in _LEVELS.items():
            chip = Button(ui, icon=icon, compact=True)
            chip.setCheckable(True)
            chip.toggled.connect(lambda _on: self.opened())
            self.chips[level] = chip
            if self.panel.head is not None:
                self.panel.head.addWidget(chip)
        self.whole = label("", "small", wrap=True)
        foot = QFrame()
        foot.setProperty("role", "foot")
        line = QHBoxLayout(foot)
        line.setContentsMargins(14, 8, 14, 6)
        line.addWidget(self.whole)
        self._foot = foot
        self.empty = EmptyState(ui, "task")
        self.panel.body.setContentsMargins(1, 1, 1, 4)
        self._stack = QStackedWidget()
        self._frame = SnapFrame(self.view)
        self._stack.addWidget(self._frame)
        self._stack.addWidget(self.empty)
        self.panel.body.addWidget(self._stack, 1)
        self.panel.body.addWidget(foot)
        self.column.addWidget(self.panel)
        self.view.selectionModel().currentChanged.connect(lambda *_: self._show_current())
        self.empty.acted.connect(self.show_all)

    def show_status(self, status: SyncStatus) -> None:
        super().show_status(status)
        if self.isVisible():
            self.opened()

    @property
    def levels(self) -> frozenset[str] | None:
        """What the chips let through; None = everything."""
        chosen = frozenset(level for level, chip in self.chips.items() if chip.isChecked())
        return chosen or None

    def opened(self) -> None:
        asked, sync = self.levels, self._sync

        def show(found: list[SyncEntry]) -> None:
            if asked == self.levels:
                self._show(found)

        self.ui.runner.run_db(lambda: sync.log(_LIMIT, asked), show)

    def show_all(self) -> None:
        """No chip is chosen any more."""
        for chip in self.chips.values():
            chip.setChecked(False)

    def _show(self, found: list[SyncEntry]) -> None:
        self.model.show(found)
        self._stack.setCurrentWidget(self._frame if found else self.empty)
        t = self.ui.language.t
        self.panel.count.setText(t.plural("{n} line", "{n} lines", len(found)) if found else "")
        self._word_empty()
        self._show_current()

    def _show_current(self) -> None:
        row: SyncEntry | None = self.view.currentIndex().data(ROW_ROLE)
        self._foot.setVisible(row is not None)
        if row is not None:
            self.whole.setText(self.model.spoken(row))

    def _word_empty(self) -> None:
        t = self.ui.language.t
        if self.levels is not None:
            self.empty.say(t("Nothing of this kind"), t("No line of the log has these levels."), t("Show everything"))
        else:
            self.empty.say(
                t("Nothing exchanged yet"),
                t("Every exchange leaves a line here: what was sent and received, what was merged, what was refused."),
            )

    def focus_first(self) -> None:
        if not self.model.rowCount():
            next(iter(self.chips.values())).setFocus()
            return
        if not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.model.index(0))
        self.view.setFocus()

    def retranslate(self) -> None:
        t = self.ui.language.t
        self.panel.title.setText(t("Log"))
        self.view.setAccessibleName(t("Sync log"))
        for level, chip in self.chips.items():
            chip.setText(t(_LEVELS[level][2]))
        self.model.reword()
        self._word_empty()
        self._show_current()

    def restyle(self) -> None:
        self.view.doItemsLayout()
        self._frame.snap()
