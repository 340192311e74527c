"""Whose card it is: a badge number or a piece of the name, completed while it is typed, kept by a lock."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget
from typing_extensions import override

from app.services.rows import FirmRow
from app.ui.capture.firm_directory import FirmDirectory
from app.ui.capture.firm_popup import FirmPopup, NewFirm
from app.ui.capture.lock_button import LockButton
from app.ui.card_words import place_words
from app.ui.context import UiContext
from app.ui.paint import draw_chip, elide

_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class FirmField(QWidget):
    """Either a chosen firm (painted) or a text being completed.

    `chosen` when a firm was picked, `named` with the name of a firm to be added, `edited` after every change that a
    draft must keep, `done` when the typist goes on to the line.
    """

    chosen = Signal()
    named = Signal(str)
    edited = Signal()
    done = Signal()
    escaped = Signal()

    def __init__(self, ui: UiContext, popup_parent: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._directory = FirmDirectory()
        self._firm: FirmRow | None = None
        self._adding = ""
        self.edit = QLineEdit(self)
        self.edit.setProperty("role", "bare")
        self.edit.installEventFilter(self)
        self.edit.textEdited.connect(self._typed)
        self.lock = LockButton(ui, self)
        self.lock.toggled.connect(lambda _on: self.edited.emit())
        self._popup = FirmPopup(ui, popup_parent)
        self._popup.picked.connect(self._pick)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 3, 0)
        row.setSpacing(6)
        row.addWidget(self.edit, 1)
        row.addStretch(0)
        row.addWidget(self.lock)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._show_edit(on=True)

    # state

    @property
    def firm(self) -> FirmRow | None:
        """The chosen firm."""
        return self._firm

    @property
    def adding(self) -> str:
        """The name of the firm that is being added, empty while none is."""
        return self._adding

    @property
    def text(self) -> str:
        """What is typed while no firm is chosen."""
        return "" if self._firm is not None else self._adding or self.edit.text()

    @property
    def popup(self) -> FirmPopup:
        """The list under the field."""
        return self._popup

    def set_directory(self, directory: FirmDirectory) -> None:
        """Use another list of firms; the chosen one is looked up again, for it may have been renamed or taken away."""
        self._directory = directory
        if self._firm is not None:
            self._firm = directory.get(self._firm.firm.id)
            self._show_edit(on=self._firm is None)
        if self._popup.isVisible():
            self._complete()

    def set_firm(self, firm: FirmRow | None, text: str = "") -> None:
        """Show a firm, or a text to go on with."""
        self._firm, self._adding = firm, ""
        self.edit.setText("" if firm is not None else text)
        self._popup.hide()
        self._show_edit(on=firm is None)

    def begin_adding(self, name: str) -> None:
        """Show the name of a firm that is being stored; the card can be typed meanwhile."""
        self._adding = name
        self._popup.hide()
        self.update()

    # typing

    def _typed(self, _text: str) -> None:
        self._adding = ""
        self._complete()
        self.edited.emit()

    def _complete(self) -> None:
        text = self.edit.text().strip()
        rows: list[FirmRow | NewFirm] = list(self._directory.find(text))
        if text and not text.isdigit() and self._directory.named(text) is None:
            rows.append(NewFirm(text))
        self._popup.show_under(self, rows)

    def _pick(self, row: FirmRow | NewFirm | None) -> None:
        if isinstance(row, NewFirm):
            self.named.emit(row.name)
        elif row is not None:
            self.set_firm(row)
            self.chosen.emit()
        self.edited.emit()
        self.done.emit()

    def _enter(self, *, new: bool) -> None:
        text = self.edit.text().strip()
        if new and text and self._directory.named(text) is None:
            self._pick(NewFirm(text))
        elif text or self._popup.isVisible():
            if not self._popup.isVisible():
                self._complete()
            if self._popup.current is not None:
                self._pick(self._popup.current)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.edit and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._key(event)
        if watched is self.edit and event.type() is QEvent.Type.FocusOut:
            self._popup.hide()
            self._settle()
            self.update()
        elif watched is self.edit and event.type() is QEvent.Type.FocusIn:
            self.update()
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(new=held == Qt.KeyboardModifier.ControlModifier)
        elif key == Qt.Key.Key_Tab and self.edit.text().strip() and not self._adding:
            self._enter(new=False)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and held == Qt.KeyboardModifier.NoModifier:
            if self._popup.isVisible():
                self._popup.step(1 if key == Qt.Key.Key_Down else -1)
            else:
                self._complete()
        elif key == Qt.Key.Key_Escape:
            if self._popup.isVisible():
                self._popup.hide()
            else:
                self.escaped.emit()
        else:
            return False
        return True

    def _settle(self) -> None:
        """The keyboard leaves a text that names one firm exactly: that firm is meant."""
        text = self.edit.text().strip()
        if not text or self._adding or self._firm is not None:
            return
        firm = self._directory.numbered(int(text)) if text.isdecimal() else self._directory.named(text)
        if firm is not None:
            self.set_firm(firm)
            self.chosen.emit()
            self.edited.emit()

    # the chosen firm

    def _show_edit(self, *, on: bool) -> None:
        focused = self.hasFocus() or self.edit.hasFocus()
        self.edit.setVisible(on)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if on else Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self.edit if on else None)  # type: ignore[arg-type]  # None takes the proxy away
        if focused:
            (self.edit if on else self).setFocus()
        firm = self._firm
        self.setAccessibleName("" if firm is None else firm.firm.name)
        self.setToolTip("" if firm is None else firm.firm.name)
        self.update()

    def start_over(self, text: str = "") -> None:
        """Let go of the firm and type anew, beginning with `text`."""
        self.set_firm(None, text)
        self.edit.setFocus()
        self._complete()
        self.edited.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys on a chosen firm: Enter goes on, a letter or digit begins another one, Backspace empties it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.done.emit()
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.start_over()
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif event.text().strip() and event.text().isprintable():
            self.start_over(event.text())
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._firm is not None:
            self.start_over()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusInEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusOutEvent(event)

    # look

    def retranslate(self) -> None:
        """Word placeholder and lock again."""
        t = self._ui.language.t
        self.edit.setPlaceholderText(t("Firm: badge number or name"))
        self.edit.setAccessibleName(t("Firm: badge number or name"))
        self.lock.set_tip(t("Keep the firm for the next card (Ctrl+L)"))

    @override
    def sizeHint(self) -> QSize:
        return QSize(240, self._ui.theme.px(30))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(120, self._ui.theme.px(30))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._ui.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focus = self.hasFocus() or self.edit.hasFocus()
        edge = "focus.ring" if focus else "border.control" if self._firm is None else "border.default"
        painter.setPen(QPen(theme.color(edge), 2 if focus else 1))
        painter.setBrush(theme.color("surface.panel" if self._firm is None or focus else "surface.sunken"))
        inset = 1 if focus else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 6, 6)
        if self._firm is not None:
            self._paint_firm(painter, self._firm)

    def _paint_firm(self, painter: QPainter, row: FirmRow) -> None:
        theme = self._ui.theme
        left, right = theme.px(10), self.lock.geometry().left() - theme.px(8)
        if row.attendance.number is not None:
            top = (self.height() - theme.px(20)) // 2
            left += draw_chip(painter, left, top, str(row.attendance.number), theme, "line") + theme.px(7)
        font, small = theme.font(13, 600), theme.font(12)
        name = elide(row.firm.name, QFontMetrics(font), right - left)
        painter.setFont(font)
        painter.setPen(theme.color("text.primary"))
        painter.drawText(QRect(left, 0, right - left, self.height()), _MIDDLE, name)
        left += QFontMetrics(font).horizontalAdvance(name) + theme.px(7)
        more = " · ".join(part for part in (row.firm.sector, place_words(row.firm)) if part)
        if more and right - left > theme.px(30):
            painter.setFont(small)
            painter.setPen(theme.color("text.tertiary"))
            shown = elide(more, QFontMetrics(small), right - left)
            painter.drawText(QRect(left, 0, right - left, self.height()), _MIDDLE, shown)
