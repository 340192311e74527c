"""What is said before there is a window: the store cannot be opened, or asks for its recovery code or passphrase.

A program started by a double click has no terminal, so a refusal must be seen on the screen.
"""

import sys

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.common.errors import AppError
from app.paths import user_paths
from app.settings import load_settings
from app.ui.application import make_application
from app.ui.background import InlineTaskRunner
from app.ui.context import UiContext, make_context
from app.ui.preferences import resolve_theme
from app.ui.widgets.buttons import Button
from app.ui.widgets.glyphs import IconLabel
from app.ui.widgets.labels import label


class DoorDialog(QDialog):
    """One sentence, and where a code is asked for, a field for it. Enter goes on, Esc leaves."""

    def __init__(self, ui: UiContext, sentence: str, *, asks: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        t = ui.language.t
        self.setWindowTitle("Sinerji Masası")
        self.setMinimumWidth(520)
        self.code = QLineEdit()
        self.code.setPlaceholderText(t("Recovery code or passphrase"))
        self.code.setAccessibleName(t("Recovery code or passphrase"))
        words = QVBoxLayout()
        words.setSpacing(10)
        words.addWidget(label(t("The store is locked") if asks else t("The store cannot be opened"), "lead"))
        words.addWidget(label(sentence, "muted", wrap=True))
        if asks:
            words.addWidget(self.code)
        head = QHBoxLayout()
        head.setSpacing(12)
        icon, colour = ("key", "accent.text") if asks else ("warning", "danger.text")
        head.addWidget(IconLabel(ui, icon, 24, colour), 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        leave = Button(ui, t("Close"))
        leave.clicked.connect(self.reject)
        foot.addWidget(leave)
        if asks:
            go_on = Button(ui, t("Open"), role="primary")
            go_on.setDefault(True)
            go_on.clicked.connect(self.accept)
            foot.addWidget(go_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(16)
        column.addLayout(head)
        column.addLayout(foot)
        (self.code if asks else leave).setFocus()


def make_door_context() -> UiContext:
    """Look and language for a dialog that comes before the window."""
    settings = load_settings(user_paths().settings).settings
    ui = make_context(
        InlineTaskRunner(), language=settings.language, theme=resolve_theme(settings.theme), scale=settings.text_scale
    )
    ui.theme.apply()
    return ui


def ask_secret(error: AppError) -> str | None:
    """Show why the store is locked and ask for its recovery code or passphrase; None where somebody leaves instead."""
    make_application(sys.argv[:1])
    ui = make_door_context()
    dialog = DoorDialog(ui, ui.language.t.error(error), asks=True)
    return dialog.code.text() if dialog.exec() == QDialog.DialogCode.Accepted else None


def tell_refusal(error: AppError) -> None:
    """Show why there will be no window."""
    make_application(sys.argv[:1])
    ui = make_door_context()
    DoorDialog(ui, ui.language.t.error(error), asks=False).exec()
