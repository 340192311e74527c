"""The entry form: firm ▸ have or want ▸ one line ▸ Enter; under the line what was understood of it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from app.common.turkish import match_key
from app.i18n.card_line import UnderstoodLine, understand
from app.records import CardId, Direction, WorkshopId
from app.services.lookups import CardHint, CodeName
from app.services.rows import FirmRow
from app.ui.capture.code_choice import CodeChoice
from app.ui.capture.code_facts import code_facts
from app.ui.capture.direction_toggle import DirectionToggle
from app.ui.capture.entry_line import EntryLine
from app.ui.capture.firm_directory import FirmDirectory
from app.ui.capture.firm_field import FirmField
from app.ui.capture.form_state import Field, FormState
from app.ui.capture.table_field import TableField
from app.ui.capture.understood_bar import UnderstoodBar, facts_of
from app.ui.context import UiContext
from app.ui.widgets import Button, Chip, ElidedLabel, FlowLayout, Kbd, Panel, hairline, label

_LABEL = 76


class CaptureForm(Panel):
    """Everything that is typed.

    `changed` after every change that a draft must keep; `asked` when the matches of the text may have changed;
    `submitted(same_firm)`, `escaped`, `repeated` and `firm_named(name)` are intents for the page.
    """

    changed = Signal()
    asked = Signal()
    submitted = Signal(bool)
    escaped = Signal()
    firm_named = Signal(str)
    repeated = Signal()

    def __init__(self, ui: UiContext, popup_parent: QWidget) -> None:
        super().__init__()
        self._ui = ui
        self._workshop_id: WorkshopId | None = None
        self._card_id: CardId | None = None
        self._reading: bool | None = None
        self._read_of: tuple[object, object] = (None, None)
        self._busy = False
        self.unsaved: tuple[str, ...] = ()
        self.codes = CodeChoice()
        self.direction = DirectionToggle(ui)
        self.firm = FirmField(ui, popup_parent)
        self.table = TableField(ui)
        self.line = EntryLine(ui.theme)
        self.understood = UnderstoodBar(ui)
        self._missing = QWidget()
        self._missing_chips = [Chip(ui, "", "dash") for _ in range(4)]
        self._understood_label, self._missing_label = label("", "dim"), label("", "dim")
        self.hint = ElidedLabel("", "dim")
        self.hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.save_button = Button(ui, role="primary", keys=("↵",))
        self.same_button = Button(ui, keys=("Ctrl", "↵"))
        self._repeat_button = Button(ui, role="quiet", keys=("Ctrl", "D"))
        self._clear_keys, self._clear_label = Kbd(ui.theme, "Esc", "Esc"), label("", "dim")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.direction)
        top.addWidget(Kbd(self._ui.theme, "F2"))
        top.addWidget(self.firm, 1)
        top.addWidget(self.table)
        flow = FlowLayout(self._missing)
        for chip in self._missing_chips:
            flow.addWidget(chip)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.save_button)
        foot.addWidget(self.same_button)
        foot.addWidget(self._repeat_button)
        foot.addWidget(self.hint, 1)
        foot.addWidget(self._clear_keys)
        foot.addWidget(self._clear_label)
        inside = QVBoxLayout()
        inside.setContentsMargins(13, 11, 13, 11)
        inside.setSpacing(9)
        inside.addLayout(top)
        inside.addWidget(self.line)
        inside.addLayout(self._labelled(self._understood_label, self.understood))
        inside.addLayout(self._labelled(self._missing_label, self._missing))
        inside.addWidget(hairline())
        inside.addLayout(foot)
        self.body.addLayout(inside)
        self._inside = inside

    @staticmethod
    def _labelled(word: QWidget, content: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(word, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(content, 1)
        return row

    def _connect(self) -> None:
        self.direction.changed.connect(self._direction_changed)
        self.firm.edited.connect(self._touched)
        self.firm.chosen.connect(self._firm_chosen)
        self.firm.named.connect(self.firm_named)
        self.firm.done.connect(self.line.setFocus)
        self.firm.escaped.connect(self.escaped)
        self.table.edited.connect(self._touched)
        self.table.edit.returnPressed.connect(self.line.setFocus)
        self.line.edited.connect(self._line_changed)
        self.line.moved.connect(self._touched)
        self.line.submitted.connect(self.submitted)
        self.line.escaped.connect(self.escaped)
        self.understood.reading_chosen.connect(self.choose_reading)
        self.understood.code_chosen.connect(self.choose_code)
        self.save_button.clicked.connect(lambda: self.submitted.emit(False))
        self._repeat_button.clicked.connect(self.repeated)
        self.same_button.clicked.connect(lambda: self.submitted.emit(True))
        for field in (self.firm, self.firm.edit, self.line):
            field.installEventFilter(self)
        QWidget.setTabOrder(self.firm.edit, self.line)

    # state

    @property
    def state(self) -> FormState:
        """The form as it stands."""
        in_firm = self.firm.hasFocus() or self.firm.edit.hasFocus()
        focus: Field = (
            "firm"
            if in_firm or (self.firm.firm is None and not self.firm.adding and not self.line.hasFocus())
            else "line"
        )
        cursor = self.firm.edit.cursorPosition() if focus == "firm" else self.line.textCursor().position()
        return FormState(
            workshop_id=self._workshop_id,
            firm_id=self.firm.firm.firm.id if self.firm.firm is not None else None,
            firm_text=self.firm.text,
            firm_locked=self.firm.lock.isChecked(),
            direction=self.direction.direction,
            line=self.line.text,
            cursor=cursor,
            focus=focus,
            table_no=self.table.number,
            table_locked=self.table.lock.isChecked(),
            reading=self.reading,
            card_id=self._card_id,
            code=self.codes.chosen,
            unsaved=self.unsaved,
        )

    def restore(self, state: FormState, directory: FirmDirectory) -> None:
        """Show a state; the cursor goes where it was."""
        self._busy = True
        self._workshop_id, self._card_id, self.unsaved = state.workshop_id, state.card_id, state.unsaved
        self.codes.begin(state.code, stored=state.card_id is not None)
        self.firm.set_directory(directory)
        self.firm.lock.setChecked(state.firm_locked)
        self.firm.set_firm(directory.get(state.firm_id), state.firm_text)
        self.direction.set_direction(state.direction)
        self.table.lock.setChecked(state.table_locked)
        self.table.set_number(state.table_no)
        self.line.reset(state.line)
        self._busy = False
        self.word_buttons()
        self._line_changed(announce=False)
        if state.reading is not None and self.reading_offered:
            self._reading = state.reading
            self._show_understood()
        self.put_cursor(state)

    def put_cursor(self, state: FormState) -> None:
        """Give the keyboard to the field that had it, at the same place."""
        if state.focus == "firm" and self.firm.firm is None:
            self.firm.edit.setFocus()
            self.firm.edit.setCursorPosition(state.cursor)
        elif state.focus == "firm":
            self.firm.setFocus()
        else:
            self.line.setFocus()
            self.line.put_cursor(state.cursor)

    def start_next(self, *, keep_firm: bool) -> None:
        """Empty the form for the next card."""
        now = self.state
        kept = keep_firm or now.firm_locked
        firm = self.firm.firm if kept else None
        adding = self.firm.adding if kept else ""
        self._busy = True
        self._card_id = None
        self.codes.begin()
        if not kept:
            self.firm.set_firm(None)
            self.table.follow(None)
        self.line.reset()
        self._busy = False
        self.word_buttons()
        self._line_changed(announce=False)
        if firm is not None or adding:
            self.line.setFocus()
        else:
            self.firm.edit.setFocus()
        self.asked.emit()

    def correct(self, card_id: CardId, state: FormState, directory: FirmDirectory) -> None:
        """Show a stored card to be corrected."""
        self.restore(replace(state, card_id=card_id, focus="line", cursor=len(state.line)), directory)
        self._touched()

    @property
    def correcting(self) -> CardId | None:
        """The stored card that is being corrected."""
        return self._card_id

    # the line

    @property
    def understanding(self) -> UnderstoodLine:
        """What the line says."""
        return understand(self.line.text, self._ui.language.code)

    @property
    def reading(self) -> bool | None:
        """The chosen reading of a doubtful number: False the first, True the other, None while nobody chose."""
        return self._reading if self.reading_offered else None

    @property
    def reading_offered(self) -> bool:
        """Whether the number can be read in two ways."""
        return self.understanding.other_quantity is not None

    def choose_reading(self, other: bool) -> None:
        """Settle a doubtful number."""
        self._reading = other
        self._show_understood()
        self._touched()

    def next_reading(self) -> None:
        """Go through the readings of a doubtful number by key."""
        if self.reading_offered:
            self.choose_reading(self._reading is False)

    def show_hint(self, hint: CardHint, code: str | None, name: CodeName | None) -> None:
        """Show what the tables say of the text, and what they call `code`."""
        void = self.codes.see(hint, code, name)
        self._show_facts()
        if void:
            self._touched()

    def next_code(self) -> None:
        """Go through the suggested waste codes by key, the last step gives the code back."""
        if self.understanding.code is None and self.codes.next():
            self._code_changed()

    def choose_code(self, which: int) -> None:
        """Take this one of the suggested waste codes, or give back what was taken."""
        if self.understanding.code is None and self.codes.take(which):
            self._code_changed()

    def _code_changed(self) -> None:
        self._show_facts()
        self._touched()

    def _line_changed(self, *, announce: bool = True) -> None:
        if self._busy:
            return
        found = self.understanding
        if (found.quantity, found.other_quantity) != self._read_of:  # another number: the old choice is void
            self._read_of = (found.quantity, found.other_quantity)
            self._reading = None
        self._show_understood()
        if announce:
            self._touched()
            self.asked.emit()

    def _show_understood(self) -> None:
        found = self.understanding
        self._show_facts()
        self.line.underline(found.spans, want=self.direction.direction is Direction.WANT)
        for chip, (text, missing) in zip(self._missing_chips, self._gaps(found), strict=True):
            chip.set_text(text)
            chip.setVisible(missing)
        self._missing_label.setVisible(any(missing for _text, missing in self._gaps(found)))
        self._missing.setAccessibleName(", ".join(text for text, missing in self._gaps(found) if missing))

    def _show_facts(self) -> None:
        t, found = self._ui.language.t, self.understanding
        said = facts_of(found, self.direction.direction, self.reading, t)
        self.understood.show_facts([*said, *code_facts(found, self.codes, t)])

    def _gaps(self, found: UnderstoodLine) -> list[tuple[str, bool]]:
        """What a card of this kind usually says, and whether this one does not."""
        t = self._ui.language.t
        giving = self.direction.direction is Direction.HAVE
        return [
            (t("quantity"), found.quantity is None),
            (t("how often"), found.quantity is not None and found.period is None),
            (t("physical state"), found.state is None and found.condition is None),
            (t("hazardous or not"), giving and found.hazardous is None),
        ]

    def _direction_changed(self) -> None:
        self._show_understood()
        self._touched()
        self.asked.emit()

    def _firm_chosen(self) -> None:
        self.follow_firm()
        self.asked.emit()

    def follow_firm(self) -> None:
        """Take the chosen firm's table."""
        row: FirmRow | None = self.firm.firm
        if row is not None:
            self.table.follow(row.attendance.table_no)

    def _touched(self) -> None:
        if not self._busy:
            self.changed.emit()

    @property
    def has_text(self) -> bool:
        """Whether the line says anything."""
        return bool(match_key(self.line.text))

    # look

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusIn:
            self._touched()  # where the cursor stands belongs to the draft
        return super().eventFilter(watched, event)

    def say(self, text: str, role: str = "dim") -> None:
        """Say something in the foot: saved at, what is missing."""
        if self.hint.property("role") != role:
            self.hint.setProperty("role", role)
            self.hint.style().polish(self.hint)
        self.hint.setText(text)

    def retranslate(self) -> None:
        """Word everything again."""
        t = self._ui.language.t
        self.direction.retranslate()
        self.direction.setToolTip(t("Have or want (F2)"))
        self.firm.retranslate()
        self.table.retranslate()
        self.line.say_what_belongs_here(t("What is it? e.g. waste foundry sand 6000 tons a year, sieved"))
        self.line.setAccessibleName(t("Card in one line"))
        self._understood_label.setText(t("Understood"))
        self._missing_label.setText(t("Missing"))
        self._clear_label.setText(t("clear"))
        self._repeat_button.setText(t("Repeat"))
        self._repeat_button.setToolTip(t("Begin with the text of the newest card"))
        self.word_buttons()
        self._show_understood()

    def word_buttons(self) -> None:
        """Word the two buttons for a new card or for a correction."""
        t = self._ui.language.t
        correcting = self._card_id is not None
        self.save_button.setText(t("Save correction") if correcting else t("Save, next card"))
        self.same_button.setText(t("Same firm"))
        self.same_button.setVisible(not correcting)

    def restyle(self) -> None:
        """Measure everything again."""
        px = self._ui.theme.px
        for word in (self._understood_label, self._missing_label):
            word.setFixedWidth(px(_LABEL))
        self.line.restyle()
        self.table.restyle()
        self.understood.restyle()
        self._missing.setMinimumHeight(px(20))

    def fit(self, *, narrow: bool) -> None:
        """Give up what is secondary where there is little room."""
        self._clear_keys.setVisible(not narrow)
        self._clear_label.setVisible(not narrow)
        self._repeat_button.setVisible(not narrow)
        self._inside.setSpacing(7 if narrow else 9)
