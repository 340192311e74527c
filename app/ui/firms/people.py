"""The persons of a firm in its form, and the question that comes before one of them is forgotten."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.records import Participant, ParticipantId
from app.ui.context import UiContext
from app.ui.widgets import Button, ElidedLabel, hairline, label


def is_erased(person: Participant) -> bool:
    """Whether nothing personal is kept: erased, or left out of the list that came in."""
    return not (person.name or person.phone or person.email)


class PersonRow(QWidget):
    """One person: what is kept, and “Forget…” where there is something to forget.

    The question opens below the words, not under the pointer, so that a double click never answers it; the keyboard
    starts on “Cancel”, Esc cancels. `wanted` = the question opens, `confirmed` = forget for good.
    """

    wanted = Signal()
    confirmed = Signal()

    def __init__(self, ui: UiContext, person: Participant) -> None:
        super().__init__()
        self._ui = ui
        self.person = person
        self.name = ElidedLabel("", "medium")
        self.details = label("", "small", wrap=True)
        self.details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.state = label("", "dim", wrap=True)
        self.forget = Button(ui, role="quiet", compact=True)
        self.forget.clicked.connect(self.ask)
        self._build_question()
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self.name, 1)
        head.addWidget(self.forget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 6)
        column.setSpacing(1)
        column.addLayout(head)
        for part in (self.details, self.state):
            column.addWidget(part)
        column.addSpacing(5)
        column.addWidget(self.question)
        self.forget.setVisible(not is_erased(person))
        self.retranslate()

    def _build_question(self) -> None:
        self.question = QFrame()
        self.question.setProperty("role", "notice")
        self._warning = label("", "", wrap=True)
        self.erase = Button(self._ui, role="danger", compact=True)
        self.erase.clicked.connect(self.confirmed)
        self.keep = Button(self._ui, compact=True, keys=("Esc",))
        self.keep.clicked.connect(self.cancel)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        buttons.addWidget(self.keep)
        buttons.addWidget(self.erase)
        buttons.addStretch(1)
        column = QVBoxLayout(self.question)
        column.setContentsMargins(10, 8, 8, 8)
        column.setSpacing(6)
        column.addWidget(self._warning)
        column.addLayout(buttons)
        self.question.hide()

    @property
    def asking(self) -> bool:
        """Whether the question is open."""
        return not self.question.isHidden()

    def ask(self) -> None:
        """Open the question."""
        self.wanted.emit()
        self.question.show()
        self.keep.setFocus()
        self.forget.setEnabled(False)

    def cancel(self) -> None:
        """Close the question; nothing happens."""
        held = self.question.isAncestorOf(QApplication.focusWidget() or self)
        self.forget.setEnabled(True)
        if held:
            self.forget.setFocus()
        self.question.hide()

    def event(self, event: QEvent) -> bool:
        """Esc belongs to an open question before it belongs to the form."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self.asking
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.asking:
            self.cancel()
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        """Word the row."""
        t = self._ui.language.t
        person = self.person
        who = person.name or person.role or t("Person without a name")
        self.name.setText(who)
        kept = (person.role if person.name else None, person.phone, person.email)
        self.details.setText("\n".join(part for part in kept if part))
        self.details.setVisible(any(kept))
        states = []
        if is_erased(person):
            states.append(t("personal data erased or never given"))
        if not person.consent:
            states.append(t("no consent"))
        self.state.setText(" · ".join(states))
        self.state.setVisible(bool(states))
        self.forget.setText(t("Forget…"))
        self.forget.setAccessibleName(t("Forget {name}…", name=who))
        self._warning.setText(
            t(
                "Name, phone and e-mail are erased. This cannot be undone. "
                "Older backups keep them until they are replaced."
            )
        )
        self.erase.setText(t("Erase for good"))
        self.erase.setAccessibleName(t("Erase {name} for good", name=who))
        self.erase.setAccessibleDescription(self._warning.text())
        self.keep.setText(t("Cancel"))


class PeopleSection(QWidget):
    """`forget_wanted(participant id)` once somebody said so twice; one question is open at a time.

    `before` is the widget above, which gets the keyboard when nobody is left to forget.
    """

    forget_wanted = Signal(str)

    def __init__(self, ui: UiContext, before: QWidget) -> None:
        super().__init__()
        self._ui = ui
        self._before = before
        self._people: tuple[Participant, ...] = ()
        self.rows: list[PersonRow] = []
        self._title = label("", "strong")
        self._none = label("", "muted", wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 14, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(hairline())
        self._column.addSpacing(10)
        self._column.addWidget(self._title)
        self._column.addWidget(self._none)

    def show_people(self, people: Sequence[Participant]) -> None:
        """Show these persons; a question about one of them stays open where nothing about them changed."""
        if tuple(people) == self._people:
            return
        held = self.isAncestorOf(QApplication.focusWidget() or self)
        self._people = tuple(people)
        for row in self.rows:
            row.hide()
            self._column.removeWidget(row)
            row.deleteLater()
        self.rows = [self._row(person) for person in self._people]
        self._none.setVisible(not self.rows)
        if held:
            self._take_keyboard()

    def _row(self, person: Participant) -> PersonRow:
        row = PersonRow(self._ui, person)
        row.wanted.connect(self.cancel)
        row.confirmed.connect(lambda: self._confirmed(person.id))
        self._column.addWidget(row)
        row.show()  # at once, so that it can take the keyboard from the row before it
        return row

    def _confirmed(self, person_id: ParticipantId) -> None:
        self.cancel()
        self.forget_wanted.emit(person_id)

    def _take_keyboard(self) -> None:
        """The row that had the keyboard is gone: the next thing that can be done here gets it."""
        left = [row.forget for row in self.rows if not row.forget.isHidden()]
        (left[0] if left else self._before).setFocus()

    def cancel(self) -> None:
        """Close an open question."""
        for row in self.rows:
            if row.asking:
                row.cancel()

    def hideEvent(self, event: QHideEvent) -> None:
        self.cancel()
        super().hideEvent(event)

    def retranslate(self) -> None:
        """Word the section."""
        t = self._ui.language.t
        self._title.setText(t("Persons of the firm"))
        self._none.setText(t("Nobody is registered for this firm."))
        for row in self.rows:
            row.retranslate()
