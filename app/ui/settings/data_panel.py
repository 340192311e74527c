"""Where the data lie, their backups, and what opens them on another computer: a code and a passphrase."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem

from app.i18n.formats import format_date, format_time
from app.services.keeping import KeepingService
from app.ui.context import UiContext
from app.ui.settings.passphrase_fields import LEAST, PassphraseFields
from app.ui.settings.rows import SettingRow, beside
from app.ui.widgets import Button, Panel, label

_SHOWN = 12


class BackupFile(Protocol):
    """What the list needs of a backup."""

    @property
    def path(self) -> Path: ...

    @property
    def made_at(self) -> datetime: ...


class DataPanel(Panel):
    """The store's folder, the recovery code (only when asked for), a passphrase, a backup now, the last backups."""

    def __init__(self, ui: UiContext, keeping: KeepingService) -> None:
        super().__init__(head=True)
        self._ui = ui
        self._keeping = keeping
        self._backups: Sequence[BackupFile] = ()
        self.folder = Button(ui, icon="folder")
        self.folder.clicked.connect(lambda: open_folder(keeping.path.parent))
        self.backup = Button(ui, role="primary", icon="backup")
        self.backup.clicked.connect(self._back_up)
        self.code = label("", "strong")
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.reveal = Button(ui, icon="eye")
        self.reveal.clicked.connect(self._toggle_code)
        self.passphrase = PassphraseFields(ui, keeping)
        self._rows = [
            SettingRow(beside(self.folder)),
            SettingRow(beside(self.reveal, self.code)),
            SettingRow(self.passphrase),
            SettingRow(beside(self.backup), last=True),
        ]
        self.list = QListWidget()
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._none = label("", "muted", wrap=True)
        self.body.addSpacing(4)
        for row in self._rows:
            row.setContentsMargins(18, 0, 18, 0)
            self.body.addWidget(row)
        self._none.setContentsMargins(18, 4, 18, 4)
        self.body.addWidget(self._none)
        self.body.setContentsMargins(1, 1, 1, 6)
        self.body.addWidget(self.list, 1)

    def load(self) -> None:
        """Read the list of backups."""
        self._ui.runner.run_db(self._keeping.backups, self._show)

    def _show(self, found: Sequence[BackupFile]) -> None:
        self._backups = found
        code = self._ui.language.code
        self.list.clear()
        for backup in found[:_SHOWN]:
            moment = backup.made_at.isoformat()
            words = f"{format_date(moment, code)}  {format_time(moment, code)}    {backup.path.name}"
            self.list.addItem(QListWidgetItem(self._ui.icons.icon("backup"), words))
        self._none.setVisible(not found)

    def _back_up(self) -> None:
        t = self._ui.language.t
        progress = self._ui.toasts.progress(t("Backing up"), "backup")

        def done(path: Path) -> None:
            progress.dismiss()
            t = self._ui.language.t
            self._ui.toasts.show(
                t("Backed up: {name}", name=path.name),
                "backup",
                action=t("Open folder"),
                run=lambda: open_folder(path.parent),
            )
            self.load()

        def failed(error: Exception) -> None:
            progress.dismiss()
            self._ui.runner.refused.emit(error)

        self._ui.runner.run_db(self._keeping.backup, done, failed)

    def _toggle_code(self) -> None:
        self.code.setText("" if self.code.text() else self._keeping.recovery_code)
        self.retranslate()

    def retranslate(self) -> None:
        """Word the panel."""
        t = self._ui.language.t
        self.title.setText(t("Data and backups"))
        self.folder.setText(t("Open folder"))
        self.backup.setText(t("Back up now"))
        self.reveal.setText(t("Hide") if self.code.text() else t("Show"))
        self._none.setText(t("No backup yet"))
        self._rows[0].say(t("Data folder"), f"{t('Encrypted; the key is kept by the system')}\n{self._keeping.path}")
        self._rows[1].say(t("Recovery code"), t("Opens the data and its backups on another computer; keep it on paper"))
        self._rows[2].say(
            t("Passphrase"),
            t("Opens them as the recovery code does; at least {n} characters. A new one replaces the old", n=LEAST),
        )
        self.passphrase.retranslate()  # after its row, which gives every part the same name
        self._rows[3].say(t("Backups"), t("Made by themselves in quiet moments, verified each time"))
        self._show(self._backups)


def open_folder(folder: Path) -> None:
    """Show a folder in the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
