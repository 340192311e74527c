"""The panel with everything about one row; links lead on from row to row, and back."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.i18n.formats import format_number
from app.services.knowledge_rows import Ref
from app.ui.context import UiContext
from app.ui.knowledge.link_parts import FactBlock, Leading, LinkChip
from app.ui.knowledge.sections import Fact, Section, Sheet
from app.ui.widgets import Button, Chip, FlowLayout, IconButton, IconLabel, Panel, label

_FIRST = 16  # facts shown at once; the others stand behind a button
_FEW_MORE = 3
_EDGE = 12
_WIDEST = 1000  # longer lines are hard to read


class DetailPanel(Panel):
    """`followed(ref)` when a link is taken, `returned` for the way back, `proposed` for a correction, `left` when the
    keyboard goes back to the list."""

    followed = Signal(object)
    returned = Signal()
    proposed = Signal()
    left = Signal()

    def __init__(self, ui: UiContext) -> None:
        super().__init__(head=True)
        self._ui = ui
        self.sheet: Sheet | None = None
        self.links: list[Leading] = []
        self.back = IconButton(ui, "chevron-left")
        self.back.clicked.connect(self.returned)
        self._icon = IconLabel(ui, "concept", 16, "text.secondary")
        self.propose = Button(ui, icon="edit", keys=("Ctrl", "D"), compact=True)
        self.propose.clicked.connect(self.proposed)
        if self.head is not None:
            self.head.insertWidget(0, self.back)
            self.head.insertWidget(1, self._icon)
            self.head.addWidget(self.propose)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body.addWidget(self.area, 1)
        self.body.setContentsMargins(1, 1, 1, 6)

    def show_sheet(self, sheet: Sheet, *, can_return: bool) -> None:
        """Show a row from its beginning."""
        self.sheet = sheet
        self.back.setVisible(can_return)
        self._icon.set_icon(sheet.icon)
        self.title.setText(sheet.kind)
        self.links = []
        inner = QWidget()
        inner.setProperty("role", "scrolled")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 10, 0, 16)
        column.setSpacing(0)
        self._add_head(column, sheet)
        for section in sheet.sections:
            self._add_section(column, section)
        column.addStretch(1)
        inner.setMaximumWidth(self._ui.theme.px(_WIDEST))
        host = QWidget()
        host.setProperty("role", "scrolled")
        across = QHBoxLayout(host)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(inner, 1000)
        across.addStretch(1)
        self.area.setWidget(host)
        self.area.verticalScrollBar().setValue(0)

    def _add_head(self, column: QVBoxLayout, sheet: Sheet) -> None:
        frame = QVBoxLayout()
        frame.setContentsMargins(_EDGE, 0, _EDGE, 4)
        frame.setSpacing(6)
        name = label(f"{sheet.link.lead}  {sheet.link.name}".strip(), "title", wrap=True)
        frame.addWidget(name)
        if sheet.chips:
            chips = QWidget()
            flow = FlowLayout(chips)
            for text, style in sheet.chips:
                flow.addWidget(Chip(self._ui, text, style))
            frame.addWidget(chips)
        column.addLayout(frame)
        if sheet.lines:
            column.addWidget(FactBlock(self._ui, Fact("", lines=sheet.lines)))

    def _add_section(self, column: QVBoxLayout, section: Section) -> None:
        column.addSpacing(self._ui.theme.px(12))
        head = QHBoxLayout()
        head.setContentsMargins(_EDGE, 0, _EDGE, 4)
        head.setSpacing(8)
        head.addWidget(label(section.title, "strong"))
        if section.count > 1:
            head.addWidget(label(format_number(section.count, self._ui.language.code), "count"))
        head.addStretch(1)
        column.addLayout(head)
        if section.links:
            frame = QWidget()
            flow = FlowLayout(frame, gap=6)
            for link in section.links:
                chip = LinkChip(self._ui, link)
                self._lead(chip, link.ref)
                flow.addWidget(chip)
            indented = QVBoxLayout()
            indented.setContentsMargins(_EDGE, 0, _EDGE, 2)
            indented.addWidget(frame)
            column.addLayout(indented)
        self._add_facts(column, section.facts)

    def _add_facts(self, column: QVBoxLayout, facts: tuple[Fact, ...]) -> None:
        many = len(facts) > _FIRST + _FEW_MORE
        for fact in facts[:_FIRST] if many else facts:
            column.addWidget(self._block(fact))
        if not many:
            return
        rest, place = facts[_FIRST:], len(self.links)
        row = QHBoxLayout()
        row.setContentsMargins(_EDGE - 8, 4, _EDGE, 0)
        more = Button(self._ui, role="link", compact=True)
        more.setText(self._ui.language.t("Show {n} more", n=format_number(len(rest), self._ui.language.code)))
        row.addWidget(more)
        row.addStretch(1)
        below = QVBoxLayout()
        below.setSpacing(0)
        column.addLayout(below)
        column.addLayout(row)

        def unfold() -> None:
            more.hide()
            after, self.links = self.links[place:], self.links[:place]
            blocks = [self._block(fact) for fact in rest]
            for block in blocks:
                below.addWidget(block)
            self.links += after
            blocks[0].setFocus()

        more.clicked.connect(unfold)

    def _block(self, fact: Fact) -> FactBlock:
        block = FactBlock(self._ui, fact)
        if fact.ref is not None:
            self._lead(block, fact.ref)
        return block

    def _lead(self, part: Leading, ref: Ref) -> None:
        self.links.append(part)
        part.clicked.connect(lambda: self.followed.emit(ref))
        part.stepped.connect(lambda by: self._step(part, by))
        part.entered.connect(lambda: self.area.ensureWidgetVisible(part, 0, 40))

    def _step(self, part: Leading, by: int) -> None:
        """The link above or below; where there is none, the page scrolls on to its end."""
        place = self.links.index(part) + by
        if 0 <= place < len(self.links):
            self.links[place].setFocus()
        else:
            bar = self.area.verticalScrollBar()
            bar.setValue(bar.value() + by * bar.pageStep() // 2)

    def focus_link(self, place: int = 0) -> None:
        """Put the keyboard on a link; where there is none, on the button for a correction."""
        # A sheet that was shown just now has no geometry yet, and what is not visible takes no keyboard.
        target: QWidget = self.links[min(place, len(self.links) - 1)] if self.links else self.propose
        QTimer.singleShot(0, target, target.setFocus)

    def place_of_focus(self) -> int:
        """Which link has the keyboard; -1 for none."""
        return next((place for place, link in enumerate(self.links) if link.hasFocus()), -1)

    def retranslate(self) -> None:
        """Word the buttons; the sheet itself is asked for anew."""
        t = self._ui.language.t
        self.back.set_tip(t("Back  (Alt+←)"))
        self.propose.setText(t("Propose a correction"))
