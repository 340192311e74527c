"""Language, folder and the button that writes; below it what was given out since the window opened."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout

from app.i18n.formats import format_number
from app.ui.context import UiContext
from app.ui.widgets import Banner, Button, ElidedLabel, Panel, Segmented, label
from app.ui.widgets.panel import hairline

_PATH = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Given:
    """A file that was written: where, at what time of day, and its size in bytes."""

    path: Path
    time: str
    size: int


class OptionsPanel(Panel):
    """`language_chosen(code)`, `written` when the button is pressed, `opened(Path)` for a file of the list."""

    language_chosen = Signal(str)
    written = Signal()
    opened = Signal(object)

    def __init__(self, ui: UiContext, folder: Path | None = None) -> None:
        super().__init__(head=True)
        self._ui = ui
        self.folder = folder or _documents()
        self.language = Segmented(ui, (("tr", "Türkçe"), ("en", "English")), ui.language.code)
        self.language.chosen.connect(self.language_chosen)
        self._language_word, self._folder_word = label("", "small"), label("", "small")
        self.place = ElidedLabel("", "medium")
        self.choose = Button(ui, compact=True)
        self.choose.clicked.connect(self._choose_folder)
        self.contents = label("", "muted", wrap=True)
        self.plain = Banner(ui, "warning", icon="unlock")
        self.write = Button(ui, role="primary", icon="export", keys=("Ctrl", "↵"))
        self.write.clicked.connect(self.written)
        self._given_word = label("", "overline")
        self.given = QListWidget()
        self.given.setFrameShape(QFrame.Shape.NoFrame)
        self.given.itemActivated.connect(lambda item: self.opened.emit(item.data(_PATH)))
        self._lay_out()
        self.show_folder()

    def _lay_out(self) -> None:
        form = QVBoxLayout()
        form.setContentsMargins(14, 12, 14, 12)
        form.setSpacing(6)
        form.addWidget(self.contents)
        form.addSpacing(6)
        form.addWidget(self._language_word)
        form.addWidget(self.language, 0, Qt.AlignmentFlag.AlignLeft)
        form.addSpacing(6)
        form.addWidget(self._folder_word)
        row = QHBoxLayout()
        row.addWidget(self.place, 1)
        row.addWidget(self.choose)
        form.addLayout(row)
        form.addSpacing(8)
        form.addWidget(self.plain)
        form.addSpacing(8)
        form.addWidget(self.write)
        self.body.addLayout(form)
        self.body.addWidget(hairline())
        self._given_word.setContentsMargins(14, 10, 14, 4)
        self._given_word.hide()
        self.body.addWidget(self._given_word)
        self.body.addWidget(self.given, 1)
        self.body.setContentsMargins(1, 1, 1, 5)

    def add_given(self, file: Given) -> None:
        """Put a file that was written on top of the list."""
        kilobytes = format_number(max(1, round(file.size / 1024)), self._ui.language.code)
        item = QListWidgetItem(
            self._ui.icons.icon("check", "success.text"), f"{file.path.name}\n{file.time}, {kilobytes} KB"
        )
        item.setData(_PATH, file.path)
        item.setToolTip(str(file.path))
        self.given.insertItem(0, item)
        self._given_word.show()

    def show_folder(self) -> None:
        """Show where files go."""
        self.place.setText(self.folder.name or str(self.folder))
        self.place.setToolTip(str(self.folder))

    def _choose_folder(self) -> None:
        dialog = QFileDialog(self, self._ui.language.t("Where to"), str(self.folder))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._set_folder)
        dialog.open()

    def _set_folder(self, name: str) -> None:
        self.folder = Path(name)
        self.show_folder()

    def retranslate(self) -> None:
        """Word the panel."""
        t = self._ui.language.t
        self.title.setText(t("Options"))
        self._language_word.setText(t("Language of the file"))
        self.language.setAccessibleName(t("Language of the file"))
        self._folder_word.setText(t("Where to"))
        self.choose.setText(t("Change"))
        self.plain.say("", t("The file is not encrypted: whoever has it can read it."))
        self.write.setText(t("Write the file"))
        self._given_word.setText(t("Given out"))
        self.given.setAccessibleName(t("Given out"))


def _documents() -> Path:
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(place) if place else Path.home()
