"""What is to be sent to a peer: looks through our log, row by row through the peer's lens, and fixes numbers.

A row goes for the first time with its whole history, later with what is new; where its level changes, again as a whole
and with a withdrawal of what it may show no longer. Nothing goes without what it refers to.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, inspect, or_, select
from sqlalchemy.orm import Session

from app.model.oplog import Key, chunks
from app.model.peers import PeerRecord, change_peer
from app.model.receiving import foreign_keys
from app.model.sync_tables import OutgoingRow, ShownRow, WithdrawalRow
from app.model.tables import SYNCED, ChangeRow, OutboxOpRow
from app.operations import WHOLE, Lens, Level, Values
from app.records import Kind

# How much of the log is looked through in one transaction.
STEP = 2_000
# Whose change may let other rows be seen, or no longer.
_DECIDING = {Kind.FIRM.value: {"platform_consent"}}
_DEPENDENT = (Kind.CARD, Kind.PARTICIPANT)


@dataclass(frozen=True, slots=True)
class Prepared:
    """What one look brought: how many operations were put in the row to be sent, whether the log goes on after it."""

    operations: int
    more: bool


def prepare(session: Session, peer: PeerRecord, lens: Lens, already_there: Collection[str] = ()) -> Prepared:
    """Look through the next part of the log for a peer; `already_there` are operations that it surely has."""
    fresh = _next_part(session, peer.position)
    if not fresh:
        return Prepared(0, more=False)
    end = fresh[-1].position
    looking = Looking(session, peer, lens)
    if peer.kind == "room" and _all_theirs(session, peer, fresh):
        looking.note_theirs({(row.entity, row.entity_id): None for row in fresh})
        change_peer(session, peer.id, position=end)
        return Prepared(0, more=len(fresh) == STEP)
    looking.judge([*{(row.entity, row.entity_id): None for row in fresh}, *_dependents(session, fresh)])
    has = {row.id for row in fresh if row.origin == peer.id} | set(already_there)
    new_ids = {row.id for row in fresh} - has
    chosen = [one for one in _chosen(session, looking, new_ids, end) if one not in has]
    _number(session, peer, chosen)
    if peer.workshop_id is None:
        _decided(session, {row.id for row in fresh} - set(chosen))
    change_peer(session, peer.id, position=end)
    session.flush()
    return Prepared(len(chosen), more=len(fresh) == STEP)


def _all_theirs(session: Session, peer: PeerRecord, fresh: Sequence[Any]) -> bool:
    """Whether everything that is known of these rows came from the peer: then there is nothing to send, and nothing to
    judge. Most of what a laptop in a room looks at is of this sort."""
    if any(row.origin != peer.id for row in fresh):
        return False
    others = or_(ChangeRow.origin.is_(None), ChangeRow.origin != peer.id)
    for some in chunks({row.entity_id: None for row in fresh}):
        if session.scalar(select(ChangeRow.id).where(ChangeRow.entity_id.in_(some), others).limit(1)) is not None:
            return False
    return True


def _next_part(session: Session, position: int) -> Sequence[Any]:
    row = ChangeRow
    query = select(row.id, row.position, row.entity, row.entity_id, row.origin, row.groups)
    return session.execute(query.where(row.position > position).order_by(row.position).limit(STEP)).all()


def _dependents(session: Session, fresh: Sequence[Any]) -> list[Key]:
    """Rows whose level may follow from changes of others."""
    firms = {
        row.entity_id
        for row in fresh
        if row.entity in _DECIDING and any(group in _DECIDING[row.entity] for group in json.loads(row.groups))
    }
    found: list[Key] = []
    for some in chunks(sorted(firms)):
        for kind in _DEPENDENT:
            row_class: Any = SYNCED[kind]
            ids = session.scalars(select(row_class.id).where(row_class.firm_id.in_(some)))
            found += [(kind.value, row_id) for row_id in ids]
    return found


def _chosen(session: Session, looking: "Looking", new_ids: set[str], end: int) -> list[str]:
    """The changes that go, in the order of our log; notes what the peer has been shown by them."""
    whole: list[str] = []  # rows that go with all that is known of them
    growing: list[str] = []  # rows that the peer has: only what is new
    for key, level in looking.levels.items():
        shown = looking.shown.get(key[1])
        if level is None:
            if shown is not None:
                looking.withdraw(key, ())
        elif shown == level.name:
            growing.append(key[1])
        else:
            whole.append(key[1])
            looking.note_shown(key, level)
    found = _histories(session, looking, whole, end)
    for some in chunks(growing):
        query = select(ChangeRow.position, ChangeRow.id).where(ChangeRow.entity_id.in_(some), ChangeRow.position <= end)
        found += [(row.position, row.id) for row in session.execute(query) if row.id in new_ids]
    return [change_id for _position, change_id in sorted(found)]


def _histories(session: Session, looking: "Looking", entity_ids: Sequence[str], end: int) -> list[tuple[int, str]]:
    """Place and id of every change of these rows that the peer did not send itself; what their levels hide is to be
    withdrawn."""
    log = ChangeRow
    history = select(log.position, log.id, log.entity, log.entity_id, log.groups, log.origin).where(log.position <= end)
    found: list[tuple[int, str]] = []
    hidden: dict[Key, set[str]] = {}
    for some in chunks(entity_ids):
        for row in session.execute(history.where(log.entity_id.in_(some))):
            key = (row.entity, row.entity_id)
            level = looking.levels.get(key)
            if level is None:
                continue
            if row.origin != looking.peer_id:
                found.append((row.position, row.id))
            groups = hidden.setdefault(key, set())
            if level is not WHOLE:
                groups.update(group for group in json.loads(row.groups) if not level.lets(group))
    for key, groups in hidden.items():
        looking.withdraw_hidden(key, groups)
    return found


def _number(session: Session, peer: PeerRecord, chosen: Sequence[str]) -> None:
    last = session.scalar(select(func.max(OutgoingRow.number)).where(OutgoingRow.peer_id == peer.id))
    start = max(last or 0, peer.sent) + 1
    session.add_all(
        OutgoingRow(peer_id=peer.id, number=start + place, change_id=change_id)
        for place, change_id in enumerate(chosen)
    )


def _decided(session: Session, change_ids: Iterable[str]) -> None:
    """What the peer has already, or may not have, does not wait to go out any more."""
    for some in chunks(sorted(change_ids)):
        for row in session.scalars(select(OutboxOpRow).where(OutboxOpRow.change_id.in_(some))):
            session.delete(row)


class Looking:
    """One look at rows through a peer's lens. `levels` says what may go of each row, None = nothing; `shown` (by id)
    what the peer has been shown so far."""

    def __init__(self, session: Session, peer: PeerRecord, lens: Lens) -> None:
        self._session, self._peer, self._lens = session, peer, lens
        self.peer_id = peer.id
        self._rows: dict[Key, Values | None] = {}
        self._required: set[Key] = set()
        here = WithdrawalRow.peer_id == peer.id
        self._withdrawn = set(session.scalars(select(WithdrawalRow.entity_id).where(here)))
        self.levels: dict[Key, Level | None] = {}
        self.shown: dict[str, str] = {}

    def judge(self, keys: Iterable[Key]) -> None:
        """Work out the levels of these rows and of everything that they refer to."""
        todo = list(keys)
        while todo:
            self._fetch(todo)
            following: dict[Key, None] = {}
            for key in todo:
                level = self.levels[key] = self._level(key)
                if level is not None:
                    following.update(dict.fromkeys(self._references(key)))
            todo = [key for key in following if self.levels.get(key) is None and key not in self._required]
            self._required.update(todo)

    def note_shown(self, key: Key, level: Level) -> None:
        """The peer is shown this much of a row from now on."""
        row = ShownRow(peer_id=self._peer.id, entity_id=key[1], entity=key[0], level=level.name)
        if key[0] in SYNCED and key[1] not in self.shown:
            self._session.add(row)  # it was looked up with the row itself: there is none
        else:
            self._session.merge(row)

    def note_theirs(self, keys: Iterable[Key]) -> None:
        """The peer has shown us these rows, all of them: it needs to be shown no history."""
        wanted = list(keys)
        self._fetch(wanted)
        for key in wanted:
            if self.shown.get(key[1]) != WHOLE.name:
                self.note_shown(key, WHOLE)
        self._session.flush()

    def withdraw(self, key: Key, groups: Collection[str]) -> None:
        """The peer is to forget groups of a row (none named: all of it)."""
        self._session.merge(
            WithdrawalRow(peer_id=self._peer.id, entity_id=key[1], entity=key[0], groups=json.dumps(sorted(groups)))
        )
        self._withdrawn.add(key[1])
        if not groups:
            shown = self._session.get(ShownRow, (self._peer.id, key[1]))
            if shown is not None:
                self._session.delete(shown)

    def withdraw_hidden(self, key: Key, hidden: Collection[str]) -> None:
        """Of a row that goes as a whole: what its level hides is withdrawn where the peer may have seen it; what was to
        be withdrawn before and is shown again is not."""
        earlier = key[1] in self._withdrawn
        if hidden and (earlier or key[1] in self.shown):
            self.withdraw(key, hidden)
        elif earlier:
            here = (WithdrawalRow.peer_id == self._peer.id, WithdrawalRow.entity_id == key[1])
            self._session.execute(delete(WithdrawalRow).where(*here))
            self._withdrawn.discard(key[1])

    def _level(self, key: Key) -> Level | None:
        columns = self._rows.get(key)
        if columns is None:  # a kind that we do not know, or a row that cannot stand here: passed on as it came
            return WHOLE if self._peer.kind == "room" and self._peer.workshop_id is None else None
        if not self._in_scope(key, columns):
            return None
        return self._lens.level(key[0], columns, self._look)

    def _in_scope(self, key: Key, columns: Values) -> bool:
        scope = self._peer.workshop_id
        if scope is None or key in self._required or key[1] in self.shown:
            return True
        if key[0] == Kind.WORKSHOP.value:
            return key[1] == scope
        if "workshop_id" in columns:
            return bool(columns["workshop_id"] == scope)
        if "synergy_id" in columns:
            synergy = self._look(Kind.SYNERGY.value, str(columns["synergy_id"]))
            return synergy is not None and bool(synergy["workshop_id"] == scope)
        return False

    def _look(self, entity: str, row_id: str) -> Values | None:
        if (entity, row_id) not in self._rows:
            self._fetch([(entity, row_id)])
        return self._rows.get((entity, row_id))

    def _fetch(self, keys: Iterable[Key]) -> None:
        by_kind: dict[str, list[str]] = {}
        for key in keys:
            if key not in self._rows and key[0] in SYNCED:
                by_kind.setdefault(key[0], []).append(key[1])
        for entity, ids in by_kind.items():
            table = inspect(SYNCED[Kind(entity)]).local_table
            for some in chunks(ids):
                self._rows.update(dict.fromkeys(((entity, one) for one in some), None))
                for row in self._session.execute(select(table).where(table.c.id.in_(some))).mappings():
                    self._rows[entity, row["id"]] = dict(row)
                shown = select(ShownRow.entity_id, ShownRow.level).where(
                    ShownRow.peer_id == self._peer.id, ShownRow.entity_id.in_(some)
                )
                self.shown.update((row[0], row[1]) for row in self._session.execute(shown))

    def _references(self, key: Key) -> list[Key]:
        columns = self._rows.get(key)
        if columns is None or key[0] not in SYNCED:
            return []
        return [(table, columns[name]) for name, table in foreign_keys(key[0]) if columns[name] is not None]
