"""The first step: choose a file or drop one."""

from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.ui.context import UiContext
from app.ui.widgets import EmptyState


class Chooser(QWidget):
    """`chosen(Path)` for a workbook, a CSV file or a folder of them."""

    chosen = Signal(object)

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self._over = False
        self.setAcceptDrops(True)
        self.state = EmptyState(ui, "import")
        self.state.acted.connect(self._ask_file)
        self.state.linked.connect(self._ask_folder)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 14, 14, 14)
        column.addWidget(self.state)

    def retranslate(self) -> None:
        """Word the step."""
        t = self._ui.language.t
        self.state.say(
            t("Take in a list"),
            t("Drop an Excel workbook or a CSV file here. Headers may be Turkish or English; you see a trial first."),
            t("Choose a file…"),
            t("A folder of CSV files…"),
        )

    def _ask_file(self) -> None:
        t = self._ui.language.t
        dialog = QFileDialog(self, t("Take in a list"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(t("Lists ({patterns})", patterns="*.xlsx *.xlsm *.csv *.txt"))
        dialog.fileSelected.connect(lambda name: self.chosen.emit(Path(name)))
        dialog.open()

    def _ask_folder(self) -> None:
        dialog = QFileDialog(self, self._ui.language.t("A folder of CSV files…"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda name: self.chosen.emit(Path(name)))
        dialog.open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            self._over = True
            self.update()
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._over = False
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        self._over = False
        self.update()
        event.acceptProposedAction()
        self.chosen.emit(Path(event.mimeData().urls()[0].toLocalFile()))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._ui.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.color("drag.line" if self._over else "border.control"), 2 if self._over else 1.5)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(theme.color("drag.tint") if self._over else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(10, 10, -10, -10), 10, 10)
