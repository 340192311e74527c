"""The proposals that were kept: to be changed, deleted and written into a file for whoever looks after the tables."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QRect, QSize, QStandardPaths, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)
from typing_extensions import override

from app.i18n.formats import format_day
from app.records import Proposal
from app.ui.context import UiContext
from app.ui.knowledge.words import PROPOSALS
from app.ui.paint import chip_width, draw_chip, elide
from app.ui.row_focus import draw_row_focus, has_keyboard
from app.ui.row_list import ROW_ROLE, Index, RowList
from app.ui.snap_list import KeyList, SnapFrame
from app.ui.widgets import Banner, Button, ElidedLabel, EmptyState, Panel, label

_ROW, _PAD = 48, 12
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class ProposalModel(RowList[Proposal]):
    """The proposals, the newest first."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui

    @override
    def key_of(self, row: Proposal) -> str:
        return row.id

    @override
    def text(self, row: Proposal) -> str:
        return row.row_name or self._ui.language.t("about no row in particular")

    @override
    def spoken(self, row: Proposal) -> str:
        word = self._ui.language.t(PROPOSALS[row.kind])
        return ", ".join(part for part in (word, self.text(row), row.text, row.source) if part)


class _Delegate(QStyledItemDelegate):
    def __init__(self, ui: UiContext, parent: QObject) -> None:
        super().__init__(parent)
        self._ui = ui

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index, /) -> QSize:
        return QSize(120, self._ui.theme.px(_ROW))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, /) -> None:
        theme, t = self._ui.theme, self._ui.language.t
        row: Proposal = index.data(ROW_ROLE)
        rect = QRect(option.rect)
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        if current or hovered:
            painter.fillRect(rect, theme.color("surface.selected" if current else "surface.hover"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("border.subtle"))
        if current:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height() - 1, theme.color("accent.base"))
            if has_keyboard(option):
                draw_row_focus(painter, rect, theme)
        left, right = rect.left() + theme.px(_PAD), rect.right() - theme.px(_PAD)
        column = max(chip_width(t(word), theme) for word in PROPOSALS.values()) + theme.px(10)
        draw_chip(painter, left, rect.top() + theme.px(5), t(PROPOSALS[row.kind]), theme, "line")
        left += column
        line, top = theme.px(18), rect.top() + theme.px(5)
        painter.setFont(theme.font(12))
        painter.setPen(theme.color("text.tertiary"))
        day = format_day(row.made_at[:10], t.language)
        width = QFontMetrics(painter.font()).horizontalAdvance(day)
        painter.drawText(QRect(left, top, right - left, line), _RIGHT, day)
        painter.setPen(theme.color("text.secondary"))
        words = elide(row.text, QFontMetrics(painter.font()), right - left)
        painter.drawText(QRect(left, top + line, right - left, line), _MIDDLE, words)
        painter.setFont(theme.font(13, 500))
        painter.setPen(theme.color("text.primary"))
        name = elide(index.data(), QFontMetrics(painter.font()), right - left - width - theme.px(8))
        painter.drawText(QRect(left, top, right - left, line), _MIDDLE, name)
        painter.restore()


