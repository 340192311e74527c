"""The bar above the page: which workshop, the way to every command, undo, and whether all is saved."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTime, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from app.i18n.formats import format_date, format_number
from app.records import UndoStatus, Workshop
from app.services.sync_rows import SyncStatus
from app.ui.context import UiContext
from app.ui.paint import chip_width, draw_chip, draw_keys, elide, keys_width
from app.ui.sync_words import conflict_count_words, overall_words
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.labels import label
from app.ui.widgets.painted_button import PaintedButton
from app.ui.widgets.panel import separator
from app.ui.widgets.state_button import StateButton, StateLabel

NARROW = 1200
_NAME_LIMIT = 330
_GAPS = 110  # between the parts of the bar, and at its ends


class Switcher(PaintedButton):
    """The workshop's name with the mark of a sample; pressed to choose another one."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self._badge = ""
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def word(self, name: str, badge: str) -> None:
        """Show a name and the text of its badge ("" = none)."""
        self._badge = badge
        self.setText(name)
        self.setToolTip(name)
        self.setAccessibleName(f"{name} {badge}".strip())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = self._ui.theme
        words = min(QFontMetrics(theme.font(13, 600)).horizontalAdvance(self.text()), theme.px(_NAME_LIMIT))
        badge = chip_width(self._badge, theme) + 7 if self._badge else 0
        return QSize(8 + words + 2 + 7 + badge + theme.px(14) + 8, theme.px(30))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._ui.theme.px(120), self._ui.theme.px(30))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._ui.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus():
            painter.setPen(QPen(theme.color("focus.ring"), 1) if self.hasFocus() else QPen(Qt.PenStyle.NoPen))
            painter.setBrush(theme.color("surface.hover"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        badge = chip_width(self._badge, theme) + 7 if self._badge else 0
        arrow = theme.px(14)
        metrics = QFontMetrics(theme.font(13, 600))
        name = elide(self.text(), metrics, self.width() - 8 - 7 - badge - arrow - 8)
        painter.setFont(theme.font(13, 600))
        painter.setPen(theme.color("text.primary"))
        left = 8
        painter.drawText(QRectF(left, 0, self.width(), self.height()), Qt.AlignmentFlag.AlignVCenter, name)
        left += metrics.horizontalAdvance(name) + 7
        if self._badge:
            draw_chip(painter, left, (self.height() - theme.px(20)) // 2, self._badge, theme, "sample")
            left += badge
        pixmap = self._ui.icons.pixmap("chevron-down", arrow, ratio=self.devicePixelRatioF())
        painter.drawPixmap(QPointF(left, (self.height() - arrow) / 2), pixmap)


class CommandField(PaintedButton):
    """Looks like a search field; opens the command palette."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self.setCursor(Qt.CursorShape.IBeamCursor)

    def words_width(self) -> int:
        """How wide the field must be to show all its words."""
        theme = self._ui.theme
        words = QFontMetrics(theme.font(13)).horizontalAdvance(self.text())
        return 10 + theme.px(14) + 8 + words + 12 + keys_width(("Ctrl", "K"), theme) + 6

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._ui.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = "focus.ring" if self.hasFocus() else "border.default"
        painter.setPen(QPen(theme.color(edge), 2 if self.hasFocus() else 1))
        painter.setBrush(theme.color("surface.panel"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        size, middle = theme.px(14), self.height() // 2
        pixmap = self._ui.icons.pixmap("search", size, "text.tertiary", self.devicePixelRatioF())
        painter.drawPixmap(QPointF(10, middle - size / 2), pixmap)
        keys = keys_width(("Ctrl", "K"), theme)
        left, right = 10 + size + 8, self.width() - 6 - keys
        painter.setFont(theme.font(13))
        painter.setPen(theme.color("text.tertiary"))
        words = elide(self.text(), QFontMetrics(theme.font(13)), right - left - 6)
        painter.drawText(QRectF(left, 0, right - left, self.height()), Qt.AlignmentFlag.AlignVCenter, words)
        draw_keys(painter, right, middle, ("Ctrl", "K"), theme, "text.tertiary")


class TopBar(QFrame):
    """`switch_asked`, `palette_asked`, `undo_asked`, `redo_asked`, `sync_asked`, `conflicts_asked`: what its parts are
    pressed for."""

    switch_asked = Signal()
    palette_asked = Signal()
    undo_asked = Signal()
    redo_asked = Signal()
    sync_asked = Signal()
    conflicts_asked = Signal()

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._workshop: Workshop | None = None
        self._status = UndoStatus()
        self._unsynced = 0
        self._sync: SyncStatus | None = None
        self._saved_at: QTime | None = None
        self.setProperty("role", "topbar")
        self.switcher = Switcher(ui)
        self.switcher.clicked.connect(self.switch_asked)
        self.date = label("", "muted")
        self.omni = CommandField(ui)
        self.omni.clicked.connect(self.palette_asked)
        self.undo = IconButton(ui, "undo")
        self.undo.clicked.connect(self.undo_asked)
        self.redo = IconButton(ui, "redo")
        self.redo.clicked.connect(self.redo_asked)
        self.saved = StateLabel(ui, "saved", "success.text")
        self.sync = StateButton(ui, "synced", "success.text")
        self.sync.clicked.connect(self.sync_asked)
        self.conflicts = StateButton(ui, "conflict", "danger.text")
        self.conflicts.clicked.connect(self.conflicts_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 8, 1)
        row.setSpacing(10)
        for part in (self.switcher, self.date):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.omni)
        row.addStretch(1)
        for right in (self.undo, self.redo, separator(), self.saved):
            row.addWidget(right)
        row.addSpacing(-4)  # the two buttons have a margin of their own inside
        states = QHBoxLayout()
        states.setSpacing(0)
        states.addWidget(self.sync)
        states.addWidget(self.conflicts)
        row.addLayout(states)
        self.restyle()
        self.retranslate()

    def show_workshop(self, workshop: Workshop | None) -> None:
        """Name the workshop that is open."""
        self._workshop = workshop
        self.retranslate()

    def show_history(self, status: UndoStatus, unsynced: int) -> None:
        """Show what undo and redo would do, and how much no other store has."""
        self._status = status
        self._unsynced = unsynced
        self.retranslate()

    def show_sync(self, status: SyncStatus) -> None:
        """Show how the exchange with other stores stands."""
        self._sync = status
        self._unsynced = status.unsynced
        self._word_sync()
        self._fit()

    def show_saved(self) -> None:
        """Something reached the disk just now."""
        self._saved_at = QTime.currentTime()
        self.retranslate()

    def retranslate(self) -> None:
        """Word everything in the window's language."""
        t = self._ui.language.t
        workshop = self._workshop
        name = workshop.name if workshop else t("No workshop yet")
        self.switcher.word(name, t("Sample") if workshop and workshop.sample else "")
        self.date.setText(format_date(workshop.held_on, t.language) if workshop and workshop.held_on else "")
        self.omni.setText(t("Search or type a command"))
        self.omni.setAccessibleName(self.omni.text())
        self._word_undo()
        moment = self._saved_at.toString("HH:mm:ss") if self._saved_at else None
        self.saved.words.setText(t("Saved {time}", time=moment) if moment else t("Saved"))
        self._word_sync()
        self._fit()

    def _word_undo(self) -> None:
        t = self._ui.language.t
        undo, redo = self._status.undo, self._status.redo
        self.undo.set_tip(t("Undo: {step}  (Ctrl+Z)", step=t(undo)) if undo else t("Nothing to undo"))
        self.redo.set_tip(t("Redo: {step}  (Ctrl+Shift+Z)", step=t(redo)) if redo else t("Nothing to redo"))
        self.undo.setEnabled(undo is not None)
        self.redo.setEnabled(redo is not None)

    def _word_sync(self) -> None:
        t = self._ui.language.t
        state = overall_words(self._sync, self._unsynced, t)
        self.sync.say(state.text, state.icon, state.token, t("Open synchronisation"))
        count = self._sync.conflicts if self._sync else 0
        narrow = self.window().width() < self._ui.theme.px(NARROW)
        words = conflict_count_words(count, t)
        tip = t("{conflicts}: compare the two values  (Ctrl+.)", conflicts=words)
        self.conflicts.say(format_number(count, t.language) if narrow else words, "conflict", "danger.text", tip)
        self.conflicts.setAccessibleName(words)
        self.conflicts.setVisible(count > 0)

    def restyle(self) -> None:
        """Take the text size again."""
        theme = self._ui.theme
        self.setFixedHeight(theme.px(44))
        self.omni.setFixedHeight(theme.px(28))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._word_sync()
        self._fit()

    def _fit(self) -> None:
        narrow = self.window().width() < self._ui.theme.px(NARROW)
        self.date.setVisible(not narrow and bool(self.date.text()))
        self.omni.setFixedWidth(max(self.omni.words_width(), self._ui.theme.px(220 if narrow else 300)))
        parts = [self.undo, self.redo, self.saved, self.sync]
        parts += [] if self.conflicts.isHidden() else [self.conflicts]
        needed = sum(part.sizeHint().width() for part in parts) + self.omni.minimumWidth()
        # What waits and what clashes needs a person; that all is saved can be left out where text is large.
        self.saved.setVisible(needed + self.switcher.minimumSizeHint().width() + _GAPS <= self.width())
