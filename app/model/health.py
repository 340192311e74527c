"""The state of a store as data, for `sinerji check`: damage, counters, unsynced work, the hash.

*Canonical hash*: SHA-256 of the RFC 8785 JSON of all living synced rows, sorted by id, by table. Left out is what two
laptops with the same content may differ in: device-local rows, drafts, vectors, logs and clocks, derived columns, marks
of deleted rows and the personal keys.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import rfc8785
from sqlalchemy import inspect

from app.model.backup import backup_folder, list_backups, newest_good_backup
from app.model.groups import PRIVATE_COLUMNS
from app.model.raw_access import damage_of, schema_of
from app.model.store import Store
from app.model.store_errors import is_database_error
from app.model.tables import SYNCED, Synced
from app.records import Counters

_LEFT_OUT = PRIVATE_COLUMNS | {"deleted_at", "personal_key"}
_COUNTS = {
    "firms": "SELECT count(*) FROM firm WHERE deleted_at IS NULL AND merged_into IS NULL",
    "participants": "SELECT count(*) FROM participant WHERE deleted_at IS NULL",
    "cards": "SELECT count(*) FROM resource_card WHERE deleted_at IS NULL",
    "haves": "SELECT count(*) FROM resource_card WHERE deleted_at IS NULL AND direction = 'have'",
    "wants": "SELECT count(*) FROM resource_card WHERE deleted_at IS NULL AND direction = 'want'",
    "potential_synergies": "SELECT count(*) FROM synergy WHERE deleted_at IS NULL AND stage <> 'lost'",
}


@dataclass(frozen=True, slots=True)
class HealthReport:
    """What a check found. `counters` are those of the whole store; they, `unsynced` and `canonical` are None where the
    damage does not let them be read. `newest_backup` is offered where there is damage, else it is the newest at all."""

    path: Path
    dataset: str
    schema: int
    damage: str | None
    counters: Counters | None
    unsynced: int | None
    canonical: str | None
    newest_backup: Path | None

    @property
    def healthy(self) -> bool:
        """Whether nothing is wrong with the file."""
        return self.damage is None

    def to_json(self) -> dict[str, Any]:
        """The report as plain values for `--json`."""
        return {
            "path": str(self.path),
            "dataset": self.dataset,
            "schema": self.schema,
            "healthy": self.healthy,
            "damage": self.damage,
            "counters": None if self.counters is None else _without_none(asdict(self.counters)),
            "unsynced": self.unsynced,
            "canonical": self.canonical,
            "newest_backup": None if self.newest_backup is None else str(self.newest_backup),
        }


def check(store: Store) -> HealthReport:
    """Check every page and reference of an open store, whatever its size, and count what it holds."""
    folder = backup_folder(store.path)
    with store.connect_read_only() as raw:
        raw.execute("BEGIN")  # one moment for all figures
        try:
            damage = damage_of(raw) or _dangling_reference(raw)
            counters: Counters | None = Counters(**{name: _number(raw, sql) for name, sql in _COUNTS.items()})
            unsynced: int | None = _number(raw, "SELECT count(*) FROM outbox_op")
            canonical: str | None = canonical_hash(raw)
            schema = schema_of(raw)
        except Exception as error:
            if not is_database_error(error):
                raise
            damage, counters, unsynced, canonical, schema = str(error), None, None, None, store.schema
    if damage is None:
        backups = list_backups(folder)
        backup = backups[0].path if backups else None
    else:
        backup = newest_good_backup(folder)
    return HealthReport(store.path, store.dataset_id, schema, damage, counters, unsynced, canonical, backup)


def canonical_hash(raw: Any) -> str:
    """The hash described above, as hex digits, from a raw connection."""
    digest = hashlib.sha256(b"{")
    # The keys of the outer object in RFC 8785 order, piece by piece: a large store never stands in memory.
    for place, (name, row_class) in enumerate(sorted((kind.value, row_class) for kind, row_class in SYNCED.items())):
        digest.update(b"," if place else b"")
        digest.update(rfc8785.dumps(name) + b":[")
        columns = hashed_columns(row_class)
        listed = ", ".join(f'"{column}"' for column in columns)
        rows = raw.execute(f'SELECT {listed} FROM "{name}" WHERE deleted_at IS NULL ORDER BY id')  # noqa: S608 - own names
        for number, row in enumerate(rows):
            digest.update(b"," if number else b"")
            digest.update(canonical_row(dict(zip(columns, row, strict=True))))
        digest.update(b"]")
    digest.update(b"}")
    return digest.hexdigest()


def canonical_row(values: dict[str, Any]) -> bytes:
    """RFC 8785 JSON of one row: flat, ASCII keys, text, numbers and None.

    Python's own JSON writes the same bytes as long as there is no float, twenty times faster than the pure package.
    """
    if any(isinstance(value, float) for value in values.values()):
        return rfc8785.dumps(values)
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def hashed_columns(row_class: type[Synced]) -> list[str]:
    """The columns of a synced table that are part of what two laptops must agree on."""
    left_out = _LEFT_OUT | set(row_class.searchable.values())
    return [column.key for column in inspect(row_class).columns if column.key not in left_out]


def _dangling_reference(raw: Any) -> str | None:
    found = raw.execute("PRAGMA foreign_key_check").fetchone()
    return None if found is None else f"{found[0]} → {found[2]}"


def _number(raw: Any, sql: str) -> int:
    return int(raw.execute(sql).fetchone()[0])


def _without_none(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