class ProposalPanel(Panel):
    """`edited(proposal)` on Enter, `deleted(proposal)` on Delete, `shown(proposal)` for its row, `exported` for the
    file, `closed` on Esc."""

    edited = Signal(object)
    deleted = Signal(object)
    shown = Signal(object)
    exported = Signal()
    closed = Signal()

    def __init__(self, ui: UiContext, folder: Path | None = None) -> None:
        super().__init__(head=True)
        self._ui = ui
        self.model = ProposalModel(ui)
        self.view = KeyList(self._on_key)
        self.view.setModel(self.model)
        self.view.setItemDelegate(_Delegate(ui, self.view))
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.view.doubleClicked.connect(lambda index: self.edited.emit(index.data(ROW_ROLE)))
        self.view.selectionModel().currentChanged.connect(lambda *_: self._enable())
        self.empty = EmptyState(ui, "edit")
        self.edit = Button(ui, icon="edit", keys=("↵",), compact=True)
        self.remove = Button(ui, icon="trash", keys=("Del",), compact=True)
        self.show_row = Button(ui, icon="eye", keys=("G",), compact=True)
        for button, act in ((self.edit, "enter"), (self.remove, "delete"), (self.show_row, "g")):
            button.clicked.connect(lambda _=False, key=act: self._on_key(key))
        self.close_button = Button(ui, keys=("Esc",), compact=True)
        self.close_button.clicked.connect(self.closed)
        if self.head is not None:
            self.head.addWidget(self.close_button)
        self.plain = Banner(ui, "warning", icon="unlock")
        self.folder = folder or documents_folder()
        self._folder_word, self.place = label("", "small"), ElidedLabel("", "medium")
        self.choose = Button(ui, compact=True)
        self.choose.clicked.connect(self._choose_folder)
        self.export = Button(ui, role="primary", icon="export", keys=("Ctrl", "↵"))
        self.export.clicked.connect(self.exported)
        self._lay_out()

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._frame = SnapFrame(self.view)
        self._stack.addWidget(self._frame)
        self._stack.addWidget(self.empty)
        self.body.addWidget(self._stack, 1)
        self._foot = QFrame()
        self._foot.setProperty("role", "foot")
        column = QVBoxLayout(self._foot)
        column.setContentsMargins(12, 8, 12, 6)
        column.setSpacing(8)
        acts, file = QHBoxLayout(), QHBoxLayout()
        for row in (acts, file):
            row.setSpacing(8)
        for button in (self.edit, self.show_row, self.remove):
            acts.addWidget(button)
        acts.addStretch(1)
        file.addWidget(self._folder_word)
        file.addWidget(self.place, 1)
        file.addWidget(self.choose)
        file.addWidget(self.export)
        column.addLayout(acts)
        column.addWidget(self.plain)
        column.addLayout(file)
        self.body.addWidget(self._foot)
        self.body.setContentsMargins(1, 1, 1, 6)

    def show_folder(self) -> None:
        """Show where the file goes."""
        self.place.setText(self.folder.name or str(self.folder))
        self.place.setToolTip(str(self.folder))

    def _choose_folder(self) -> None:
        dialog = QFileDialog(self, self._ui.language.t("Where to"), str(self.folder))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._set_folder)
        dialog.open()

    def _set_folder(self, name: str) -> None:
        self.folder = Path(name)
        self.show_folder()

    def current(self) -> Proposal | None:
        """The proposal that the keyboard is on."""
        row: Proposal | None = self.view.currentIndex().data(ROW_ROLE)
        return row

    def show_proposals(self, rows: list[Proposal], choose: str = "") -> None:
        """Show what is kept; `choose` is the one to stand on, else the place stays."""
        place = max(0, self.view.currentIndex().row())
        self.model.show(rows)
        self._stack.setCurrentWidget(self._frame if rows else self.empty)
        self._foot.setVisible(bool(rows))
        if rows:
            found = self.model.row_of(choose) if choose else -1
            self.view.setCurrentIndex(self.model.index(found if found >= 0 else min(place, len(rows) - 1)))
        self._word_count()
        self._enable()

    def focus_first(self) -> None:
        """Put the keyboard on the list, or on the way out where it is empty."""
        (self.view if self.model.rowCount() else self.close_button).setFocus()

    def _on_key(self, key: str) -> bool:
        row = self.current()
        if key == "esc":
            self.closed.emit()
            return True
        signals = {"enter": self.edited, "delete": self.deleted, "g": self.shown}
        if row is None or key not in signals:
            return False
        if key != "g" or row.row_id:
            signals[key].emit(row)
        return True

    def _enable(self) -> None:
        row = self.current()
        for button in (self.edit, self.remove):
            button.setEnabled(row is not None)
        self.show_row.setEnabled(row is not None and bool(row.row_id))

    def _word_count(self) -> None:
        rows = self.model.rowCount()
        self.count.setText(self._ui.language.t.plural("{n} proposal", "{n} proposals", rows) if rows else "")

    def retranslate(self) -> None:
        """Word the panel."""
        t = self._ui.language.t
        self.title.setText(t("Proposals"))
        self.view.setAccessibleName(t("Proposals"))
        self.edit.setText(t("Change"))
        self.show_row.setText(t("Go to the row"))
        self.remove.setText(t("Delete"))
        self.close_button.setText(t("Close"))
        self.export.setText(t("Write the file"))
        self._folder_word.setText(t("Where to"))
        self.choose.setText(t("Change"))
        self.show_folder()
        self.plain.say("", t("The file is not encrypted: whoever has it can read it."))
        self.empty.say(
            t("Nothing proposed yet"),
            t("What is wrong, missing or unclear in a row is written down with Ctrl+D while the row is shown."),
        )
        self.model.reword()
        self._word_count()

    def restyle(self) -> None:
        """Take the text size again."""
        self.view.doItemsLayout()
        self._frame.snap()


def documents_folder() -> Path:
    """Where files of the user usually go."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(place) if place else Path.home()
