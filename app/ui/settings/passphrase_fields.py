"""Two hidden fields and a button: a passphrase that opens the store beside its recovery code."""

import unicodedata
from typing import Final

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from app.services.keeping import KeepingService
from app.ui.context import UiContext
from app.ui.widgets import Button, label

LEAST: Final = 12


class PassphraseFields(QWidget):
    """The passphrase twice; a refusal stands below the fields. What was typed leaves them once it is saved, and is
    never said in a message."""

    def __init__(self, ui: UiContext, keeping: KeepingService) -> None:
        super().__init__()
        self._ui = ui
        self._keeping = keeping
        self.first = self._hidden_field()
        self.again = self._hidden_field()
        self.first.returnPressed.connect(self.again.setFocus)
        self.again.returnPressed.connect(self._save)
        self.save = Button(ui)
        self.save.clicked.connect(self._save)
        self.error = label("", "error", wrap=True)
        self.error.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(3)
        for place, part in enumerate((self.first, self.again, self.save)):
            grid.addWidget(part, 0, place)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.error, 1, 0, 1, 3)

    def _hidden_field(self) -> QLineEdit:
        field = QLineEdit()
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.textEdited.connect(self._accept)
        return field

    def _save(self) -> None:
        t = self._ui.language.t
        self._accept()
        passphrase = self.first.text()
        # Counted as the key is made from it: composed, so that every keyboard gives the same number.
        if len(unicodedata.normalize("NFC", passphrase).strip()) < LEAST:
            self._refuse(self.first, t("A passphrase has at least {n} characters.", n=LEAST))
        elif self.again.text() != passphrase:
            self._refuse(self.again, t("The two are not the same; type it again."))
        else:
            self._ui.runner.run_db(lambda: self._keeping.set_passphrase(passphrase), self._saved)

    def _saved(self, _nothing: None) -> None:
        for field in (self.first, self.again):
            field.clear()
        t = self._ui.language.t
        self._ui.toasts.show(t("Passphrase saved; backups made from now on open with it too"), "key")

    def _refuse(self, field: QLineEdit, why: str) -> None:
        self._mark(field, "true", why)
        self.error.setText(why)
        self.error.show()
        field.setFocus()
        field.selectAll()

    def _accept(self) -> None:
        """Nothing is held against the fields any more."""
        for field in (self.first, self.again):
            self._mark(field, "false", "")
        self.error.hide()

    @staticmethod
    def _mark(field: QLineEdit, invalid: str, why: str) -> None:
        field.setProperty("invalid", invalid)
        field.setAccessibleDescription(why)
        field.style().polish(field)

    def retranslate(self) -> None:
        """Word fields and button; a refusal in the old language goes."""
        t = self._ui.language.t
        self._accept()
        for field, words in ((self.first, t("Passphrase")), (self.again, t("Passphrase, again"))):
            field.setAccessibleName(words)
            field.setPlaceholderText(words)
        self.save.setText(t("Save"))
