"""Pictures of every screen, without a display: each language, theme and size, and what is cut off on them."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QPoint, QSize, Qt
from PySide6.QtGui import QImage, QKeyEvent, QPainter
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from app.common.resources import resource_path
from app.services import Services
from app.ui.application import make_application
from app.ui.background import InlineTaskRunner
from app.ui.capture.page import CapturePage
from app.ui.cards.page import CardsPage
from app.ui.clipping import clipped_texts
from app.ui.context import UiContext, make_context
from app.ui.importing.page import ImportPage
from app.ui.knowledge.page import KnowledgePage
from app.ui.main_window import MainWindow
from app.ui.offscreen import without_remarks
from app.ui.page import Page
from app.ui.pages import page_table
from app.ui.theme import ThemeName

_SETTLE_S = 0.16
_STAGED_S = 0.3  # matches come after a short pause of the typist
_BADGE = "37"
_WORDS = "döküm kumu"
_LINE = "atık döküm kumu yılda 6000 ton, kuru"


@dataclass(frozen=True)
class Screen:
    """A screen in pixels and the scale at which it is used; the window gets its size divided by the scale."""

    name: str
    pixels: QSize
    scale: float

    @property
    def window(self) -> QSize:
        """Logical size of the window."""
        return QSize(round(self.pixels.width() / self.scale), round(self.pixels.height() / self.scale))


SCREENS = (Screen("1366x768-125", QSize(1366, 768), 1.25), Screen("1920x1080", QSize(1920, 1080), 1.0))
LANGUAGES = ("tr", "en")
THEMES: tuple[ThemeName, ...] = ("light", "dark")


@without_remarks()
def take_pictures(services: Services, folder: Path) -> list[Path]:
    """Write a picture of every screen into `folder`, and `findings.txt` where words are cut off; the files written.

    Shows the newest workshop of the store. Needs `QT_QPA_PLATFORM=offscreen` where there is no display.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if QApplication.instance() is None:
        make_application([])
    ui = make_context(InlineTaskRunner())
    ui.theme.apply()
    latest = services.workshops.latest()
    window = MainWindow(ui, services, page_table(services), workshop_id=latest.id if latest else None)
    window.show()
    written: list[Path] = []
    findings: list[str] = []
    for screen, language, theme in _variants():
        _set_up(window, ui, screen, language, theme)
        for page_id, part in _views(window):
            window.go(page_id, part)
            stage = _STAGES.get(page_id)
            if stage is not None:
                stage(window.page(page_id))
                _settle(_STAGED_S)
            _settle()
            shown = f"{page_id}-{part}" if part else page_id
            name = f"{shown}-{language}-{theme}-{screen.name}"
            written.append(_save(window, screen, folder / f"{name}.png"))
            findings.extend(f"{name}: {finding}" for finding in clipped_texts(window))
    window.close()
    if findings:
        report = folder / "findings.txt"
        report.write_text("\n".join(findings) + "\n", encoding="utf-8")
        written.append(report)
    return written


def _views(window: MainWindow) -> Iterator[tuple[str, str | None]]:
    """Every screen, and every part of those that have some."""
    for page in window.specs:
        for part in _PARTS.get(page.id, (None,)):
            yield page.id, part


def _variants() -> Iterator[tuple[Screen, str, ThemeName]]:
    for screen in SCREENS:
        for language in LANGUAGES:
            for theme in THEMES:
                yield screen, language, theme


def _set_up(window: MainWindow, ui: UiContext, screen: Screen, language: str, theme: ThemeName) -> None:
    window.resize(screen.window)
    ui.icons.least_ratio = screen.scale
    window.preferences.change(language=language, theme=theme)
    ui.theme.switch(theme)


def _settle(seconds: float = _SETTLE_S) -> None:
    """Let timers, answers and repaints run out, and what they asked the layouts for."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        time.sleep(0.005)
    for _ in range(3):
        QCoreApplication.sendPostedEvents()


def _save(window: QWidget, screen: Screen, path: Path) -> Path:
    """Draw the window as it looks on `screen`."""
    image = QImage(screen.pixels, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(screen.scale)
    painter = QPainter(image)
    window.render(painter, QPoint(0, 0))
    painter.end()
    image.save(str(path))
    return path


def _type_line(page: Page) -> None:
    """Choose a firm by its badge and type a line, as hands would."""
    if not isinstance(page, CapturePage) or page.form.line.toPlainText():
        return
    for field in page.form.firm.findChildren(QLineEdit):
        field.setFocus()
        _press(field, _BADGE)
        QApplication.processEvents()
        _press(field, "\r")
    page.form.line.setFocus()
    _press(page.form.line, _LINE)


def _press(widget: QWidget, text: str) -> None:
    """Send the keys of `text` to a widget."""
    for letter in text:
        key = Qt.Key.Key_Return if letter == "\r" else Qt.Key.Key_unknown
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter))


def _open_form(page: Page) -> None:
    if isinstance(page, CardsPage):
        page.view.choose_first()
        page.view.opened.emit(page.view.current_row())


def _read_sample(page: Page) -> None:
    if isinstance(page, ImportPage) and page.plan is None:
        page.read(resource_path("sample", "izmir"))


def _look_up(page: Page) -> None:
    if isinstance(page, KnowledgePage):
        page.search.setText(_WORDS)


_PARTS: dict[str, tuple[str, ...]] = {
    "matches": ("matches", "lonely", "earlier"),
    "sync": ("room", "platform", "usb", "conflicts", "log"),
}
# What brings a screen into a telling state: a line half typed, a form open, a trial on show.
_STAGES: dict[str, Callable[[Page], None]] = {
    "capture": _type_line,
    "cards": _open_form,
    "knowledge": _look_up,
    "import": _read_sample,
}
