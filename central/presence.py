"""Who is in the room, and how much each has still to send."""

from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.engine import Connection

from central import moments
from central.tables import insert, presence

_FORGOTTEN_SECONDS = 12 * 3600


@dataclass(frozen=True, slots=True)
class Present:
    """A laptop as it last told of itself, `seconds` ago."""

    device: str
    name: str
    table: int | None
    cards: int
    unsynced: int
    seconds: int


def tell(connection: Connection, dataset: str, who: Present) -> None:
    """Note what a laptop tells of itself now."""
    values: dict[str, str | int | float | None] = {
        "name": who.name,
        "table_no": who.table,
        "cards": who.cards,
        "unsynced": who.unsynced,
    }
    values["at"] = moments.seconds()
    fresh = insert(connection, presence).values(dataset=dataset, device=who.device, **values)
    connection.execute(fresh.on_conflict_do_update(index_elements=["dataset", "device"], set_=values))
    connection.execute(delete(presence).where(presence.c.at < moments.seconds() - _FORGOTTEN_SECONDS))


def present(connection: Connection, dataset: str) -> list[Present]:
    """Everybody who told of himself today, by table and name."""
    now = moments.seconds()
    rows = connection.execute(select(presence).where(presence.c.dataset == dataset))
    found = [
        Present(row.device, row.name, row.table_no, row.cards, row.unsynced, max(0, int(now - row.at))) for row in rows
    ]
    return sorted(found, key=lambda one: (one.table is None, one.table or 0, one.name, one.device))
