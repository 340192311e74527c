"""Shown when the program has a fault: what it means for the data, and a report to copy."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.ui.context import UiContext
from app.ui.widgets.buttons import Button
from app.ui.widgets.glyphs import IconLabel
from app.ui.widgets.labels import label


class CrashDialog(QDialog):
    """The report stands in a read-only field; "Copy" puts it on the clipboard."""

    def __init__(self, ui: UiContext, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        t = ui.language.t
        self._report = report
        self.setWindowTitle(t("Something went wrong"))
        self.setMinimumSize(560, 380)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(IconLabel(ui, "warning", 24, "danger.text"), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(t("Something went wrong"), "lead"))
        words.addWidget(
            label(
                t("What you saved is safe. The report says where the program failed, not what you typed."),
                "muted",
                wrap=True,
            )
        )
        head.addLayout(words, 1)
        text = QPlainTextEdit(report)
        text.setReadOnly(True)
        text.setAccessibleName(t("Crash report"))
        self.copy = Button(ui, t("Copy the report"), role="primary", icon="duplicate")
        self.copy.clicked.connect(self._copy)
        leave = Button(ui, t("Close"))
        leave.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(leave)
        foot.addWidget(self.copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(14)
        column.addLayout(head)
        column.addWidget(text, 1)
        column.addLayout(foot)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report)
