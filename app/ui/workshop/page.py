"""The first screen: the workshop's counters with the rule behind them, its tables, its newest cards."""

from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from app.common.errors import AppError, StaleError
from app.i18n.formats import format_number
from app.records import ChangeSet, Counters, Direction, WorkshopId
from app.services import Services
from app.services.reporting import COUNTING_RULE
from app.services.rows import CardRow, FirmRow
from app.ui.context import UiContext
from app.ui.page import Page, toolbar
from app.ui.snap_list import SnapFrame
from app.ui.widgets import Button, DirectionGlyph, EmptyState, Panel, label
from app.ui.workshop.figures import FigureBand
from app.ui.workshop.recent import RecentModel, RecentView
from app.ui.workshop.tables import TablesModel, TablesView, gather

_FIGURES = ("firms", "participants", "cards", "synergies", "open")
_RECENT = 40


@dataclass(frozen=True)
class Overview:
    """What the screen shows of a workshop."""

    sample: bool
    counters: Counters
    firms: list[FirmRow]
    recent: list[CardRow]


class WorkshopPage(Page):
    """Counters, tables, newest cards; where there is no workshop yet, the two ways to begin."""

    def __init__(self, ui: UiContext, services: Services) -> None:
        super().__init__(ui)
        self._services = services
        self._overview: Overview | None = None
        self._open: int | None = None
        self.title = label("", "title")
        self.band = FigureBand(ui, _FIGURES, accent="synergies")
        self.rule = label("", "dim", wrap=True)
        self.tables = TablesModel(ui)
        self.recent = RecentModel(ui)
        self.recent_view = RecentView(ui, self.recent)
        self.empty = EmptyState(ui, "workshop")
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        ui = self.ui
        self.no_sample = Button(ui, role="quiet", icon="trash")
        self.no_sample.hide()
        self.report = Button(ui, icon="report", keys=("Ctrl", "E"))
        self.entry = Button(ui, role="primary", icon="capture", keys=("Ctrl", "2"))
        tools = toolbar(self.title)
        tools.addWidget(self.no_sample)
        tools.addWidget(self.report)
        tools.addWidget(self.entry)
        self.tables_panel = Panel(head=True)
        self._have, self._want = label("", "small"), label("", "small")
        head = self.tables_panel.head
        if head is not None:
            for part in (
                DirectionGlyph(ui, Direction.HAVE, 14),
                self._have,
                DirectionGlyph(ui, Direction.WANT, 14),
                self._want,
            ):
                head.addWidget(part)
            head.addSpacing(4)
        self.tables_view = TablesView(ui, self.tables)
        self._frames = SnapFrame(self.tables_view), SnapFrame(self.recent_view)
        self.tables_panel.body.addWidget(self._frames[0], 1)
        self.recent_panel = Panel(head=True)
        self.recent_panel.body.addWidget(self._frames[1], 1)
        for panel in (self.tables_panel, self.recent_panel):
            panel.body.setContentsMargins(1, 1, 1, 6)
        lists = QHBoxLayout()
        lists.setSpacing(12)
        lists.addWidget(self.tables_panel, 3)
        lists.addWidget(self.recent_panel, 2)
        full = QWidget()
        column = QVBoxLayout(full)
        column.setContentsMargins(14, 0, 14, 12)
        column.setSpacing(0)
        column.addWidget(self.band)
        column.addSpacing(6)
        column.addWidget(self.rule)
        column.addSpacing(10)
        column.addLayout(lists, 1)
        self._full = full
        self._stack = QStackedLayout()
        self._stack.addWidget(full)
        self._stack.addWidget(self.empty)
        self.set_content(tools, self._stack)

    def _connect(self) -> None:
        self.entry.clicked.connect(lambda: self.navigate.emit("capture", None))
        self.no_sample.clicked.connect(lambda: self.navigate.emit("remove-sample", None))
        self.report.clicked.connect(lambda: self.navigate.emit("reports", None))
        self.empty.acted.connect(lambda: self.navigate.emit("import", None))
        self.empty.linked.connect(lambda: self.navigate.emit("load-sample", None))
        self.recent_view.activated.connect(
            lambda index: self.navigate.emit("cards", self.recent_view.card_of(index).card.id)
        )

    def show_workshop(self, workshop_id: WorkshopId | None) -> None:
        super().show_workshop(workshop_id)
        self._overview = self._open = None
        self._load()

    def apply(self, changes: ChangeSet) -> None:
        self._load()

    def _load(self) -> None:
        asked, services = self.workshop_id, self._services
        if asked is None:
            self._show()
            return

        def fetch() -> Overview:
            workshop, counters = services.workshops.get(asked), services.workshops.counters(asked)
            return Overview(
                workshop.sample, counters, services.firms.rows(asked), services.cards.recent(asked, _RECENT)
            )

        def show(found: Overview) -> None:
            if asked == self.workshop_id:
                self._overview = found
                self._show()
                self._count_open(asked)

        def failed(error: AppError) -> None:
            if not isinstance(error, StaleError):  # removed just now: the window turns to another workshop
                self.ui.runner.refused.emit(error)

        self.ui.runner.run_db(fetch, show, failed)

    def _count_open(self, asked: WorkshopId) -> None:
        """Open suggestions come later: matching may have to get ready first."""

        def show(count: int) -> None:
            if asked == self.workshop_id:
                self._open = count
                self._show()

        self.ui.runner.run_io(lambda: self._services.suggestions.count_open(asked), show)

    def _show(self) -> None:
        overview = self._overview
        self.no_sample.setVisible(overview is not None and overview.sample)
        if overview is None:
            self._stack.setCurrentWidget(self.empty if self.workshop_id is None else self._full)
            return
        self._stack.setCurrentWidget(self._full)
        self._show_figures(overview)
        tables = gather(overview.firms)
        self.tables.show(tables)
        t = self.ui.language.t
        self.tables_panel.count.setText(
            t.plural("{n} table", "{n} tables", sum(one.number is not None for one in tables))
        )
        self.recent.show(overview.recent)

    def _show_figures(self, overview: Overview) -> None:
        t, counters, figures = self.ui.language.t, overview.counters, self.band.figures

        def number(value: int) -> str:
            return format_number(value, t.language)

        arrived = sum(row.attendance.arrived_at is not None for row in overview.firms)
        with_cards = sum(bool(row.haves or row.wants) for row in overview.firms)
        figures["firms"].say(number(counters.firms), t("firms"), t("arrived: {count}", count=number(arrived)))
        detail = t("firms with cards: {count}", count=number(with_cards))
        figures["participants"].say(number(counters.participants), t("participants"), detail)
        both = t("{haves} haves, {wants} wants", haves=number(counters.haves), wants=number(counters.wants))
        figures["cards"].say(number(counters.cards), t("resource cards"), both)
        figures["synergies"].say(number(counters.potential_synergies), t("potential synergies"), t("each pair once"))
        waiting = "…" if self._open is None else number(self._open)
        figures["open"].say(waiting, t("open suggestions"), t("counted apart, never added"))

    def retranslate(self) -> None:
        t = self.ui.language.t
        self.title.setText(t("Workshop"))
        self.no_sample.setText(t("Remove the sample"))
        self.report.setText(t("Reports"))
        self.entry.setText(t("Card entry"))
        self.rule.setText(t(COUNTING_RULE))
        self.tables_panel.title.setText(t("Tables"))
        self.tables_view.setAccessibleName(t("Tables"))
        self._have.setText(t("Have"))
        self._want.setText(t("Want"))
        self.recent_panel.title.setText(t("Newest cards"))
        self.recent_view.setAccessibleName(t("Newest cards"))
        self.empty.say(
            t("Begin a workshop"),
            t("Take in the registration list from Excel or CSV, or look around in the invented İzmir sample first."),
            t("Import a list"),
            t("Open the sample"),
            keys=("Ctrl", "O"),
        )
        self._show()

    def restyle(self) -> None:
        for view, frame in zip((self.tables_view, self.recent_view), self._frames, strict=True):
            view.doItemsLayout()
            frame.snap()

    def focus_first(self) -> None:
        if self._stack.currentWidget() is self.empty:
            self.empty.button.setFocus()
        else:
            self.recent_view.setFocus()
