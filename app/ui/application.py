"""Opens the window and keeps it running: fonts, theme, texts of Qt, faults, and a clean end."""

import gc
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QLibraryInfo, QObject, QSettings, Qt, QTimer, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from app.common.resources import resource_path
from app.records import WorkshopId
from app.ui.background import TaskRunner
from app.ui.context import UiContext, make_context
from app.ui.crash_dialog import CrashDialog
from app.ui.crash_report import crash_report
from app.ui.fonts import load_fonts
from app.ui.main_window import MainWindow
from app.ui.pages import page_table
from app.ui.preferences import PreferenceKeeper, Preferences, resolve_theme
from app.ui.store_care import StoreCare

_COLLECT_MS = 2000


def make_application(arguments: list[str]) -> QApplication:
    """The one QApplication, ready for widgets: sharp at every scale, our fonts loaded, Fusion underneath."""
    QApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication(arguments)
    app.setApplicationName("Sinerji Masası")
    app.setOrganizationName("Sinerji Masası")
    app.setDesktopFileName("sinerji")
    app.setStyle("Fusion")
    load_fonts()
    app.setWindowIcon(QIcon(str(resource_path("icons", "match.svg"))))
    return app


class QtTexts(QObject):
    """Qt's own words (context menus, dialogs) in the window's language."""

    def __init__(self, ui: UiContext, app: QApplication) -> None:
        super().__init__(app)
        self._ui = ui
        self._app = app
        self._translator = QTranslator(self)
        ui.language.changed.connect(self._load)
        self._load()

    def _load(self) -> None:
        self._app.removeTranslator(self._translator)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._translator.load(f"qtbase_{self._ui.language.code}", folder):
            self._app.installTranslator(self._translator)


class Collector(QObject):
    """Runs the garbage collector in the GUI thread only: elsewhere it could free window objects and crash."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        gc.disable()
        timer = QTimer(self, interval=_COLLECT_MS)
        timer.timeout.connect(self._collect)
        timer.start()

    def _collect(self) -> None:
        """The youngest generations when they are full, as Python itself would."""
        counts, limits = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if counts[generation] > limits[generation]:
                gc.collect(generation)
                return


class FaultHook(QObject):
    """Turns an exception that nobody caught into a report: written to `folder`, shown once at a time."""

    def __init__(self, ui: UiContext, version: str, log: Callable[[str], None]) -> None:
        super().__init__()
        self._ui = ui
        self._version = version
        self._log = log
        self._showing = False

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        report = crash_report(kind, error, trace, self._version)
        self._log(report)
        if self._showing:
            return
        self._showing = True
        dialog = CrashDialog(self._ui, report, QApplication.activeWindow())
        dialog.finished.connect(self._closed)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _closed(self) -> None:
        self._showing = False


def run_window(
    services: Any,
    store: StoreCare,
    preferences: Preferences,
    save_preferences: Callable[[Preferences], None],
    *,
    log_fault: Callable[[str], None],
    geometry: Path | None = None,
    workshop_id: WorkshopId | None = None,
    arguments: list[str] | None = None,
) -> int:
    """Show the window and return its exit status when it is closed.

    `services` is the bundle of `app.services`; it is called on one database thread only. `geometry` is the file that
    keeps the window's size and place. `log_fault` receives the report of a fault as text, without card text.
    """
    app = make_application(arguments or sys.argv[:1])
    runner = TaskRunner()
    ui = make_context(
        runner,
        language=preferences.language,
        theme=resolve_theme(preferences.theme),
        scale=preferences.text_scale,
    )
    ui.theme.apply()
    hook = FaultHook(ui, store.version, log_fault)
    before, sys.excepthook = sys.excepthook, hook
    QtTexts(ui, app)
    Collector(app)
    keeper = PreferenceKeeper(ui, preferences, save_preferences)
    settings = QSettings(str(geometry), QSettings.Format.IniFormat) if geometry else None
    window = MainWindow(ui, services, page_table(services, keeper, store), settings, workshop_id, preferences=keeper)
    window.show()
    try:
        return app.exec()
    finally:
        runner.close()
        sys.excepthook = before
        gc.enable()
