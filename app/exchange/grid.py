"""A sheet with its merged cells looked up: what a person sees in a row, not only what the file stores there."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict

from app.exchange.raw_sheet import MergedRange, RawCell, RawSheet


class Grid:
    """Reads cells by row and column, both counted from 1."""

    def __init__(self, sheet: RawSheet) -> None:
        self.sheet = sheet
        self.rows = tuple(sheet.rows)
        columns: dict[int, list[MergedRange]] = defaultdict(list)
        for area in sheet.merged:
            if area.bottom > area.top:
                columns[area.left].append(area)
        self._merged = {column: sorted(areas, key=lambda area: area.top) for column, areas in columns.items()}
        self._tops = {column: [area.top for area in areas] for column, areas in self._merged.items()}

    def cell(self, row: int, column: int) -> RawCell | None:
        """The cell as stored."""
        cells = self.sheet.rows.get(row)
        return cells.get(column) if cells else None

    def spread(self, row: int, column: int) -> RawCell | None:
        """The cell as seen: inside a block merged over several rows, the value at its top."""
        found = self.cell(row, column)
        if found is not None or column not in self._merged:
            return found
        place = bisect_right(self._tops[column], row) - 1
        if place < 0:
            return None
        area = self._merged[column][place]
        return self.cell(area.top, column) if row <= area.bottom else None

    def is_wide_title(self, row: int) -> bool:
        """Whether a block merged over several columns, or over several rows, stands in this row."""
        return any(area.top <= row <= area.bottom for area in self.sheet.merged[:200])
