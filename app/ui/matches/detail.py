"""The right side: the two ends, why they fit, what to ask, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.i18n import Translator
from app.i18n.formats import format_number
from app.i18n.reasons import sentence, word_part, word_questions
from app.records import Band
from app.services.rows import Suggestion
from app.ui.card_words import band_word, score_words
from app.ui.context import UiContext
from app.ui.matches.band_chip import BandChip
from app.ui.matches.ends import Ends
from app.ui.matches.filter_bar import state_word
from app.ui.matches.limits import limit_of
from app.ui.matches.listing import MatchState, state_of
from app.ui.matches.pool_panel import PoolPanel
from app.ui.matches.questions import Questions
from app.ui.matches.waterfall import waterfall
from app.ui.matches.waterfall_view import WaterfallView
from app.ui.widgets import Button, IconButton, Panel, hairline, label, separator

_ASK, _NARROW_ASK, _NARROW = 254, 176, 620


class Detail(Panel):
    """Signals carry nothing: they mean the suggestion that is shown."""

    accepted = Signal()
    postponed = Signal()
    rejected = Signal()
    previous = Signal()
    next = Signal()

    def __init__(self, ui: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._shown: Suggestion | None = None
        self._meaning = True
        self._at = 0, 0
        self._ends = Ends(ui)
        self._why, self._adds_up = label("", "lead"), label("", "count")
        self._sentence = label("", wrap=True)
        self._sentence.setContentsMargins(14, 8, 14, 8)
        self._band = BandChip(ui)
        self.waterfall = WaterfallView(ui)
        self._scrolled = QScrollArea()  # scrolls only where large text meets a small screen
        self._scrolled.setWidgetResizable(True)
        self._scrolled.setWidget(self.waterfall)
        self._scrolled.setFrameShape(QFrame.Shape.NoFrame)
        self._scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scrolled.viewport().setAutoFillBackground(False)
        self.waterfall.setAutoFillBackground(False)
        self.questions = Questions(ui)
        self.pool = PoolPanel(ui)
        self._column = _column(self.questions, self.pool)
        self.body.addWidget(self._ends)
        self.body.addWidget(hairline())
        self.body.addLayout(self._middle(), 1)
        self.body.addWidget(self._actions())

    def _middle(self) -> QHBoxLayout:
        head = QFrame()
        head.setProperty("role", "head")
        head.setStyleSheet("QFrame { min-height: 0; }")
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 6, 14, 6)
        row.setSpacing(8)
        row.addWidget(self._why)
        row.addWidget(self._adds_up, 1)
        row.addWidget(self._band)
        why = QVBoxLayout()
        why.setSpacing(0)
        why.addWidget(head)
        why.addWidget(self._sentence)
        why.addWidget(self._scrolled, 1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addLayout(why, 1)
        line = separator()
        line.setMaximumHeight(16_777_215)
        line.setMinimumHeight(0)
        middle.addWidget(line)
        middle.addWidget(self._column)
        return middle

    def _actions(self) -> QFrame:
        bar = QFrame()
        bar.setProperty("role", "actionbar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(14, 8, 10, 8)
        row.setSpacing(8)
        self.accept_button = Button(self._ui, role="primary", keys=("↵",))
        self.later_button = Button(self._ui, keys=("S",))
        self.wrong_button = Button(self._ui, keys=("1", "–", "7"))
        self._place = label("", "count")
        self._up, self._down = IconButton(self._ui, "chevron-up"), IconButton(self._ui, "chevron-down")
        for button, signal in (
            (self.accept_button, self.accepted),
            (self.later_button, self.postponed),
            (self.wrong_button, self.rejected),
            (self._up, self.previous),
            (self._down, self.next),
        ):
            button.clicked.connect(signal)
        row.addWidget(self.accept_button)
        row.addWidget(self.later_button)
        row.addWidget(self.wrong_button)
        row.addStretch(1)
        row.addWidget(self._place)
        row.addWidget(self._up)
        row.addWidget(self._down)
        return bar

    def show_suggestion(self, suggestion: Suggestion | None, *, meaning: bool = True) -> None:
        """Show a suggestion; `meaning` tells whether the scores compare texts by meaning."""
        self._shown, self._meaning = suggestion, meaning
        self._ends.show_suggestion(suggestion)
        if suggestion is not None:
            self._explain(suggestion)
        self._enable(suggestion)

    def show_place(self, place: int, of: int) -> None:
        """Say which of how many is shown."""
        self._at = place, of
        language = self._ui.language.code
        self._place.setText(f"{format_number(place, language)} / {format_number(of, language)}" if of else "")
        self._up.setEnabled(place > 1)
        self._down.setEnabled(0 < place < of)

    def retranslate(self) -> None:
        """Word everything again."""
        t = self._ui.language.t
        self._why.setText(t("Why"))
        self._adds_up.setText(t("the effects add up to the score"))
        self.accept_button.setText(t("Put on board"))
        self.later_button.setText(t("Not now"))
        self.wrong_button.setText(t("Wrong…"))
        self._up.set_tip(t("Previous match"))
        self._down.set_tip(t("Next match"))
        self.pool.retranslate()
        self.show_place(*self._at)
        self.show_suggestion(self._shown, meaning=self._meaning)

    def fit(self, width: int) -> None:
        """Divide the width that the panel has."""
        px = self._ui.theme.px
        self._column.setFixedWidth(px(_ASK if width >= px(_NARROW) else _NARROW_ASK))
        self._adds_up.setVisible(width >= px(_NARROW))
        self.wrong_button.set_keys(*(("1", "–", "7") if width >= px(_NARROW) else ()))
        buttons = (self.accept_button, self.later_button, self.wrong_button)
        taken = sum(button.sizeHint().width() + 8 for button in buttons) + self._up.width() * 2 + 40
        self._place.setVisible(taken + px(64) <= width)  # the list shows where it stands, too
        for arrow in (self._up, self._down):
            arrow.setVisible(taken <= width)

    def _explain(self, suggestion: Suggestion) -> None:
        t = self._ui.language.t
        match = suggestion.match
        score = score_words(match.score, t)
        self._band.show_band(match.band, f"{band_word(match.band, t)}  {score}")
        self._sentence.setText(sentence(match, t))
        limit, band = limit_of(match.band, meaning=self._meaning)
        word = t("strong from here") if band is Band.STRONG else t("likely from here")
        self.waterfall.show_waterfall(waterfall(match, lambda part: word_part(part, t)), match.band, limit, word)
        blocks = [": ".join(part for part in word_part(block, t) if part) for block in match.blocks]
        self.questions.show_lines(word_questions(match, t), blocks, self._notes(suggestion, t))

    def _notes(self, suggestion: Suggestion, t: Translator) -> list[tuple[str, str]]:
        notes = []
        names = {row.firm.id: row.firm.name for row in (suggestion.have, suggestion.want)}
        hands = ", ".join(names[firm] for firm in suggestion.hands if firm in names)
        if hands:
            notes.append(("hand-raise", t("Raised a hand: {names}", names=hands)))
        state = state_of(suggestion)
        if state not in (MatchState.UNDECIDED, MatchState.BLOCKED):
            icons = {MatchState.BOARD: "board", MatchState.LATER: "later", MatchState.WRONG: "cross"}
            notes.append((icons[state], state_word(state, t)))
        return notes

    def _enable(self, suggestion: Suggestion | None) -> None:
        state = None if suggestion is None else state_of(suggestion)
        free = state is not None and state is not MatchState.BOARD
        self.accept_button.setEnabled(free and state is not MatchState.BLOCKED)
        self.later_button.setEnabled(free and state not in (MatchState.LATER, MatchState.BLOCKED))
        self.wrong_button.setEnabled(free and state is not MatchState.WRONG)
        self.setEnabled(suggestion is not None)
        self._band.setVisible(suggestion is not None)
        self._sentence.setVisible(suggestion is not None)
        if suggestion is None:
            self.waterfall.show_waterfall(None, Band.WEAK, None, "")
            self.questions.show_lines([], [], [])


def _column(*parts: QWidget) -> QScrollArea:
    """The parts below one another; they scroll only where large text meets a small screen."""
    inner = QWidget()
    rows = QVBoxLayout(inner)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(0)
    for part in parts:
        rows.addWidget(part)
    rows.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(inner)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.viewport().setAutoFillBackground(False)
    inner.setAutoFillBackground(False)  # the area turned it on
    return area
