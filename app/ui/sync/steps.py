"""A short list of sentences, each behind a number or an icon."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.ui.context import UiContext
from app.ui.widgets import Chip, IconLabel, label


class Steps(QWidget):
    """`marks` stand before the sentences: numbers where the order counts, else names of icons."""

    def __init__(self, ui: UiContext, marks: Sequence[int | str]) -> None:
        super().__init__()
        self._labels = [label("", wrap=True) for _ in marks]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(9)
        grid.setColumnStretch(1, 1)
        for place, (mark, words) in enumerate(zip(marks, self._labels, strict=True)):
            sign = Chip(ui, str(mark), "accent") if isinstance(mark, int) else IconLabel(ui, mark, 18, "accent.text")
            grid.addWidget(sign, place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words, place, 1)

    def say(self, steps: Sequence[str]) -> None:
        """Word the steps."""
        for words, step in zip(self._labels, steps, strict=True):
            words.setText(step)
