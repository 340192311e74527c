"""The column beside the form: matches of the text that is being typed, renewed before Enter."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRect, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from app.i18n.formats import format_number
from app.records import Band, Direction
from app.services.rows import Suggestion
from app.ui.capture.live_delegate import LiveDelegate
from app.ui.capture.live_model import LiveModel, live_at
from app.ui.capture.live_row import LiveRow, live_row
from app.ui.context import UiContext
from app.ui.snap_list import KeyList, SnapFrame
from app.ui.widgets import Button, ElidedLabel, EmptyState, IconLabel, Kbd, Panel, label
from app.ui.wrong_reasons import reason_of_digit

_MARGIN = 52  # where the text of a row begins


class LivePanel(Panel):
    """Shows suggestions and says what is wanted of them: `take(partner id)`, `later(id)`, `wrong(id, reason or None)`;
    `left` when the keyboard goes back to the form."""

    take = Signal(str)
    later = Signal(str)
    wrong = Signal(str, object)
    left = Signal()

    def __init__(self, ui: UiContext) -> None:
        super().__init__(head=True)
        self._ui = ui
        self._found: list[Suggestion] = []
        self._own = Direction.HAVE
        self._compared: int | None = None
        self._note = ""
        self._weak_shown, self._weak_count = False, 0
        self._reason_for_empty = "idle"
        self.model = LiveModel(ui, self)
        self.list = KeyList(self._on_key)
        self.list.setModel(self.model)
        self._delegate = LiveDelegate(ui, self.list)
        self.list.setItemDelegate(self._delegate)
        self._frame = SnapFrame(self.list)
        self._empty = EmptyState(ui, "match")
        self._browse, self._keys = label("", "dim"), Kbd(ui.theme, "F6")
        self._lay_out()
        self._actions = self._make_actions()
        self.list.selectionModel().currentChanged.connect(self._moved)
        self.list.doubleClicked.connect(lambda index: self._emit_take(live_at(index)))
        self.list.viewport().installEventFilter(self)
        self.list.installEventFilter(self)

    def _lay_out(self) -> None:
        if self.head is not None:
            self.head.addWidget(self._browse)
            self.head.addWidget(self._keys)
        foot = QFrame()
        row = QHBoxLayout(foot)
        row.setContentsMargins(_MARGIN, 7, 10, 7)
        row.setSpacing(8)
        self._foot, self._compared_label = foot, ElidedLabel("", "dim")
        self._weak_button = Button(self._ui, role="link", compact=True)
        self._weak_button.clicked.connect(self._toggle_weak)
        row.addWidget(self._compared_label, 1)
        row.addWidget(self._weak_button)
        self._note_row = QFrame()
        self._note_row.setProperty("role", "foot")
        note = QHBoxLayout(self._note_row)
        note.setContentsMargins(12, 8, 12, 8)
        note.setSpacing(8)
        self._note_label = label("", "small", wrap=True)
        note.addWidget(IconLabel(self._ui, "info", 14, "text.tertiary"))
        note.addWidget(self._note_label, 1)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._frame, 1)
        self._stack = QStackedLayout()
        self._stack.addWidget(content)
        self._stack.addWidget(self._empty)
        self.body.addLayout(self._stack, 1)
        self.body.addWidget(foot)
        self.body.addWidget(self._note_row)

    def _make_actions(self) -> QWidget:
        strip = QWidget(self.list.viewport())
        row = QHBoxLayout(strip)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.take_button = Button(self._ui, role="primary", compact=True, keys=("Alt", "1"))
        self.later_button, self.wrong_button = Button(self._ui, compact=True), Button(self._ui, compact=True)
        for button in (self.take_button, self.later_button, self.wrong_button):
            row.addWidget(button)
        row.addStretch(1)
        self.take_button.clicked.connect(lambda: self._emit_take(self.current))
        self.later_button.clicked.connect(lambda: self._emit_later(self.current))
        self.wrong_button.clicked.connect(lambda: self._emit_wrong(self.current, None))
        strip.hide()
        return strip

    # what is shown

    @property
    def current(self) -> LiveRow | None:
        """The row whose actions are open."""
        return live_at(self.list.currentIndex())

    @property
    def rows(self) -> list[LiveRow]:
        """What is shown, best first."""
        return list(self.model.rows)

    def show_found(self, found: list[Suggestion], own: Direction, *, asked: bool = True) -> None:
        """Show the suggestions for a card of direction `own`; `asked` False = there is no text to find any for."""
        self._found, self._own = found, own
        self._reason_for_empty = "none" if asked else "idle"
        self._show()

    def show_compared(self, count: int | None) -> None:
        """Say with how many cards of the other direction the text is compared."""
        self._compared = count
        self._say()

    def show_note(self, note: str) -> None:
        """Say why meaning is not compared (English source string); empty where it is."""
        self._note = note
        self._say()

    def forget(self, key: str) -> None:
        """A decided suggestion leaves the list at once."""
        self._found = [one for one in self._found if live_row(one, self._own, self._ui.language.t).key != key]
        self._show()

    def nth(self, number: int) -> LiveRow | None:
        """The row with this number from the top, 1 being the first; blocked ones cannot be taken."""
        rows = self.rows
        return rows[number - 1] if 0 < number <= len(rows) and not rows[number - 1].blocked else None

    def _show(self) -> None:
        t = self._ui.language.t
        rows = [live_row(one, self._own, t) for one in self._found if one.decision is None or one.synergy is not None]
        strong = [row for row in rows if row.suggestion.match.suggested and not row.blocked]
        blocked = [row for row in rows if row.blocked]
        weak = [row for row in rows if not row.suggestion.match.suggested and not row.blocked]
        self._weak_count = len(weak)
        self.model.show([*strong, *(weak if self._weak_shown else []), *blocked[:1]])
        at_rest = not self.list.currentIndex().isValid() or not self.list.hasFocus()
        if self.model.rowCount() and at_rest:
            self.list.setCurrentIndex(self.model.index(0))
        self._moved(self.list.currentIndex())
        self._say()

    def _toggle_weak(self) -> None:
        self._weak_shown = not self._weak_shown
        self._show()

    def _moved(self, index: QModelIndex, _before: QModelIndex | None = None) -> None:
        if self._delegate.current != index.row():
            self._delegate.current = index.row()
        self.list.doItemsLayout()
        self._frame.snap()
        self._place_actions()

    def _place_actions(self) -> None:
        row = self.current
        if row is None or row.blocked:
            self._actions.hide()
            return
        rect: QRect = self.list.visualRect(self.list.currentIndex())
        px = self._ui.theme.px
        height = self._actions.sizeHint().height()
        top = rect.bottom() - px(9) - height
        self._actions.setGeometry(px(_MARGIN), top, rect.width() - px(_MARGIN), height)
        number = self.list.currentIndex().row() + 1
        self.take_button.set_keys(*(("Alt", str(number)) if number <= 9 else ()))
        taken = row.suggestion.synergy is not None
        self.take_button.setEnabled(not taken)
        self.later_button.setEnabled(not taken)
        self.wrong_button.setEnabled(not taken)
        visible = self.list.viewport().rect().contains(QPoint(1, top + height - 1))
        self._actions.setVisible(visible)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.list.viewport() and event.type() is QEvent.Type.Resize:
            self._place_actions()
        if watched is self.list and event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.list.viewport().update()
        return super().eventFilter(watched, event)

    # keys

    def focus_list(self) -> None:
        """Give the keyboard to the list."""
        if self.model.rowCount():
            self.list.setFocus()

    def _on_key(self, key: str) -> bool:
        row = self.current
        if key == "esc":
            self.left.emit()
        elif key == "enter":
            self._emit_take(row)
        elif key == "s":
            self._emit_later(row)
        elif key.isdigit() and reason_of_digit(int(key)) is not None:
            self._emit_wrong(row, reason_of_digit(int(key)))
        else:
            return False
        return True

    def _emit_take(self, row: LiveRow | None) -> None:
        if row is not None and not row.blocked and row.suggestion.synergy is None:
            self.take.emit(row.key)

    def _emit_later(self, row: LiveRow | None) -> None:
        if row is not None and row.suggestion.synergy is None:
            self.later.emit(row.key)

    def _emit_wrong(self, row: LiveRow | None, reason: object) -> None:
        if row is not None and row.suggestion.synergy is None:
            self.wrong.emit(row.key, reason)

    # words

    def retranslate(self) -> None:
        """Word everything again."""
        t = self._ui.language.t
        self.title.setText(t("Live matches"))
        self._browse.setText(t("Browse"))
        self.take_button.setText(t("Put on board"))
        self.later_button.setText(t("Not now"))
        self.wrong_button.setText(t("Wrong…"))
        self.list.setAccessibleName(t("Live matches"))
        self._show()

    def restyle(self) -> None:
        """Measure everything again."""
        self._show()

    def fit(self, *, wide: bool) -> None:
        """Show or hide what only a wide window has room for."""
        self._delegate.wide = wide
        self._moved(self.list.currentIndex())

    def _say(self) -> None:
        t = self._ui.language.t
        bands = [row.suggestion.match.band for row in self.rows if not row.blocked]
        strong, likely, weak = (bands.count(band) for band in Band)
        counts = [
            t("{n} strong", n=format_number(strong, t.language)) if strong else "",
            t("{n} likely", n=format_number(likely, t.language)) if likely else "",
            t("{n} weak", n=format_number(weak, t.language)) if weak else "",
        ]
        self.count.setText(" · ".join(text for text in counts if text))
        self._say_compared()
        self._weak_button.setVisible(self._weak_count > 0)
        more = t.plural("Show {n} weak one", "Show {n} weak ones", self._weak_count)
        self._weak_button.setText(t("Hide weak ones") if self._weak_shown else more)
        self._foot.setVisible(bool(self._compared_label.text()) or self._weak_count > 0)
        self._note_row.setVisible(bool(self._note))
        self._note_label.setText(t(self._note) if self._note else "")
        if self._reason_for_empty == "idle":
            self._empty.say(
                t("Matches appear while you type"),
                t("Write what a firm has or needs; every card of the other side is compared."),
            )
        else:
            self._empty.say(
                t("Nothing fits yet"), t("Save the card all the same: it is compared with every card that comes later.")
            )
        self._stack.setCurrentIndex(0 if self.rows else 1)

    def _say_compared(self) -> None:
        t = self._ui.language.t
        text = ""
        if self._compared and self._reason_for_empty != "idle":
            if self._own is Direction.HAVE:
                text = t.plural("compared with {n} want", "compared with all {n} wants", self._compared)
            else:
                text = t.plural("compared with {n} have", "compared with all {n} haves", self._compared)
        self._compared_label.setText(text)
