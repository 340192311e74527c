"""What an import would bring, into which workshop, and the row report."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.exchange.import_rows import ImportPlan, Severity
from app.i18n.formats import format_number
from app.records import Workshop, WorkshopId
from app.ui.context import UiContext
from app.ui.importing.notes import NumberedNote, notes_model, notes_painters, words_of
from app.ui.widgets import Panel, Segmented, label
from app.ui.widgets.panel import hairline
from app.ui.widgets.rows_view import RowsView


class TrialPanel(Panel):
    """Counters of the trial, the target workshop, how numbers are written, and the notes.

    `decimal_chosen(sign)` with "", "," or "." when somebody says how the file writes numbers.
    """

    decimal_chosen = Signal(str)

    def __init__(self, ui: UiContext) -> None:
        super().__init__(head=True)
        self._ui = ui
        self._plan: ImportPlan | None = None
        self._numbers = [(label("", "figure"), label("", "small")) for _ in range(4)]
        self.target = QComboBox()
        self.target.currentIndexChanged.connect(self._target_changed)
        self.name = QLineEdit()
        self.decimal = Segmented(ui, (("", ""), (",", "1.234,5"), (".", "1,234.5")), compact=True)
        self.decimal.chosen.connect(self.decimal_chosen)
        self.notes = notes_model(ui)
        self.notes_view = RowsView(ui, self.notes, notes_painters(ui))
        self._whole = label("", "small", wrap=True)
        self.notes_view.chosen.connect(self._show_note)
        self._into, self._writes = label("", "small"), label("", "small")
        self._report = label("", "strong")
        self._report_count = label("", "count")
        self._lay_out()

    def _lay_out(self) -> None:
        figures = QHBoxLayout()
        figures.setContentsMargins(14, 8, 14, 8)
        figures.setSpacing(24)
        for number, name in self._numbers:
            pair = QVBoxLayout()
            pair.setSpacing(0)
            pair.addWidget(number)
            pair.addWidget(name)
            figures.addLayout(pair)
        figures.addStretch(1)
        form = QVBoxLayout()
        form.setContentsMargins(14, 8, 14, 10)
        form.setSpacing(4)
        form.addWidget(self._into)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.target, 1)
        row.addWidget(self.name, 1)
        form.addLayout(row)
        form.addSpacing(4)
        form.addWidget(self._writes)
        form.addWidget(self.decimal, 0, Qt.AlignmentFlag.AlignLeft)
        head = QWidget()
        line = QHBoxLayout(head)
        line.setContentsMargins(14, 8, 14, 6)
        line.addWidget(self._report)
        line.addWidget(self._report_count)
        line.addStretch(1)
        self.body.addLayout(figures)
        self.body.addWidget(hairline())
        self.body.addLayout(form)
        self.body.addWidget(hairline())
        self.body.addWidget(head)
        self.body.addWidget(self.notes_view, 1)
        self._whole.setContentsMargins(14, 6, 14, 6)
        self.body.addWidget(hairline())
        self.body.addWidget(self._whole)
        self.body.setContentsMargins(1, 1, 1, 5)

    def show_workshops(self, workshops: Sequence[Workshop], current: WorkshopId | None) -> None:
        """Offer the workshops there are, and a new one."""
        t = self._ui.language.t
        self.target.clear()
        self.target.addItem(t("New workshop"), None)
        for workshop in reversed(workshops):
            self.target.addItem(workshop.name, workshop.id)
        place = next((row for row in range(self.target.count()) if self.target.itemData(row) == current), 0)
        self.target.setCurrentIndex(place)

    def show_plan(self, plan: ImportPlan) -> None:
        """Show what the trial found."""
        if self._plan is None or self._plan.source != plan.source:
            self.name.setText(plan.source.rsplit(".", 1)[0])
        self._plan = plan
        self._whole.setText("")
        self.notes.set_rows(NumberedNote(place, note) for place, note in enumerate(plan.notes))
        self._word_plan()
        self.notes_view.choose_first()

    def _show_note(self, row: NumberedNote) -> None:
        """The whole sentence of the note that is chosen; in the list it may be cut."""
        self._whole.setText(words_of(row.note, self._ui.language.t))

    def chosen_target(self) -> tuple[WorkshopId | None, str | None]:
        """The workshop to import into, or the name of a new one."""
        workshop_id = self.target.currentData()
        return (WorkshopId(workshop_id), None) if workshop_id else (None, self.name.text().strip() or None)

    def _target_changed(self) -> None:
        self.name.setVisible(self.target.currentData() is None)

    def _word_plan(self) -> None:
        plan, t = self._plan, self._ui.language.t
        if plan is None:
            return
        counters = plan.counters
        values = (counters.firms, counters.people, counters.cards, counters.left_out)
        names = (t("firms"), t("participants"), t("resource cards"), t("rows left out"))
        for (number, name), value, words in zip(self._numbers, values, names, strict=True):
            number.setText(format_number(value, t.language))
            name.setText(words)
        doubtful = sum(note.severity is not Severity.INFO for note in plan.notes)
        self._report_count.setText(
            t("to look at: {doubtful}, all: {total}", doubtful=doubtful, total=len(plan.notes))
            if plan.notes
            else t("nothing to report")
        )

    def retranslate(self) -> None:
        """Word the panel."""
        t = self._ui.language.t
        self.title.setText(t("Trial, nothing is stored yet"))
        self._into.setText(t("Into which workshop"))
        self.target.setAccessibleName(t("Into which workshop"))
        self.name.setAccessibleName(t("Name of the workshop"))
        self._writes.setText(t("How the file writes numbers"))
        self.decimal.set_labels((("", t("as it comes")), (",", "1.234,5"), (".", "1,234.5")))
        self._report.setText(t("Row report"))
        self.notes_view.setAccessibleName(t("Row report"))
        if self.target.count():
            self.target.setItemText(0, t("New workshop"))
        self.notes.reword()
        current = self.notes_view.current_row()
        if current is not None:
            self._show_note(current)
        self._word_plan()

    def restyle(self) -> None:
        """Take the text size again."""
        self.notes_view.restyle()
