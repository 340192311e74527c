"""Shows the toasts at the bottom left of the page."""

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPoint, QPropertyAnimation, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.ui.context import UiContext
from app.ui.paint import draw_keys, keys_width
from app.ui.toasts import Toast
from app.ui.widgets.glyphs import IconLabel
from app.ui.widgets.labels import label

_GAP = 8
_MARGIN = 14
_WIDEST = 560


class _ToastButton(QAbstractButton):
    def __init__(self, ui: UiContext, text: str, keys: tuple[str, ...]) -> None:
        super().__init__()
        self._ui = ui
        self._keys = keys
        self.setText(text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme = ui.theme
        self.setFont(theme.font(13, 600))
        caps = keys_width(keys, theme) + 6 if keys else 0
        self.setFixedSize(self.fontMetrics().horizontalAdvance(text) + caps + 18, theme.px(26))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._ui.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = theme.color("text.inverse" if self.hasFocus() or self.underMouse() else "text.inverse.secondary")
        painter.setPen(edge)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.setPen(theme.color("text.inverse"))
        painter.drawText(QRectF(9, 0, self.width(), self.height()), Qt.AlignmentFlag.AlignVCenter, self.text())
        left = 9 + self.fontMetrics().horizontalAdvance(self.text()) + 6
        draw_keys(painter, left, self.height() // 2, self._keys, theme, "text.inverse.secondary")


class _ToastView(QWidget):
    def __init__(self, ui: UiContext, toast: Toast, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui = ui
        self.toast = toast
        row = QHBoxLayout()
        row.setSpacing(10)
        self._icon = IconLabel(ui, toast.icon, 16, "text.inverse")
        self._words: QLabel = label("", wrap=False)
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        self._figure = label("")
        row.addWidget(self._figure)
        if toast.action is not None:
            button = _ToastButton(ui, toast.action, toast.keys)
            button.clicked.connect(toast.act)
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 8, 6)
        column.addLayout(row)
        for part in (self._words, self._figure):
            part.setStyleSheet(f"color: {ui.theme.color('text.inverse').name()};")
        self.fill()
        toast.changed.connect(self.fill)

    def fill(self) -> None:
        """Take text and progress of the toast again."""
        self._words.setText(self.toast.text)
        wide = self._words.fontMetrics().horizontalAdvance(self.toast.text) > self._ui.theme.px(_WIDEST)
        self._words.setWordWrap(wide)
        if wide:
            self._words.setFixedWidth(self._ui.theme.px(_WIDEST))
        total = self.toast.total
        self._figure.setText(f"{self.toast.done} / {total}" if self.toast.done is not None and total else "")
        self.setAccessibleName(self.toast.text)
        self.adjustSize()
        self.setMinimumHeight(self._ui.theme.px(38))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._ui.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("surface.inverse"))
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        if self.toast.done is None:
            return
        track = QRectF(12, self.height() - 5, self.width() - 24, 3)
        ground = theme.color("text.inverse.secondary")
        ground.setAlphaF(0.4)
        painter.fillRect(track, ground)
        if self.toast.total:
            track.setWidth(track.width() * min(1.0, self.toast.done / self.toast.total))
            painter.fillRect(track, theme.color("text.inverse"))


class ToastHost(QObject):
    """Stacks the views of the toasts over `page`, the newest lowest, and keeps them there when it is resized."""

    def __init__(self, ui: UiContext, page: QWidget) -> None:
        super().__init__(page)
        self._ui = ui
        self._page = page
        self._views: list[_ToastView] = []
        page.installEventFilter(self)
        ui.toasts.added.connect(self._add)
        for toast in ui.toasts.current:
            self._add(toast)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._arrange()
        return False

    def _add(self, toast: Toast) -> None:
        view = _ToastView(self._ui, toast, self._page)
        self._views.append(view)
        toast.gone.connect(self._take_away)
        toast.changed.connect(self._arrange)
        view.show()
        view.raise_()
        self._arrange()
        self._slide(view)

    def _slide(self, view: _ToastView) -> None:
        """Rise by eight pixels, unless the system asks for less motion."""
        milliseconds = self._ui.theme.duration("base")
        if not milliseconds:
            return
        rise = QPropertyAnimation(view, b"pos", view)
        rise.setDuration(milliseconds)
        rise.setEasingCurve(QEasingCurve.Type.OutCubic)
        rise.setStartValue(view.pos() + QPoint(0, 8))
        rise.setEndValue(view.pos())
        rise.start(QPropertyAnimation.DeletionPolicy.DeleteWhenStopped)

    def _take_away(self) -> None:
        """Remove the views of messages that have left."""
        staying = self._ui.toasts.current
        for view in [view for view in self._views if view.toast not in staying]:
            self._views.remove(view)
            view.hide()
            view.deleteLater()
        self._arrange()

    def _arrange(self) -> None:
        bottom = self._page.height() - _MARGIN
        for view in reversed(self._views):
            view.adjustSize()
            bottom -= view.height()
            view.move(_MARGIN, bottom)
            bottom -= _GAP
