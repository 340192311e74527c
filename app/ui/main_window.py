"""The window: rail, top bar, the pages made as they are first shown, and what holds for all of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QPoint, QSettings, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QMenu, QStackedWidget, QVBoxLayout, QWidget

from app.common.errors import AppError
from app.i18n import Translator
from app.records import ChangeSet, Kind, UndoStatus, Workshop, WorkshopId
from app.services import Services
from app.services.rows import FirmRow
from app.ui.command_palette import CommandPalette
from app.ui.commands import Command
from app.ui.context import UiContext
from app.ui.focus_ring import FocusRing
from app.ui.keys_help import KeysHelp
from app.ui.page import Page
from app.ui.pages import PageSpec
from app.ui.preferences import PreferenceKeeper
from app.ui.rail import Rail
from app.ui.sync_follower import SyncFollower
from app.ui.toast_host import ToastHost
from app.ui.top_bar import TopBar
from app.ui.undo_keys import UndoKeys
from app.ui.window_actions import WindowActions
from app.ui.window_commands import window_commands

_LEAVING_MS = 15_000
_WARM_MS = 400


class MainWindow(QMainWindow):
    """Shows one page at a time; `services` is the bundle of `app.services`, `geometry` keeps size and place.

    Closing waits until everything is stored; the runner, with what else it has to finish, is closed by whoever made it.
    """

    def __init__(
        self,
        ui: UiContext,
        services: Services,
        pages: list[PageSpec],
        geometry: QSettings | None = None,
        workshop_id: WorkshopId | None = None,
        *,
        preferences: PreferenceKeeper | None = None,
    ) -> None:
        super().__init__()
        self.ui = ui
        self.services = services
        self._specs = {page.id: page for page in pages}
        self._pages: dict[str, Page] = {}
        self._geometry = geometry
        self._workshops: list[Workshop] = []
        self.workshop: Workshop | None = None
        self.page_id = ""
        self.status = UndoStatus()
        self.preferences = preferences or PreferenceKeeper(ui)
        self._awaited: WorkshopId | None = None
        self.use_cases = WindowActions(ui, services, self.preferences, self)
        self.rail = Rail(ui, [page for page in pages if page.in_rail])
        self.top_bar = TopBar(ui)
        self._stack = QStackedWidget()
        self._lay_out()
        ToastHost(ui, self._stack)
        FocusRing(ui.theme, self)
        UndoKeys(self)
        self.commands = window_commands(self)
        self.palette_view = CommandPalette(ui, self, lambda: self.commands, self._find)
        self._connect()
        self._restore_geometry()
        self.exchange = SyncFollower(ui.bus, ui.runner, services.sync, self)
        self.show_page(pages[0].id)
        self._load_workshops(workshop_id)

    def _lay_out(self) -> None:
        side = QVBoxLayout()
        side.setSpacing(0)
        side.addWidget(self.top_bar)
        side.addWidget(self._stack, 1)
        middle = QWidget()
        middle.setProperty("role", "window")
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(side, 1)
        self.setCentralWidget(middle)
        self.setMinimumSize(900, 560)

    def _connect(self) -> None:
        ui = self.ui
        self.rail.chosen.connect(self.show_page)
        self.top_bar.switch_asked.connect(self._open_workshop_menu)
        self.top_bar.palette_asked.connect(self.open_palette)
        self.top_bar.undo_asked.connect(self.undo)
        self.top_bar.redo_asked.connect(self.redo)
        self.top_bar.sync_asked.connect(lambda: self.go("sync"))
        self.top_bar.conflicts_asked.connect(lambda: self.go("sync", "conflicts"))
        ui.toasts.undo_requested.connect(self.undo)
        ui.bus.changed.connect(self.apply)
        ui.bus.received.connect(self.take_in)
        ui.bus.sync_changed.connect(self.top_bar.show_sync)
        ui.bus.saved.connect(self.top_bar.show_saved)
        ui.language.changed.connect(self.retranslate)
        ui.theme.changed.connect(self.restyle)
        for command in self.commands:
            for keys in command.shortcuts:
                shortcut = QShortcut(QKeySequence(keys), self)
                shortcut.activated.connect(self._runner_of(command))
        self._title()

    def _runner_of(self, command: Command) -> Callable[[], None]:
        def run() -> None:
            if command.reason(self.ui.language.t) is None:
                command.run()

        return run

    @property
    def specs(self) -> tuple[PageSpec, ...]:
        """Every screen of the window, in order."""
        return tuple(self._specs.values())

    @property
    def has_sample(self) -> bool:
        """Whether a sample workshop is in the store."""
        return any(one.sample for one in self._workshops)

    def open_palette(self) -> None:
        """Ctrl+K."""
        self.palette_view.open()

    # pages

    def page(self, page_id: str) -> Page:
        """The page of this id, made now where it was not shown before."""
        found = self._pages.get(page_id)
        if found is None:
            found = self._specs[page_id].factory(self.ui)
            self._pages[page_id] = found
            self._stack.addWidget(found)
            found.navigate.connect(self.go)
            found.retranslate()
            found.restyle()
            if self.workshop is not None:
                found.show_workshop(self.workshop.id)
        return found

    def show_page(self, page_id: str) -> None:
        """Open a screen and put the keyboard into it."""
        page = self.page(page_id)
        self.page_id = page_id
        self._stack.setCurrentWidget(page)
        self.rail.mark(page_id)
        page.focus_first()
        self._title()

    def go(self, target: str, payload: object = None) -> None:
        """What a page asked for: a screen, or one of the window's commands."""
        if target in self._specs:
            self.show_page(target)
            if payload is not None:
                self._pages[target].open_item(payload)
            return
        if target == "open-workshop":
            self.open_workshop(WorkshopId(str(payload)))
            self.show_page("workshop")
        if target == "open-card" and isinstance(payload, tuple):
            workshop_id, card_id = payload
            self._load_workshops(workshop_id, lambda: self.go("cards", card_id))
        if target == "await-workshop":
            self._await_workshop(WorkshopId(str(payload)))
        for command in self.commands:
            if command.id == target and command.reason(self.ui.language.t) is None:
                command.run()

    # workshops

    def _load_workshops(self, choose: WorkshopId | None = None, then: Callable[[], None] | None = None) -> None:
        def show(found: list[Workshop]) -> None:
            self._workshops = found
            wanted = choose or (self.workshop.id if self.workshop else None)
            chosen = next((one for one in found if one.id == wanted), None)
            self._open(chosen or max(found, key=lambda one: one.id, default=None))
            if then is not None:
                then()

        self.ui.runner.run_db(self.services.workshops.list, show)
        self._load_history()

    def open_workshop(self, workshop_id: WorkshopId) -> None:
        """Show another workshop on every page."""
        self._load_workshops(workshop_id)

    def _await_workshop(self, workshop_id: WorkshopId) -> None:
        """Open a workshop now, or as soon as it has come from others."""
        self._awaited = workshop_id
        if any(one.id == workshop_id for one in self._workshops):
            self._load_workshops(workshop_id)

    def _open(self, workshop: Workshop | None) -> None:
        moved = (workshop.id if workshop else None) != (self.workshop.id if self.workshop else None)
        self.workshop = workshop
        self.top_bar.show_workshop(workshop)
        self._title()
        if workshop is not None and moved:
            self.preferences.change(workshop=workshop.id)
            QTimer.singleShot(_WARM_MS, self, self._warm)
        if moved or workshop is None:
            for page in self._pages.values():
                page.show_workshop(workshop.id if workshop else None)

    def _warm(self) -> None:
        """Get matching ready while nobody asks for it yet, and keep what it computed."""
        if self.workshop is None:
            return
        workshop_id, suggestions = self.workshop.id, self.services.suggestions

        def keep(nothing: None) -> None:
            self.ui.runner.run_db(lambda: suggestions.save_vectors(workshop_id))

        self.ui.runner.run_io(lambda: suggestions.prepare(workshop_id), keep)

    def _open_workshop_menu(self) -> None:
        menu = self.workshop_menu()
        menu.popup(self.top_bar.switcher.mapToGlobal(QPoint(0, self.top_bar.switcher.height())))

    def workshop_menu(self) -> QMenu:
        """The menu under the workshop's name: the others, and how to come by one."""
        t = self.ui.language.t
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for workshop in reversed(self._workshops):
            action = menu.addAction(workshop.name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(self.workshop is not None and workshop.id == self.workshop.id)
            action.triggered.connect(lambda _=False, chosen=workshop.id: self.open_workshop(chosen))
        menu.addSeparator()
        for command in self.commands:
            if command.group == "workshop":
                action = menu.addAction(self.ui.icons.icon(command.icon), command.title(t))
                action.setEnabled(command.reason(t) is None)
                action.triggered.connect(self._runner_of(command))
        return menu

    # changes

    def apply(self, changes: ChangeSet) -> None:
        """Bring the window and every created page up to date with a committed change."""
        if Kind.WORKSHOP in changes.kinds:
            created = changes.created(Kind.WORKSHOP)
            self._load_workshops(WorkshopId(created[-1]) if created else None)
        else:
            self._load_history()
        for page in self._pages.values():
            page.apply(changes)

    def take_in(self, changes: ChangeSet) -> None:
        """Bring everything up to date with what others changed; the open workshop stays unless one is waited for."""
        if Kind.WORKSHOP in changes.kinds:
            came = self._awaited in changes.created(Kind.WORKSHOP)
            self._load_workshops(self._awaited if came else None)
        else:
            self._load_history()
        for page in self._pages.values():
            page.apply(changes)

    def _load_history(self) -> None:
        history = self.services.history
        self.ui.runner.run_db(lambda: (history.status(), history.unsynced()), self._show_history)

    def _show_history(self, found: tuple[UndoStatus, int]) -> None:
        self.status = found[0]
        self.top_bar.show_history(*found)

    @property
    def undo_name(self) -> str | None:
        """What undo would take back: what the open page did past the log, else the last step of the log."""
        page = self._pages.get(self.page_id)
        return (page.undo_name if page is not None else None) or self.status.undo

    def undo(self) -> None:
        """Take back the last step and say which it was."""
        page = self.page(self.page_id)
        if page.undo_name is not None:
            page.undo()
            return
        self._step(self.services.history.undo, undone=True)

    def redo(self) -> None:
        """Carry out again what was taken back."""
        self._step(self.services.history.redo, undone=False)

    def _step(self, step: Callable[[], ChangeSet | None], *, undone: bool) -> None:
        def tell(changes: ChangeSet) -> None:
            t = self.ui.language.t
            name = t(changes.operation)
            if undone:
                words = t("Undone: {step}", step=name)
                self.ui.toasts.show(words, "undo", action=t("Redo"), run=self.redo, keys=("Ctrl", "Shift", "Z"))
            else:
                self.ui.toasts.undo(t("Done again: {step}", step=name), t("Undo"), "redo")

        def refuse(error: AppError) -> None:
            self.ui.toasts.error(self.ui.language.t.error(error))
            self._load_history()

        self.ui.runner.change(step, tell, refuse)

    # search

    def _find(self, text: str, show: Callable[[list[Command]], None]) -> None:
        """Firms for the palette, and a way into the tables with the same words."""

        def look_up(t: Translator) -> str:
            return t("Look up: {text}", text=text.strip())

        asked = Command("look-up", look_up, "knowledge", lambda: self.go("knowledge", text.strip()), group="firm")
        known = [asked] if "knowledge" in self._specs else []
        if self.workshop is None:
            show(known)
            return
        workshop_id = self.workshop.id

        def fetch() -> list[FirmRow]:
            return self.services.firms.find(workshop_id, text, 5)

        def offer(rows: list[FirmRow]) -> None:
            show([*(self._firm_command(row) for row in rows), *known])

        self.ui.runner.run_db(fetch, offer)

    def _firm_command(self, row: FirmRow) -> Command:
        name = f"{row.attendance.number or '–'}  {row.firm.name}"
        return Command(
            f"firm:{row.firm.id}", lambda t: name, "firm", lambda: self.go("firms", row.firm.id), group="firm"
        )

    # look and language

    def retranslate(self) -> None:
        """Word the window and every created page again."""
        self.rail.retranslate()
        self.top_bar.retranslate()
        for page in self._pages.values():
            page.retranslate()
        self._title()

    def restyle(self) -> None:
        """Take theme and text size again, on every created page too."""
        self.rail.restyle()
        self.top_bar.restyle()
        for page in self._pages.values():
            page.restyle()
        self.update()

    def _title(self) -> None:
        name = f"{self.workshop.name} – " if self.workshop else ""
        self.setWindowTitle(f"{name}Sinerji Masası")

    def show_keys(self) -> None:
        """F1: the keys, over the page; pressed again, away with them."""
        opened = next((one for one in self.findChildren(KeysHelp) if one.isVisible()), None)
        if opened is not None:
            opened.leave()
            return
        title = self.ui.language.t(self._specs[self.page_id].title)
        KeysHelp(self.ui, self, title, self.page(self.page_id).keys, self.commands).open()

    # leaving

    def _restore_geometry(self) -> None:
        self.resize(1366, 768)
        if self._geometry is not None:
            stored = self._geometry.value("window/geometry")
            if isinstance(stored, QByteArray):
                self.restoreGeometry(stored)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.palette_view.isVisible():
            self.palette_view.setGeometry(self.rect())

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.ui.runner.wait_for_storing(_LEAVING_MS):
            self.ui.toasts.error(
                self.ui.language.t("Something is still being stored; close the window again in a moment.")
            )
            event.ignore()
            return
        if self._geometry is not None:
            self._geometry.setValue("window/geometry", self.saveGeometry())
        event.accept()
