"""By stick: write everything of a workshop into one encrypted file, or read such a file."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.common.errors import AppError
from app.common.messages import N_
from app.i18n.formats import format_number
from app.records import ChangeSet, WorkshopId
from app.services.bundles import BundleRead, BundleService, BundleWritten
from app.ui.context import UiContext
from app.ui.sync.beside import Beside
from app.ui.sync.part import Part
from app.ui.sync.small_form import SmallForm
from app.ui.sync.steps import Steps
from app.ui.toasts import Toast
from app.ui.widgets import Banner, Button, ElidedLabel, IconButton, Panel, hairline, label

_SUFFIX = "sinerji"
# The refusals after which a code helps; after any other it would not.
ASKS_FOR_CODE: Final = frozenset(
    {
        N_("“{path}” is for another room: type the code that was shown when it was written."),
        N_("This is not the code of “{path}”: compare it with what was shown when the bundle was written."),
    }
)


class WritePanel(Panel):
    """Writes a bundle; afterwards its code stands here, large, until the next one is written."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__(head=True)
        self._ui = ui
        self._written: BundleWritten | None = None
        self._what = label("", "muted", wrap=True)
        self._steps = Steps(ui, (1, 2, 3))
        self.write = Button(ui, role="primary", icon="export")
        self.result = QWidget()
        self._file = ElidedLabel("", "strong")
        self._count = label("", "small")
        self._code_word = label("", "overline")
        self.code = label("", "figure")
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy = IconButton(ui, "duplicate")
        self.copy.clicked.connect(self._copy)
        self._keep = label("", "small", wrap=True)
        self._lay_out()
        self.result.hide()

    def _lay_out(self) -> None:
        code = QHBoxLayout()
        code.setSpacing(6)
        code.addWidget(self.code)
        code.addWidget(self.copy)
        code.addStretch(1)
        inner = QVBoxLayout(self.result)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(2)
        inner.addWidget(hairline())
        inner.addSpacing(12)
        inner.addWidget(self._file)
        inner.addWidget(self._count)
        inner.addSpacing(12)
        inner.addWidget(self._code_word)
        inner.addLayout(code)
        inner.addWidget(self._keep)
        column = QVBoxLayout()
        column.setContentsMargins(18, 16, 18, 18)
        column.setSpacing(14)
        column.addWidget(self._what)
        column.addWidget(self._steps)
        column.addWidget(self.write, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.result)
        column.addStretch(1)
        self.body.addLayout(column)

    def show_written(self, written: BundleWritten) -> None:
        """Show what was written, and its code."""
        self._written = written
        t = self._ui.language.t
        self._file.setText(written.path.name)
        self._file.setToolTip(str(written.path))
        self._count.setText(t.plural("{n} change in it", "{n} changes in it", written.operations))
        self.code.setText(written.code)
        self.result.show()
        self._steps.hide()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.code.text())
        self._ui.toasts.show(self._ui.language.t("The code is copied"), "duplicate")

    def retranslate(self) -> None:
        """Word the panel."""
        t = self._ui.language.t
        self.title.setText(t("Write to a stick"))
        self._what.setText(t("One encrypted file with everything of the open workshop."))
        self._steps.say(
            (
                t("Write the file onto the stick."),
                t("Note the code that appears here; without it nobody can read the file."),
                t("Read it on the other laptop. What is there already is not taken twice."),
            )
        )
        self.write.setText(t("Write the file…"))
        self._code_word.setText(t("Code of this file"))
        self.copy.set_tip(t("Copy the code"))
        self._keep.setText(t("Tell it by another way than the stick. It is not shown again."))
        if self._written is not None:
            self.show_written(self._written)


