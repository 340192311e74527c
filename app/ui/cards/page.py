"""The screen of all cards of a workshop."""

from typing import Any, ClassVar

from app.common.messages import N_
from app.records import CardId, ChangeSet, Direction, Kind, WorkshopId
from app.services.cards import CardService
from app.services.lookups import LookupService
from app.services.rows import CardRow
from app.ui.cards.columns import card_columns, card_painters, searched
from app.ui.cards.form import CardForm, form_values
from app.ui.context import UiContext
from app.ui.page import PageKey
from app.ui.table_page import TABLE_KEYS, TablePage
from app.ui.widgets import Button, Segmented
from app.ui.widgets.rows_model import RowsModel

_ONE_BY_ONE = 20  # more changed cards than this are fetched together


class CardsPage(TablePage[CardRow]):
    """Search, filter by direction, edit beside the table, delete with undo."""

    keys: ClassVar[tuple[PageKey, ...]] = (*TABLE_KEYS, PageKey(("Del",), N_("Delete card")))

    def __init__(self, ui: UiContext, cards: CardService, lookups: LookupService) -> None:
        rows = RowsModel(card_columns(ui), lambda row: row.card.id, searched)
        form = CardForm(ui)
        super().__init__(ui, rows, form, icon="card", painters=dict(card_painters(ui)), strong="title")
        self._cards, self._lookups, self._card_form = cards, lookups, form
        form.code_asked.connect(self._look_up)
        self.direction = Segmented(ui, (("all", ""), ("have", ""), ("want", "")), "all")
        self.direction.chosen.connect(self._filter)
        self.tools.insertWidget(3, self.direction)
        self.remove = Button(ui, role="quiet", icon="trash", keys=("Del",))
        self.remove.clicked.connect(self._delete_current)
        self.entry = Button(ui, role="primary", icon="capture")
        self.entry.clicked.connect(lambda: self.navigate.emit("capture", None))
        self.tools.addWidget(self.remove)
        self.tools.addWidget(self.entry)
        self.form.edited.connect(self._edit)
        self.empty.acted.connect(lambda: self.navigate.emit("capture", None))
        self.empty.linked.connect(lambda: self.navigate.emit("import", None))
        self.retranslate()

    def fetch(self, workshop_id: WorkshopId) -> list[CardRow]:
        return self._cards.rows(workshop_id)

    def form_values(self, row: CardRow) -> tuple[str, str, dict[str, Any]]:
        return form_values(row, self.ui)

    def count_words(self, shown: int, total: int) -> str:
        t = self.ui.language.t
        if shown == total:
            return t.plural("{n} card", "{n} cards", total)
        return t("{shown} of {total} cards", shown=self.number(shown), total=self.number(total))

    def _filter(self, key: str) -> None:
        wanted = None if key == "all" else Direction(key)
        self.rows.set_filter(None if wanted is None else lambda row: row.card.direction is wanted)
        self.rows_changed()

    def clear_search(self) -> None:
        self.direction.set_current("all")
        self.rows.set_filter(None)
        super().clear_search()
        self.rows_changed()

    def _edit(self, card_id: str, values: dict[str, Any]) -> None:
        self.ui.runner.change(lambda: self._cards.edit(CardId(card_id), **values))

    def _look_up(self, code: str) -> None:
        """Put the code's short title under it; the tables are read in the background."""
        self.ui.runner.run_io(lambda: self._lookups.code(code), lambda name: self._card_form.say_code(code, name))

    def _delete_current(self) -> None:
        row = self.view.current_row()
        if row is not None:
            self.delete_row(row)

    def delete_row(self, row: CardRow) -> None:
        title = row.card.title

        def deleted(changes: ChangeSet) -> None:
            t = self.ui.language.t
            self.ui.toasts.undo(t("Deleted: {title}", title=title), t("Undo"), "trash")

        self.ui.runner.change(lambda: self._cards.delete(row.card.id), deleted)

    def apply(self, changes: ChangeSet) -> None:
        touched = changes.of(Kind.CARD)
        if Kind.FIRM in changes.kinds or Kind.ATTENDANCE in changes.kinds or len(touched) > _ONE_BY_ONE:
            self.reload()
            return
        gone = [change.id for change in touched if change.after is None]
        changed = [CardId(change.id) for change in touched if change.after is not None]
        if not touched:
            return

        def fetch() -> list[CardRow]:
            return [self._cards.get(card_id) for card_id in changed]

        def show(found: list[CardRow]) -> None:
            here = [row for row in found if row.card.workshop_id == self.workshop_id]
            self.rows.update_rows(here, gone)
            self.rows_changed()

        self.ui.runner.run_db(fetch, show)

    def retranslate(self) -> None:
        t = self.ui.language.t
        self.title.setText(t("Cards"))
        self.view.setAccessibleName(t("Cards"))
        self.search.setPlaceholderText(t("Search cards"))
        self.search.setAccessibleName(t("Search cards"))
        self.direction.set_labels((("all", t("All")), ("have", t("Have")), ("want", t("Want"))))
        self.remove.setText(t("Delete"))
        self.entry.setText(t("Card entry"))
        self.empty.say(
            t("No cards yet"),
            t("Write what a firm has or needs in one line; quantity and unit are read from it."),
            t("Write the first card"),
            t("Import a list"),
        )
        self.nothing.say(
            t("No card fits"), t("Nothing matches this search and filter."), t("Show all cards"), keys=("Esc",)
        )
        self.form.retranslate()
        self.rows.reword()
        self.rows_changed()
