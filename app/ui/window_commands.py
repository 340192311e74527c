"""The commands of the window: screens, undo, files, theme, language."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.i18n import Translator
from app.ui.commands import Command
from app.ui.pages import PageSpec

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow

_W = "workshop"  # these stand in the menu under the workshop's name too


def window_commands(window: MainWindow) -> list[Command]:
    """Every command, screens first, in the order in which the palette shows them."""
    return [*_screens(window), *_steps(window), *_workshop(window), *_sync(window), *_look(window)]


def _screens(window: MainWindow) -> list[Command]:
    shown = [page for page in window.specs if page.in_rail]
    return [_screen(window, page, place) for place, page in enumerate(shown, 1)]


def _screen(window: MainWindow, page: PageSpec, place: int) -> Command:
    def title(t: Translator) -> str:
        return t("Go to: {page}", page=t(page.title))

    def run() -> None:
        window.show_page(page.id)

    return Command(f"go:{page.id}", title, page.icon, run, (page.first_key(place), *page.shortcuts))


def _steps(window: MainWindow) -> list[Command]:
    def no_undo(t: Translator) -> str | None:
        return None if window.undo_name else t("Nothing to undo")

    def no_redo(t: Translator) -> str | None:
        return None if window.status.redo else t("Nothing to redo")

    def undo_title(t: Translator) -> str:
        return t("Undo: {step}", step=t(window.undo_name)) if window.undo_name else t("Undo")

    def redo_title(t: Translator) -> str:
        return t("Redo: {step}", step=t(window.status.redo)) if window.status.redo else t("Redo")

    return [
        Command("undo", undo_title, "undo", window.undo, ("Ctrl+Z",), no_undo),
        Command("redo", redo_title, "redo", window.redo, ("Ctrl+Shift+Z", "Ctrl+Y"), no_redo),
        Command("palette", lambda t: t("Search or type a command"), "search", window.open_palette, ("Ctrl+K",)),
        Command("keys", lambda t: t("Keys"), "keyboard", window.show_keys, ("F1",)),
    ]


def _workshop(window: MainWindow) -> list[Command]:
    def no_sample(t: Translator) -> str | None:
        return None if window.has_sample else t("No sample is open")

    def has_sample(t: Translator) -> str | None:
        return t("The sample is open already") if window.has_sample else None

    acts = window.use_cases
    return [
        Command("import", lambda t: t("Import a list…"), "import", _open(window, "import"), ("Ctrl+O",), group=_W),
        Command("new-workshop", lambda t: t("New workshop…"), "add", acts.new_workshop, group=_W),
        Command("load-sample", lambda t: t("Open the sample"), "sample", acts.load_sample, (), has_sample, _W),
        Command("remove-sample", lambda t: t("Remove the sample"), "trash", acts.remove_sample, (), no_sample, _W),
        Command("export", lambda t: t("Workbook and report…"), "export", _open(window, "reports"), ("Ctrl+E",)),
    ]


def _sync(window: MainWindow) -> list[Command]:
    def alone(t: Translator) -> str | None:
        return t("Join a room or connect the platform first") if not window.exchange.has_peers else None

    def show(part: str) -> Callable[[], None]:
        return lambda: window.go("sync", part)

    return [
        Command("sync-now", lambda t: t("Sync now"), "sync", lambda: window.exchange.now(), reason=alone),
        Command("sync-join", lambda t: t("Join a room…"), "link", show("join")),
        Command("sync-hub", lambda t: t("Make this computer the hub of the room…"), "hub", show("hub")),
        Command("conflicts", lambda t: t("Conflicts; on their list: show the other value"), "conflict", show("swap"),
                ("Ctrl+.",)),
        Command("sync-log", lambda t: t("Sync log"), "task", show("log")),
    ]  # fmt: skip


def _open(window: MainWindow, page_id: str) -> Callable[[], None]:
    def run() -> None:
        window.show_page(page_id)

    return run


def _look(window: MainWindow) -> list[Command]:
    ui = window.ui

    def other_theme(t: Translator) -> str:
        return t("Light theme") if ui.theme.is_dark else t("Dark theme")

    def other_language(t: Translator) -> str:
        return t("Switch to English") if ui.language.code == "tr" else t("Switch to Turkish")

    return [
        Command("theme", other_theme, "theme", window.use_cases.toggle_theme),
        Command("language", other_language, "language", window.use_cases.toggle_language),
        Command("larger", lambda t: t("Larger text"), "text-size", window.use_cases.larger_text, ("Ctrl++",)),
        Command("smaller", lambda t: t("Smaller text"), "text-size", window.use_cases.smaller_text, ("Ctrl+-",)),
    ]