class ReadPanel(Panel):
    """Reads a bundle; the code is asked for only where the file needs one."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__(head=True)
        self._ui = ui
        self._read: BundleRead | None = None
        self._what = label("", "muted", wrap=True)
        self.choose = Button(ui, icon="folder")
        self.file = ElidedLabel("", "strong")
        self.file.hide()
        self.form = SmallForm(ui, ("code",), "key")
        self.form.hide()
        self.result = Banner(ui, "success")
        self.result.hide()
        column = QVBoxLayout()
        column.setContentsMargins(18, 16, 18, 18)
        column.setSpacing(14)
        for part in (self._what, self.choose):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft if part is self.choose else Qt.AlignmentFlag(0))
        column.addWidget(self.file)
        column.addWidget(self.form)
        column.addWidget(self.result)
        column.addStretch(1)
        self.body.addLayout(column)

    def ask_code(self, path: Path, why: str, *, wrong: bool) -> None:
        """Show the field for the code, with the sentence that says why; `wrong`: the one that was typed did not fit."""
        self.file.setText(path.name)
        self.file.show()
        self.result.hide()
        self.form.set_busy(False)
        self.form.show()
        if wrong:
            self.form.refuse(why, "code")
        else:
            self.form.ask(why, "code")

    def show_fault(self, path: Path, why: str) -> None:
        """Say why nothing was taken in."""
        self.file.setText(path.name)
        self.file.show()
        self.form.set_busy(False)
        self.form.hide()
        self._read = None
        self.result.say(self._ui.language.t("Nothing was taken in"), why, kind="danger")
        self.result.show()

    def show_read(self, read: BundleRead) -> None:
        """Show what came."""
        self._read = read
        t = self._ui.language.t
        self.form.set_busy(False)
        self.form.clear("code")
        for part in (self.form, self.file):
            part.hide()
        new = format_number(read.new, t.language)
        self.result.say(
            t("New changes: {n}", n=new) if read.new else t("Nothing new"),
            t("{total} in the file, the rest was here already", total=format_number(read.operations, t.language)),
            kind="success",
        )
        self.result.show()

    def retranslate(self) -> None:
        """Word the panel."""
        t = self._ui.language.t
        self.title.setText(t("Read from a stick"))
        self._what.setText(t("A file that another laptop wrote. It can be read again at any time without harm."))
        self.choose.setText(t("Choose a file…"))
        self.form.word({"code": t("Code of this file")}, {"code": "QD4T-9MRE-…"}, t("Read"), t("Reading…"))
        if self._read is not None and self.result.isVisibleTo(self):
            self.show_read(self._read)


class UsbPart(Part):
    """Both ways side by side."""

    def __init__(self, ui: UiContext, bundles: BundleService) -> None:
        super().__init__(ui)
        self._bundles = bundles
        self._path: Path | None = None
        self._progress: Toast | None = None
        self.writing = WritePanel(ui)
        self.writing.write.clicked.connect(self._choose_target)
        self.reading = ReadPanel(ui)
        self.reading.choose.clicked.connect(self._choose_source)
        self.reading.form.submitted.connect(lambda: self._read(self.reading.form.text("code")))
        self.column.addWidget(Beside(ui, self.writing, self.reading, stretches=(1, 1), least=640))

    def show_workshop(self, workshop_id: WorkshopId | None) -> None:
        super().show_workshop(workshop_id)
        self.writing.write.setEnabled(workshop_id is not None)
        self.writing.write.setToolTip("" if workshop_id else self.ui.language.t("No workshop yet"))

    # writing

    def _choose_target(self) -> None:
        t = self.ui.language.t
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self, t("Write to a stick"), folder, self._filter())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(_SUFFIX)
        dialog.fileSelected.connect(lambda name: self.write(Path(name)))
        dialog.open()

    def write(self, path: Path) -> None:
        """Write the open workshop into a file."""
        workshop_id, bundles = self.workshop_id, self._bundles
        if workshop_id is None:
            return
        self._begin(self.ui.language.t("Writing {name}", name=path.name))

        def written(made: BundleWritten) -> None:
            self._end()
            self.writing.show_written(made)
            if self.isVisible():
                self.writing.copy.setFocus()

        self.ui.runner.run_db(lambda: bundles.write(path, workshop_id), written, self._fail)

    # reading

    def _choose_source(self) -> None:
        dialog = QFileDialog(self, self.ui.language.t("Read from a stick"), "", self._filter())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.read(Path(name)))
        dialog.open()

    def read(self, path: Path) -> None:
        """Read a file; where it needs a code, ask for it."""
        self._path = path
        self.reading.form.clear("code")
        self._read(None)

    def _read(self, code: str | None) -> None:
        path, bundles = self._path, self._bundles
        if path is None:
            return
        self._begin(self.ui.language.t("Reading {name}", name=path.name))
        self.reading.form.set_busy(True)

        def read(found: tuple[ChangeSet, BundleRead]) -> None:
            self._end()
            changes, counts = found
            self.reading.show_read(counts)
            self.ui.bus.received.emit(changes)
            self.refreshed.emit()
            if self.isVisible():
                self.reading.choose.setFocus()

        def failed(error: AppError) -> None:
            self._end()
            words = self.ui.language.t.error(error)
            if error.message in ASKS_FOR_CODE:
                self.reading.ask_code(path, words, wrong=code is not None)
            else:
                self.reading.show_fault(path, words)

        self.ui.runner.run_db(lambda: bundles.read(path, code), read, failed)

    def _filter(self) -> str:
        return f"Sinerji (*.{_SUFFIX})"

    def _begin(self, text: str) -> None:
        self._end()
        self._progress = self.ui.toasts.progress(text, "usb")

    def _end(self) -> None:
        if self._progress is not None:
            self._progress.dismiss()
            self._progress = None

    def _fail(self, error: AppError) -> None:
        self._end()
        self.ui.runner.refused.emit(error)

    # look

    def focus_first(self) -> None:
        (self.writing.write if self.writing.write.isEnabled() else self.reading.choose).setFocus()

    def retranslate(self) -> None:
        self.writing.retranslate()
        self.reading.retranslate()
