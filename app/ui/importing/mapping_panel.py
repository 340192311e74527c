"""Which column of the file fills which field: shown for every column, changeable, remembered for the next file."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.common.turkish import match_key
from app.exchange import remember
from app.exchange.fields import FIELDS
from app.exchange.import_rows import ColumnMapping, ImportPlan, RememberedMapping, SheetKind, SheetMapping
from app.ui.context import UiContext
from app.ui.widgets import Chip, ElidedLabel, Panel

_SURE = 0.9


class MappingPanel(Panel):
    """`changed(mapping)` when somebody chose another kind for a sheet or another field for a column."""

    changed = Signal(object)

    def __init__(self, ui: UiContext) -> None:
        super().__init__(head=True)
        self._ui = ui
        self._plan: ImportPlan | None = None
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body.addWidget(self._area, 1)
        self.body.setContentsMargins(1, 1, 1, 5)

    def show_plan(self, plan: ImportPlan) -> None:
        """Show how a file was understood."""
        self._plan = plan
        t = self._ui.language.t
        known = sum(column.field is not None for sheet in plan.mapping for column in sheet.columns)
        columns = sum(len(sheet.columns) for sheet in plan.mapping)
        self.count.setText(t("{known} of {columns} columns are used", known=known, columns=columns))
        inner = QWidget()
        inner.setProperty("role", "scrolled")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(0)
        for sheet in plan.mapping:
            column.addWidget(self._sheet_head(sheet))
            if sheet.columns:
                column.addLayout(self._columns(sheet))
        column.addStretch(1)
        self._area.setWidget(inner)

    def retranslate(self) -> None:
        """Word the panel."""
        self.title.setText(self._ui.language.t("What the columns mean"))
        if self._plan is not None:
            self.show_plan(self._plan)

    def _sheet_head(self, sheet: SheetMapping) -> QFrame:
        t = self._ui.language.t
        head = QFrame()
        head.setProperty("role", "group")
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 5, 12, 5)
        row.addWidget(ElidedLabel(sheet.sheet, "strong"), 1)
        kinds: list[tuple[str, str]] = [
            ("", t("leave out")),
            (SheetKind.FIRMS.value, t("Firms")),
            (SheetKind.PARTICIPANTS.value, t("Participants")),
            (SheetKind.CARDS.value, t("Cards")),
        ]
        box = _choice(kinds, sheet.kind.value if sheet.kind else "")
        box.setAccessibleName(t("What the sheet {sheet} holds", sheet=sheet.sheet))
        box.activated.connect(lambda _: self._tell("sheets", sheet.sheet, str(box.currentData())))
        row.addWidget(box)
        return head

    def _columns(self, sheet: SheetMapping) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(14, 6, 12, 8)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 4)
        shown = [column for column in sheet.columns if column.header or column.samples]
        for row, column in enumerate(shown):
            grid.addWidget(ElidedLabel(column.header or "–", "medium"), row, 0)
            grid.addWidget(ElidedLabel(", ".join(column.samples), "dim"), row, 1)
            grid.addWidget(self._field_box(sheet, column), row, 2)
        return grid

    def _field_box(self, sheet: SheetMapping, column: ColumnMapping) -> QWidget:
        t = self._ui.language.t
        kind = sheet.kind
        fields = [] if kind is None else [(field.name, t(field.label)) for field in FIELDS[kind]]
        box = _choice([("", t("leave out")), *fields], column.field or "")
        box.setAccessibleName(t("What the column {column} means", column=column.header))
        if kind is not None:
            box.activated.connect(lambda _: self._tell(kind.value, column.header, str(box.currentData())))
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        if column.field is not None and column.certainty < _SURE:
            row.addWidget(Chip(self._ui, t("guess"), "warning"))
        row.addWidget(box)
        box.setFixedWidth(self._ui.theme.px(170))
        return holder

    def _tell(self, group: str, name: str, value: str) -> None:
        """Somebody chose: everything as it stands, and this one differently."""
        if self._plan is not None:
            self.changed.emit(with_choice(remember(self._plan.mapping), group, match_key(name), value))


def with_choice(mapping: RememberedMapping, group: str, key: str, value: str) -> Mapping[str, Mapping[str, str]]:
    """`mapping` with one entry set to `value`; a field that another column of the sheet had is taken from it."""
    fresh = {name: dict(entries) for name, entries in mapping.items()}
    entries = fresh.setdefault(group, {})
    if group != "sheets" and value and value not in ("have", "want"):
        for other, field in entries.items():
            if field == value and other != key:
                entries[other] = ""
    entries[key] = value
    return fresh


def _choice(options: list[tuple[str, str]], current: str) -> QComboBox:
    box = QComboBox()
    for value, words in options:
        box.addItem(words, value)
    box.setCurrentIndex(max(0, next((row for row, option in enumerate(options) if option[0] == current), 0)))
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return box
