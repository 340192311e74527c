"""What is missing in a match and should be asked, and who raised a hand."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.context import UiContext
from app.ui.widgets import IconLabel, hairline, label


class Questions(QWidget):
    """The column beside the explanation: "Sorulacak", reasons that block the pair, raised hands, the decision."""

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._title, self._count = label("", "lead"), label("", "count")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(self._count)
        head.addStretch(1)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(self._ui.theme.px(6))
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(self._rows)

    def show_lines(self, questions: list[str], blocks: list[str], notes: list[tuple[str, str]]) -> None:
        """Show questions, then reasons that block, then notes as (icon, words)."""
        t = self._ui.language.t
        self._clear()
        self._title.setText(t("To be asked"))
        count = t.plural("{n} question", "{n} questions", len(questions)) if questions else t("none")
        self._count.setText(count)
        for text in questions:
            self._rows.addWidget(self._line("question", text, "text.tertiary"))
        if blocks:
            self._divide()
            for text in blocks:
                self._rows.addWidget(self._line("exclude", text, "danger.text"))
        if notes:
            self._divide()
            for icon, text in notes:
                self._rows.addWidget(self._line(icon, text, "text.tertiary"))

    def _divide(self) -> None:
        self._rows.addWidget(hairline())

    def _line(self, icon: str, text: str, token: str) -> QWidget:
        line = QFrame()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(IconLabel(self._ui, icon, 16, token), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(text, wrap=True), 1)
        return line

    def _clear(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
