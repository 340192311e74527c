"""Between records (enums, decimals, booleans) and columns (text, whole numbers): one table of converters a class."""

import json
import types
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from app import records

Record = TypeVar("Record")

RECORDS: dict[records.Kind, type] = {
    records.Kind.WORKSHOP: records.Workshop,
    records.Kind.FIRM: records.Firm,
    records.Kind.ATTENDANCE: records.Attendance,
    records.Kind.PARTICIPANT: records.Participant,
    records.Kind.CARD: records.ResourceCard,
    records.Kind.INTEREST: records.Interest,
    records.Kind.SYNERGY: records.Synergy,
    records.Kind.STAGE_CHANGE: records.StageChange,
    records.Kind.DECISION: records.Decision,
    records.Kind.EXPORT: records.ExportedFile,
}
KINDS = {record: kind for kind, record in RECORDS.items()}


def to_column(value: Any) -> Any:
    """The plain value that a column, the log and JSON hold for `value`."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return value


def to_columns(record: Any) -> dict[str, Any]:
    """All columns of a record."""
    return {field.name: to_column(getattr(record, field.name)) for field in fields(record)}


def _column_names(record_class: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(record_class))


# The names of a record's columns, in the order of its fields.
column_names: Callable[[Any], tuple[str, ...]] = cache(_column_names)


def _readers_of(record_class: Any) -> tuple[tuple[int, Callable[[Any], Any]], ...]:
    hints = get_type_hints(record_class)
    readers = ((place, _reader(hints[name])) for place, name in enumerate(column_names(record_class)))
    return tuple((place, reader) for place, reader in readers if reader is not None)


# Places of the columns that are not taken as they are, with their readers.
_readers: Callable[[Any], tuple[tuple[int, Callable[[Any], Any]], ...]] = cache(_readers_of)


def _reader(hint: Any) -> Callable[[Any], Any] | None:
    """How to read a column into a field of type `hint`; None where the plain value serves."""
    if get_origin(hint) in (Union, types.UnionType):
        hint = next(part for part in get_args(hint) if part is not type(None))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return {member.value: member for member in hint}.__getitem__
    if hint is bool or hint is Decimal:
        return hint
    if get_origin(hint) is not None and issubclass(get_origin(hint), Mapping):
        return json.loads
    return None


def from_values(record_class: type[Record], values: Iterable[Any]) -> Record:
    """A record from its column values, given in the order of `column_names`."""
    fields_of = list(values)
    for place, reader in _readers(record_class):
        value = fields_of[place]
        if value is not None:
            fields_of[place] = reader(value)
    return record_class(*fields_of)


def from_columns(record_class: type[Record], columns: Mapping[str, Any]) -> Record:
    """A record from a mapping that holds at least its columns (a row change's `after`, say)."""
    return from_values(record_class, (columns[name] for name in column_names(record_class)))


def record_after(change: records.RowChange) -> Any:
    """The record that a row became, or None where it was deleted (or its kind has no record)."""
    if change.after is None or change.kind not in RECORDS:
        return None
    return from_columns(RECORDS[change.kind], {**change.after, "id": change.id})


def record_before(change: records.RowChange) -> Any:
    """The record that a row was, or None where it is new."""
    if change.before is None or change.kind not in RECORDS:
        return None
    return from_columns(RECORDS[change.kind], {**change.before, "id": change.id})
