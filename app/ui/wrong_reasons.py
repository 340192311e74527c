"""Why a suggestion is wrong: seven reasons with a digit each, in one menu for every screen."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from app.i18n import Translator
from app.i18n.labels import LABELS
from app.records import LostReason

# In the order of their digits: what teaches the engine first, then what the firms themselves cannot or will not do.
WRONG_REASONS: Final = (
    LostReason.WRONG_MATCH,
    LostReason.QUALITY,
    LostReason.QUANTITY,
    LostReason.DISTANCE,
    LostReason.PERMIT,
    LostReason.SOLVED,
    LostReason.GONE,
)


def reason_of_digit(digit: int) -> LostReason | None:
    """The reason with this digit, 1 being the first."""
    return WRONG_REASONS[digit - 1] if 1 <= digit <= len(WRONG_REASONS) else None


def ask_reason(parent: QWidget, at: QPoint, t: Translator, chosen: Callable[[LostReason], None]) -> QMenu:
    """Open the menu of reasons at a place of the screen; a digit or Enter chooses, Esc leaves all as it was."""
    menu = QMenu(parent)
    menu.setAccessibleName(t("Why is it wrong?"))
    for digit, reason in enumerate(WRONG_REASONS, start=1):
        action = QAction(f"&{digit}   {t(LABELS[reason])}", menu)  # the digit is the menu's own mnemonic
        action.triggered.connect(lambda _checked=False, one=reason: chosen(one))
        menu.addAction(action)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(at)
    return menu
