"""Opens the window and keeps it running: fonts, theme, texts of Qt, faults, and a clean end."""

import gc
import logging
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QObject, QSettings, Qt, QTimer, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from app.common.errors import AppError
from app.common.resources import resource_path
from app.paths import user_paths
from app.records import WorkshopId
from app.services import Services
from app.settings import LoadedSettings, Settings, load_settings, save_settings
from app.ui.background import TaskRunner
from app.ui.context import UiContext, make_context
from app.ui.crash_dialog import CrashDialog
from app.ui.crash_report import crash_report
from app.ui.fonts import load_fonts
from app.ui.main_window import MainWindow
from app.ui.pages import page_table
from app.ui.preferences import PreferenceKeeper, resolve_theme

_COLLECT_MS = 2000
_IDLE_MS = 20_000
_LOG = logging.getLogger(__name__)


def make_application(arguments: list[str]) -> QApplication:
    """The one QApplication, ready for widgets: sharp at every scale, our fonts loaded, Fusion underneath. A dialog
    that came before the window has made it already."""
    made = QApplication.instance()
    if isinstance(made, QApplication):
        return made
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
    """Turns an exception that nobody caught into a line of the log and a dialog, one at a time."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self._showing = False

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        _LOG.critical("a fault in the window", exc_info=(kind, error, trace))
        if self._showing:
            return
        self._showing = True
        dialog = CrashDialog(self._ui, crash_report(error, trace), QApplication.activeWindow())
        dialog.finished.connect(self._closed)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _closed(self) -> None:
        self._showing = False


class IdleCare(QObject):
    """Lets the store tidy up (checkpoint, backup when due) in quiet moments, never while a job runs."""

    def __init__(self, ui: UiContext, services: Services) -> None:
        super().__init__()
        self._ui = ui
        self._services = services
        self._complained = False
        timer = QTimer(self, interval=_IDLE_MS)
        timer.timeout.connect(self._tidy)
        timer.start()

    def _tidy(self) -> None:
        if not self._ui.runner.pending:
            self._ui.runner.run_db(self._services.keeping.idle, self._fine, self._complain)

    def _fine(self, backup: Path | None) -> None:
        self._complained = False

    def _complain(self, error: AppError) -> None:
        """Say once what is wrong (a full disk …), and again only after it was mended in between."""
        if not self._complained:
            self._ui.runner.refused.emit(error)
        self._complained = True


def saver(ui: UiContext, path: Path, *, writable: bool) -> Callable[[Settings], None]:
    """Stores settings in `path` off the GUI thread; a file of a newer program stays as it is. On the one ordered
    thread: of two choices made in quick succession the later one must be what the file says."""

    def save(settings: Settings) -> None:
        if writable:
            ui.runner.run_db(lambda: save_settings(path, settings))

    return save


def run_window(services: Services, arguments: list[str] | None = None) -> int:
    """Show the window and return its exit status when it is closed.

    Everything in `services` that touches the store is called on one database thread, from here to the end.
    """
    app = make_application(arguments or sys.argv[:1])
    paths = user_paths()
    loaded = load_settings(paths.settings)
    settings = loaded.settings
    runner = TaskRunner()
    theme = resolve_theme(settings.theme)
    ui = make_context(runner, language=settings.language, theme=theme, scale=max(1.0, settings.text_scale))
    ui.theme.reduced_motion = settings.reduced_motion
    ui.theme.apply()
    before, sys.excepthook = sys.excepthook, FaultHook(ui)
    QtTexts(ui, app)
    Collector(app)
    keeper = PreferenceKeeper(ui, settings, saver(ui, paths.settings, writable=loaded.writable))
    geometry = QSettings(str(paths.config / "window.ini"), QSettings.Format.IniFormat)
    wanted = WorkshopId(settings.workshop) if settings.workshop else None
    window = MainWindow(ui, services, page_table(services, keeper), geometry, wanted, preferences=keeper)
    care = IdleCare(ui, services)
    window.show()
    _tell_notes(ui, services, loaded)
    services.sync.start(execute=runner.db_call)
    try:
        return app.exec()
    finally:
        care.deleteLater()
        services.hub.stop()
        services.sync.stop()
        runner.close()
        sys.excepthook = before
        gc.enable()


def _tell_notes(ui: UiContext, services: Services, loaded: LoadedSettings) -> None:
    """Say what was noticed while settings and store were opened."""
    t = ui.language.t
    if loaded.note is not None:
        ui.toasts.show(t(loaded.note, **loaded.params), "info")
    for note in services.keeping.notes:
        ui.toasts.show(t(note.message, **note.params), "info")
