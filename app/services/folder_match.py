"""Matching a folder of CSV files without a store: for trying the engine and for measuring it."""

from pathlib import Path

from app.exchange import read_import
from app.knowledge import load
from app.matching import MatchIndex, build_index
from app.matching.encoder import Encoder
from app.records import Audience, CardId, Firm, FirmId, PlatformConsent, ResourceCard, WorkshopId
from app.services.shared_fields import shared_fields


def read_folder(folder: Path) -> tuple[list[ResourceCard], list[Firm]]:
    """The cards and firms of a folder (or workbook) as records whose ids are the external ids. InputError where it
    cannot be read."""
    plan = read_import(folder)
    firms = [
        Firm(
            **shared_fields(row, Firm)
            | {"id": FirmId(row.external_id), "platform_consent": row.platform_consent or PlatformConsent.CARDS}
        )
        for row in plan.firms
    ]
    cards = [
        ResourceCard(
            **shared_fields(row, ResourceCard)
            | {
                "id": CardId(row.external_id),
                "workshop_id": WorkshopId("folder"),
                "audience": row.audience or Audience.PUBLIC,
            }
        )
        for row in plan.cards
    ]
    return cards, firms


def index_folder(folder: Path, encoder: Encoder | None) -> tuple[MatchIndex, list[ResourceCard]]:
    """The index of a folder's cards, and the cards."""
    cards, firms = read_folder(folder)
    return build_index(cards, firms, load(), encoder=encoder), cards
