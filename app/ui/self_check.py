"""Paints every screen into memory, so that a program can tell whether its window would open whole."""

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtGui import QFontDatabase, QImage
from PySide6.QtWidgets import QApplication

from app.records import WorkshopId
from app.services import Services
from app.ui.application import make_application
from app.ui.background import InlineTaskRunner
from app.ui.context import make_context
from app.ui.fonts import FAMILY
from app.ui.main_window import MainWindow
from app.ui.offscreen import without_remarks
from app.ui.pages import page_table

_SAMPLED = 16  # every sixteenth point of a picture is looked at


@without_remarks()
def paint_every_page(services: Services, workshop_id: WorkshopId) -> dict[str, int]:
    """Return the number of different colours on each screen, by its id; one or two mean that it stayed blank.

    Needs no display where `QT_QPA_PLATFORM` is `offscreen`. Raises
    LookupError where letters or Qt's own Turkish texts are missing.
    """
    application = QApplication.instance() or make_application([])
    if FAMILY not in QFontDatabase.families():
        raise LookupError(f"Qt did not take the font {FAMILY}")
    if not QTranslator().load("qtbase_tr", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        raise LookupError("qtbase_tr.qm is missing")
    ui = make_context(InlineTaskRunner())
    ui.theme.apply()
    pages = page_table(services)
    window = MainWindow(ui, services, pages, workshop_id=workshop_id)
    window.show()
    colours = {}
    for page in pages:
        window.show_page(page.id)
        application.processEvents()
        colours[page.id] = colours_in(window.page(page.id).grab().toImage())
    window.close()
    return colours


def colours_in(image: QImage) -> int:
    """Return how many different colours the sampled points of a picture have."""
    points = ((x, y) for x in range(0, image.width(), _SAMPLED) for y in range(0, image.height(), _SAMPLED))
    return len({image.pixel(x, y) for x, y in points})
