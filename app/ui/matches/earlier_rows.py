"""What fits earlier workshops as rows, filtered by words and direction."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from PySide6.QtCore import QObject
from typing_extensions import override

from app.common.turkish import match_key
from app.records import Direction
from app.services.second_rows import EarlierMatch
from app.ui.row_list import RowList


def earlier_rows(found: Iterable[EarlierMatch], text: str = "", side: Direction | None = None) -> list[EarlierMatch]:
    """The pairs in their order; only those in which all words of `text` occur, and whose card of this workshop goes
    one way."""
    words = match_key(text).split()
    kept = [one for one in found if side is None or one.own.card.direction is side]
    return [one for one in kept if not words or all(word in _searched(one) for word in words)]


def _searched(one: EarlierMatch) -> str:
    parts: list[str | None] = [one.workshop.name, one.workshop.place]
    for row in (one.own, one.other):
        parts += [row.card.title, row.card.description, row.card.code, row.firm.name, row.firm.sector]
    return match_key(" ".join(part for part in parts if part))


class EarlierModel(RowList[EarlierMatch]):
    """The pairs; `speak` words a row for screen readers."""

    reset_from: ClassVar[int] = 250

    def __init__(self, speak: Callable[[EarlierMatch], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._speak = speak

    @override
    def key_of(self, row: EarlierMatch) -> tuple[str, str]:
        return row.match.have_id, row.match.want_id

    @override
    def spoken(self, row: EarlierMatch) -> str:
        return self._speak(row)
