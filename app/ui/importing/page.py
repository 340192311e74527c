"""The screen that takes in a list: choose, look at the trial, take it in."""

from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from app.common.errors import AppError
from app.common.messages import N_
from app.exchange.import_rows import ImportPlan, RememberedMapping
from app.records import ChangeSet, Kind, Workshop, WorkshopId
from app.services.imports import ImportOutcome, ImportService
from app.services.workshops import WorkshopService
from app.ui.context import UiContext
from app.ui.importing.chooser import Chooser
from app.ui.importing.mapping_panel import MappingPanel
from app.ui.importing.trial_panel import TrialPanel
from app.ui.page import Page, PageKey, toolbar
from app.ui.toasts import Toast
from app.ui.widgets import Banner, Button, Panel, label


class ImportPage(Page):
    """Reading and storing run elsewhere; every choice reads the file again, so that the trial is always true."""

    keys: ClassVar[tuple[PageKey, ...]] = (PageKey(("Ctrl", "↵"), N_("Import what the trial shows")),)
    _read_so_far = Signal(int, int)

    def __init__(self, ui: UiContext, imports: ImportService, workshops: WorkshopService) -> None:
        super().__init__(ui)
        self._imports = imports
        self._workshops = workshops
        self.path: Path | None = None
        self.plan: ImportPlan | None = None
        self._decimal: str | None = None
        self._mapping_now: RememberedMapping | None = None
        self._asked = 0
        self._progress: Toast | None = None
        self.title = label("", "title")
        self.file = label("", "count")
        self.error = Banner(ui, "danger", closable=True)
        self.chooser = Chooser(ui)
        self.mapping = MappingPanel(ui)
        self.trial = TrialPanel(ui)
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        self.other = Button(self.ui, icon="folder")
        self.run = Button(self.ui, role="primary", icon="import", keys=("Ctrl", "↵"))
        tools = toolbar(self.title, self.file)
        tools.addWidget(self.other)
        tools.addWidget(self.run)
        first = Panel()
        first.body.addWidget(self.chooser)
        second = QWidget()
        both = QHBoxLayout(second)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(12)
        both.addWidget(self.mapping, 1)
        both.addWidget(self.trial, 1)
        self._steps = QStackedLayout()
        self._steps.addWidget(first)
        self._steps.addWidget(second)
        middle = QVBoxLayout()
        middle.setContentsMargins(14, 0, 14, 12)
        middle.setSpacing(10)
        middle.addWidget(self.error)
        middle.addLayout(self._steps, 1)
        self.set_content(tools, middle)
        self.error.hide()
        self._to_choice()

    def _connect(self) -> None:
        self.chooser.chosen.connect(self.read)
        self.other.clicked.connect(self._to_choice)
        self.run.clicked.connect(self.store)
        self.mapping.changed.connect(self._read_again)
        self.trial.decimal_chosen.connect(self._set_decimal)
        self._read_so_far.connect(self._show_progress)
        go = QShortcut(QKeySequence("Ctrl+Return"), self)
        go.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        go.activated.connect(self.store)

    def show_workshop(self, workshop_id: WorkshopId | None) -> None:
        super().show_workshop(workshop_id)
        self._load_workshops()

    def apply(self, changes: ChangeSet) -> None:
        if Kind.WORKSHOP in changes.kinds:
            self._load_workshops()

    def _load_workshops(self) -> None:
        def show(found: list[Workshop]) -> None:
            self.trial.show_workshops(found, None)

        self.ui.runner.run_db(self._workshops.list, show)

    def _to_choice(self) -> None:
        self.path = self.plan = None
        self.file.setText("")
        self._steps.setCurrentIndex(0)
        for button in (self.other, self.run):
            button.hide()

    # the trial

    def read(self, path: Path) -> None:
        """Read a file and show what it would bring, with the mapping remembered from earlier files."""
        self.path = path
        self._decimal = None
        self.trial.decimal.set_current("")
        self.ui.runner.run_db(self._imports.remembered_mapping, self._read_again, self._fail)

    def _set_decimal(self, sign: str) -> None:
        self._decimal = sign or None
        self._read_again(None)

    def _read_again(self, mapping: RememberedMapping | None) -> None:
        """Read the file with a mapping; None = as the trial on screen has it. Only the newest answer is shown."""
        path, decimal = self.path, self._decimal
        if path is None:
            return
        self._asked += 1
        asked = self._asked
        if mapping is None:
            mapping = self._mapping_now
        self._mapping_now = mapping
        self._begin(self.ui.language.t("Reading {name}", name=path.name))

        def shown(plan: ImportPlan) -> None:
            if asked == self._asked:
                self._end()
                self._show(plan)

        def failed(error: AppError) -> None:
            if asked == self._asked:
                self._fail(error)

        self.ui.runner.run_io(
            lambda: self._imports.preview(path, decimal, mapping, self._read_so_far.emit), shown, failed
        )

    def _show(self, plan: ImportPlan) -> None:
        self.plan = plan
        self.error.hide()
        self.mapping.show_plan(plan)
        self.trial.show_plan(plan)
        self.file.setText(plan.source)
        self._steps.setCurrentIndex(1)
        self.other.show()
        self.run.show()
        self._word_run()
        self.run.setFocus()

    # storing

    def store(self) -> None:
        """Take in what the trial shows, as one step."""
        plan = self.plan
        if plan is None or not self.run.isEnabled():
            return
        workshop_id, name = self.trial.chosen_target()
        self.run.setEnabled(False)
        self._begin(self.ui.language.t("Taking in {name}", name=plan.source))
        self.ui.runner.run_db(
            lambda: self._imports.run(plan, workshop_id=workshop_id, workshop_name=name), self._stored, self._fail
        )

    def _stored(self, outcome: ImportOutcome) -> None:
        self._end()
        self.run.setEnabled(True)
        t = self.ui.language.t
        self.ui.bus.publish(outcome.changes)
        added = t(
            "Taken in: {firms} firms, {people} people, {cards} cards",
            firms=outcome.firms.added,
            people=outcome.people.added,
            cards=outcome.cards.added,
        )
        if outcome.changes.changes:
            self.ui.toasts.undo(added, t("Undo"), "import")
        else:
            self.ui.toasts.show(t("Nothing new: everything in this file was there already"), "info")
        self._to_choice()
        self.navigate.emit("open-workshop", outcome.workshop_id)

    # progress and refusals

    def _begin(self, text: str) -> None:
        self._end()
        self._progress = self.ui.toasts.progress(text, "import")

    def _show_progress(self, done: int, total: int) -> None:
        if self._progress is not None:
            self._progress.set_progress(done, total)

    def _end(self) -> None:
        if self._progress is not None:
            self._progress.dismiss()
            self._progress = None

    def _fail(self, error: AppError) -> None:
        self._end()
        self.run.setEnabled(True)
        t = self.ui.language.t
        self.error.say(t("The list cannot be taken in"), t.error(error))
        self.error.show()

    def _word_run(self) -> None:
        if self.plan is not None:
            t, counters = self.ui.language.t, self.plan.counters
            self.run.setText(t.plural("Take in {n} card", "Take in {n} cards", counters.cards))
            self.run.setEnabled(bool(counters.firms or counters.people or counters.cards))

    def retranslate(self) -> None:
        t = self.ui.language.t
        self.title.setText(t("Import"))
        self.other.setText(t("Another file"))
        self.chooser.retranslate()
        self.mapping.retranslate()
        self.trial.retranslate()
        self._word_run()

    def restyle(self) -> None:
        self.title.setMinimumHeight(self.ui.theme.px(30))
        self.trial.restyle()

    def focus_first(self) -> None:
        target = self.run if self.plan is not None else self.chooser.state.button
        target.setFocus()
