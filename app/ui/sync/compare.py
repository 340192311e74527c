"""One conflict in full: the value that is shown beside the other one, each with who wrote it and when."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.services.sync_rows import ConflictRow, ConflictSide
from app.ui.context import UiContext
from app.ui.sync.fields import value_lines
from app.ui.sync_words import moment_words
from app.ui.widgets import label

_SHORT = 60


class _Mark(QWidget):
    """A filled ring for the value that is shown, a hollow one for the other."""

    def __init__(self, ui: UiContext, *, held: bool) -> None:
        super().__init__()
        self._ui = ui
        self._held = held
        self.setFixedSize(ui.theme.px(14), ui.theme.px(14))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._ui.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        width = ring.width() * 0.32 if self._held else 1.4
        painter.setPen(QPen(theme.color("accent.base" if self._held else "border.strong"), width))
        painter.drawEllipse(ring.adjusted(width / 2, width / 2, -width / 2, -width / 2))


class SideCard(QWidget):
    """One of the two values. Lines that differ from the other side are strong, the rest steps back."""

    def __init__(self, ui: UiContext, *, held: bool) -> None:
        super().__init__()
        self._ui = ui
        self._held = held
        self.heading = label("", "medium")
        self.who = label("", "small", wrap=True)
        self.lines: list[QLabel] = []
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(_Mark(ui, held=held))
        head.addWidget(self.heading, 1)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(self._grid)
        column.addStretch(1)
        column.addWidget(self.who)

    def show_side(self, heading: str, side: ConflictSide, lines: Sequence[tuple[str, str]], roles: list[str]) -> None:
        """Show a value; `roles` are the styles of its lines."""
        t = self._ui.language.t
        self.heading.setText(heading)
        who = ", ".join(part for part in (side.actor, moment_words(side.at, t)) if part)
        self.who.setText(f"{who}\n{t(side.operation)}")
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.lines = []
        for place, (name, words) in enumerate(lines):
            value = label(words, roles[place], wrap=True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            if name:
                self._grid.addWidget(label(name, "dim"), place, 0, Qt.AlignmentFlag.AlignTop)
                self._grid.addWidget(value, place, 1)
            else:
                self._grid.addWidget(value, place, 0, 1, 2)
            self.lines.append(value)
        self.setAccessibleName(f"{heading}: " + ", ".join(f"{name} {words}".strip() for name, words in lines))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._ui.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("accent.base" if self._held else "border.control"), 2 if self._held else 1))
        painter.setBrush(theme.color("surface.selected" if self._held else "surface.panel"))
        inset = 1 if self._held else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 8, 8)


class Compare(QScrollArea):
    """The two values side by side; long texts scroll together."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self.shown, self.other = SideCard(ui, held=True), SideCard(ui, held=False)
        self.note = label("", "dim", wrap=True)
        inner = QWidget()
        inner.setProperty("role", "scrolled")
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.shown, 1)
        row.addWidget(self.other, 1)
        column = QVBoxLayout(inner)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(12)
        column.addLayout(row)
        column.addWidget(self.note)
        column.addStretch(1)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_conflict(self, conflict: ConflictRow) -> None:
        """Show both values of a conflict."""
        t = self._ui.language.t
        shown = value_lines(conflict.group, conflict.shown.values, t, shown=True)
        other = value_lines(conflict.group, conflict.kept.values, t, shown=False)
        self.shown.show_side(t("Shown now"), conflict.shown, shown, _roles(shown, other))
        self.note.setText(t("Whichever you choose, everybody gets it. The other value stays in the history."))
        self.other.show_side(t("The other value"), conflict.kept, other, _roles(other, shown))


def _roles(lines: Sequence[tuple[str, str]], others: Sequence[tuple[str, str]]) -> list[str]:
    """What differs is strong, a short value large, a long text plain; what is the same steps back."""
    alone = all(len(side) == 1 and not side[0][0] for side in (lines, others))
    longest = max(len(words) for _name, words in (*lines, *others))
    if alone:
        return ["lead" if longest <= _SHORT else ""]
    return ["small" if line in others else "strong" for line in lines]
