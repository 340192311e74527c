"""What the user chose for the window, applied at once and handed to whoever stores it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from app.ui.context import UiContext
from app.ui.theme import LARGEST_SCALE, SMALLEST_SCALE, ThemeName

ThemeChoice = Literal["light", "dark", "system"]


@dataclass(frozen=True)
class Preferences:
    """Language `tr` or `en`, theme, and text size as a factor from 1.0 to 2.0."""

    language: str = "tr"
    theme: ThemeChoice = "system"
    text_scale: float = 1.0


def resolve_theme(choice: ThemeChoice) -> ThemeName:
    """Light or dark; "system" asks the desktop, which may not know (then light)."""
    if choice == "dark":
        return "dark"
    if choice == "system" and isinstance(QGuiApplication.instance(), QGuiApplication):
        hints = QGuiApplication.styleHints()
        hints.unsetColorScheme()
        return "dark" if hints.colorScheme() is Qt.ColorScheme.Dark else "light"
    return "light"


class PreferenceKeeper(QObject):
    """The choices in force. `change` applies them to the window and saves them; `changed` afterwards."""

    changed = Signal()

    def __init__(self, ui: UiContext, current: Preferences, save: Callable[[Preferences], None]) -> None:
        super().__init__()
        self._ui = ui
        self._save = save
        self.current = current

    def change(
        self, *, language: str | None = None, theme: ThemeChoice | None = None, text_scale: float | None = None
    ) -> None:
        """Choose something else; what is not given stays."""
        before = self.current
        scale = before.text_scale if text_scale is None else min(LARGEST_SCALE, max(SMALLEST_SCALE, text_scale))
        self.current = replace(
            before, language=language or before.language, theme=theme or before.theme, text_scale=scale
        )
        if self.current == before:
            return
        if self.current.language != before.language:
            self._ui.language.switch(self.current.language)
        if (self.current.theme, self.current.text_scale) != (before.theme, before.text_scale):
            self._ui.theme.switch(resolve_theme(self.current.theme), self.current.text_scale)
        self._save(self.current)
        self.changed.emit()
