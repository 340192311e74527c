"""Item models of the board: a column of synergies, a tray of cards. They hold no rule of their own but the drop rules.

A drop is decided in `canDropMimeData`; `dropMimeData` only emits what is wanted and returns. `removeRows` is left out
on purpose: Qt's views call it after a move, and the card would vanish twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from app.records import Direction, Stage
from app.services.rows import SynergyRow
from app.ui.board.card_texts import CardTexts
from app.ui.board.contents import Contents, TrayRow
from app.ui.board.diff import Insert, Move, Remove, Step, steps
from app.ui.board.mime import MIME_TYPE, Payload, decode, encode

Row = TypeVar("Row", SynergyRow, TrayRow)
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()

RECORD_ROLE = Qt.ItemDataRole.UserRole + 1
ID_ROLE = Qt.ItemDataRole.UserRole + 2
# Above this many steps a view is quicker (and no less steady) with one reset: only searches come this far.
_RESET_FROM = 60


class CardListModel(QAbstractListModel, Generic[Row]):
    """Rows with ids, brought up to date with the fewest notifications."""

    def __init__(self, contents: Contents, texts: CardTexts) -> None:
        super().__init__()
        self.contents = contents
        self.texts = texts
        self.rows: list[Row] = []

    def id_of(self, row: Row) -> str:
        """The identifier of a row."""
        raise NotImplementedError

    def spoken(self, row: Row) -> str:
        """A row as a screen reader says it."""
        raise NotImplementedError

    def payload(self, rows: Sequence[Row]) -> Payload:
        """What a drag of these rows carries."""
        raise NotImplementedError

    def title(self, row: Row) -> str:
        """A row in one short phrase."""
        raise NotImplementedError

    def same(self, old: Row, new: Row) -> bool:
        """Whether a row still says the same."""
        return old is new or old == new

    def row_of(self, key: str) -> int:
        """Where the row with this id stands; -1 where it is not shown."""
        return next((place for place, row in enumerate(self.rows) if self.id_of(row) == key), -1)

    def show(self, rows: Sequence[Row]) -> None:
        """Show these rows: rows are removed, moved, inserted and marked as changed, and nothing else is touched."""
        new = list(rows)
        todo = steps([self.id_of(row) for row in self.rows], [self.id_of(row) for row in new])
        if len(todo) > _RESET_FROM:
            self.beginResetModel()
            self.rows = new
            self.endResetModel()
            return
        for step in todo:
            self._take(step, new)
        for place, row in enumerate(new):
            if not self.same(self.rows[place], row):
                self.rows[place] = row
                index = self.index(place)
                self.dataChanged.emit(index, index)

    def _take(self, step: Step, new: list[Row]) -> None:
        if isinstance(step, Remove):
            self.beginRemoveRows(_ROOT, step.first, step.last)
            del self.rows[step.first : step.last + 1]
            self.endRemoveRows()
        elif isinstance(step, Move):
            # Qt counts the target before the row is lifted out.
            below = step.target + 1 if step.target > step.source else step.target
            self.beginMoveRows(_ROOT, step.source, step.source, _ROOT, below)
            self.rows.insert(step.target, self.rows.pop(step.source))
            self.endMoveRows()
        else:
            self._insert(step, new)

    def _insert(self, step: Insert, new: list[Row]) -> None:
        self.beginInsertRows(_ROOT, step.first, step.first + step.count - 1)
        self.rows[step.first : step.first] = new[step.first : step.first + step.count]
        self.endInsertRows()

    def texts_changed(self) -> None:
        """Every text is worded anew (another language, another day)."""
        if self.rows:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))

    @override
    def rowCount(self, parent: Index = _ROOT, /) -> int:
        return 0 if parent.isValid() else len(self.rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == RECORD_ROLE:
            return row
        if role == ID_ROLE:
            return self.id_of(row)
        if role == Qt.ItemDataRole.DisplayRole:
            return self.title(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(row)
        return None

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
        return encode(self.payload(rows), "\n".join(self.title(row) for row in rows))


class ColumnModel(CardListModel[SynergyRow]):
    """The synergies of one stage, from top to bottom."""

    move_wanted: ClassVar[Signal] = Signal(str, object, object)  # synergy id, Stage, id of the row that it goes above

    def __init__(self, stage: Stage, contents: Contents, texts: CardTexts) -> None:
        super().__init__(contents, texts)
        self.stage = stage

    @override
    def id_of(self, row: SynergyRow) -> str:
        return row.synergy.id

    @override
    def spoken(self, row: SynergyRow) -> str:
        return self.texts.synergy(row).spoken

    @override
    def title(self, row: SynergyRow) -> str:
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
    def id_of(self, row: TrayRow) -> str:
        return row.id

    @override
    def spoken(self, row: TrayRow) -> str:
        return self.texts.tray(row).spoken

    @override
    def title(self, row: TrayRow) -> str:
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
