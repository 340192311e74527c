"""A small form over the page to begin a workshop."""

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QDateEdit, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.common.errors import AppError
from app.records import ChangeSet
from app.services.workshops import WorkshopService
from app.ui.context import UiContext
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import label


class NewWorkshop(QWidget):
    """Name, day and place; Enter begins it, Esc leaves. A refusal is shown under the name."""

    def __init__(self, ui: UiContext, workshops: WorkshopService, window: QWidget) -> None:
        super().__init__(window)
        self._ui = ui
        self._workshops = workshops
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        t = ui.language.t
        self.name = QLineEdit()
        self.name.setAccessibleName(t("Name of the workshop"))
        self.day = QDateEdit(QDate.currentDate())
        self.day.setDisplayFormat("dd.MM.yyyy")
        self.day.setAccessibleName(t("Day"))
        self.place = QLineEdit()
        self.place.setAccessibleName(t("Place"))
        self._error = label("", "error", wrap=True)
        self._error.hide()
        self._box = QFrame(self)
        self._box.setProperty("role", "palette")
        self._box.setFixedWidth(ui.theme.px(440))
        column = QVBoxLayout(self._box)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(6)
        column.addWidget(label(t("New workshop"), "lead"))
        column.addSpacing(4)
        for words, field in (
            (t("Name of the workshop"), self.name),
            (t("Day"), self.day),
            (t("Place"), self.place),
        ):
            column.addWidget(label(words, "small"))
            column.addWidget(field)
            if field is self.name:
                column.addWidget(self._error)
        foot = QHBoxLayout()
        leave = Button(ui, t("Cancel"), keys=("Esc",))
        leave.clicked.connect(self.close)
        self.begin = Button(ui, t("Begin"), role="primary", keys=("↵",))
        self.begin.clicked.connect(self._begin)
        foot.addStretch(1)
        foot.addWidget(leave)
        foot.addWidget(self.begin)
        column.addSpacing(8)
        column.addLayout(foot)

    def open(self) -> None:
        """Cover the window and take the keyboard."""
        self.setGeometry(self.window().rect())
        self._box.adjustSize()
        self._box.move((self.width() - self._box.width()) // 2, self.height() // 6)
        self.show()
        self.raise_()
        self.name.setFocus()

    def _begin(self) -> None:
        name, place = self.name.text(), self.place.text().strip() or None
        day = self.day.date().toString(Qt.DateFormat.ISODate)
        create = self._workshops.create
        self._ui.runner.change(lambda: create(name, held_on=day, place=place), self._begun, self._refuse)

    def _begun(self, changes: ChangeSet) -> None:
        self.close()

    def _refuse(self, error: AppError) -> None:
        self._error.setText(self._ui.language.t.error(error))
        self._error.show()
        self.name.setFocus()
        self._box.adjustSize()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key is Qt.Key.Key_Escape:
            self.close()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._begin()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._ui.theme.color("surface.overlay"))
