"""A few fields and one button: Enter goes on to the next empty field and sends from the last one."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from app.ui.context import UiContext
from app.ui.widgets import Button, label

_WIDEST = 440


class SmallForm(QWidget):
    """`submitted` when every field holds something; a refusal stands below the fields until one of them changes."""

    submitted = Signal()

    def __init__(self, ui: UiContext, names: tuple[str, ...], icon: str) -> None:
        super().__init__()
        self.fields: dict[str, QLineEdit] = {}
        self._captions: dict[str, QLabel] = {}
        self._words = ("", "")
        self.setMaximumWidth(ui.theme.px(_WIDEST))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(3)
        for name in names:
            self._add(name)
        self.error = label("", "error", wrap=True)
        self.error.hide()
        self._column.addWidget(self.error)
        self._column.addSpacing(9)
        self.button = Button(ui, role="primary", icon=icon, keys=("↵",))
        self.button.clicked.connect(self.submit)
        self._column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    def _add(self, name: str) -> None:
        caption, field = label("", "small"), QLineEdit()
        caption.setBuddy(field)
        field.textEdited.connect(self._accept)
        field.returnPressed.connect(self.submit)
        for part in (caption, field):
            self._column.addWidget(part)
        self._column.addSpacing(6)
        self.fields[name], self._captions[name] = field, caption

    def text(self, name: str) -> str:
        """What stands in a field, without blanks at its ends."""
        return self.fields[name].text().strip()

    def word(self, captions: Mapping[str, str], examples: Mapping[str, str], action: str, working: str) -> None:
        """Word fields and button; `examples` stand in empty fields, `working` on the button while it works."""
        for name, field in self.fields.items():
            self._captions[name].setText(captions[name])
            field.setAccessibleName(captions[name])
            field.setPlaceholderText(examples.get(name, ""))
        self._words = action, working
        self._accept()
        self._word_button()

    def submit(self) -> None:
        """Send, or go to the first field that is empty."""
        empty = next((field for name, field in self.fields.items() if not self.text(name)), None)
        if empty is not None:
            empty.setFocus()
        elif self.button.isEnabled():
            self.submitted.emit()

    def set_busy(self, busy: bool) -> None:
        """While it works nothing can be changed."""
        for part in (*self.fields.values(), self.button):
            part.setEnabled(not busy)
        self._word_button()

    def refuse(self, why: str, name: str) -> None:
        """Say why it did not work, and put the keyboard into the field in which it is mended most likely."""
        field = self.fields[name]
        field.setProperty("invalid", "true")
        field.setAccessibleDescription(why)
        field.style().polish(field)
        self._say(why, "error")
        field.setFocus()
        field.selectAll()

    def ask(self, why: str, name: str) -> None:
        """Say what is needed, without a reproach."""
        self._accept()
        self._say(why, "small")
        self.fields[name].setAccessibleDescription(why)
        self.fields[name].setFocus()

    def _say(self, why: str, role: str) -> None:
        self.error.setText(why)
        if self.error.property("role") != role:
            self.error.setProperty("role", role)
            self.error.style().polish(self.error)
        self.error.show()

    def clear(self, *names: str) -> None:
        """Empty these fields."""
        for name in names:
            self.fields[name].clear()

    def _accept(self) -> None:
        for field in self.fields.values():
            field.setProperty("invalid", "false")
            field.setAccessibleDescription("")
            field.style().polish(field)
        self.error.hide()

    def _word_button(self) -> None:
        self.button.setText(self._words[0 if self.button.isEnabled() else 1])
