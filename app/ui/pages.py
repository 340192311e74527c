"""The screens of the rail. Each is imported when it is first shown, so that the window opens at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.common.messages import N_
from app.services import Services
from app.ui.context import UiContext
from app.ui.page import Page
from app.ui.preferences import PreferenceKeeper


@dataclass(frozen=True)
class PageSpec:
    """A screen: its id, the English source of its title, its icon, how it is made, and keys beside its first one.

    `key` takes the place of Ctrl and its number in the rail.
    """

    id: str
    title: str
    icon: str
    factory: Callable[[UiContext], Page]
    at_bottom: bool = False
    in_rail: bool = True
    key: str = ""
    shortcuts: tuple[str, ...] = ()

    def first_key(self, place: int) -> str:
        """What opens it, with its place in the rail counted from 1."""
        return self.key or f"Ctrl+{place}"


def page_table(services: Services, preferences: PreferenceKeeper | None = None) -> list[PageSpec]:
    """Every screen, in the order of the rail; `services` is the bundle of `app.services`."""

    def workshop(ui: UiContext) -> Page:
        from app.ui.workshop.page import WorkshopPage

        return WorkshopPage(ui, services)

    def capture(ui: UiContext) -> Page:
        from app.ui.capture.page import CapturePage

        return CapturePage(ui, services)

    def firms(ui: UiContext) -> Page:
        from app.ui.firms.page import FirmsPage

        return FirmsPage(ui, services.firms, services.erasure, services.duplicates)

    def cards(ui: UiContext) -> Page:
        from app.ui.cards.page import CardsPage

        return CardsPage(ui, services.cards, services.lookups)

    def matches(ui: UiContext) -> Page:
        from app.ui.matches.page import MatchesPage

        return MatchesPage(ui, services.suggestions)

    def board(ui: UiContext) -> Page:
        from app.ui.board.page import BoardPage

        return BoardPage(ui, services)

    def reports(ui: UiContext) -> Page:
        from app.ui.reports.page import ReportsPage

        return ReportsPage(ui, services)

    def importing(ui: UiContext) -> Page:
        from app.ui.importing.page import ImportPage

        return ImportPage(ui, services.imports, services.workshops)

    def settings(ui: UiContext) -> Page:
        from app.ui.settings.page import SettingsPage

        return SettingsPage(ui, preferences or PreferenceKeeper(ui), services.keeping)

    return [
        PageSpec("workshop", N_("Workshop"), "workshop", workshop),
        PageSpec("capture", N_("Card entry"), "capture", capture, shortcuts=("Ctrl+N",)),
        PageSpec("firms", N_("Firms"), "firm", firms),
        PageSpec("cards", N_("Cards"), "card", cards),
        PageSpec("matches", N_("Matches"), "match", matches),
        PageSpec("board", N_("Board"), "board", board),
        PageSpec("reports", N_("Reports"), "report", reports),
        PageSpec("sync", N_("Sync"), "sync", _sync(services), at_bottom=True),
        PageSpec("knowledge", N_("Knowledge"), "knowledge", _knowledge(services)),
        PageSpec("settings", N_("Settings"), "settings", settings, at_bottom=True, key="Ctrl+,"),
        PageSpec("import", N_("Import"), "import", importing, in_rail=False),
    ]


def _sync(services: Services) -> Callable[[UiContext], Page]:
    def sync(ui: UiContext) -> Page:
        from app.ui.sync.page import SyncPage

        return SyncPage(ui, services)

    return sync


def _knowledge(services: Services) -> Callable[[UiContext], Page]:
    def knowledge(ui: UiContext) -> Page:
        from app.ui.knowledge.page import KnowledgePage

        return KnowledgePage(ui, services.knowledge, services.proposals)

    return knowledge
