"""Importing a firm list: a preview that changes nothing, then one transaction and one undo step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from app.common.errors import InputError
from app.common.ids import derived_id
from app.common.messages import N_
from app.common.turkish import match_key
from app.model.database import Database
from app.model.repositories import cards, firms, local, workshops
from app.model.repositories.fetching import known_ids
from app.model.work import Work
from app.records import (
    Attendance,
    Audience,
    CardId,
    ChangeSet,
    Firm,
    FirmId,
    Participant,
    ParticipantId,
    PlatformConsent,
    ResourceCard,
    Workshop,
    WorkshopId,
)
from app.services.import_identity import CardIdentity, FirmIdentity, MemberIds, PersonIdentity
from app.services.merged_firms import redirects, under
from app.services.shared_fields import shared_fields
from app.services.workshops import clean_workshop_name

if TYPE_CHECKING:
    from app.exchange import import_rows
    from app.exchange.import_rows import ImportPlan, RememberedMapping

_MAPPING = "import.mapping"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows of a kind an import added, and how many it found already there."""

    added: int
    known: int


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What an import did. `changes` is empty where everything was there already."""

    workshop_id: WorkshopId
    changes: ChangeSet
    firms: Tally
    people: Tally
    cards: Tally


class ImportService:
    """Use cases about files that come in."""

    def __init__(self, database: Database, backup_before: Callable[[], object]) -> None:
        self._database = database
        self._backup_before = backup_before

    def preview(
        self,
        path: Path,
        decimal: str | None = None,
        mapping: RememberedMapping | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> ImportPlan:
        """What an import of `path` would bring; nothing is stored. `mapping` None = as remembered from earlier files.
        InputError where the file cannot be read."""
        if mapping is None:
            mapping = self.remembered_mapping()
        from app.exchange import read_import

        return read_import(path, decimal=decimal, mapping=mapping, progress=progress)

    def remembered_mapping(self) -> RememberedMapping:
        """Which header meant which field in earlier imports."""
        with self._database.read() as session:
            return local.recall(session, _MAPPING) or {}

    def run(
        self, plan: ImportPlan, *, workshop_id: WorkshopId | None = None, workshop_name: str | None = None
    ) -> ImportOutcome:
        """Store a plan in a workshop: the one with this id, else the one of this name, which is made where there is
        none. Rows that are there already stay as they are. The store is backed up first."""
        self._backup_before()
        with self._database.write(N_("Import")) as work:
            workshop = _workshop(work, workshop_id, workshop_name or PurePath(plan.source).stem)
            storing = _Storing(work, workshop, match_key(PurePath(plan.source).stem))
            firm_tally = storing.firms(plan.firms)
            people_tally = storing.people(plan.people)
            card_tally = storing.cards(plan.cards)
        self._remember(plan)
        return ImportOutcome(workshop, work.changes, firm_tally, people_tally, card_tally)

    def _remember(self, plan: ImportPlan) -> None:
        from app.exchange import remember

        remembered = {key: dict(value) for key, value in self.remembered_mapping().items()}
        for key, value in remember(plan.mapping).items():
            remembered.setdefault(key, {}).update(value)
        with self._database.write_local() as session:
            local.remember(session, _MAPPING, remembered)


def _workshop(work: Work, workshop_id: WorkshopId | None, name: str) -> WorkshopId:
    if workshop_id is not None:
        if workshops.get(work.session, workshop_id) is None:
            raise InputError(N_("The workshop that the rows should go into is no longer there."))
        return workshop_id
    name = clean_workshop_name(name)
    found = [one for one in workshops.all_workshops(work.session) if match_key(one.name) == match_key(name)]
    if found:
        return found[0].id
    made = WorkshopId(derived_id("workshop", match_key(name)))
    work.put(Workshop(made, name))
    return made


class _Storing:
    """One import inside its transaction; `source` is the name of the file without its ending, as `match_key`."""

    def __init__(self, work: Work, workshop_id: WorkshopId, source: str) -> None:
        self._work = work
        self._workshop_id = workshop_id
        self._source = source
        self._firm_ids: dict[str, FirmId] = {}

    def _store(self, record: Any, known: Mapping[str, bool]) -> bool:
        """Insert or bring back; False where the row lives already."""
        if known.get(record.id, False):
            return False
        if record.id in known:
            self._work.put(record)
        else:
            self._work.add(record)
        return True

    def firms(self, rows: tuple[import_rows.FirmRow, ...]) -> Tally:
        """Firms and their attendance; a firm without a badge number gets the next free one."""
        session = self._work.session
        known, seats = known_ids(session, Firm), known_ids(session, Attendance)
        owned = [(row, FirmId(derived_id("firm", self._workshop_id, self._source, row.external_id))) for row in rows]
        same, stands = FirmIdentity(firms.everywhere(session), owned), redirects(session)
        badge = max((seat.number or 0 for _, seat in firms.of_workshop(session, self._workshop_id)), default=0)
        badge = max([badge, *(row.number or 0 for row in rows)])
        added = 0
        for row, own in owned:
            firm_id = same.find(row, own)
            if firm_id is None:
                firm_id = same.new_id(row, own)
                values = shared_fields(row, Firm) | {"platform_consent": row.platform_consent or PlatformConsent.CARDS}
                added += self._store(Firm(id=firm_id, source=self._source, **values), known)
            firm_id = stands.get(firm_id, firm_id)
            self._firm_ids[row.external_id] = firm_id
            seat_id = derived_id("attendance", self._workshop_id, firm_id)
            if not seats.get(seat_id, False):
                badge += row.number is None
                number = badge if row.number is None else row.number
                seat = Attendance(seat_id, self._workshop_id, firm_id, number, row.table_no, row.arrived_at)
                self._store(seat, seats)
                seats[seat_id] = True
        return Tally(added, len(rows) - added)

    def people(self, rows: tuple[import_rows.PersonRow, ...]) -> Tally:
        """Participants; who is there already stays."""
        session = self._work.session
        known = known_ids(session, Participant)
        there = under(firms.people(session, self._workshop_id), redirects(session))
        same, ids = PersonIdentity(there), MemberIds("participant", self._workshop_id, self._source, there)
        added = 0
        for row in rows:
            firm_id = self._firm_ids[row.firm_id]
            made = ParticipantId(ids.of(row.external_id, firm_id, row.name))
            values = shared_fields(row, Participant) | {"firm_id": firm_id}
            person = Participant(id=made, workshop_id=self._workshop_id, source=self._source, **values)
            if not same.knows(person):
                added += self._store(person, known)
        return Tally(added, len(rows) - added)

    def cards(self, rows: tuple[import_rows.CardRow, ...]) -> Tally:
        """Cards; one without a number gets the next free one."""
        session = self._work.session
        known = known_ids(session, ResourceCard)
        there = under(cards.of_workshop(session, self._workshop_id), redirects(session))
        same, ids = CardIdentity(there), MemberIds("card", self._workshop_id, self._source, there)
        number = max([cards.next_number(session, self._workshop_id), *(row.number + 1 for row in rows if row.number)])
        added = 0
        for row in rows:
            firm_id = self._firm_ids[row.firm_id]
            values = shared_fields(row, ResourceCard) | {
                "firm_id": firm_id,
                "audience": row.audience or Audience.PUBLIC,
                "number": number if row.number is None else row.number,
                "created_at": self._work.now,
            }
            made = CardId(ids.of(row.external_id, firm_id, row.title))
            card = ResourceCard(id=made, workshop_id=self._workshop_id, source=self._source, **values)
            if not same.knows(card) and self._store(card, known):
                added += 1
                number += row.number is None
        return Tally(added, len(rows) - added)
