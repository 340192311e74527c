"""Our rows under somebody else's field names, by a TOML table that a person can write. Pure."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.common.errors import AppError, InputError, reason_of
from app.common.messages import N_
from app.records import Kind

FORMAT = 1

UNREADABLE = N_("The table of field names {path} cannot be read ({reason}).")
WRONG_FORMAT = N_("The table of field names {path} is of another format than this program knows ({found}).")
WRONG = N_("The table of field names {path} is wrong at {place}: {what}.")
NO_KIND = N_("there is no such kind of row")
NO_FIELD = N_("this kind of row has no such field")
NO_NAME = N_("a name, or a table with “to” and “values”, is expected")
TWICE = N_("the same name is given twice")


@dataclass(frozen=True, slots=True)
class _Field:
    to: str
    values: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class FieldNames:
    """How each kind of row and its fields are called elsewhere; what is not named does not go."""

    name: str
    tables: Mapping[str, tuple[str, Mapping[str, _Field]]]

    def translated(self, rows: Iterable[tuple[str, Mapping[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
        """Rows, given as (kind, columns), as lists under the other side's names. Values not said are left out."""
        found: dict[str, list[dict[str, Any]]] = {to: [] for to, _fields in self.tables.values()}
        for kind, columns in rows:
            if kind in self.tables:
                to, names = self.tables[kind]
                found[to].append(
                    {
                        field.to: _value(field, columns[ours])
                        for ours, field in names.items()
                        if columns.get(ours) is not None
                    }
                )
        return found


def load_field_names(path: Path, columns_of: Mapping[str, Iterable[str]]) -> FieldNames:
    """The table in a TOML file; `columns_of` are our fields by kind. InputError that names the place that is wrong."""
    try:
        text = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise InputError(UNREADABLE, path=path, reason=reason_of(error)) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(UNREADABLE, path=path, reason=str(error)) from error
    if text.pop("format", None) != FORMAT:
        raise InputError(WRONG_FORMAT, path=path, found=text.get("format"))
    name = str(text.pop("name", path.stem))
    tables = {}
    for kind, table in text.items():
        if kind not in set(Kind) or kind not in columns_of:
            raise InputError(WRONG, path=path, place=kind, what=AppError(NO_KIND))
        if not isinstance(table, dict) or not isinstance(table.get("to"), str):
            raise InputError(WRONG, path=path, place=kind, what=AppError(NO_NAME))
        tables[kind] = (table["to"], _fields(path, kind, table.get("fields"), set(columns_of[kind])))
    return FieldNames(name, tables)


def _fields(path: Path, kind: str, given: Any, ours: set[str]) -> dict[str, _Field]:
    if not isinstance(given, dict):
        raise InputError(WRONG, path=path, place=kind, what=AppError(NO_NAME))
    fields: dict[str, _Field] = {}
    for name, value in given.items():
        place = f"{kind}.{name}"
        if name not in ours:
            raise InputError(WRONG, path=path, place=place, what=AppError(NO_FIELD))
        if isinstance(value, str):
            value = {"to": value}
        values = value.get("values") if isinstance(value, dict) else None
        if not isinstance(value, dict) or not isinstance(value.get("to"), str) or not isinstance(values, dict | None):
            raise InputError(WRONG, path=path, place=place, what=AppError(NO_NAME))
        if value["to"] in {field.to for field in fields.values()}:
            raise InputError(WRONG, path=path, place=place, what=AppError(TWICE))
        fields[name] = _Field(value["to"], values)
    return fields


def _value(field: _Field, value: Any) -> Any:
    """A value that the table names is replaced, any other goes as it is."""
    return value if field.values is None else field.values.get(str(value), value)
