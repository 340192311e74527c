"""What a screen reader meets: everything that takes the keyboard says what it is, on every page."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractScrollArea, QLabel, QWidget

from app.common.resources import resource_path
from app.ui.importing.page import ImportPage
from app.ui.main_window import MainWindow
from app.ui.table_page import TablePage
from tests.ui.shell.conftest import PAGES


def takes_keyboard(widget: QWidget) -> bool:
    """Whether Tab comes by here; scroll areas that only carry others do not."""
    carries = type(widget).__name__ == "QScrollArea"
    return (
        bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and widget.isVisible()
        and widget.isEnabled()
        and not carries
    )


def spoken_name(widget: QWidget) -> str:
    """The name as it is handed to a screen reader; what stands in a field or list is its value, not its name."""
    if widget.accessibleName():
        return widget.accessibleName()
    if any(label.buddy() is widget for label in widget.window().findChildren(QLabel)):
        return "buddy"
    if isinstance(widget, QAbstractScrollArea):
        return ""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""


def described(widget: QWidget) -> str:
    """Where a widget stands, for the report of a failure."""
    parent = widget.parentWidget()
    return f"{type(widget).__name__} {widget.objectName()} in {type(parent).__name__}"


@pytest.mark.parametrize("page_id", PAGES)
def test_everything_that_takes_the_keyboard_has_a_name(window: MainWindow, page_id: str, qtbot) -> None:
    window.show_page(page_id)
    page = window.page(page_id)
    if isinstance(page, TablePage):
        page.view.opened.emit(page.view.current_row())
    if isinstance(page, ImportPage):
        page.read(resource_path("sample", "izmir"))
    seen = [widget for widget in window.findChildren(QWidget) if takes_keyboard(widget)]
    assert [described(widget) for widget in seen if not spoken_name(widget).strip()] == []
    assert len(seen) > 7  # the rail, the bar and what the page itself offers
