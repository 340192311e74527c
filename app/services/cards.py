"""Resource cards: storing one in the commit that empties its draft, correcting, taking away."""

from dataclasses import asdict
from typing import Any

from app.common.errors import InputError, StaleError
from app.common.ids import new_id
from app.common.messages import N_
from app.common.turkish import clean_text
from app.model.database import Database
from app.model.repositories import cards, firms, synergies
from app.model.work import GONE
from app.records import CardId, ChangeSet, Kind, ResourceCard, WorkshopId
from app.services.merged_firms import attending, redirects, under
from app.services.rows import CardRow, NewCard

TITLE_LIMIT = 500
TEXT_LIMIT = 20_000


class CardService:
    """Use cases about resource cards."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def rows(self, workshop_id: WorkshopId) -> list[CardRow]:
        """The cards of a workshop with their firms, in the order of their making."""
        with self._database.read() as session:
            return _with_firms(session, workshop_id, cards.of_workshop(session, workshop_id))

    def recent(self, workshop_id: WorkshopId, limit: int = 50) -> list[CardRow]:
        """The newest cards of a workshop, newest first."""
        with self._database.read() as session:
            return _with_firms(session, workshop_id, cards.recent(session, workshop_id, limit))

    def get(self, card_id: CardId) -> CardRow:
        """One card. StaleError where it does not live."""
        with self._database.read() as session:
            found = cards.get(session, card_id)
            if found is None:
                raise StaleError(GONE)
            [card] = under([found], redirects(session))
            firm = firms.get(session, card.firm_id)
            if firm is None:
                raise StaleError(GONE)
            return CardRow(card, firm, firms.attendance(session, card.workshop_id, card.firm_id))

    def add(self, new: NewCard, clear_draft: str | None = None) -> ChangeSet:
        """Store a card; `clear_draft` names the form that is emptied in the same commit. InputError without a title."""
        values = _cleaned(asdict(new))
        if not values["title"]:
            raise InputError(N_("A card needs a title: write what it is about."))
        with self._database.write(N_("Add card")) as work:
            number = cards.next_number(work.session, new.workshop_id)
            values["firm_id"] = redirects(work.session).get(new.firm_id, new.firm_id)
            work.add(ResourceCard(id=CardId(new_id()), number=number, created_at=work.now, **values))
            if clear_draft is not None:
                work.clear_draft(clear_draft)
        return work.changes

    def edit(self, card_id: CardId, **changed: Any) -> ChangeSet:
        """Change fields of a card. TypeError for a field that a card does not have, InputError for an empty title."""
        values = _cleaned(changed)
        if values.get("title", "x") in ("", None):
            raise InputError(N_("A card needs a title: write what it is about."))
        with self._database.write(N_("Edit card")) as work:
            work.change(Kind.CARD, card_id, **values)
        return work.changes

    def delete(self, card_id: CardId) -> ChangeSet:
        """Take a card away, with the synergies that it is part of and the hands raised for it: one step to undo."""
        with self._database.write(N_("Delete card")) as work:
            for synergy_id in synergies.of_card(work.session, card_id):
                work.remove(Kind.SYNERGY, synergy_id)
            for hand in cards.hands_for(work.session, card_id):
                work.remove(Kind.INTEREST, hand)
            work.remove(Kind.CARD, card_id)
        return work.changes


def _with_firms(session: Any, workshop_id: WorkshopId, found: list[ResourceCard]) -> list[CardRow]:
    stands = redirects(session)
    by_id = {firm.id: (firm, seat) for firm, seat in attending(session, workshop_id, stands)}
    return [CardRow(card, *by_id[card.firm_id]) for card in under(found, stands) if card.firm_id in by_id]


def _cleaned(values: dict[str, Any]) -> dict[str, Any]:
    """Texts without control characters and within bounds; an empty text is not said."""
    cleaned = {}
    for key, value in values.items():
        if isinstance(value, str) and type(value) is str:
            limit = TITLE_LIMIT if key == "title" else TEXT_LIMIT
            text = clean_text(value)[:limit]
            cleaned[key] = text if key == "title" else text or None
        else:
            cleaned[key] = value
    return cleaned
