"""Use cases: one method is one transaction and one step to undo. The window and the command line see nothing below."""

from dataclasses import dataclass

from app.services.board import BoardService
from app.services.bundles import BundleService
from app.services.cards import CardService
from app.services.drafts import DraftService
from app.services.duplicates import DuplicateService
from app.services.erasing import ErasureService
from app.services.exports import ExportService
from app.services.firms import FirmService
from app.services.history import HistoryService
from app.services.hub import HubService
from app.services.imports import ImportService
from app.services.keeping import KeepingService
from app.services.knowledge import KnowledgeService
from app.services.lookups import LookupService
from app.services.proposals import ProposalService
from app.services.sample import SampleService
from app.services.suggestions import SuggestionService
from app.services.sync import SyncService
from app.services.workshops import WorkshopService

__all__ = ["Services"]


@dataclass(frozen=True, slots=True)
class Services:
    """Every use case of an open store; built by the composition root."""

    workshops: WorkshopService
    firms: FirmService
    duplicates: DuplicateService
    cards: CardService
    drafts: DraftService
    board: BoardService
    suggestions: SuggestionService
    history: HistoryService
    imports: ImportService
    exports: ExportService
    sample: SampleService
    keeping: KeepingService
    erasure: ErasureService
    sync: SyncService
    hub: HubService
    bundles: BundleService
    knowledge: KnowledgeService
    lookups: LookupService
    proposals: ProposalService
