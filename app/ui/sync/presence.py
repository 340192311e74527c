"""Who is in the room: each laptop with its cards, what it has not sent yet, and when the hub heard of it."""

import time
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QPointF, QRect, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QHideEvent, QPainter, QShowEvent
from PySide6.QtWidgets import QStackedWidget

from app.common.turkish import sort_key
from app.i18n.formats import format_number
from app.services.sync_rows import Presence
from app.ui.context import UiContext
from app.ui.paint import elide
from app.ui.snap_list import SnapFrame
from app.ui.sync_words import STALE_S, ago_words
from app.ui.widgets import Panel, label
from app.ui.widgets.rows_model import Column, RowsModel
from app.ui.widgets.rows_view import CellPainter, RowsView

_TICK_MS = 5000


class PresencePanel(Panel):
    """The laptops of the room; how long ago each was heard goes on while the panel is on screen.

    `clock` gives seconds that only grow.
    """

    def __init__(self, ui: UiContext, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(head=True)
        self._ui = ui
        self._clock = clock
        self._told: tuple[Presence, ...] = ()
        self._told_at = clock()
        t = ui.language
        self.rows: RowsModel[Presence] = RowsModel(
            (
                Column("name", lambda: t.t("Laptop"), lambda row: row.name, _by_table),
                Column("cards", lambda: t.t("Cards"), lambda row: self._number(row.cards), lambda row: row.cards, 60,
                       right=True),
                Column("unsynced", lambda: t.t("Waiting"), lambda row: self._number(row.unsynced),
                       lambda row: row.unsynced, 80, right=True),
                Column("heard", lambda: t.t("Last heard"), self._heard, lambda row: row.seconds, 104),
            ),
            identity=lambda row: row.device,
            searched=lambda row: row.name,
        )  # fmt: skip
        painters: dict[str, CellPainter] = {"heard": self._paint_heard, "unsynced": self._paint_unsynced}
        self.view = RowsView(ui, self.rows, painters, "name")
        self._frame = SnapFrame(self.view)
        self._nobody = label("", "muted", wrap=True)
        self._nobody.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nobody.setContentsMargins(24, 24, 24, 24)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._frame)
        self._stack.addWidget(self._nobody)
        self.body.setContentsMargins(1, 1, 1, 6)
        self.body.addWidget(self._stack)
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self.age)

    def show_present(self, present: tuple[Presence, ...]) -> None:
        """Show what the hub told just now; the same answer as before goes on ageing."""
        if present is not self._told:
            self._told, self._told_at = present, self._clock()
        self.age()

    def age(self) -> None:
        """Bring the times up to now."""
        passed = max(0, int(self._clock() - self._told_at))
        aged = [replace(row, seconds=row.seconds + passed) for row in self._told]
        self.rows.set_rows(aged)
        self._stack.setCurrentWidget(self._frame if aged else self._nobody)
        t = self._ui.language.t
        self.count.setText(t.plural("{n} laptop", "{n} laptops", len(aged)) if aged else "")
        self.view.choose_first()

    def _number(self, value: int) -> str:
        return format_number(value, self._ui.language.code)

    def _heard(self, row: Presence) -> str:
        return ago_words(row.seconds, self._ui.language.t)

    def _paint_heard(self, painter: QPainter, rect: QRect, row: Presence) -> None:
        theme = self._ui.theme
        stale = row.seconds > STALE_S
        size, left = theme.px(14), rect.left() + theme.px(10)
        token = "warning.text" if stale else "success.text"
        pixmap = self._ui.icons.pixmap("offline" if stale else "synced", size, token, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(left, rect.top() + (rect.height() - size) / 2), pixmap)
        painter.setFont(theme.font(13, 500 if stale else 400))
        painter.setPen(theme.color("warning.text" if stale else "text.secondary"))
        area = rect.adjusted(theme.px(10) + size + theme.px(6), 0, -theme.px(6), 0)
        words = elide(self._heard(row), QFontMetrics(painter.font()), area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_unsynced(self, painter: QPainter, rect: QRect, row: Presence) -> None:
        theme = self._ui.theme
        painter.setFont(theme.font(13, 500 if row.unsynced else 400))
        painter.setPen(theme.color("warning.text" if row.unsynced else "text.tertiary"))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(rect.adjusted(0, 0, -theme.px(10), 0), flags, self._number(row.unsynced))

    def retranslate(self) -> None:
        """Word the panel."""
        t = self._ui.language.t
        self.title.setText(t("In the room"))
        self.view.setAccessibleName(t("In the room"))
        self._nobody.setText(t("No laptop has joined yet. They appear here a few seconds after they did."))
        self.rows.reword()
        self.age()

    def restyle(self) -> None:
        """Take the text size again."""
        self.view.restyle()
        self._frame.snap()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.age()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()


def _by_table(row: Presence) -> tuple[bool, int, object]:
    return row.table is None, row.table or 0, sort_key(row.name)
