"""The screen of all firms of a workshop."""

from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication

from app.common.messages import N_
from app.common.turkish import sort_key
from app.records import ChangeSet, FirmId, Kind, Participant, ParticipantId, WorkshopId
from app.services.duplicates import DuplicateService
from app.services.erasing import ErasureService
from app.services.firms import FirmService
from app.services.rows import FirmRow
from app.ui.context import UiContext
from app.ui.firms.columns import firm_columns, firm_painters, searched
from app.ui.firms.duplicates import Duplicates
from app.ui.firms.form import FirmForm, form_values
from app.ui.page import PageKey
from app.ui.table_page import TABLE_KEYS, TablePage
from app.ui.widgets import Button
from app.ui.widgets.rows_model import RowsModel

_SHOWN = {Kind.FIRM, Kind.ATTENDANCE, Kind.PARTICIPANT, Kind.CARD}


class FirmsPage(TablePage[FirmRow]):
    """Search, edit beside the table, add a firm, import a list, forget a person, merge firms entered twice."""

    keys: ClassVar[tuple[PageKey, ...]] = (
        *TABLE_KEYS,
        PageKey(("Ctrl", "Shift", "N"), N_("Add a firm")),
        PageKey(("Ctrl", "Shift", "D"), N_("Possible duplicate firms")),
    )

    def __init__(
        self, ui: UiContext, firms: FirmService, erasure: ErasureService, duplicates: DuplicateService
    ) -> None:
        rows = RowsModel(firm_columns(ui), lambda row: row.firm.id, searched)
        form = FirmForm(ui)
        super().__init__(ui, rows, form, icon="firm", painters=firm_painters(ui), strong="name")
        self._firms = firms
        self._erasure = erasure
        self._people: dict[FirmId, list[Participant]] = {}
        self.importing = Button(ui, icon="import", keys=("Ctrl", "O"))
        self.importing.clicked.connect(lambda: self.navigate.emit("import", None))
        self.add = Button(ui, role="primary", icon="add", keys=("Ctrl", "Shift", "N"))
        self.add.clicked.connect(self._add)
        self.duplicates = Duplicates(ui, duplicates, self)
        self.duplicates.toggled.connect(self._show_duplicates)
        for keys, act in (("Ctrl+Shift+N", self._add), ("Ctrl+Shift+D", self.duplicates.toggle)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        self.tools.insertWidget(2, self.duplicates.chip)
        self.tools.addWidget(self.importing)
        self.tools.addWidget(self.add)
        self.middle.insertWidget(0, self.duplicates.panel, 1)
        self.form.edited.connect(self._edit)
        form.people.forget_wanted.connect(self._forget)
        self.empty.acted.connect(lambda: self.navigate.emit("import", None))
        self.empty.linked.connect(lambda: self.navigate.emit("load-sample", None))
        self.retranslate()

    def fetch(self, workshop_id: WorkshopId) -> list[FirmRow]:
        return self._firms.rows(workshop_id)

    def form_values(self, row: FirmRow) -> tuple[str, str, dict[str, Any]]:
        return form_values(row, self._people.get(row.firm.id, ()))

    def count_words(self, shown: int, total: int) -> str:
        t = self.ui.language.t
        if shown == total:
            return t.plural("{n} firm", "{n} firms", total)
        return t("{shown} of {total} firms", shown=self.number(shown), total=self.number(total))

    def _add(self) -> None:
        """Make a firm with a name to be typed over, and open its form."""
        workshop_id = self.workshop_id
        if workshop_id is None:
            self.navigate.emit("new-workshop", None)
            return
        name = self.ui.language.t("New firm")

        def added(changes: ChangeSet) -> None:
            self.open_item(changes.created(Kind.FIRM)[0])

        self.ui.runner.change(lambda: self._firms.add(workshop_id, name), added)

    def _edit(self, firm_id: str, values: dict[str, Any]) -> None:
        workshop_id = self.workshop_id
        self.ui.runner.change(lambda: self._firms.edit(FirmId(firm_id), workshop_id, **values))

    def _forget(self, participant_id: str) -> None:
        def forgotten(_changes: ChangeSet) -> None:
            self.ui.toasts.show(self.ui.language.t("Personal data erased"), "participant")

        self.ui.runner.change(lambda: self._erasure.forget(ParticipantId(participant_id)), forgotten)

    def show_workshop(self, workshop_id: WorkshopId | None) -> None:
        self._people = {}
        super().show_workshop(workshop_id)
        self._read_people()
        self.duplicates.show_workshop(workshop_id)

    def _show_duplicates(self) -> None:
        """The pairs take the place of the table, or give it back."""
        is_open = self.duplicates.is_open
        held = self.isAncestorOf(QApplication.focusWidget() or self)
        if is_open:
            self._close_form()
        for part in (self.table, self.search):
            part.setHidden(is_open)
        self.duplicates.panel.setVisible(is_open)
        if is_open:
            self.duplicates.panel.list.setFocus()
        elif held:
            self.focus_first()

    def open_item(self, payload: object) -> None:
        self.duplicates.close()
        super().open_item(payload)

    def focus_first(self) -> None:
        if self.duplicates.is_open:
            self.duplicates.panel.list.setFocus()
        else:
            super().focus_first()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.duplicates.wake(awake=True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.duplicates.wake(awake=False)

    def restyle(self) -> None:
        super().restyle()
        self.duplicates.panel.restyle()

    def _read_people(self) -> None:
        """Fetch every person of the workshop again."""
        asked = self.workshop_id
        if asked is None:
            return

        def show(found: list[Participant]) -> None:
            if asked == self.workshop_id:
                self._people = _by_firm(found)
                self.rows_changed()

        self.ui.runner.run_db(lambda: self._firms.people(asked), show)

    def apply(self, changes: ChangeSet) -> None:
        if Kind.PARTICIPANT in changes.kinds:
            self._read_people()
        if changes.kinds & _SHOWN:
            self.reload()
        self.duplicates.apply(changes)

    def retranslate(self) -> None:
        t = self.ui.language.t
        self.title.setText(t("Firms"))
        self.view.setAccessibleName(t("Firms"))
        self.search.setPlaceholderText(t("Search firms"))
        self.search.setAccessibleName(t("Search firms"))
        self.importing.setText(t("Import a list"))
        self.add.setText(t("Add a firm"))
        self.empty.say(
            t("No firms yet"),
            t("Take in the registration list; headers may be Turkish or English, and you see a trial first."),
            t("Import a list"),
            t("Open the sample"),
            keys=("Ctrl", "O"),
        )
        self.nothing.say(t("No firm fits"), t("Nothing matches this search."), t("Show all firms"), keys=("Esc",))
        self.form.retranslate()
        self.duplicates.retranslate()
        self.rows.reword()
        self.rows_changed()


def _by_firm(people: list[Participant]) -> dict[FirmId, list[Participant]]:
    """The persons of each firm by name, those without a name last."""
    grouped: dict[FirmId, list[Participant]] = {}
    for person in sorted(people, key=lambda one: (not one.name, sort_key(one.name or ""), one.id)):
        grouped.setdefault(person.firm_id, []).append(person)
    return grouped
