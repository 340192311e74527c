"""What two people changed at the same time: nothing is lost, and one key shows the other value."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QWidget

from app.common.errors import AppError
from app.records import ChangeSet, Kind
from app.services.sync import SyncService
from app.services.sync_rows import ConflictRow, SyncStatus
from app.ui.context import UiContext
from app.ui.sync.compare import Compare
from app.ui.sync.conflict_list import ConflictModel, ConflictView
from app.ui.sync.fields import field_word
from app.ui.sync.kind_words import kind_word
from app.ui.sync.part import Part
from app.ui.widgets import Button, ElidedLabel, EmptyState, Panel, label

_PAGES = {Kind.CARD.value: "cards", Kind.FIRM.value: "firms", Kind.SYNERGY.value: "board"}


class ConflictsPart(Part):
    """The list at the left, the current conflict at the right, and what can be done with it below.

    Enter lets the shown value stay; Ctrl+. (the window's own key) shows the other one. Both can be undone.
    """

    def __init__(self, ui: UiContext, sync: SyncService) -> None:
        super().__init__(ui)
        self._sync = sync
        self._loaded = False
        self.model = ConflictModel(ui)
        self.view = ConflictView(ui, self.model)
        self.compare = Compare(ui)
        self.title, self.field = ElidedLabel("", "lead"), label("", "count")
        self.empty = EmptyState(ui, "check")
        self.keep_button = Button(ui, role="primary", icon="check", keys=("↵",))
        self.swap_button = Button(ui, icon="sync", keys=("Ctrl", "."))
        self.open_button = Button(ui, role="quiet", icon="open")
        self._lay_out()
        self.view.chosen.connect(self._show_current)
        self.view.settled.connect(self.keep)
        self.keep_button.clicked.connect(self.keep)
        self.swap_button.clicked.connect(self.swap)
        self.open_button.clicked.connect(self._open_row)

    def _lay_out(self) -> None:
        self.list_panel = Panel(head=True)
        self.list_panel.body.setContentsMargins(1, 1, 1, 6)
        self.list_panel.body.addWidget(self.view, 1)
        detail = Panel()
        head = QFrame()
        head.setProperty("role", "head")
        words = QHBoxLayout(head)
        words.setContentsMargins(14, 0, 8, 0)
        words.setSpacing(8)
        words.addWidget(self.title, 1)
        words.addWidget(self.field)
        words.addWidget(self.open_button)
        bar = QFrame()
        bar.setProperty("role", "actionbar")
        acts = QHBoxLayout(bar)
        acts.setContentsMargins(14, 9, 14, 9)
        acts.setSpacing(8)
        acts.addWidget(self.keep_button)
        acts.addWidget(self.swap_button)
        acts.addStretch(1)
        for part, stretch in ((head, 0), (self.compare, 1), (bar, 0)):
            detail.body.addWidget(part, stretch)
        full = QWidget()
        row = QHBoxLayout(full)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.list_panel)
        row.addWidget(detail, 1)
        nothing = Panel()
        nothing.body.addWidget(self.empty)
        self._full, self._nothing = full, nothing
        self._stack = QStackedWidget()
        self._stack.addWidget(nothing)
        self._stack.addWidget(full)
        self.column.addWidget(self._stack)

    # what stands

    def show_status(self, status: SyncStatus) -> None:
        super().show_status(status)
        if self.isVisible() or (self._loaded and not status.conflicts):
            self.opened()

    def opened(self) -> None:
        self.ui.runner.run_db(self._sync.conflicts, self._show)

    def _show(self, found: list[ConflictRow]) -> None:
        self._loaded = True
        place = self.view.currentIndex().row()
        had_keyboard = self.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self.model.show(found)
        self._stack.setCurrentWidget(self._full if found else self._nothing)
        t = self.ui.language.t
        self.list_panel.count.setText(t.plural("{n} row", "{n} rows", len(found)) if found else "")
        if not self.view.currentIndex().isValid():
            self.view.choose_at(place)
        self._show_current()
        if had_keyboard and not found:
            self.empty.button.setFocus()

    def _show_current(self) -> None:
        row = self.view.current_row()
        for button in (self.keep_button, self.swap_button, self.open_button):
            button.setEnabled(row is not None)
        if row is None:
            return
        t = self.ui.language.t
        self.title.setText(self.model.text(row))
        self.field.setText(field_word(row.entity, row.group, t))
        self.open_button.setVisible(row.entity in _PAGES)
        self.open_button.setText(t("Open: {what}", what=kind_word(row.entity, t)))
        self.compare.show_conflict(row)

    # acts

    def swap(self) -> None:
        """Show the other value of the current conflict."""
        row, sync = self.view.current_row(), self._sync
        if row is None:
            return

        def swapped(changes: ChangeSet) -> None:
            t = self.ui.language.t
            self.ui.toasts.undo(t("The other value is shown: {title}", title=row.title), t("Undo"), "conflict")
            self._told()

        self.ui.runner.change(lambda: sync.swap(row), swapped, self._refused)

    def keep(self) -> None:
        """The shown value stays; the conflict is settled."""
        row, sync = self.view.current_row(), self._sync
        if row is None:
            return

        def kept(changes: ChangeSet) -> None:
            t = self.ui.language.t
            self.ui.toasts.undo(t("Settled: {title}", title=row.title), t("Undo"), "check")
            self._told()

        self.ui.runner.change(lambda: sync.keep(row), kept, self._refused)

    def _told(self) -> None:
        self.refreshed.emit()
        self.opened()

    def _refused(self, error: AppError) -> None:
        """Somebody else was quicker: show what is left."""
        self.ui.runner.refused.emit(error)
        self.opened()

    def _open_row(self) -> None:
        row = self.view.current_row()
        if row is not None:
            self.navigate.emit(_PAGES[row.entity], row.entity_id)

    # look

    def focus_first(self) -> None:
        (self.view if self.model.rowCount() else self.empty.button).setFocus()

    def retranslate(self) -> None:
        t = self.ui.language.t
        self.list_panel.title.setText(t("Conflicts"))
        self.view.setAccessibleName(t("Conflicts"))
        self.keep_button.setText(t("Keep the shown value"))
        self.swap_button.setText(t("Show the other"))
        self.empty.say(
            t("No conflicts"),
            t(
                "Where two people change the same thing without knowing of each other, both values are kept and "
                "compared here. Work goes on meanwhile."
            ),
        )
        self.model.reword()
        self._show_current()

    def restyle(self) -> None:
        self.list_panel.setFixedWidth(self.ui.theme.px(286))
        self.view.doItemsLayout()
