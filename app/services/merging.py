"""Making two firms one, and bringing rows that were written meanwhile under the firm that stands."""

from collections.abc import Iterable
from typing import Any

from app.common.errors import InputError, StaleError
from app.common.ids import derived_id
from app.common.messages import N_
from app.model.database import Database
from app.model.repositories import cards, firms
from app.model.repositories.fetching import fetch
from app.model.tables import AttendanceRow, CardRow, ChangeRow, InterestRow, ParticipantRow, SynergyRow
from app.model.work import GONE, Work
from app.records import (
    Attendance,
    ChangeSet,
    Firm,
    FirmId,
    Interest,
    Kind,
    Participant,
    PlatformConsent,
    ResourceCard,
    Synergy,
)
from app.services.merged_firms import Stands, redirects

_PLACE = ("province", "district", "osb", "site")
_IDENTITY = ("external_id", "source")
_ALONE = ("sector", "nace", "tax_number", "employees")
_WIDTH = list(PlatformConsent)  # from the narrowest to the widest


def merge_firms(work: Work, keep_id: FirmId, gone_id: FirmId) -> None:
    """Let `keep` stand for `gone` too, inside an open transaction. InputError, before anything changes, where they are
    one firm already or have a synergy with each other; StaleError where one of them is gone."""
    stands = redirects(work.session)
    keep, gone = _both(work.session, stands, keep_id, gone_id)
    _refuse_own_synergy(work.session, stands, keep.id, gone.id)
    filled = _filled(keep, gone)
    if filled:
        work.change(Kind.FIRM, keep.id, **filled)
    work.change(Kind.FIRM, gone.id, merged_into=keep.id)
    _Following(work, redirects_with(stands, keep.id, gone.id)).move(gone.id)


def repoint(database: Database, firm_ids: Iterable[FirmId]) -> ChangeSet | None:
    """Bring what was written on this laptop for merged firms (a card typed while the merge travelled) under the firm
    that stands for each; None where there is nothing to do. Rows of other laptops are theirs to bring: two that write
    the same would only fill each other's logs."""
    with database.write(N_("Follow merged firms"), automatic=True) as work:
        stands = redirects(work.session)
        for firm_id in sorted(set(firm_ids) & stands.keys()):
            _Following(work, stands, database.device).move(firm_id)
    return work.changes if work.changes.changes else None


def redirects_with(stands: Stands, keep_id: FirmId, gone_id: FirmId) -> dict[FirmId, FirmId]:
    """The redirects once `gone` is merged into `keep`."""
    return {one: keep_id if end == gone_id else end for one, end in stands.items()} | {gone_id: keep_id}


def _both(session: Any, stands: Stands, keep_id: FirmId, gone_id: FirmId) -> tuple[Firm, Firm]:
    if keep_id == gone_id:
        raise InputError(N_("A firm cannot be merged with itself: choose two firms."))
    merged = N_("“{name}” has been merged already: “{other}” stands for it.")
    gone = _living(session, gone_id)
    if gone_id in stands:
        raise InputError(merged, name=gone.name, other=_living(session, stands[gone_id]).name)
    keep = _living(session, stands.get(keep_id, keep_id))
    if keep.id == gone.id:
        raise InputError(merged, name=_living(session, keep_id).name, other=gone.name)
    return keep, gone


def _living(session: Any, firm_id: FirmId) -> Firm:
    firm = firms.get(session, firm_id)
    if firm is None:
        raise StaleError(GONE)
    return firm


def _refuse_own_synergy(session: Any, stands: Stands, keep_id: FirmId, gone_id: FirmId) -> None:
    ours, theirs = (
        {card.id: card for card in fetch(session, ResourceCard, CardRow.firm_id.in_([end, *_merged_into(stands, end)]))}
        for end in (keep_id, gone_id)
    )
    ends = list(theirs)
    met = SynergyRow.have_id.in_(ends) | SynergyRow.want_id.in_(ends)
    for synergy in fetch(session, Synergy, met):
        if synergy.have_id in ours or synergy.want_id in ours:
            both = ours | theirs
            raise InputError(
                N_(
                    "These two firms have a synergy with each other (“{have}” and “{want}”):"
                    " take it off the board before merging them."
                ),
                have=both[synergy.have_id].title,
                want=both[synergy.want_id].title,
            )


