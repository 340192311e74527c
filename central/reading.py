"""Workshops, synergies and reports as other systems read them.

Whoever reads for a region or for the whole platform sees every organiser's dataset, but no people, no contacts, no next
steps, the name of a firm only where it consented and the title of a card only where it is public.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select, tuple_
from sqlalchemy.engine import Connection

from app.common.turkish import match_key
from app.records import Audience, Direction, Kind, PlatformConsent, Stage
from central.tables import record
from central.tokens import Bearer, Role

# (dataset, id)
Place = tuple[str, str]
# (dataset, workshop) -> whether what belongs to it may be seen
_Permitted = dict[tuple[str, str | None], bool]
_AT_ONCE = 250


@dataclass(frozen=True, slots=True)
class Listing:
    """Items in the order of dataset and id; `next` continues behind the last one, None at the end."""

    items: list[dict[str, Any]]
    next: str | None


@dataclass(frozen=True, slots=True)
class View:
    """What one bearer may see."""

    connection: Connection
    bearer: Bearer

    @property
    def anonymous(self) -> bool:
        """Whether people, next steps and firms without consent stay hidden."""
        return self.bearer.role in (Role.REGION, Role.PLATFORM)

    def workshops(self, after: str, limit: int) -> Listing:
        """Living workshops with their counters."""
        found, follows = self._some(Kind.WORKSHOP.value, after, limit, None)
        return Listing(self._counted(found), follows)

    def workshop(self, workshop_id: str) -> dict[str, Any] | None:
        """One living workshop with its counters; None where there is none that this bearer may see."""
        query = self._living(Kind.WORKSHOP.value).where(record.c.id == workshop_id).order_by(record.c.dataset)
        for row in self.connection.execute(query):
            if self._in_region(_values(row)):
                return self._counted([row])[0]
        return None

    def synergies(self, workshop_id: str | None, after: str, limit: int) -> Listing:
        """Living synergies with the titles and firms of both cards."""
        found, follows = self._some(Kind.SYNERGY.value, after, limit, workshop_id)
        cards = self._named(Kind.CARD.value, [(row.dataset, _values(row).get(leg)) for row in found for leg in _LEGS])
        firms = self._named(Kind.FIRM.value, [(place[0], card.get("firm_id")) for place, card in cards.items()])
        return Listing([self._synergy(row, cards, firms) for row in found], follows)

    def reports(self, workshop_id: str | None, after: str, limit: int) -> Listing:
        """Files that were exported of a workshop."""
        found, follows = self._some(Kind.EXPORT.value, after, limit, workshop_id)
        names = ("kind", "sha256", "size", "made_at", "file_name")
        shown = names if self.anonymous else (*names, "actor")
        items = []
        for row in found:
            values = _values(row)
            items.append(_stem(row) | {name: values.get(name) for name in shown})
        return Listing(items, follows)

    def _living(self, entity: str) -> Any:
        query = select(record).where(record.c.entity == entity, record.c.live)
        return query if self.anonymous else query.where(record.c.dataset == self.bearer.dataset)

    def _some(self, entity: str, after: str, limit: int, workshop_id: str | None) -> tuple[list[Any], str | None]:
        """Rows of a kind that may be seen, after a place; and where to go on."""
        query = self._living(entity)
        if workshop_id is not None:
            query = query.where(record.c.workshop_id == workshop_id)
        found: list[Any] = []
        for row in self._visible(entity, query, after):
            if len(found) == limit:
                return found, f"{found[-1].dataset}.{found[-1].id}"
            found.append(row)
        return found, None

    def _visible(self, entity: str, query: Any, after: str) -> Iterator[Any]:
        permitted: _Permitted = {}
        start = _place(after)
        while True:
            some = query.where(tuple_(record.c.dataset, record.c.id) > start)
            rows = self.connection.execute(some.order_by(record.c.dataset, record.c.id).limit(_AT_ONCE)).all()
            if entity != Kind.WORKSHOP.value:
                self._permit(permitted, [(row.dataset, row.workshop_id) for row in rows])
            for row in rows:
                if entity == Kind.WORKSHOP.value:
                    seen = self._in_region(_values(row))
                else:
                    seen = permitted.get((row.dataset, row.workshop_id), False)
                if seen:
                    yield row
            if len(rows) < _AT_ONCE:
                return
            start = (rows[-1].dataset, rows[-1].id)

    def _permit(self, permitted: _Permitted, places: Sequence[tuple[str, str | None]]) -> None:
        """Find out of workshops whether their contents may be seen."""
        if not self.anonymous:
            permitted.update(dict.fromkeys(places, True))
            return
        unknown = [place for place in places if place not in permitted]
        known = self._named(Kind.WORKSHOP.value, unknown)
        for dataset, workshop in unknown:
            values = known.get((dataset, workshop or ""))
            permitted[dataset, workshop] = values is not None and self._in_region(values)

    def _in_region(self, workshop: Mapping[str, Any]) -> bool:
        if self.bearer.role is not Role.REGION:
            return True
        place = match_key(_text(workshop.get("place")) or "")
        # Whole words: Van is not in "Divan Oteli".
        return any(re.search(rf"(?<!\w){re.escape(match_key(one))}(?!\w)", place) for one in self.bearer.regions)

    def _named(self, entity: str, places: Sequence[tuple[str, Any]]) -> dict[Place, dict[str, Any]]:
        """The values of living rows by (dataset, id); what is no id is passed over."""
        wanted = sorted({(dataset, one) for dataset, one in places if isinstance(one, str)})
        found: dict[Place, dict[str, Any]] = {}
        for at in range(0, len(wanted), _AT_ONCE):
            some = wanted[at : at + _AT_ONCE]
            query = select(record).where(record.c.entity == entity, record.c.live)
            query = query.where(
                record.c.dataset.in_({dataset for dataset, _one in some}), record.c.id.in_([one for _, one in some])
            )
            for row in self.connection.execute(query):
                found[row.dataset, row.id] = _values(row)
        return found

    def _counted(self, rows: Sequence[Any]) -> list[dict[str, Any]]:
        counted = _counters(self.connection, [(row.dataset, row.id) for row in rows])
        names = ("name", "kind", "held_on", "place")
        items = []
        for row in rows:
            values = _values(row)
            shown = {name: _text(values.get(name)) for name in names} | {"sample": bool(values.get("sample"))}
            items.append({"id": row.id, "dataset": row.dataset} | shown | counted[row.dataset, row.id])
        return items

    def _synergy(
        self, row: Any, cards: Mapping[Place, Mapping[str, Any]], firms: Mapping[Place, Mapping[str, Any]]
    ) -> dict[str, Any]:
        values = _values(row)
        shown = _SYNERGY if self.anonymous else _SYNERGY + _SYNERGY_INSIDE
        item = _stem(row) | {name: values.get(name) for name in shown}
        for leg in _LEGS:
            card = cards.get((row.dataset, _text(values.get(leg)) or ""), {})
            firm = firms.get((row.dataset, _text(card.get("firm_id")) or ""), {})
            item[leg] = _text(values.get(leg))
            item[leg.replace("_id", "_title")] = self._title(card)
            item[leg.replace("_id", "_firm")] = self._firm_name(firm)
        return item

    def _title(self, card: Mapping[str, Any]) -> str | None:
        open_to_all = card.get("audience") == Audience.PUBLIC.value
        return _text(card.get("title")) if open_to_all or not self.anonymous else None

    def _firm_name(self, firm: Mapping[str, Any]) -> str | None:
        consent = firm.get("platform_consent")
        open_to_all = consent in (PlatformConsent.CARDS.value, PlatformConsent.CARDS_AND_PEOPLE.value)
        return _text(firm.get("name")) if open_to_all or not self.anonymous else None


def workshop_name(connection: Connection, dataset: str, workshop_id: str | None) -> str | None:
    """The name of the workshop that a room is for, as far as it is known there."""
    query = select(record).where(record.c.dataset == dataset, record.c.entity == Kind.WORKSHOP.value)
    row = connection.execute(query.where(record.c.id == workshop_id)).one_or_none()
    return None if row is None else _text(_values(row).get("name"))


_LEGS = ("have_id", "want_id")
_SYNERGY = ("stage", "stage_since", "origin", "score", "lost_reason", "review_on", "created_at")
_SYNERGY_INSIDE = ("owner", "next_step", "due_on")


def _counters(connection: Connection, workshops: Sequence[Place]) -> dict[Place, dict[str, int]]:
    """The counters of each workshop, as the laptop counts them."""
    kinds = (Kind.ATTENDANCE.value, Kind.PARTICIPANT.value, Kind.CARD.value, Kind.SYNERGY.value)
    counted: dict[Place, dict[tuple[str, str | None], int]] = {place: {} for place in workshops}
    for at in range(0, len(workshops), _AT_ONCE):
        some = workshops[at : at + _AT_ONCE]
        by = (record.c.dataset, record.c.workshop_id, record.c.entity, record.c.facet)
        query = select(*by, func.count().label("many")).where(record.c.live, record.c.entity.in_(kinds))
        query = query.where(
            record.c.dataset.in_({dataset for dataset, _one in some}), record.c.workshop_id.in_([w for _, w in some])
        )
        for row in connection.execute(query.group_by(*by)):
            if (row.dataset, row.workshop_id) in counted:
                counted[row.dataset, row.workshop_id][row.entity, row.facet] = row.many
    return {place: _sums(found) for place, found in counted.items()}


def _sums(found: Mapping[tuple[str, str | None], int]) -> dict[str, int]:
    def of(kind: Kind) -> dict[str | None, int]:
        return {facet: many for (entity, facet), many in found.items() if entity == kind.value}

    haves, wants = (of(Kind.CARD).get(direction.value, 0) for direction in (Direction.HAVE, Direction.WANT))
    return {
        "firms": sum(of(Kind.ATTENDANCE).values()),
        "participants": sum(of(Kind.PARTICIPANT).values()),
        "cards": haves + wants,
        "haves": haves,
        "wants": wants,
        "potential_synergies": sum(
            many for stage, many in of(Kind.SYNERGY).items() if stage is not None and stage != Stage.LOST.value
        ),
    }


def _stem(row: Any) -> dict[str, Any]:
    return {"id": row.id, "dataset": row.dataset, "workshop_id": row.workshop_id}


def _values(row: Any) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(row.body)["values"]
    return values


def _text(value: Any) -> str | None:
    """A column as text: whoever wrote it, what is none is shown as not said."""
    return value if isinstance(value, str) else None


def _place(after: str) -> Place:
    dataset, _, one = after.partition(".")
    return dataset, one
