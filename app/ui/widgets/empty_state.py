"""What a screen shows while it has nothing to show: what belongs here and the one thing to do first."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.context import UiContext
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import label


class _Disc(QWidget):
    def __init__(self, ui: UiContext, icon: str) -> None:
        super().__init__()
        self._ui = ui
        self._icon = icon
        self.setFixedSize(64, 64)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._ui.theme.color("accent.tint"))
        painter.drawEllipse(self.rect())
        painter.drawPixmap(16, 16, self._ui.icons.pixmap(self._icon, 32, "accent.text", self.devicePixelRatioF()))


class EmptyState(QWidget):
    """Picture, title, one sentence, one button (`acted`) with its keys, one link (`linked`)."""

    acted = Signal()
    linked = Signal()

    def __init__(self, ui: UiContext, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = label("", "empty-title")
        self._sentence = label("", "muted", wrap=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._sentence.setFixedWidth(320)
        self.button = Button(ui, role="primary")
        self.button.clicked.connect(self.acted)
        self.link = Button(ui, role="link")
        self.link.clicked.connect(self.linked)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 16)
        column.setSpacing(6)
        column.addStretch(1)
        for part, after in (
            (_Disc(ui, icon), 6),
            (self._title, 0),
            (self._sentence, 8),
            (self.button, 0),
            (self.link, 0),
        ):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
            column.addSpacing(after)
        column.addStretch(1)
        column.setStretch(0, 1)
        self.say("", "")

    def say(self, title: str, sentence: str, action: str = "", link: str = "", keys: tuple[str, ...] = ()) -> None:
        """Word the state; an empty `action` or `link` hides its button."""
        self._title.setText(title)
        self._sentence.setText(sentence)
        # A wrapped label asks for the height of one line where the layout centres it.
        self._sentence.setMinimumHeight(max(0, self._sentence.heightForWidth(self._sentence.maximumWidth())))
        self.button.setText(action)
        self.button.set_keys(*keys)
        self.button.setVisible(bool(action))
        self.link.setText(link)
        self.link.setVisible(bool(link))
        self.setAccessibleName(f"{title}. {sentence}")
