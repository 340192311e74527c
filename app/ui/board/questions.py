"""The two questions of the board: why a synergy is lost, and when one on hold is looked at again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtWidgets import QWidget

from app.i18n.formats import format_date, format_day
from app.records import LostReason
from app.ui.board.choice_panel import Choice, ChoicePanel
from app.ui.board.days import read_day
from app.ui.board.words import LOST_REASONS
from app.ui.context import UiContext


class Questions(QObject):
    """Asks beside a place of the page. `lost` (id, before, LostReason) and `held` (id, before, ISO day) carry the
    answers, `closed` comes after every answer and when none was given."""

    lost = Signal(str, object, object)
    held = Signal(str, object, str)
    closed = Signal()

    def __init__(self, ui: UiContext, page: QWidget, today: Callable[[], date]) -> None:
        super().__init__(page)
        self._ui = ui
        self._today = today
        self._about: tuple[str, str | None] = ("", None)
        self._is_hold = False
        self.panel = ChoicePanel(ui, page)
        self.panel.chosen.connect(self._answer)
        self.panel.cancelled.connect(self.closed)

    def ask_lost(self, key: str, before: str | None, title: str, beside: QRect, bounds: QRect) -> None:
        """Ask why; `beside` is the strip or column that the card was dropped on."""
        t = self._ui.language.t
        self._about, self._is_hold = (key, before), False
        choices = [Choice(reason.value, t(words)) for reason, words in LOST_REASONS.items()]
        self.panel.ask(t("Why was it lost?"), title, choices)
        self.panel.place(beside.left() + 4, beside.top() - 8, bounds)

    def ask_hold(self, key: str, before: str | None, title: str, beside: QRect, bounds: QRect) -> None:
        """Ask for the day of the next look."""
        t = self._ui.language.t
        self._about, self._is_hold = (key, before), True
        today = self._today()
        offers = ((7, t("In a week")), (30, t("In a month")), (91, t("In three months")))
        choices = [
            Choice(day, words, format_date(day, t.language))
            for day, words in (((today + timedelta(days=days)).isoformat(), words) for days, words in offers)
        ]
        self.panel.ask(
            t("When shall it be looked at again?"),
            title,
            choices,
            placeholder=t("Another day, e.g. {day}", day=format_day("2026-11-28", t.language)),
            go=t("Put on hold"),
            read=lambda text: read_day(text, self._today()),
        )
        self.panel.place(beside.left() + 4, beside.top() - 8, bounds)

    def _answer(self, key: str) -> None:
        if self._is_hold:
            self.held.emit(*self._about, key)
        else:
            self.lost.emit(*self._about, LostReason(key))
        self.closed.emit()
