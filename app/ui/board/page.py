"""The board: cards become synergies, synergies move from idea to delivery."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import ClassVar

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QWidget
from typing_extensions import override

from app.records import ChangeSet, Kind, Stage, SynergyId, WorkshopId
from app.services import Services
from app.services.rows import Board
from app.ui.board.announce import announce
from app.ui.board.canvas import BoardCanvas
from app.ui.board.card_keys import BOARD_KEYS
from app.ui.board.card_list import CardList
from app.ui.board.card_texts import CardTexts
from app.ui.board.carry import Carry
from app.ui.board.column import StageColumn
from app.ui.board.contents import Contents, Touched
from app.ui.board.hint_placing import HintPlacing
from app.ui.board.menus import BoardMenus
from app.ui.board.moves import BoardMoves
from app.ui.board.panel_dock import PanelDock
from app.ui.board.questions import Questions
from app.ui.board.quick_filters import QuickFilters
from app.ui.board.weigher import Weigher
from app.ui.context import UiContext
from app.ui.page import Page, PageKey
from app.ui.widgets import Button, EmptyState, SearchBox, label

_SHOWN_KINDS = frozenset({Kind.SYNERGY, Kind.CARD, Kind.FIRM, Kind.ATTENDANCE})


def _system_now() -> datetime:
    return datetime.now(UTC)


class BoardPage(Page):
    """Two trays beside the stages. Everything shown comes from the store: an act asks, the store's answer moves cards.

    `said` carries what a screen reader is told.
    """

    keys: ClassVar[tuple[PageKey, ...]] = BOARD_KEYS
    said = Signal(str)

    def __init__(
        self,
        ui: UiContext,
        services: Services,
        parent: QWidget | None = None,
        *,
        now: Callable[[], datetime] = _system_now,
    ) -> None:
        super().__init__(ui, parent)
        self._service = services.board
        self._now = now
        self._asked = 0
        self._loaded = False
        self._choose_later: str | None = None
        self.contents = Contents()
        self.texts = CardTexts(lambda: ui.language.t, now)
        self.carry = Carry(self)
        self.moves = BoardMoves(ui, self._service, self.contents, self)
        self.canvas = BoardCanvas(ui, self.contents, self.texts, self.carry)
        self.weigher = Weigher(ui, self.contents, self.canvas.columns, self)
        self.menus = BoardMenus(ui, self, self.contents, self.canvas, self.moves)
        self._build()
        self.questions = Questions(ui, self, self._today)
        self.hint = HintPlacing(ui, self, self.carry)
        self._wire()

    # what the window calls

    @override
    def show_workshop(self, workshop_id: WorkshopId | None) -> None:
        if workshop_id != self.workshop_id:
            self.dock.close()
            self._loaded = False
        super().show_workshop(workshop_id)
        self.texts.reword()
        self._word_state()
        self._load()

    @override
    def apply(self, changes: ChangeSet) -> None:
        if self.workshop_id is None or not changes.kinds & _SHOWN_KINDS:
            return
        touched = self.contents.patch(changes, self.workshop_id) if self._loaded else None
        if touched is None:
            self._load()
        else:
            self._refresh(touched)

    @override
    def retranslate(self) -> None:
        t = self.ui.language.t
        self.texts.reword()
        self._title.setText(t("Board"))
        self._count.setToolTip(t("Live synergies at stage idea or later; lost ones are left out."))
        self.search.setPlaceholderText(t("Search the board (/)"))
        self.search.setAccessibleName(t("Search the board"))
        self._trays_button.setText(t("Cards"))
        self._trays_button.setToolTip(t("Show or hide the cards"))
        self.filters.retranslate()
        self.canvas.retranslate()
        for view in self.canvas.lists():
            view.cards.reword()
        self.dock.retranslate()
        self._word_state()

    @override
    def restyle(self) -> None:
        self._bar.setFixedHeight(self.ui.theme.px(48))
        self.search.setFixedWidth(self.ui.theme.px(220))
        self.canvas.restyle()
        self.dock.restyle()

    @override
    def open_item(self, payload: object) -> None:
        """Show a synergy with its panel, or a card in its tray."""
        key = str(payload)
        if SynergyId(key) in self.contents.synergies:
            self.choose(key)
            self.dock.open(key)
            return
        for tray in self.canvas.trays.values():
            if tray.view.choose(key):
                self.canvas.show_trays(True)
                self._chosen(tray.view, key)
                tray.view.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def focus_first(self) -> None:
        views = [*(column.view for column in self.canvas.columns.values() if not column.folded), *self.canvas.views()]
        chosen = [view for view in views if view.current_id() is not None]
        filled = [view for view in views if view.cards.rows]
        target: QWidget = next(iter((*chosen, *filled)), self.search)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    # building

    def _build(self) -> None:
        self._title, self._count = label("", "title"), label("", "count")
        self.search = SearchBox(self.ui)
        self.filters = QuickFilters(self.ui, self.texts)
        self._trays_button = Button(self.ui, role="quiet", icon="card", keys=("K",))
        self._trays_button.clicked.connect(self.toggle_trays)
        self._bar = QWidget()
        bar = QHBoxLayout(self._bar)
        bar.setContentsMargins(14, 0, 14, 0)
        bar.setSpacing(8)
        bar.addWidget(self._title)
        bar.addWidget(self._count)
        bar.addWidget(self.filters)
        bar.addStretch(1)
        bar.addWidget(self._trays_button)
        bar.addWidget(self.search)
        self.empty = EmptyState(self.ui, "board")
        board = QWidget()
        self._row = QHBoxLayout(board)
        self._row.setSpacing(12)
        self._row.addWidget(self.canvas, 1)
        self.dock = PanelDock(self.ui, self._service, self.contents, self.texts, self._now, self._row)
        self._set_margins()
        stack = QWidget()
        self._stack = QStackedLayout(stack)
        self._stack.addWidget(board)
        self._stack.addWidget(self.empty)
        self.set_content(self._bar, stack)

    def _wire(self) -> None:
        self.search.searched.connect(self._search)
        self.filters.changed.connect(self._filter)
        self.empty.acted.connect(lambda: self.navigate.emit("capture" if self.workshop_id else "import", None))
        self.empty.linked.connect(lambda: self.navigate.emit("import" if self.workshop_id else "load-sample", None))
        for view in self.canvas.lists():
            view.chosen.connect(lambda key, view=view: self._chosen(view, key))
            view.left.connect(lambda across, view=view: self._go_aside(view, across))
            view.pushed.connect(self.moves.push)
            view.dragged_over.connect(self.hint.follow)
        for column in self.canvas.columns.values():
            column.model.move_wanted.connect(self.moves.move)
            column.view.opened.connect(self.dock.open)
            column.view.menu_wanted.connect(self.menus.synergy)
            column.view.remove_wanted.connect(self.moves.remove)
            column.strip.dragged_over.connect(self.hint.follow)
        for tray in self.canvas.trays.values():
            tray.model.link_wanted.connect(self.moves.link)
            tray.view.menu_wanted.connect(self.menus.card)
        self.moves.lost_question.connect(self._ask_lost)
        self.moves.hold_question.connect(self._ask_hold)
        self.moves.settled.connect(self.choose)
        self.moves.said.connect(self.say)
        self.questions.lost.connect(self.moves.lose)
        self.questions.held.connect(self.moves.hold)
        self.questions.closed.connect(self._focus_board)
        self.hint.said.connect(self.say)
        self.menus.open_wanted.connect(self.dock.open)
        self.dock.menu_wanted.connect(self.menus.synergy)
        self.dock.toggled.connect(self._make_room)
        self.dock.left.connect(self._focus_board)
        for keys, act in (("/", self._focus_search), ("K", self.toggle_trays)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # data

    def _load(self) -> None:
        """Read the board anew; of several readings only the last one is shown."""
        self._asked += 1
        number, workshop = self._asked, self.workshop_id
        if workshop is None:
            self._filled(number, Board([], [], {}, frozenset()))
        else:
            self.ui.runner.run_db(lambda: self._service.board(workshop), lambda board: self._filled(number, board))

    def _filled(self, number: int, board: Board) -> None:
        if number != self._asked:
            return
        self._loaded = self.workshop_id is not None
        self.contents.fill(board)
        self._refresh()

    def _refresh(self, touched: Touched | None = None) -> None:
        self.canvas.refresh(touched)
        self._word_state()
        self.weigher.weigh(touched.stages if touched is not None else frozenset(Stage))
        self.dock.refresh()
        if self._choose_later is not None:
            self.choose(self._choose_later)

    def _word_state(self) -> None:
        t = self.ui.language.t
        living = sum(self.contents.total(stage) for stage in Stage if stage is not Stage.LOST)
        self._count.setText(t.plural("{n} synergy", "{n} synergies", living))
        if self.workshop_id is None:
            title, sentence = (
                t("No workshop is open"),
                t("Open or begin a workshop: its cards and synergies come here."),
            )
            self.empty.say(title, sentence, t("Import a list"), t("Open the sample"))
        else:
            title = t("The board is empty")
            sentence = t("Cards come here as they are entered. Drop a have onto a want, and a synergy begins.")
            self.empty.say(title, sentence, t("Write the first card"), t("Import a list"))
        filled = bool(self.contents.cards) or (self.workshop_id is not None and not self._loaded)
        self._stack.setCurrentIndex(0 if filled else 1)
        for tool in (self.filters, self._trays_button, self.search):
            tool.setVisible(filled)

    def _search(self, text: str) -> None:
        if self.contents.search(text):
            self._show_narrowed()

    def _filter(self) -> None:
        self.contents.narrow(self.filters.tests())
        self._show_narrowed()

    def _show_narrowed(self) -> None:
        self.canvas.refresh()
        self.weigher.weigh(frozenset(Stage))

    # choosing

    def choose(self, key: str) -> None:
        """Select a synergy wherever it stands now, and give its column the keyboard."""
        row = self.contents.synergies.get(SynergyId(key))
        if row is None:
            self._choose_later = key if not self._loaded else None
            return
        self._choose_later = None
        column = self.canvas.reveal(row.synergy.stage)
        if column.folded:
            return
        if column.view.choose(key):
            self._chosen(column.view, key)
            if not self.dock.has_keyboard:
                column.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _chosen(self, view: CardList, key: str) -> None:
        """One card is current on the whole board."""
        for other in self.canvas.lists():
            if other is not view:
                other.forget()
        if self.dock.is_open:
            self.dock.open(key)

    def _go_aside(self, view: CardList, across: int) -> None:
        """Arrow keys across: the card at the same height in the next list that has one."""
        views = self.canvas.views()
        place = views.index(view)
        ahead = views[place + 1 :] if across > 0 else views[:place][::-1]
        other = next((one for one in ahead if one.cards.rows), None)
        if other is None:
            return
        index = view.currentIndex()
        other.choose_near(view.visualRect(index).center().y() if index.isValid() else 0)
        other.setFocus(Qt.FocusReason.OtherFocusReason)
        key = other.current_id()
        if key is not None:
            self._chosen(other, key)
        if isinstance(other.target, StageColumn):
            self.canvas.reveal(other.target.stage)

    def _focus_board(self) -> None:
        view = next((view for view in self.canvas.lists() if view.current_id() is not None), None)
        if view is not None and view.isVisibleTo(self):
            view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.focus_first()

    def _focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def toggle_trays(self) -> None:
        """Fold the trays away or bring them back; where there is no room for both, the panel goes."""
        self.carry.cancel()
        shown = not self.canvas.trays_shown
        if shown:
            self.dock.close()
        self.canvas.show_trays(shown)

    def _make_room(self) -> None:
        """The open panel reaches the right and lower edge of the page, and the trays fold where it needs their room."""
        if self.dock.is_open:
            self.canvas.show_trays(None)
        self._set_margins()

    def _set_margins(self) -> None:
        self._row.setContentsMargins(14, 0, 0 if self.dock.is_open else 14, 0)
        self.canvas.setContentsMargins(0, 0, 0, 12)

    # questions and menus

    def _ask_lost(self, key: str, before: str | None) -> None:
        self.questions.ask_lost(key, before, self._title_of(key), self._beside(Stage.LOST), self._bounds())

    def _ask_hold(self, key: str, before: str | None) -> None:
        self.questions.ask_hold(key, before, self._title_of(key), self._beside(Stage.ON_HOLD), self._bounds())

    def _title_of(self, key: str) -> str:
        return self.texts.title(self.contents.synergies[SynergyId(key)])

    def _beside(self, stage: Stage) -> QRect:
        column = self.canvas.columns[stage]
        return QRect(column.mapTo(self, QPoint(0, 0)), column.size())

    def _bounds(self) -> QRect:
        return self.rect().adjusted(8, self._bar.height(), -8, -8)

    def say(self, text: str) -> None:
        """Tell a screen reader."""
        announce(self, text)
        self.said.emit(text)

    def _today(self) -> date:
        return self._now().astimezone().date()
