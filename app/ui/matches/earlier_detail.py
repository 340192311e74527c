"""The right side for a pair with an earlier workshop: the two ends, where and when the other was, why they fit."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.i18n.formats import format_number
from app.i18n.reasons import sentence, word_part
from app.records import Band
from app.services.second_rows import EarlierMatch
from app.ui.card_words import band_word, score_words
from app.ui.context import UiContext
from app.ui.matches.band_chip import BandChip
from app.ui.matches.earlier_words import workshop_words
from app.ui.matches.ends import Ends
from app.ui.matches.limits import limit_of
from app.ui.matches.waterfall import waterfall
from app.ui.matches.waterfall_view import WaterfallView
from app.ui.widgets import Button, ElidedLabel, IconButton, Panel, hairline


class EarlierDetail(Panel):
    """`opened` asks for the other card in its own workshop, `previous` and `next` for another pair."""

    opened = Signal()
    previous = Signal()
    next = Signal()

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._shown: EarlierMatch | None = None
        self._meaning = True
        self._at = 0, 0
        self._ends = Ends(ui)
        self._where, self._why = ElidedLabel("", "lead"), ElidedLabel("", "count")
        self._band = BandChip(ui)
        self.waterfall = WaterfallView(ui)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QFrame()
        head.setProperty("role", "head")
        head.setStyleSheet("QFrame { min-height: 0; }")
        head.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._where)
        words.addWidget(self._why)
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 6, 14, 6)
        row.setSpacing(8)
        row.addLayout(words, 1)
        row.addWidget(self._band)
        scrolled = QScrollArea()  # scrolls only where large text meets a small screen
        scrolled.setWidgetResizable(True)
        scrolled.setWidget(self.waterfall)
        scrolled.setFrameShape(QFrame.Shape.NoFrame)
        scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scrolled.viewport().setAutoFillBackground(False)
        self.waterfall.setAutoFillBackground(False)
        self.body.addWidget(self._ends)
        self.body.addWidget(hairline())
        self.body.addWidget(head)
        self.body.addWidget(scrolled, 1)
        self.body.addWidget(self._actions())

    def _actions(self) -> QFrame:
        bar = QFrame()
        bar.setProperty("role", "actionbar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(14, 8, 10, 8)
        row.setSpacing(8)
        self.open_button = Button(self._ui, role="primary", keys=("↵",))
        self.open_button.clicked.connect(self.opened)
        self._place = ElidedLabel("", "count")
        self._place.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._up, self._down = IconButton(self._ui, "chevron-up"), IconButton(self._ui, "chevron-down")
        self._up.clicked.connect(self.previous)
        self._down.clicked.connect(self.next)
        row.addWidget(self.open_button)
        row.addWidget(self._place, 1)
        row.addWidget(self._up)
        row.addWidget(self._down)
        return bar

    def show_pair(self, found: EarlierMatch | None, *, meaning: bool) -> None:
        """Show a pair; `meaning` tells whether the scores compare texts by meaning."""
        self._shown, self._meaning = found, meaning
        t = self._ui.language.t
        self._ends.show_suggestion(None if found is None else found.pair)
        self.open_button.setEnabled(found is not None)
        self._band.setVisible(found is not None)
        if found is None:
            self._where.setText("")
            self._why.setText("")
            self.waterfall.show_waterfall(None, Band.WEAK, None, "")
            return
        match = found.match
        self._where.setText(f"{workshop_words(found.workshop, t)} · {found.other.firm.name}")
        self._why.setText(sentence(match, t))
        self._band.show_band(match.band, f"{band_word(match.band, t)}  {score_words(match.score, t)}")
        limit, band = limit_of(match.band, meaning=meaning)
        word = t("strong from here") if band is Band.STRONG else t("likely from here")
        self.waterfall.show_waterfall(waterfall(match, lambda part: word_part(part, t)), match.band, limit, word)

    def show_place(self, place: int, of: int) -> None:
        """Say which of how many is shown."""
        self._at = place, of
        language = self._ui.language.code
        self._place.setText(f"{format_number(place, language)} / {format_number(of, language)}" if of else "")
        self._up.setEnabled(place > 1)
        self._down.setEnabled(0 < place < of)

    def fit(self, width: int) -> None:
        """Where there is little room the place in the list is left out, then the arrows: the list has both."""
        px = self._ui.theme.px
        button, arrows = self.open_button.sizeHint().width(), 2 * (self._up.sizeHint().width() + 8)
        self._place.setVisible(button + arrows + px(90) <= width)
        for arrow in (self._up, self._down):
            arrow.setVisible(button + arrows + px(24) <= width)

    def retranslate(self) -> None:
        """Word everything again."""
        t = self._ui.language.t
        self.open_button.setText(t("Open in its workshop"))
        self._up.set_tip(t("Previous match"))
        self._down.set_tip(t("Next match"))
        self.show_pair(self._shown, meaning=self._meaning)
        self.show_place(*self._at)
