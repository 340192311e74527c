"""Firms of a workshop: the list, finding one by badge number or name, adding one in passing."""

from typing import Any

from app.common.errors import InputError, StaleError
from app.common.ids import derived_id, new_id
from app.common.messages import N_
from app.common.turkish import clean_text, match_key, sort_key
from app.model.database import Database
from app.model.repositories import firms
from app.model.work import GONE
from app.records import Attendance, ChangeSet, Firm, FirmId, Kind, Participant, WorkshopId
from app.services.merged_firms import attending, redirects, under
from app.services.rows import FirmRow

_TEXTS = ("name", "sector", "nace", "tax_number", "province", "district", "osb", "site")
_SEAT = ("number", "table_no", "arrived_at")


class FirmService:
    """Use cases about firms."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def rows(self, workshop_id: WorkshopId) -> list[FirmRow]:
        """The firms of a workshop, by badge number."""
        with self._database.read() as session:
            stands = redirects(session)
            pairs = attending(session, workshop_id, stands)
            counted: dict[str, tuple[int, int, int]] = {}
            for firm_id, (haves, wants, people) in firms.tallies(session, workshop_id).items():
                end = stands.get(FirmId(firm_id), firm_id)
                before = counted.get(end, (0, 0, 0))
                counted[end] = (before[0] + haves, before[1] + wants, before[2] + people)
        return [FirmRow(firm, seat, *counted.get(firm.id, (0, 0, 0))) for firm, seat in pairs]

    def people(self, workshop_id: WorkshopId) -> list[Participant]:
        """The participants of a workshop."""
        with self._database.read() as session:
            return under(firms.people(session, workshop_id), redirects(session))

    def find(self, workshop_id: WorkshopId, text: str, limit: int = 8) -> list[FirmRow]:
        """Firms for a type-ahead: the badge number first, then names that begin with the text, then names that hold
        all its words; empty text finds nothing."""
        key = match_key(text)
        if not key:
            return []
        ranked = []
        for row in self.rows(workshop_id):
            rank = _rank(row, key)
            if rank is not None:
                ranked.append((rank, sort_key(row.firm.name), row.firm.id, row))
        return [row for *_, row in sorted(ranked, key=lambda entry: entry[:3])[:limit]]

    def add(self, workshop_id: WorkshopId, name: str, **fields: Any) -> ChangeSet:
        """Add a firm to the store and to the workshop. `fields` are those of Firm and of Attendance (number, table_no,
        arrived_at); without a number it gets the next free badge. InputError where it has no name."""
        name = clean_text(name)
        if not name:
            raise InputError(N_("A firm needs a name."))
        seat = {key: fields.pop(key) for key in _SEAT if key in fields}
        with self._database.write(N_("Add firm")) as work:
            if seat.get("number") is None:
                taken = [one.number or 0 for _firm, one in firms.of_workshop(work.session, workshop_id)]
                seat["number"] = max(taken, default=0) + 1
            firm_id = FirmId(new_id())
            work.add(Firm(firm_id, name, **{key: _clean(key, value) for key, value in fields.items()}))
            work.add(Attendance(derived_id("attendance", workshop_id, firm_id), workshop_id, firm_id, **seat))
        return work.changes

    def edit(self, firm_id: FirmId, workshop_id: WorkshopId | None = None, **fields: Any) -> ChangeSet:
        """Change fields of a firm; number, table_no and arrived_at belong to its attendance of `workshop_id`.
        InputError for an empty name, StaleError where firm or attendance is gone."""
        seat = {key: fields.pop(key) for key in _SEAT if key in fields}
        values = {key: _clean(key, value) for key, value in fields.items()}
        if values.get("name") == "":
            raise InputError(N_("A firm needs a name."))
        with self._database.write(N_("Edit firm")) as work:
            if values:
                work.change(Kind.FIRM, firm_id, **values)
            if seat:
                attendance = firms.attendance(work.session, workshop_id or "", firm_id)
                if attendance is None:
                    raise StaleError(GONE)
                work.change(Kind.ATTENDANCE, attendance.id, **seat)
        return work.changes


def _clean(key: str, value: Any) -> Any:
    if key not in _TEXTS or value is None:
        return value
    text = clean_text(str(value))
    return text if key == "name" else text or None


def _rank(row: FirmRow, key: str) -> int | None:
    if key.isdigit() and row.attendance.number is not None:
        if str(row.attendance.number) == key:
            return 0
        if str(row.attendance.number).startswith(key):
            return 1
    name = match_key(row.firm.name)
    if name.startswith(key):
        return 2
    words = key.split()
    name_words = name.split()
    if all(any(part.startswith(word) for part in name_words) for word in words):
        return 3
    return 4 if all(word in name for word in words) else None
