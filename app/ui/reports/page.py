"""The screen of files that go out: choose one, look at it, write it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout

from app.common.errors import AppError
from app.common.messages import N_
from app.records import ChangeSet, WorkshopId
from app.services import Services
from app.ui.context import UiContext
from app.ui.page import Page, PageKey, toolbar
from app.ui.reports.kind_list import KindList
from app.ui.reports.kinds import KINDS, ReportKind, file_name
from app.ui.reports.options import Given, OptionsPanel
from app.ui.reports.preview import PageView, render_page
from app.ui.widgets import IconButton, Panel, label

_PAUSE_MS = 400


@dataclass(frozen=True)
class Written:
    """A file on the disk."""

    path: Path
    size: int


class ReportsPage(Page):
    """The report is drawn for the preview only while this screen is open, and again when the workshop changed."""

    keys: ClassVar[tuple[PageKey, ...]] = (
        PageKey(("Ctrl", "↵"), N_("Write the file")),
        PageKey(("PgDn",), N_("Next page")),
        PageKey(("PgUp",), N_("Previous page")),
    )

    def __init__(self, ui: UiContext, services: Services, folder: Path | None = None) -> None:
        super().__init__(ui)
        self._services = services
        self._pdf: bytes | None = None
        self._page, self._pages = 0, 0
        self._asked = 0
        self._stale = True
        self.title = label("", "title")
        self.list = KindList(ui, KINDS)
        self.view = PageView(ui)
        self.options = OptionsPanel(ui, folder)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.draw)
        self._lay_out()
        self._connect()
        self.retranslate()
        self.restyle()

    def _lay_out(self) -> None:
        self.back = IconButton(self.ui, "chevron-left")
        self.forward = IconButton(self.ui, "chevron-right")
        self.place = label("", "medium")
        self._left = Panel()
        self._left.body.setContentsMargins(1, 6, 1, 6)
        self._left.body.addWidget(self.list)
        self.preview = Panel(head=True)
        if self.preview.head is not None:
            for part in (self.back, self.place, self.forward):
                self.preview.head.addWidget(part)
        self.preview.body.addWidget(self.view, 1)
        self.preview.body.setContentsMargins(1, 1, 1, 6)
        middle = QHBoxLayout()
        middle.setContentsMargins(14, 0, 14, 12)
        middle.setSpacing(12)
        middle.addWidget(self._left)
        middle.addWidget(self.preview, 1)
        middle.addWidget(self.options)
        self.set_content(toolbar(self.title), middle)

    def _connect(self) -> None:
        self.list.chosen.connect(self._kind_changed)
        self.back.clicked.connect(lambda: self._turn(-1))
        self.forward.clicked.connect(lambda: self._turn(1))
        self.options.language_chosen.connect(self._language_changed)
        self.options.written.connect(self.write)
        self.options.opened.connect(_open)
        for keys, run in (("Ctrl+Return", self.write), ("PgDown", self._next), ("PgUp", self._previous)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(run)

    @property
    def kind(self) -> ReportKind:
        """The kind of file that is chosen."""
        return KINDS[self.list.row]

    def _kind_changed(self) -> None:
        self._word_kind()
        self.draw()

    def _language_changed(self) -> None:
        self._stale = True
        self.draw()

    # workshop and changes

    def show_workshop(self, workshop_id: WorkshopId | None) -> None:
        super().show_workshop(workshop_id)
        self._pdf, self._page, self._pages = None, 0, 0
        self._stale = True
        self.options.write.setEnabled(workshop_id is not None)
        self._pause.start()

    def apply(self, changes: ChangeSet) -> None:
        self._stale = True
        if self.isVisible():
            self._pause.start()

    # preview

    def draw(self) -> None:
        """Bring the preview up to date; nothing happens while it is not on show."""
        t = self.ui.language.t
        workshop_id = self.workshop_id
        if workshop_id is None:
            self.view.show_words(t("No workshop yet"))
            self._word_place()
            return
        if self.kind.id != "report":
            self.view.show_words(t(self.kind.contents))
            self._word_place()
            return
        if not self._stale and self._pdf is not None:
            self._render()
            return
        self._asked += 1
        asked, language = self._asked, self.options.language.current
        if not self.view.has_page:
            self.view.show_words(t("Drawing the report…"))

        def shown(pdf: bytes) -> None:
            if asked == self._asked:
                self._pdf, self._stale = pdf, False
                self._render()

        def failed(error: AppError) -> None:
            if asked == self._asked:
                self.view.show_words(self.ui.language.t.error(error))

        self.ui.runner.run_io(lambda: self._services.exports.report_preview(workshop_id, language), shown, failed)

    def _render(self) -> None:
        pdf, page, width = self._pdf, self._page, self.view.page_width()
        if pdf is None:
            return
        image, self._pages = render_page(pdf, page, width)
        self.view.show_image(image)
        self._word_place()

    def _turn(self, step: int) -> None:
        self._page = max(0, min(self._pages - 1, self._page + step))
        if self.kind.id == "report":
            self._render()

    def _next(self) -> None:
        self._turn(1)

    def _previous(self) -> None:
        self._turn(-1)

    # writing

    def write(self) -> None:
        """Write the chosen file into the chosen folder."""
        workshop_id = self.workshop_id
        if workshop_id is None or not self.options.write.isEnabled():
            return
        kind, language, folder, services = self.kind, self.options.language.current, self.options.folder, self._services
        self.options.write.setEnabled(False)
        progress = self.ui.toasts.progress(self.ui.language.t("Writing: {name}", name=self.ui.language.t(kind.name)))

        def work() -> Written:
            name = services.workshops.get(workshop_id).name
            path = folder / file_name(kind, name, language, datetime.now().astimezone().date())
            written = kind.write(services.exports, workshop_id, path, language)
            return Written(written, written.stat().st_size)

        def done(file: Written) -> None:
            progress.dismiss()
            self.options.write.setEnabled(True)
            self.ui.runner.change(lambda: services.exports.keep(workshop_id, file.path))
            self.options.add_given(Given(file.path, f"{datetime.now().astimezone():%H:%M}", file.size))
            t = self.ui.language.t
            self.ui.toasts.show(
                t("Written: {name}", name=file.path.name),
                "check",
                action=t("Open folder"),
                run=lambda: _open(file.path.parent),
            )

        def failed(error: AppError) -> None:
            progress.dismiss()
            self.options.write.setEnabled(True)
            self.ui.runner.refused.emit(error)

        self.ui.runner.run_io(work, done, failed)

    # words

    def _word_kind(self) -> None:
        t = self.ui.language.t
        self.preview.title.setText(t(self.kind.name))
        self.options.contents.setText(t(self.kind.contents))
        self._word_place()

    def _word_place(self) -> None:
        paged = self.kind.id == "report" and self._pages > 0
        for part in (self.back, self.place, self.forward):
            part.setVisible(paged)
        self.place.setText(f"{self._page + 1} / {self._pages}")
        self.back.setEnabled(self._page > 0)
        self.forward.setEnabled(self._page + 1 < self._pages)
        self.preview.count.setText("A4" if paged else "")

    def retranslate(self) -> None:
        t = self.ui.language.t
        self.title.setText(t("Reports"))
        self.list.setAccessibleName(t("Reports"))
        self.list.retranslate()
        self.back.set_tip(t("Previous page"))
        self.forward.set_tip(t("Next page"))
        self.options.retranslate()
        self._word_kind()
        if not self.view.has_page:
            self.draw()

    def restyle(self) -> None:
        theme = self.ui.theme
        narrow = self.window().width() < theme.px(1200)
        self._left.setFixedWidth(theme.px(232 if narrow else 260))
        self.options.setFixedWidth(theme.px(270 if narrow else 296))
        self.title.setMinimumHeight(theme.px(30))
        self.list.doItemsLayout()

    def focus_first(self) -> None:
        self.list.setFocus()
        self.restyle()
        self.draw()


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
