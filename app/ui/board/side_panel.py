"""The side panel: one synergy with its stage, both ends, what comes next, private notes and its history."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from app.i18n.formats import format_date, format_day, format_time
from app.i18n.reasons import word_question
from app.records import Direction, Stage, StageChange
from app.services.rows import SynergyRow
from app.ui.board.autosave import UNREADABLE, Autosave
from app.ui.board.card_texts import CardTexts
from app.ui.board.days import read_day
from app.ui.board.notes_field import NotesField
from app.ui.board.panel_parts import BandChip, PanelEnd, StageButton
from app.ui.board.words import LOST_REASONS, ORIGIN_NAMES, STAGE_NAMES
from app.ui.card_words import distance_words
from app.ui.context import UiContext
from app.ui.widgets import ElidedLabel, IconButton, IconLabel, hairline, label

WIDTH = 318
_FIELDS = ("owner", "next_step", "due_on", "review_on", "notes")


class SidePanel(QWidget):
    """Shows and edits one synergy.

    `edited` (id, fields) asks to store, `menu_wanted` for the stages, `closed` to go away, `left` (Esc) gives the
    keyboard back to the board.
    """

    edited = Signal(str, dict)
    menu_wanted = Signal(str, QPoint)
    closed = Signal()
    left = Signal()

    def __init__(
        self, ui: UiContext, texts: CardTexts, now: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._ui = ui
        self._texts = texts
        self._now = now
        self.row: SynergyRow | None = None
        self._history: Sequence[StageChange] = ()
        self._autosave = Autosave(self.edited.emit, self)
        self._words: dict[str, QLabel] = {}
        self._captions: list[QLabel] = []  # of the facts, all of one width
        self.owner = self._field("owner")
        self.next_step = self._field("next_step")
        self.due_on = self._field("due_on")
        self.review_on = self._field("review_on")
        self.notes = NotesField(ui)
        self.notes.textChanged.connect(self._autosave.touched)
        self._autosave.watch("notes", self.notes, lambda: self.notes.toPlainText().strip() or None)
        self._build()
        self.restyle()

    # what it shows

    def show_row(self, row: SynergyRow) -> None:
        """Show a synergy; what is being typed for the same one stays in its field."""
        if self.row is None or row.synergy.id != self.row.synergy.id:
            self.flush()
            self._history = ()
            other = True
        else:
            other = False
        self.row = row
        stored = {name: getattr(row.synergy, name) for name in _FIELDS}
        keep = set() if other else {name for name in _FIELDS if self._autosave.is_dirty(name) and self._typing(name)}
        self._autosave.show(row.synergy.id, stored)
        self._fill(row, keep)
        self.retranslate()

    def show_history(self, key: str, changes: Sequence[StageChange]) -> None:
        """Show the stages that the synergy entered, unless another one is shown by now."""
        if self.row is not None and self.row.synergy.id == key:
            self._history = changes
            self._list_history()

    def flush(self) -> None:
        """Store what is typed, now."""
        self._autosave.flush()

    def clear(self) -> None:
        """Show nothing."""
        self.flush()
        self.row = None
        self._autosave.show(None, {})

    def retranslate(self) -> None:
        """Word everything again."""
        t = self._ui.language.t
        self._title.setText(t("Synergy"))
        self._cross.set_tip(t("Close the panel"))
        captions = {
            "origin": t("Origin"),
            "lost_reason": t("Reason"),
            "owner": t("Owner"),
            "next_step": t("Next step"),
            "due_on": t("Due"),
            "review_on": t("Look again"),
            "questions": t("To be asked"),
            "notes": t("Notes"),
            "history": t("History"),
        }
        for name, words in captions.items():
            self._words[name].setText(words)
        self._private.setText(t("stay on this laptop"))
        self.owner.setPlaceholderText(t("Who follows it up"))
        self.next_step.setPlaceholderText(t("What has to happen next"))
        self.due_on.setPlaceholderText(t("e.g. {day}", day=format_day("2026-11-28", t.language)))
        self.review_on.setPlaceholderText(self.due_on.placeholderText())
        self.notes.setPlaceholderText(t("Only you see these notes"))
        for name in ("owner", "next_step", "due_on", "review_on", "notes"):
            getattr(self, name).setAccessibleName(captions[name])
        self._error.setText(t("This is not a day. Write it like 28.11.2026."))
        if self.row is not None:
            self._word_row(self.row)

    def restyle(self) -> None:
        """Take lengths from the theme again."""
        px = self._ui.theme.px
        self.setFixedWidth(px(WIDTH))
        self.due_on.setFixedWidth(px(112))
        for caption in self._captions:
            caption.setFixedWidth(px(86))
        self.notes.restyle()

    # building

    def _build(self) -> None:
        self._title = label("", "lead")
        self._cross = IconButton(self._ui, "cross")
        self._cross.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.setContentsMargins(14, 6, 8, 0)
        head.addWidget(self._title, 1)
        head.addWidget(self._cross)
        inner = QWidget()
        inner.setProperty("role", "scrolled")
        self._rows = QVBoxLayout(inner)
        self._rows.setContentsMargins(0, 4, 0, 12)
        self._rows.setSpacing(0)
        self._build_ends()
        self._build_facts()
        self._build_next()
        self._build_questions()
        self._build_notes()
        self._build_history()
        self._rows.addStretch(1)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.viewport().setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(area, 1)

    def _build_ends(self) -> None:
        self.stage = StageButton(self._ui)
        self.stage.clicked.connect(self._ask_stage)
        self.band = BandChip(self._ui)
        self._age = label("", "dim")
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.stage)
        top.addWidget(self.band)
        top.addStretch(1)
        top.addWidget(self._age)
        self.have, self.want = PanelEnd(self._ui, Direction.HAVE), PanelEnd(self._ui, Direction.WANT)
        between = QHBoxLayout()
        between.setContentsMargins(12, 3, 0, 3)
        between.setSpacing(6)
        self._between = label("", "dim")
        between.addWidget(IconLabel(self._ui, "arrow-right", 14, "text.tertiary"))
        between.addWidget(self._between, 1)
        section = self._section(line=False)
        section.setContentsMargins(14, 2, 14, 11)
        section.addLayout(top)
        section.addSpacing(8)
        section.addWidget(self.have)
        section.addLayout(between)
        section.addWidget(self.want)

    def _build_facts(self) -> None:
        section = self._section()
        grid = self._grid(section)
        self._origin, self._lost = ElidedLabel(), ElidedLabel()
        self._fact(grid, 0, "origin", self._origin)
        self._fact(grid, 1, "lost_reason", self._lost)
        self._fact(grid, 2, "review_on", self.review_on)
        self._fact(grid, 3, "owner", self.owner)

    def _build_next(self) -> None:
        """The step over the whole width, its day beside the heading."""
        section = self._section()
        row = QHBoxLayout()
        row.setSpacing(8)
        self._words["next_step"] = label("", "strong")
        self._words["due_on"] = label("", "dim")
        row.addWidget(self._words["next_step"])
        row.addStretch(1)
        row.addWidget(self._words["due_on"])
        row.addWidget(self.due_on)
        self._error = label("", "error", wrap=True)
        self._error.hide()
        section.addLayout(row)
        section.addWidget(self._error)
        section.addWidget(self.next_step)

    def _build_questions(self) -> None:
        """What the two firms should ask each other, as it stood when the pair was scored."""
        self._asks = QWidget()
        column = QVBoxLayout(self._asks)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(hairline())
        section = QVBoxLayout()
        section.setContentsMargins(14, 9, 14, 9)
        section.setSpacing(3)
        self._words["questions"] = label("", "strong")
        self._questions = label("", "muted", wrap=True)
        section.addWidget(self._words["questions"])
        section.addWidget(self._questions)
        column.addLayout(section)
        self._rows.addWidget(self._asks)

    def _build_notes(self) -> None:
        section = self._section()
        row = QHBoxLayout()
        self._words["notes"] = label("", "strong")
        self._private = label("", "dim")
        row.addWidget(self._words["notes"])
        row.addStretch(1)
        row.addWidget(IconLabel(self._ui, "lock", 12, "text.tertiary"))
        row.addWidget(self._private)
        section.addLayout(row)
        section.addWidget(self.notes)

    def _build_history(self) -> None:
        section = self._section()
        self._words["history"] = label("", "strong")
        section.addWidget(self._words["history"])
        self._events = QGridLayout()
        self._events.setHorizontalSpacing(10)
        self._events.setVerticalSpacing(3)
        self._events.setColumnStretch(1, 1)
        section.addLayout(self._events)

    def _section(self, *, line: bool = True) -> QVBoxLayout:
        if line:
            self._rows.addWidget(hairline())
        column = QVBoxLayout()
        column.setContentsMargins(14, 9, 14, 9)
        column.setSpacing(5)
        self._rows.addLayout(column)
        return column

    def _grid(self, section: QVBoxLayout) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(1, 1)
        section.addLayout(grid)
        return grid

    def _fact(self, grid: QGridLayout, row: int, name: str, widget: QWidget) -> None:
        caption = label("", "dim")
        self._captions.append(caption)
        self._words[name] = caption
        grid.addWidget(caption, row, 0)
        grid.addWidget(widget, row, 1)

    def _field(self, name: str) -> QLineEdit:
        field = QLineEdit()
        field.textEdited.connect(self._autosave.touched)
        field.returnPressed.connect(self.flush)
        is_day = name.endswith("_on")
        if is_day:
            field.editingFinished.connect(self._mark_days)
        self._autosave.watch(name, field, lambda: self._read_day(field) if is_day else field.text().strip() or None)
        return field

    # filling

    def _fill(self, row: SynergyRow, keep: set[str]) -> None:
        language = self._ui.language.t.language
        for name in ("owner", "next_step"):
            if name not in keep:
                self._set_text(getattr(self, name), getattr(row.synergy, name) or "")
        for name in ("due_on", "review_on"):
            if name not in keep:
                day = getattr(row.synergy, name)
                self._set_text(getattr(self, name), format_date(day, language) if day else "")
        if "notes" not in keep and self.notes.toPlainText().strip() != (row.synergy.notes or ""):
            self.notes.blockSignals(True)
            self.notes.setPlainText(row.synergy.notes or "")
            self.notes.blockSignals(False)
        self._mark_days()

    @staticmethod
    def _set_text(field: QLineEdit, text: str) -> None:
        """Show the text from its beginning; the cursor stays in a field that has it."""
        if field.text() != text:
            field.setText(text)
            field.setCursorPosition(0)

    def _word_row(self, row: SynergyRow) -> None:
        t = self._ui.language.t
        synergy, texts = row.synergy, self._texts.synergy(row)
        self.stage.show_stage(synergy.stage)
        self.band.show_band(texts.band, texts.score)
        days = self._texts.days(synergy)
        self._age.setText(t.plural("{n} day", "{n} days", days) if days else t("today"))
        self.have.show_row(row.have)
        self.want.show_row(row.want)
        frozen: dict[str, Any] = dict(synergy.reasons or {})
        self._between.setText(distance_words(frozen.get("distance_km"), t))
        asked = [word_question(key, t) for key in frozen.get("questions", ())]
        self._questions.setText("\n".join(f"– {words}" for words in asked))
        self._asks.setVisible(bool(asked))
        self._origin.setText(t(ORIGIN_NAMES[synergy.origin]))
        lost = synergy.lost_reason
        self._lost.setText(t(LOST_REASONS[lost]) if lost is not None else "")
        for widget, name, shown in (
            (self._lost, "lost_reason", lost is not None),
            (self.review_on, "review_on", synergy.stage is Stage.ON_HOLD),
        ):
            widget.setVisible(shown)
            self._words[name].setVisible(shown)
        self._list_history()

    def _list_history(self) -> None:
        while (item := self._events.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        t = self._ui.language.t
        for place, change in enumerate(reversed(self._history)):
            when = f"{format_day(change.at, t.language)} {format_time(change.at, t.language)}"
            self._events.addWidget(label(when, "dim"), place, 0)
            self._events.addWidget(ElidedLabel(self._event_words(change), "small"), place, 1)

    def _event_words(self, change: StageChange) -> str:
        t = self._ui.language.t
        stage = t(STAGE_NAMES[change.to_stage])
        if change.from_stage is None:
            return t("Put on the board: {stage}", stage=stage)
        return f"{t(STAGE_NAMES[change.from_stage])} → {stage}"

    # reading

    def _read_day(self, field: QLineEdit) -> Any:
        text = field.text().strip()
        if not text:
            return None
        return read_day(text, self._now().astimezone().date()) or UNREADABLE

    def _mark_days(self) -> None:
        """A day that cannot be read is not stored, and says so."""
        wrong = False
        for field in (self.due_on, self.review_on):
            bad = self._read_day(field) is UNREADABLE
            wrong = wrong or bad
            field.setProperty("invalid", "true" if bad else "false")
            field.style().polish(field)
        self._error.setVisible(wrong)

    def _typing(self, name: str) -> bool:
        widget: QWidget = getattr(self, name)
        return widget.hasFocus()

    def _ask_stage(self) -> None:
        if self.row is not None:
            at = self.stage.mapToGlobal(QPoint(0, self.stage.height() + 2))
            self.menu_wanted.emit(self.row.synergy.id, at)

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.flush()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        """White ground with a hairline at the left and on top, round at the corner between them."""
        theme = self._ui.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(0.5, 0.5, self.width() + 20, self.height() + 20, 10, 10)
        painter.fillPath(shape, theme.color("surface.panel"))
        painter.setPen(theme.color("border.default"))
        painter.drawPath(shape)
        painter.end()
