"""The table at which the card was written: follows the firm's own table until it is locked."""

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QIntValidator, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget
from typing_extensions import override

from app.ui.capture.lock_button import LockButton
from app.ui.context import UiContext
from app.ui.widgets import label


class TableField(QWidget):
    """A number of at most three digits, or nothing; `edited` after each change by the user."""

    edited = Signal()

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._word = label("", "dim")
        self.edit = QLineEdit(self)
        self.edit.setProperty("role", "bare")
        self.edit.setValidator(QIntValidator(1, 999, self.edit))
        self.edit.setMaxLength(3)
        self.edit.installEventFilter(self)
        self.edit.textEdited.connect(lambda _text: self.edited.emit())
        self.lock = LockButton(ui, self)
        self.lock.toggled.connect(lambda _on: self.edited.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 3, 0)
        row.setSpacing(7)
        for part in (self._word, self.edit, self.lock):
            row.addWidget(part)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.restyle()

    @property
    def number(self) -> int | None:
        """The table."""
        return int(self.edit.text()) if self.edit.text().isdigit() else None

    def set_number(self, number: int | None) -> None:
        """Show a table without announcing it."""
        self.edit.setText("" if number is None else str(number))

    def follow(self, number: int | None) -> None:
        """Take the firm's table, unless another is locked; a lock without a number holds nothing."""
        if not self.lock.isChecked() or self.number is None:
            self.set_number(number)

    def retranslate(self) -> None:
        """Word it again."""
        t = self._ui.language.t
        self._word.setText(t("Table"))
        self.edit.setAccessibleName(t("Table"))
        self.edit.setPlaceholderText("–")
        self.lock.set_tip(t("Keep the table for the next card"))

    def restyle(self) -> None:
        """Measure again."""
        font = self._ui.theme.font(13, 600)
        self.edit.setFont(font)
        self.edit.setFixedWidth(QFontMetrics(font).horizontalAdvance("000") + 4)
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._ui.theme.px(30))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().eventFilter(watched, event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._ui.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focus = self.edit.hasFocus()
        painter.setPen(QPen(theme.color("focus.ring" if focus else "border.default"), 2 if focus else 1))
        painter.setBrush(theme.color("surface.panel" if focus else "surface.sunken"))
        inset = 1 if focus else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 6, 6)
        painter.setPen(Qt.PenStyle.NoPen)
