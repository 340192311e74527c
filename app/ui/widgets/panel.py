"""Frames: the white panel with its head, hairlines and separators."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.ui.widgets.labels import label


class Panel(QFrame):
    """A bordered panel with round corners. `head` holds title and count where one is asked for; put rows in `body`."""

    def __init__(self, parent: QWidget | None = None, *, head: bool = False) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(1, 1, 1, 1)
        self.body.setSpacing(0)
        self.title: QLabel = label("", "lead")
        self.count: QLabel = label("", "count")
        self.head: QHBoxLayout | None = None
        if head:
            frame = QFrame()
            frame.setProperty("role", "head")
            self.head = QHBoxLayout(frame)
            self.head.setContentsMargins(12, 0, 8, 0)
            self.head.setSpacing(8)
            self.head.addWidget(self.title)
            self.head.addWidget(self.count)
            self.head.addStretch(1)
            self.body.addWidget(frame)


def hairline() -> QFrame:
    """A horizontal line of one pixel."""
    line = QFrame()
    line.setProperty("role", "hairline")
    return line


def separator(height: int = 18) -> QFrame:
    """A short vertical line between groups of a bar."""
    line = QFrame()
    line.setProperty("role", "separator")
    line.setFixedHeight(height)
    return line