def _merged_into(stands: Stands, end: FirmId) -> list[FirmId]:
    return [one for one, other in stands.items() if other == end]


def _filled(keep: Firm, gone: Firm) -> dict[str, Any]:
    """What `gone` knows and `keep` does not. The parts of a place only make sense together; of two consents the
    narrower one holds, for the cards of both go out under it."""
    filled = {name: getattr(gone, name) for name in _ALONE if getattr(keep, name) is None}
    for together in (_PLACE, _IDENTITY):
        if all(getattr(keep, name) is None for name in together):
            filled |= {name: getattr(gone, name) for name in together}
    narrower = min(keep.platform_consent, gone.platform_consent, key=_WIDTH.index)
    if narrower is not keep.platform_consent:
        filled["platform_consent"] = narrower
    return {name: value for name, value in filled.items() if value is not None}


class _Following:
    """Moves rows of merged firms inside a transaction; with a `device` only those that it wrote."""

    def __init__(self, work: Work, stands: Stands, device: str | None = None) -> None:
        self._work, self._stands, self._device = work, stands, device

    def move(self, gone: FirmId) -> None:
        """Move everything that names `gone` to the firm that stands for it."""
        work, keep = self._work, self._stands[gone]
        for card in self._found(ResourceCard, CardRow.firm_id == gone):
            work.change(Kind.CARD, card.id, firm_id=keep)
        for person in self._found(Participant, ParticipantRow.firm_id == gone):
            work.change(Kind.PARTICIPANT, person.id, firm_id=keep)
        work.session.flush()  # what comes next asks whose the cards are now
        for seat in self._found(Attendance, AttendanceRow.firm_id == gone):
            self._move_seat(seat, keep)
        for hand in self._found(Interest, InterestRow.firm_id == gone):
            self._move_hand(hand, keep)
        self._lower_own_hands(keep)

    def _found(self, record_class: type[Any], where: Any) -> list[Any]:
        found = fetch(self._work.session, record_class, where)
        if self._device is None or not found:
            return found
        written = self._work.session.query(ChangeRow.entity_id)
        mine = written.where(ChangeRow.entity_id.in_([one.id for one in found]), ChangeRow.device == self._device)
        ids = {row[0] for row in mine.distinct()}
        return [one for one in found if one.id in ids]

    def _move_seat(self, seat: Attendance, keep: FirmId) -> None:
        """The firm that stands sits where it sat, or where the other did; whose attendance a row is never changes."""
        work = self._work
        there = firms.attendance(work.session, seat.workshop_id, keep)
        if there is None:
            made = derived_id("attendance", seat.workshop_id, keep)
            work.put(Attendance(made, seat.workshop_id, keep, seat.number, seat.table_no, seat.arrived_at))
        else:
            known = {name: getattr(seat, name) for name in ("number", "table_no", "arrived_at")}
            empty = {name: value for name, value in known.items() if value is not None and getattr(there, name) is None}
            if empty:
                work.change(Kind.ATTENDANCE, there.id, **empty)
        work.remove(Kind.ATTENDANCE, seat.id)
        work.session.flush()

    def _move_hand(self, hand: Interest, keep: FirmId) -> None:
        work = self._work
        card = cards.get(work.session, hand.card_id)
        if card is None or self._stands.get(card.firm_id, card.firm_id) != keep:
            work.put(Interest(derived_id("interest", hand.card_id, keep), hand.workshop_id, hand.card_id, keep))
        work.remove(Kind.INTEREST, hand.id)
        work.session.flush()

    def _lower_own_hands(self, keep: FirmId) -> None:
        """A firm never raises a hand for its own card."""
        work = self._work
        own = [card.id for card in fetch(work.session, ResourceCard, CardRow.firm_id == keep)]
        for hand in fetch(work.session, Interest, InterestRow.firm_id == keep, InterestRow.card_id.in_(own)):
            work.remove(Kind.INTEREST, hand.id)
