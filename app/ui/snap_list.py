"""Lists and tables that show whole rows only: what does not fit is not cut in half but left below."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QSizePolicy, QTableView, QWidget
from typing_extensions import override


class KeyList(QListView):
    """A list without frame and scroll bar whose plain keys are commands: `on_key` gets "enter", "esc", "delete" or
    the key's text and tells whether it meant something. Letters never search."""

    def __init__(self, on_key: Callable[[str], bool], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._on_key = on_key
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setResizeMode(QListView.ResizeMode.Adjust)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        # Signs may need Shift: "/" stands over 7 on Turkish keyboards.
        sign = held == Qt.KeyboardModifier.ShiftModifier and event.text().isprintable() and not event.text().isalpha()
        plain = held == Qt.KeyboardModifier.NoModifier or (sign and bool(event.text().strip()))
        key = _NAMES.get(Qt.Key(event.key())) or event.text().casefold()
        if plain and key and self._on_key(key):
            event.accept()
            return
        super().keyPressEvent(event)

    @override
    def keyboardSearch(self, search: str) -> None:
        """Letters are commands here; searching has fields of its own."""


_NAMES = {
    Qt.Key.Key_Return: "enter",
    Qt.Key.Key_Enter: "enter",
    Qt.Key.Key_Escape: "esc",
    Qt.Key.Key_Delete: "delete",
}


class SnapFrame(QWidget):
    """Holds a list or table and gives it the height of the rows that fit, from the first visible one on."""

    def __init__(self, view: QListView | QTableView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        view.setParent(self)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(30)
        model = view.model()
        for signal in (model.rowsInserted, model.rowsRemoved, model.modelReset, model.layoutChanged):
            signal.connect(self.snap)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.snap()

    def snap(self, *_args: object) -> None:
        """Measure again; call it where rows change their height without coming or going."""
        view, model = self._view, self._view.model()
        fit = view.horizontalHeader().height() if isinstance(view, QTableView) else 0
        view.resize(self.width(), max(view.height(), 1))  # row heights may depend on the width
        for row in range(max(0, view.indexAt(QPoint(0, 0)).row()), model.rowCount()):
            height = self._row_height(row)
            if fit + height > self.height():
                break
            fit += height
        view.setGeometry(0, 0, self.width(), fit)

    def _row_height(self, row: int) -> int:
        if isinstance(self._view, QTableView):
            return self._view.rowHeight(row)
        return self._view.sizeHintForIndex(self._view.model().index(row, 0, QModelIndex())).height()
