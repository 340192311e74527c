"""What the user chose for the window: applied at once and handed to whoever stores it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from app.settings import Settings
from app.ui.context import UiContext
from app.ui.theme import LARGEST_SCALE, SMALLEST_SCALE, ThemeName


def resolve_theme(choice: str) -> ThemeName:
    """Light or dark; "system" asks the desktop, which may not know (then light)."""
    if choice == "dark":
        return "dark"
    if choice == "system" and isinstance(QGuiApplication.instance(), QGuiApplication):
        hints = QGuiApplication.styleHints()
        hints.unsetColorScheme()
        return "dark" if hints.colorScheme() is Qt.ColorScheme.Dark else "light"
    return "light"


class PreferenceKeeper(QObject):
    """The settings in force. `change` applies them to the window and saves them; `changed` afterwards."""

    changed = Signal()

    def __init__(
        self,
        ui: UiContext,
        current: Settings | None = None,
        save: Callable[[Settings], None] | None = None,
    ) -> None:
        super().__init__()
        self._ui = ui
        self._save = save
        self.current = current or Settings(language=ui.language.code, theme=ui.theme.name, text_scale=ui.theme.scale)

    def change(
        self,
        *,
        language: str | None = None,
        theme: str | None = None,
        text_scale: float | None = None,
        reduced_motion: bool | None = None,
        workshop: str | None = None,
    ) -> None:
        """Choose something else; what is not given stays."""
        before = self.current
        chosen: dict[str, Any] = {
            "language": language,
            "theme": theme,
            "text_scale": None if text_scale is None else min(LARGEST_SCALE, max(SMALLEST_SCALE, text_scale)),
            "reduced_motion": reduced_motion,
            "workshop": workshop,
        }
        self.current = replace(before, **{name: value for name, value in chosen.items() if value is not None})
        if self.current == before:
            return
        self._apply(before)
        if self._save is not None:
            self._save(self.current)
        self.changed.emit()

    def _apply(self, before: Settings) -> None:
        now = self.current
        self._ui.theme.reduced_motion = now.reduced_motion
        if now.language != before.language:
            self._ui.language.switch(now.language)
        if (now.theme, now.text_scale) != (before.theme, before.text_scale):
            self._ui.theme.switch(resolve_theme(now.theme), now.text_scale)
