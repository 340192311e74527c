"""The cards without a partner as rows: filtered, under a heading for each direction, and the answers to one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import QObject, Qt
from typing_extensions import override

from app.common.turkish import match_key
from app.records import Direction
from app.services.pool_rows import LonelyCard, NearbyFirm, PossibleSector
from app.ui.row_list import Index, RowList


@dataclass(frozen=True, slots=True)
class SideHeading:
    """The line above the haves, or above the wants."""

    direction: Direction
    count: int


Row = SideHeading | LonelyCard


def lonely_rows(cards: Iterable[LonelyCard], text: str = "", side: Direction | None = None) -> list[Row]:
    """Haves, then wants (or one `side` only), each in the order in which they came; only those in which all words of
    `text` occur."""
    words = match_key(text).split()
    rows: list[Row] = []
    kept = [card for card in cards if not words or all(word in _searched(card) for word in words)]
    for direction in Direction if side is None else (side,):
        there = [card for card in kept if card.row.card.direction is direction]
        if there:
            rows += [SideHeading(direction, len(there)), *there]
    return rows


def _searched(one: LonelyCard) -> str:
    """Card and firm, and what could answer it: searching "çimento" finds the cards for the cement works."""
    card, firm = one.row.card, one.row.firm
    parts = [card.title, card.description, card.code, firm.name, firm.sector]
    for sector in one.sectors:
        parts += [sector.name, *(near.firm.name for near in sector.firms)]
    return match_key(" ".join(part for part in parts if part))


class LonelyModel(RowList[Row]):
    """Headings and cards; `speak` words a row for screen readers."""

    reset_from: ClassVar[int] = 250

    def __init__(self, speak: Callable[[Row], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._speak = speak

    @override
    def key_of(self, row: Row) -> str:
        return row.direction.value if isinstance(row, SideHeading) else row.row.card.id

    @override
    def spoken(self, row: Row) -> str:
        return self._speak(row)

    @override
    def flags(self, index: Index, /) -> Qt.ItemFlag:
        return _flags(index, bool(index.isValid()) and isinstance(self.rows[index.row()], SideHeading))

    def place(self, number: int) -> tuple[int, int]:
        """Which card stands in a row, counted from 1 without the headings, and how many there are."""
        cards = [place for place, row in enumerate(self.rows) if isinstance(row, LonelyCard)]
        return (cards.index(number) + 1 if number in cards else 0), len(cards)


@dataclass(frozen=True, slots=True)
class FirmOf:
    """A firm of the room under the sector for which it is named."""

    near: NearbyFirm
    sector: PossibleSector


Answer = PossibleSector | FirmOf


def answer_rows(card: LonelyCard | None) -> list[Answer]:
    """Each sector, then its firms in the room."""
    rows: list[Answer] = []
    for sector in card.sectors if card is not None else ():
        rows.append(sector)
        rows += [FirmOf(near, sector) for near in sector.firms]
    return rows


class AnswerModel(RowList[Answer]):
    """Sectors and firms."""

    def __init__(self, speak: Callable[[Answer], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._speak = speak

    @override
    def key_of(self, row: Answer) -> tuple[str, str]:
        return (row.sector.ref.id, row.near.firm.id) if isinstance(row, FirmOf) else (row.ref.id, "")

    @override
    def spoken(self, row: Answer) -> str:
        return self._speak(row)

    @override
    def flags(self, index: Index, /) -> Qt.ItemFlag:
        return _flags(index, False)


def _flags(index: Index, heading: bool) -> Qt.ItemFlag:
    """Headings take no part in moving through the list."""
    if not index.isValid() or heading:
        return Qt.ItemFlag.NoItemFlags
    return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


def first_card(rows: Sequence[Row]) -> int:
    """The row of the first card; -1 without one."""
    return next((place for place, row in enumerate(rows) if isinstance(row, LonelyCard)), -1)
