"""A form beside a table: each field is saved on its own when the keyboard leaves it, without a button."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.ui.context import UiContext
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.labels import ElidedLabel, label
from app.ui.widgets.panel import Panel

_WIDTH = 318
Words = Callable[[], str]
Choices = Callable[[], Sequence[tuple[Any, str]]]


class RecordForm(Panel):
    """`edited(id, values)` with the fields that changed, as the record names them; `closed` when its cross is pressed.

    Fields are added by subclasses with `add_text`, `add_block`, `add_choice`; each is worded again by `retranslate`.
    """

    edited = Signal(str, object)
    closed = Signal()

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self.ui = ui
        self.record_id = ""
        self._values: dict[str, Any] = {}
        self._fields: dict[str, QWidget] = {}
        self._words: list[tuple[QLabel, QWidget, Words]] = []
        self._choices: dict[str, Choices] = {}
        self._readers: dict[str, Callable[[str], Any]] = {}
        self._lines: dict[str, int] = {}
        self._heading = ElidedLabel("", "lead")
        cross = IconButton(ui, "cross")
        cross.clicked.connect(self.closed)
        self._cross = cross
        head = QFrame()
        head.setProperty("role", "head")
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 0, 6, 0)
        row.addWidget(self._heading, 1)
        row.addWidget(cross)
        self.body.addWidget(head)
        inner = QWidget()
        inner.setProperty("role", "scrolled")
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(14, 10, 14, 14)
        self.column.setSpacing(3)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        self.body.addWidget(area, 1)
        self.restyle()

    def add_text(self, name: str, words: Words, read: Callable[[str], Any] | None = None) -> QLineEdit:
        """A line. `read` turns what was typed into the value; empty text is None without it."""
        field = QLineEdit()
        field.editingFinished.connect(lambda: self._finished(name))
        self._readers[name] = read or _text_or_none
        self._place(name, field, words)
        return field

    def add_block(self, name: str, words: Words, lines: int = 3) -> QPlainTextEdit:
        """A few lines of text."""
        field = QPlainTextEdit()
        field.setTabChangesFocus(True)
        self._lines[name] = lines
        field.installEventFilter(self)
        self._readers[name] = _text_or_none
        self._place(name, field, words)
        return field

    def add_choice(self, name: str, words: Words, choices: Choices) -> QComboBox:
        """A list of values with their words; `choices` is asked again in another language."""
        field = QComboBox()
        field.activated.connect(lambda: self._finished(name))
        self._choices[name] = choices
        self._fill(field, choices)
        self._place(name, field, words)
        return field

    def close_column(self) -> None:
        """Call once after the last field."""
        self.column.addStretch(1)
        self.restyle()

    def _place(self, name: str, field: QWidget, words: Words) -> None:
        caption = label("", "small")
        caption.setBuddy(field)
        if self.column.count():
            self.column.addSpacing(6)
        self.column.addWidget(caption)
        self.column.addWidget(field)
        self._fields[name] = field
        self._words.append((caption, field, words))

    @staticmethod
    def _fill(field: QComboBox, choices: Choices) -> None:
        current = field.currentIndex()
        field.clear()
        for value, words in choices():
            field.addItem(words, value)
        field.setCurrentIndex(current)

    def field(self, name: str) -> QWidget:
        """The widget of a field."""
        return self._fields[name]

    def show_record(self, record_id: str, title: str, values: Mapping[str, Any]) -> None:
        """Show another record; a field in which somebody is typing right now keeps what was typed."""
        same = record_id == self.record_id
        if not same:
            self.flush()
        self.record_id = record_id
        self._heading.setText(title)
        for name, field in self._fields.items():
            value = values.get(name)
            typing = same and field.hasFocus() and self._read(name) != self._values.get(name)
            self._values[name] = value
            if not typing:
                self._write(field, value)

    def flush(self) -> None:
        """Save the field that has the keyboard, if it changed."""
        for name, field in self._fields.items():
            if field.hasFocus():
                self._finished(name)

    def focus_first(self) -> None:
        """Put the keyboard into the first field."""
        next(iter(self._fields.values())).setFocus()

    def retranslate(self) -> None:
        """Word captions and choices again."""
        self._cross.set_tip(self.ui.language.t("Close"))
        for caption, field, words in self._words:
            caption.setText(words())
            field.setAccessibleName(words())
        for name, choices in self._choices.items():
            field = self._fields[name]
            if isinstance(field, QComboBox):
                self._fill(field, choices)

    def restyle(self) -> None:
        """Take the text size again."""
        theme = self.ui.theme
        self.setFixedWidth(theme.px(_WIDTH))
        spacing = QFontMetrics(theme.font(13)).lineSpacing()
        for name, lines in self._lines.items():
            self._fields[name].setFixedHeight(lines * spacing + 14)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusOut:
            for name, field in self._fields.items():
                if field is watched:
                    self._finished(name)
        return False

    def _finished(self, name: str) -> None:
        value = self._read(name)
        if not self.record_id or value == self._values.get(name):
            return
        changes = self.changes_of(name, value)
        if changes is None:
            return
        self._values[name] = value
        self.edited.emit(self.record_id, changes)

    def changes_of(self, name: str, value: Any) -> dict[str, Any] | None:
        """The record's fields that a changed form field means; None = do not save (the subclass shows why)."""
        return {name: value}

    def _read(self, name: str) -> Any:
        field = self._fields[name]
        if isinstance(field, QLineEdit):
            return self._readers[name](field.text())
        if isinstance(field, QPlainTextEdit):
            return self._readers[name](field.toPlainText())
        return field.currentData() if isinstance(field, QComboBox) else None

    @staticmethod
    def _write(field: QWidget, value: Any) -> None:
        if isinstance(field, QLineEdit):
            field.setText("" if value is None else str(value))
            field.setCursorPosition(0)
        elif isinstance(field, QPlainTextEdit):
            field.setPlainText("" if value is None else str(value))
        elif isinstance(field, QComboBox):
            place = next((row for row in range(field.count()) if field.itemData(row) == value), -1)
            field.setCurrentIndex(place)


def _text_or_none(text: str) -> str | None:
    return text.strip() or None
