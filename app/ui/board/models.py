"""Item models of the board: a column of synergies, a tray of cards. They hold no rule of their own but the drop rules.

A drop is decided in `canDropMimeData`; `dropMimeData` only emits what is wanted and returns. `removeRows` is left out
on purpose: Qt's views call it after a move, and the card would vanish twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, TypeVar

from PySide6.QtCore import QMimeData, QModelIndex, Qt, Signal
from typing_extensions import override

from app.records import Direction, Stage
from app.services.rows import SynergyRow
from app.ui.board.card_texts import CardTexts
from app.ui.board.contents import Contents, TrayRow
from app.ui.board.mime import MIME_TYPE, Payload, decode, encode
from app.ui.row_list import ROW_ROLE, Index, RowList

Row = TypeVar("Row", SynergyRow, TrayRow)

ID_ROLE = ROW_ROLE + 1


class CardListModel(RowList[Row]):
    """Cards with ids that can be dragged."""

    def __init__(self, contents: Contents, texts: CardTexts) -> None:
        super().__init__()
        self.contents = contents
        self.texts = texts

    @override
    def key_of(self, row: Row) -> str:
        """The identifier of a row."""
        raise NotImplementedError

    def payload(self, rows: Sequence[Row]) -> Payload:
        """What a drag of these rows carries."""
        raise NotImplementedError

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> Any:
        if role == ID_ROLE and index.isValid() and 0 <= index.row() < len(self.rows):
            return self.key_of(self.rows[index.row()])
        return super().data(index, role)

    @override
    def flags(self, index: Index, /) -> Qt.ItemFlag:
        base = Qt.ItemFlag.ItemIsDropEnabled
        if not index.isValid():
            return base
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsDragEnabled
            | Qt.ItemFlag.ItemNeverHasChildren
            | base
        )

    @override
    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    @override
    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    @override
    def mimeTypes(self) -> list[str]:
        return [MIME_TYPE]

    @override
    def mimeData(self, indexes: Sequence[QModelIndex], /) -> QMimeData:
        rows = [self.rows[index.row()] for index in indexes if index.isValid()]
        return encode(self.payload(rows), "\n".join(self.text(row) for row in rows))


class ColumnModel(CardListModel[SynergyRow]):
    """The synergies of one stage, from top to bottom."""

    move_wanted: ClassVar[Signal] = Signal(str, object, object)  # synergy id, Stage, id of the row that it goes above

    def __init__(self, stage: Stage, contents: Contents, texts: CardTexts) -> None:
        super().__init__(contents, texts)
        self.stage = stage

    @override
    def key_of(self, row: SynergyRow) -> str:
        return row.synergy.id

    @override
    def spoken(self, row: SynergyRow) -> str:
        return self.texts.synergy(row).spoken

    @override
    def text(self, row: SynergyRow) -> str:
        return self.texts.title(row)

    @override
    def payload(self, rows: Sequence[SynergyRow]) -> Payload:
        return Payload("synergy", tuple(row.synergy.id for row in rows))

    def takes(self, payload: Payload | None, row: int) -> bool:
        """Whether dropping before `row` (the row count = at the end) would change anything that may be changed."""
        if payload is None or payload.kind != "synergy" or len(payload.ids) != 1:
            return False
        if payload.ids[0] not in self.contents.synergies or not 0 <= row <= len(self.rows):
            return False
        here = self.row_of(payload.ids[0])
        return here < 0 or row not in (here, here + 1)

    def before(self, row: int) -> str | None:
        """The id of the synergy that stands at `row`; None for the end."""
        return self.rows[row].synergy.id if row < len(self.rows) else None

    @override
    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index, /) -> bool:
        if action not in (Qt.DropAction.MoveAction, Qt.DropAction.IgnoreAction) or parent.isValid():
            return False
        return self.takes(decode(data), len(self.rows) if row < 0 else row)

    @override
    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index, /) -> bool:
        if action != Qt.DropAction.MoveAction or not self.canDropMimeData(data, action, row, column, parent):
            return False
        payload = decode(data)
        if payload is None:
            return False
        self.move_wanted.emit(payload.ids[0], self.stage, self.before(len(self.rows) if row < 0 else row))
        return True


class TrayModel(CardListModel[TrayRow]):
    """The cards of one direction: a card of the other direction dropped onto one of them makes a synergy."""

    link_wanted: ClassVar[Signal] = Signal(str, str)  # have id, want id

    def __init__(self, direction: Direction, contents: Contents, texts: CardTexts) -> None:
        super().__init__(contents, texts)
        self.direction = direction

    @override
    def key_of(self, row: TrayRow) -> str:
        return row.id

    @override
    def spoken(self, row: TrayRow) -> str:
        return self.texts.tray(row).spoken

    @override
    def text(self, row: TrayRow) -> str:
        return row.row.card.title

    @override
    def same(self, old: TrayRow, new: TrayRow) -> bool:
        return old.links == new.links and (old.row is new.row or old.row == new.row)

    @override
    def payload(self, rows: Sequence[TrayRow]) -> Payload:
        return Payload("have" if self.direction is Direction.HAVE else "want", tuple(row.id for row in rows))

    def takes(self, payload: Payload | None, row: int) -> bool:
        """Whether the card on the move and the card at `row` can make a synergy."""
        if payload is None or payload.direction is not self.direction.other or len(payload.ids) != 1:
            return False
        return 0 <= row < len(self.rows) and self.contents.may_link(payload.ids[0], self.rows[row].id)

    def ends(self, payload: Payload, row: int) -> tuple[str, str]:
        """The have and the want that a drop at `row` would join."""
        one, other = payload.ids[0], self.rows[row].id
        return (other, one) if self.direction is Direction.HAVE else (one, other)

    @override
    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index, /) -> bool:
        if action not in (Qt.DropAction.MoveAction, Qt.DropAction.IgnoreAction) or not parent.isValid():
            return False
        return self.takes(decode(data), parent.row())

    @override
    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index, /) -> bool:
        if action != Qt.DropAction.MoveAction or not self.canDropMimeData(data, action, row, column, parent):
            return False
        payload = decode(data)
        if payload is None:
            return False
        self.link_wanted.emit(*self.ends(payload, parent.row()))
        return True
