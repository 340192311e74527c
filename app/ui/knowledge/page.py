"""Bilgi: what the program knows, found while it is typed, read row by row, and corrected by whoever knows better."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from app.common.messages import N_
from app.records import ChangeSet, Proposal
from app.services.knowledge import KnowledgeService
from app.services.knowledge_rows import Detail, Found, Hit, Overview, Ref, RowKind
from app.services.proposals import ProposalService
from app.ui.context import UiContext
from app.ui.knowledge.corrections import Corrections
from app.ui.knowledge.detail import DetailPanel
from app.ui.knowledge.found_list import ArrowWalk, Example, FoundModel, FoundView, Heading, Row, rows_of
from app.ui.knowledge.sections import sheet_of
from app.ui.knowledge.start import StartPanel
from app.ui.latest import Latest
from app.ui.page import Page, PageKey, toolbar
from app.ui.snap_list import SnapFrame
from app.ui.widgets import Button, EmptyState, Panel, SearchBox, label

_LIST, _NARROW_LIST, _NARROW = 420, 372, 1120


class KnowledgePage(Page):
    """Search and rows at the left, all about one row at the right; the form for a correction opens below it.

    The keyboard stays in the search field while the arrow keys walk through the rows; Enter goes into the row's links,
    Alt+← back along them. `open_item` takes words to search for, or a `Ref`.
    """

    keys: ClassVar[tuple[PageKey, ...]] = (
        PageKey(("↑", "↓"), N_("Another row, also from the search field")),
        PageKey(("↵",), N_("Into the links of the row; on a link: follow it")),
        PageKey(("Alt", "←"), N_("Back to the row before")),
        PageKey(("Esc",), N_("Back to the rows, to the search field, clear the search")),
        PageKey(("Ctrl", "F"), N_("Search")),
        PageKey(("Ctrl", "D"), N_("Propose a correction")),
        PageKey(("Ctrl", "Shift", "D"), N_("Show the proposals")),
        PageKey(("Ctrl", "↵"), N_("Keep the proposal; on the list of proposals: write the file")),
    )

    def __init__(
        self,
        ui: UiContext,
        knowledge: KnowledgeService,
        proposals: ProposalService,
        folder: Path | None = None,
    ) -> None:
        super().__init__(ui)
        self._knowledge = knowledge
        self.corrections = Corrections(ui, proposals, folder, self)
        self.proposals, self.form = self.corrections.panel, self.corrections.form
        self.shown: Ref | None = None
        self._trail: list[tuple[Ref, int]] = []
        self._answered = ""  # the search whose rows are listed
        self._enter_pressed = False  # before the rows had come
        self._focus_at: int | None = None  # the link that gets the keyboard when the row that was asked for comes
        self.title = label("", "title")
        self.search = SearchBox(ui)
        self.count = Button(ui, icon="edit", keys=("Ctrl", "Shift", "D"))
        self.count.setCheckable(True)
        self.model = FoundModel(ui)
        self.list = FoundView(ui, self.model)
        self.nothing = EmptyState(ui, "search")
        self.start = StartPanel(ui)
        self.detail = DetailPanel(ui)
        self._searches = Latest(ui.runner.run_io, self._find, delay_ms=8, patience_ms=60, parent=self)
        self._details = Latest(ui.runner.run_io, self._look_up, delay_ms=50, patience_ms=250, parent=self)
        self._lay_out()
        self._connect()
        self.retranslate()
        self.corrections.keeping.reload()

    # layout

    def _lay_out(self) -> None:
        tools = toolbar(self.title)
        tools.insertSpacing(1, 6)
        tools.insertWidget(2, self.search)
        tools.addWidget(self.count)
        self._left = Panel()
        self._left.body.setContentsMargins(1, 1, 1, 5)
        self._rows = QStackedLayout()
        self._frame = SnapFrame(self.list)
        self._rows.addWidget(self._frame)
        self._rows.addWidget(self.nothing)
        self.alike = label("", "hint", wrap=True)
        self.alike.setContentsMargins(12, 8, 12, 8)
        self.alike.hide()
        self._left.body.addWidget(self.alike)
        self._left.body.addLayout(self._rows)
        self._right = QStackedLayout()
        for part in (self.start, self.detail, self.proposals):
            part.setMinimumHeight(1)
            self._right.addWidget(part)
        # What is above the form gives way to it, however high its own parts would like to be.
        above = QWidget()
        above.setLayout(self._right)
        above.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        above.setMinimumHeight(1)
        side = QVBoxLayout()
        side.setSpacing(10)
        side.addWidget(above, 1)
        side.addWidget(self.form)
        middle = QHBoxLayout()
        middle.setContentsMargins(14, 0, 14, 12)
        middle.setSpacing(12)
        middle.addWidget(self._left)
        middle.addLayout(side, 1)
        self.set_content(tools, middle)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._ask)
        self.search.returnPressed.connect(self._enter)
        self.search.installEventFilter(ArrowWalk(self.list, self))
        self._searches.answered.connect(self._show_found)
        self._details.answered.connect(self._show_detail)
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(self._open_row)
        self.list.clicked.connect(lambda _index: self._try_example(self.list.current_row()))
        self.list.typed.connect(self._type)
        self.list.left.connect(self._to_search)
        self.nothing.acted.connect(self.propose)
        self.detail.followed.connect(self.follow)
        self.detail.returned.connect(self.go_back)
        self.detail.proposed.connect(self.propose)
        self.corrections.form_closed.connect(self._form_left)
        self.corrections.counted.connect(self._word_count)
        self.count.clicked.connect(lambda _checked: self.toggle_proposals())
        self.proposals.closed.connect(self.toggle_proposals)
        self.proposals.shown.connect(self._show_row_of)
        for keys, widget, run in (
            ("Ctrl+F", self, self._to_search),
            ("Ctrl+D", self, self.propose),
            ("Ctrl+Shift+D", self, self.toggle_proposals),
            ("Alt+Left", self, self.go_back),
            ("Ctrl+Return", self.proposals, self.corrections.export),
            ("Escape", self.detail, self._to_rows),
        ):
            self._shortcut(keys, widget, run)

    @staticmethod
    def _shortcut(keys: str, widget: QWidget, run: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(keys), widget)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(run)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        px = self.ui.theme.px
        narrow = self.width() < px(_NARROW)
        # Where large text leaves little room, rows and details share it.
        width = min(px(_NARROW_LIST if narrow else _LIST), round(self.width() * 0.4))
        self._left.setFixedWidth(width)
        self.search.setFixedWidth(max(px(200), min(px(460), round(self.width() * 0.4))))
        self.count.set_keys(*(() if narrow else ("Ctrl", "Shift", "D")))

    # searching

    @property
    def settled(self) -> bool:
        """Whether what is shown belongs to the last key."""
        return self._searches.settled and self._details.settled

    def _find(self, question: tuple[str, str]) -> Found | Overview:
        """On a worker's thread."""
        text, language = question
        if not text.strip():
            return self._knowledge.overview(language)
        return self._knowledge.search(text, language)

    def _ask(self) -> None:
        self._searches.ask((self.search.text(), self.ui.language.code))

    def _show_found(self, question: tuple[str, str], answer: Found | Overview) -> None:
        if isinstance(answer, Overview):
            self._show_start(answer)
            return
        rows = rows_of(answer)
        self.alike.setVisible(answer.alike and bool(rows))
        self._rows.setCurrentWidget(self._frame if rows else self.nothing)
        self._word_nothing(question[0])
        again, self._answered = question[0] == self._answered, question[0]
        if again:  # in another language: the same row stays on show
            self.model.show(rows)
            return
        self.model.replace(rows)
        if rows:
            self.list.choose_first()
            if self._enter_pressed:
                self._enter()
        elif not self.proposals.isVisible():
            self._forget_row()
            self._right.setCurrentWidget(self.start)

    def _show_start(self, overview: Overview) -> None:
        self.alike.hide()
        self._answered, self._enter_pressed = "", False
        self.start.show_overview(overview)
        examples = [Example(text) for text in overview.examples]
        self.model.replace([Heading(None), *examples] if examples else [])
        self._rows.setCurrentWidget(self._frame)
        if not self.proposals.isVisible():
            self._forget_row()
            self._right.setCurrentWidget(self.start)

    def _forget_row(self) -> None:
        self._details.forget()
        self.shown, self._trail = None, []

    def _to_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _to_rows(self) -> None:
        """From the details back to the rows they belong to."""
        if self._frame.isVisible() and self.list.currentIndex().isValid():
            self.list.setFocus()
        else:
            self._to_search()

    def _type(self, text: str) -> None:
        self.search.setFocus()
        self.search.setText(self.search.text() + text)

    def _enter(self) -> None:
        self._enter_pressed = not self._searches.settled
        row = self.list.current_row()
        if self.search.text().strip() and row is not None and not self._enter_pressed:
            self._open_row(row)

    # rows and details

    def _choose(self, row: Row) -> None:
        if isinstance(row, Hit):
            self._trail = []
            self._focus_at = None
            self._show_ref(row.link.ref)

    def _open_row(self, row: Row) -> None:
        if isinstance(row, Hit):
            if self.shown == row.link.ref and self._details.settled and self.detail.isVisible():
                self.detail.focus_link()
            else:
                self._focus_at = 0
                self._show_ref(row.link.ref)
        else:
            self._try_example(row)

    def _try_example(self, row: Row | None) -> None:
        if isinstance(row, Example):
            self.search.setText(row.text)
            self.search.setFocus()

    def follow(self, ref: Ref) -> None:
        """Go to a row that another one leads to."""
        if self.shown is not None:
            self._trail.append((self.shown, self.detail.place_of_focus()))
        self._focus_at = 0
        self._show_ref(ref)

    def go_back(self) -> None:
        """To the row before, onto the link that was taken."""
        if self._trail and self.detail.isVisible():
            ref, self._focus_at = self._trail.pop()
            self._show_ref(ref)

    def _show_ref(self, ref: Ref) -> None:
        self.shown = ref
        self._details.ask((ref, self.ui.language.code))

    def _look_up(self, question: tuple[Ref, str]) -> Detail | None:
        """On a worker's thread."""
        return self._knowledge.detail(*question)

    def _show_detail(self, question: tuple[Ref, str], detail: Detail | None) -> None:
        if detail is None:
            self.ui.toasts.error(self.ui.language.t("This row is no longer in the tables."))
            return
        self.detail.show_sheet(sheet_of(detail, self.ui.language.t), can_return=bool(self._trail))
        self._right.setCurrentWidget(self.detail)
        self.count.setChecked(False)
        if self._focus_at is not None:
            self.detail.focus_link(max(0, self._focus_at))
            self._focus_at = None

    # proposals

    def propose(self) -> None:
        """Open the form about the row shown; where there is none, about something new."""
        sheet = self.detail.sheet if self.detail.isVisible() else None
        missed = self.search.text().strip() if self.nothing.isVisible() else ""
        self.corrections.propose(sheet.link if sheet is not None else None, missed)

    def _form_left(self) -> None:
        if self.proposals.isVisible():
            self.proposals.focus_first()
        elif self.detail.isVisible() and self.list.currentIndex().isValid():
            self.list.setFocus()
        else:
            self._to_search()

    def toggle_proposals(self) -> None:
        """Show the proposals in place of the details, or the details again."""
        opening = not self.proposals.isVisible()
        self.count.setChecked(opening)
        if opening:
            self._right.setCurrentWidget(self.proposals)
            self.proposals.focus_first()
        else:
            self._right.setCurrentWidget(self.detail if self.shown is not None else self.start)
            self._to_rows()

    def _show_row_of(self, proposal: Proposal) -> None:
        self._trail, self._focus_at = [], 0
        self._show_ref(Ref(RowKind(proposal.row_kind), proposal.row_id))

    @property
    @override
    def undo_name(self) -> str | None:
        return self.corrections.keeping.undo_name

    @override
    def undo(self) -> None:
        self.corrections.keeping.undo()

    # what the window calls

    @override
    def apply(self, changes: ChangeSet) -> None:
        """Whatever is done after a proposal is taken back before it."""
        self.corrections.keeping.forget_steps()

    @override
    def open_item(self, payload: object) -> None:
        if isinstance(payload, Ref):
            self._trail, self._focus_at = [], 0
            self._show_ref(payload)
        elif isinstance(payload, str):
            self.search.setText(payload)
            self.search.setFocus()

    @override
    def focus_first(self) -> None:
        self._to_search()

    @override
    def retranslate(self) -> None:
        t = self.ui.language.t
        self.title.setText(t("Knowledge"))
        self.alike.setText(t("Nothing is written so; these are alike"))
        self.search.setPlaceholderText(t("Thing, waste code, sector or place"))
        self.search.setAccessibleName(t("Search what the program knows"))
        self.list.setAccessibleName(t("What was found"))
        for part in (self.start, self.detail, self.corrections):
            part.retranslate()
        self._word_count()
        self._word_nothing(self.search.text())
        self._ask()
        if self.shown is not None:
            self._show_ref(self.shown)

    @override
    def restyle(self) -> None:
        self._fit()
        self.title.setMinimumHeight(self.ui.theme.px(30))
        for part in (self.start, self.corrections):
            part.restyle()
        self.list.doItemsLayout()
        self._frame.snap()
        if self.detail.sheet is not None:
            self.detail.show_sheet(self.detail.sheet, can_return=bool(self._trail))

    def _word_count(self) -> None:
        t = self.ui.language.t
        rows = self.corrections.count
        self.count.setText(t.plural("{n} proposal", "{n} proposals", rows) if rows else t("Proposals"))

    def _word_nothing(self, text: str) -> None:
        t = self.ui.language.t
        self.nothing.say(
            t("Nothing found"),
            t("The tables have nothing like “{text}”. If it belongs there, propose it.", text=text.strip()),
            t("Propose it"),
            keys=("Ctrl", "D"),
        )
