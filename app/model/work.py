"""What a use case may do inside its transaction: add, change and remove records."""

import base64
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from app.common.errors import StaleError
from app.common.messages import N_
from app.common.sealing import new_personal_key
from app.model.change_capture import Capture
from app.model.mapping import KINDS, RECORDS, column_names, to_column, to_columns
from app.model.tables import SYNCED, DraftRow, ParticipantRow, Synced
from app.records import ChangeSet, Kind

GONE = N_("It is no longer there: it was removed in the meantime.")


class Work:
    """One open transaction. `now` is its moment (ISO), `changes` what it did, once it is committed."""

    changes: ChangeSet

    def __init__(self, session: Session, now: str, actor: str) -> None:
        self.session = session
        self.capture = Capture(session)
        self.now = now
        self.actor = actor

    def add(self, record: Any) -> None:
        """Insert a record that is new."""
        kind = KINDS[type(record)]
        self._insert(kind, to_columns(record))

    def put(self, record: Any) -> None:
        """Insert a record, or bring back and overwrite the row that has its id (derived ids meet again)."""
        kind = KINDS[type(record)]
        self.put_columns(kind, to_columns(record))

    def put_columns(self, kind: Kind, columns: dict[str, Any]) -> None:
        """`put` for rows that have no record of their own (the legs of a synergy)."""
        row = self.session.get(SYNCED[kind], columns["id"])
        if row is None:
            self._insert(kind, columns)
            return
        row.deleted_at = None
        for name, value in columns.items():
            setattr(row, name, value)

    def change(self, kind: Kind, row_id: str, **fields: Any) -> None:
        """Set fields of a row. StaleError where it does not live, TypeError for a field that it does not have."""
        row = self.row(kind, row_id)
        unknown = fields.keys() - set(column_names(RECORDS[kind]))
        if unknown:
            raise TypeError(f"a {kind} has no field {sorted(unknown)}")
        for name, value in fields.items():
            setattr(row, name, to_column(value))

    def remove(self, kind: Kind, row_id: str) -> None:
        """Mark a row as deleted. StaleError where it does not live."""
        self.row(kind, row_id).deleted_at = self.now

    def row(self, kind: Kind, row_id: str) -> Any:
        """The living row of `kind` with this id. StaleError where it was removed meanwhile."""
        row = self.session.get(SYNCED[kind], row_id)
        if row is None or row.deleted_at is not None:
            raise StaleError(GONE)
        return row

    def clear_draft(self, slot: str) -> None:
        """Empty a form's draft in the commit that stores what it held."""
        draft = self.session.get(DraftRow, slot)
        if draft is not None:
            self.session.delete(draft)

    def _insert(self, kind: Kind, columns: dict[str, Any]) -> None:
        row_class: type[Synced] = SYNCED[kind]
        missing = {column.key for column in inspect(row_class).columns} - columns.keys()
        row = row_class(**columns, **dict.fromkeys(missing))
        if isinstance(row, ParticipantRow):
            row.personal_key = base64.b64encode(new_personal_key()).decode("ascii")
        self.session.add(row)
