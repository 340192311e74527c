"""What the screens with one big table have in common: title, search, the table, its empty states, a form beside it."""

from collections.abc import Callable
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QWidget

from app.common.messages import N_
from app.i18n.formats import format_number
from app.records import ChangeSet, WorkshopId
from app.ui.context import UiContext
from app.ui.page import Page, PageKey, toolbar
from app.ui.snap_list import SnapFrame
from app.ui.widgets import EmptyState, Panel, SearchBox, label
from app.ui.widgets.record_form import RecordForm
from app.ui.widgets.rows_model import RowsModel
from app.ui.widgets.rows_view import CellPainter, RowsView

R = TypeVar("R")
TABLE_KEYS: Final = (
    PageKey(("Ctrl", "F"), N_("Search; typing in the table searches too")),
    PageKey(("↵",), N_("Open beside the table")),
    PageKey(("Esc",), N_("Close the form, clear the search")),
)


class TablePage(Page, Generic[R]):
    """Subclasses give model, painters and form, fetch rows and word what they show.

    Keys: typing searches, Enter opens the form, Esc closes it, Delete deletes, Ctrl+F goes to the search field.
    """

    def __init__(
        self,
        ui: UiContext,
        rows: RowsModel[R],
        form: RecordForm,
        *,
        icon: str,
        painters: dict[str, CellPainter],
        strong: str,
    ) -> None:
        super().__init__(ui)
        self.rows = rows
        self.form = form
        self.view = RowsView(ui, rows, painters, strong)
        self.search = SearchBox(ui)
        self.title = label("", "title")
        self.count = label("", "count")
        self.empty = EmptyState(ui, icon)
        self.nothing = EmptyState(ui, "filter")
        self.tools = toolbar(self.title, self.count)
        self._loaded = False
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.tools.addWidget(self.search)
        self.table = Panel()
        self._stack = QStackedLayout()
        self._frame = SnapFrame(self.view)
        for layer in (self._frame, self.empty, self.nothing):
            self._stack.addWidget(layer)
        self.table.body.setContentsMargins(1, 1, 1, 5)
        self.table.body.addLayout(self._stack)
        self.middle = QHBoxLayout()
        self.middle.setContentsMargins(14, 0, 14, 12)
        self.middle.setSpacing(12)
        self.middle.addWidget(self.table, 1)
        self.middle.addWidget(self.form)
        self.set_content(self.tools, self.middle)
        self.form.hide()

    def _connect(self) -> None:
        self.search.searched.connect(self._searched)
        self.search.returnPressed.connect(self._to_table)
        self.view.typed.connect(self._type_search)
        self.view.opened.connect(self._open_form)
        self.view.chosen.connect(self._chosen)
        self.view.deleted.connect(self.delete_row)
        self.form.closed.connect(self._close_form)
        self.nothing.acted.connect(self.clear_search)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.search.setFocus)
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.form)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self._close_form)

    # what subclasses do

    def fetch(self, workshop_id: WorkshopId) -> list[R]:
        """All rows of a workshop; called on the database thread."""
        raise NotImplementedError

    def form_values(self, row: R) -> tuple[str, str, dict[str, Any]]:
        """Id of what the form edits, the form's title, and its values."""
        raise NotImplementedError

    def delete_row(self, row: R) -> None:
        """Delete was pressed on a row; the default keeps it."""

    def count_words(self, shown: int, total: int) -> str:
        """How many rows are shown of how many; both are below or equal `total`."""
        raise NotImplementedError

    # rows

    def show_workshop(self, workshop_id: WorkshopId | None) -> None:
        super().show_workshop(workshop_id)
        self._loaded = False
        self._close_form()
        self.reload()

    def reload(self, after: Callable[[], None] | None = None) -> None:
        """Fetch every row again; `after` runs when they are shown."""
        if self.workshop_id is None:
            self._fill([])
            return
        asked = self.workshop_id

        def show(found: list[R]) -> None:
            if asked == self.workshop_id:
                self._fill(found)
                if after is not None:
                    after()

        self.ui.runner.run_db(lambda: self.fetch(asked), show)

    def _fill(self, found: list[R]) -> None:
        self._loaded = True
        self.rows.set_rows(found)
        self.rows_changed()

    def rows_changed(self) -> None:
        """Show count, empty state and form as the rows now are."""
        shown, total = self.rows.rowCount(), self.rows.total
        self.count.setText(self.count_words(shown, total) if total else "")
        if self._loaded and not total:
            self._stack.setCurrentWidget(self.empty)
        elif self._loaded and not shown:
            self._stack.setCurrentWidget(self.nothing)
        else:
            self._stack.setCurrentWidget(self._frame)
            self.view.choose_first()
        row = self.view.current_row()
        if row is None or self._stack.currentWidget() is not self._frame:
            self._close_form()
        elif self.form.isVisible():
            self.form.show_record(*self.form_values(row))

    def number(self, value: int) -> str:
        """A count as the language writes it."""
        return format_number(value, self.ui.language.t.language)

    def _searched(self, text: str) -> None:
        self.rows.search(text)
        self.rows_changed()

    def clear_search(self) -> None:
        """Show everything again."""
        self.search.clear()
        self.view.setFocus()

    def _type_search(self, text: str) -> None:
        self.search.setFocus()
        self.search.setText(self.search.text() + text)

    def _to_table(self) -> None:
        self.view.setFocus()
        self.view.choose_first()

    # form

    def _chosen(self, row: R) -> None:
        if self.form.isVisible():
            self.form.show_record(*self.form_values(row))

    def _open_form(self, row: R) -> None:
        self.form.show_record(*self.form_values(row))
        self.form.show()
        self.form.focus_first()

    def _close_form(self) -> None:
        if self.form.isVisible():
            self.form.hide()
            self.view.setFocus()

    def open_item(self, payload: object) -> None:
        """Single out a row by its id, in whatever the search lets through."""

        def choose() -> None:
            if not self.view.choose(str(payload)):
                self.search.clear()
                self.rows.search("")
                self.rows_changed()
                self.view.choose(str(payload))
            row = self.view.current_row()
            if row is not None:
                self._open_form(row)

        self.reload(choose)

    def apply(self, changes: ChangeSet) -> None:
        self.reload()

    def restyle(self) -> None:
        theme = self.ui.theme
        self.view.restyle()
        self._frame.snap()
        self.form.restyle()
        self.search.setFixedWidth(theme.px(220))

    def focus_first(self) -> None:
        target: QWidget = self.view if self._stack.currentWidget() is self._frame else self.empty.button
        target.setFocus()
