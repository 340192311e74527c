"""Finds words that are cut off on a screen: for pictures and tests."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QLabel, QLineEdit, QWidget

from app.ui.rail import RailItem
from app.ui.top_bar import CommandField, Switcher
from app.ui.widgets.labels import ElidedLabel

_SLACK = 1  # rounding of a fractional scale
_ELIDES = (ElidedLabel, CommandField, Switcher, QLineEdit)  # these end in an ellipsis on purpose


def clipped_texts(window: QWidget) -> list[str]:
    """One line for each visible label or button of `window` that has less room than its words need."""
    findings = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or not _is_shown(widget, window):
            continue
        if isinstance(widget, QLabel) and not isinstance(widget, _ELIDES):
            problem = _label_problem(widget)
        elif isinstance(widget, QAbstractButton) and not isinstance(widget, _ELIDES):
            problem = _button_problem(widget)
        else:
            problem = None
        if problem:
            findings.append(f"{type(widget).__name__} {widget_text(widget)!r}: {problem}")
    return findings


def widget_text(widget: QWidget) -> str:
    """What a label or button says."""
    return widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""


def _is_shown(widget: QWidget, window: QWidget) -> bool:
    """Whether it lies on the window and not in a part that scrolls: there nothing is lost."""
    parent = widget.parentWidget()
    while parent is not None and parent is not window:
        if isinstance(parent, QAbstractScrollArea):
            return False
        parent = parent.parentWidget()
    corner = widget.mapTo(window, widget.rect().topLeft())
    return window.rect().intersects(QRect(corner, widget.size()))


def _label_problem(label: QLabel) -> str | None:
    if not label.text() or label.pixmap():
        return None
    if label.wordWrap():
        needed = label.heightForWidth(label.width())
        return f"{label.height()} high, needs {needed}" if label.height() + _SLACK < needed else None
    needed = label.sizeHint().width()
    return f"{label.width()} wide, needs {needed}" if label.width() + _SLACK < needed else None


def _button_problem(button: QAbstractButton) -> str | None:
    if isinstance(button, RailItem):
        return None if button.shown_label() == button.text() else "its name is cut"
    needed = button.sizeHint()
    if not button.text() or (button.width() + _SLACK >= needed.width() and button.height() + _SLACK >= needed.height()):
        return None
    return f"{button.width()}×{button.height()}, needs {needed.width()}×{needed.height()}"
