"""Fields that two dataclasses have in common: rows of a file and records, records and rows of a report."""

from dataclasses import fields
from typing import Any


def shared_fields(one: Any, other_class: type[Any]) -> dict[str, Any]:
    """The values of `one` for the fields that `other_class` has too, by name."""
    wanted = {field.name for field in fields(other_class)}
    return {field.name: getattr(one, field.name) for field in fields(one) if field.name in wanted}
