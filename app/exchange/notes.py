"""Collects what is to be said about the rows of a file."""

from __future__ import annotations

from typing import Any

from app.exchange.cells import Remark
from app.exchange.import_rows import RowNote, Severity


class Notes:
    """The remarks of one import, in the order in which they were made."""

    def __init__(self) -> None:
        self.all: list[RowNote] = []
        self.left_out = 0

    def add(
        self,
        sheet: str,
        row: int | None,
        severity: Severity,
        message: str,
        *,
        column: str | None = None,
        raw: str | None = None,
        **params: Any,
    ) -> None:
        """Note something; `message` is a template marked with `N_`, which may show `{raw}` and `params`."""
        if raw is not None:
            params["raw"] = raw
        self.all.append(RowNote(sheet, row, column, severity, message, params, raw))

    def remark(self, sheet: str, row: int, column: str, remark: Remark, raw: str) -> None:
        """Note what a cell reader found."""
        self.all.append(RowNote(sheet, row, column, remark.severity, remark.message, dict(remark.params), raw))

    def leave_out(self, sheet: str, row: int, message: str, *, raw: str | None = None, **params: Any) -> None:
        """Note a row that holds something but cannot be taken over."""
        self.left_out += 1
        self.add(sheet, row, Severity.ERROR, message, raw=raw, **params)
