"""Look-ups for the cards of a folder that no store knows: who could take each have, which waste codes fit each card."""

from collections.abc import Iterator
from pathlib import Path

from app.i18n import Translator
from app.knowledge import Knowledge, load
from app.knowledge.receivers import Receiver
from app.records import Category, Direction, Firm, FirmId, ResourceCard
from app.services.folder_match import read_folder

RECEIVER_COLUMNS = ("have_id", "rank", "nace_division", "score", "reason")
CODE_COLUMNS = ("card_id", "rank", "ewc", "ewc_group", "concept", "score")
# Waste codes are for things: a truck, a hall or a welder has none.
CODED = (None, Category.MATERIAL, Category.BYPRODUCT_WASTE)


def folder_receivers(folder: Path, top: int, t: Translator) -> Iterator[tuple[str | int, ...]]:
    """Rows of `RECEIVER_COLUMNS`: the best divisions for every have. InputError where the folder cannot be read."""
    knowledge = load()
    for card, firm in _cards(folder):
        if card.direction is Direction.HAVE:
            found = knowledge.receivers_of_text(told(card), firm.nace if firm else None, top)
            for rank, receiver in enumerate(found, start=1):
                reason = receiver_reason(receiver, knowledge, t)
                yield card.id, rank, f"{receiver.division:02d}", f"{receiver.score:.4f}", reason


def folder_codes(folder: Path, top: int) -> Iterator[tuple[str | int, ...]]:
    """Rows of `CODE_COLUMNS`: the best codes for every card about a thing. InputError where the folder cannot be
    read."""
    knowledge = load()
    for card, firm in _cards(folder):
        if card.category in CODED:
            for rank, guess in enumerate(knowledge.codes(told(card), firm.nace if firm else None, top), start=1):
                yield card.id, rank, guess.code, guess.code[:4], guess.concept, f"{guess.score:.4f}"


def told(card: ResourceCard) -> str:
    """What a card says about the thing itself: the title, else the description."""
    return card.title if card.title.strip() else card.description or ""


def receiver_reason(receiver: Receiver, knowledge: Knowledge, t: Translator) -> str:
    """Why a division could take a resource, in one sentence of the reader's language."""
    conversion = receiver.conversion
    cases = [knowledge.precedents[key] for key in receiver.cases if knowledge.precedents[key].documented]
    if conversion is not None:
        source, target = (knowledge.concepts[key].name(t.language) for key in (conversion.source, conversion.target))
        process = conversion.process.get(t.language)
        return t("{source} → {target}: {process}", source=source, target=target, process=process)
    if cases:
        case = cases[0]
        where = f" ({case.place})" if case.place else ""
        told_use = f"{case.resource.get(t.language)} → {case.use.get(t.language)}{where}"
        return t("documented: {case}", case=told_use)
    return t("takes by-products of this sector, or of many")


def _cards(folder: Path) -> Iterator[tuple[ResourceCard, Firm | None]]:
    cards, firms = read_folder(folder)
    by_id: dict[FirmId, Firm] = {firm.id: firm for firm in firms}
    for card in cards:
        yield card, by_id.get(card.firm_id)
