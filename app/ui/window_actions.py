"""What the window itself does on a command: workshops, the sample, look and language."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.common.errors import AppError
from app.records import ChangeSet
from app.services import Services
from app.ui.context import UiContext
from app.ui.new_workshop import NewWorkshop
from app.ui.preferences import PreferenceKeeper

_STEP = 0.125


class WindowActions(QObject):
    """Use cases that belong to no single page."""

    def __init__(self, ui: UiContext, services: Services, preferences: PreferenceKeeper, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._ui = ui
        self._services = services
        self._preferences = preferences

    def new_workshop(self) -> None:
        """Ask for a name and begin a workshop of that name."""
        form = NewWorkshop(self._ui, self._services.workshops, self._window)
        form.open()

    def load_sample(self) -> None:
        """Bring in the invented İzmir workshop."""
        t = self._ui.language.t
        progress = self._ui.toasts.progress(t("Opening the sample workshop"), "sample")

        def loaded(changes: ChangeSet) -> None:
            progress.dismiss()
            t = self._ui.language.t
            self._ui.toasts.undo(t("The sample workshop is open"), t("Undo"), "sample")

        def failed(error: AppError) -> None:
            progress.dismiss()
            self._ui.runner.refused.emit(error)

        self._ui.runner.change(self._services.sample.load, loaded, failed)

    def remove_sample(self) -> None:
        """Take the sample away; it can be undone like anything else."""

        def removed(changes: ChangeSet) -> None:
            t = self._ui.language.t
            self._ui.toasts.undo(t("The sample workshop is gone"), t("Undo"), "trash")

        self._ui.runner.change(self._services.sample.remove, removed)

    def toggle_theme(self) -> None:
        """Light becomes dark and back."""
        self._preferences.change(theme="light" if self._ui.theme.is_dark else "dark")

    def toggle_language(self) -> None:
        """Turkish becomes English and back."""
        self._preferences.change(language="en" if self._ui.language.code == "tr" else "tr")

    def larger_text(self) -> None:
        """One step up, to 200 %."""
        self._preferences.change(text_scale=self._preferences.current.text_scale + _STEP)

    def smaller_text(self) -> None:
        """One step down, to 100 %."""
        self._preferences.change(text_scale=self._preferences.current.text_scale - _STEP)
